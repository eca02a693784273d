"""Cards drawn up by the program: what becomes a fact, and above all what does not."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.card import Card, Fact
from retrieval.clauses import parse_clauses
from retrieval.drafting import draft_card
from retrieval.passages import cut_passages

HEAD = "某某市科学技术局关于组织申报2031年度某某市绿色工艺攻关专项的通知\n各有关单位：\n"
SIGNED = "\n特此通知。\n某某市科学技术局\n2031年3月1日\n"


def drafted(text: str) -> Card:
    clauses = parse_clauses(text)
    return draft_card("a", text, clauses, cut_passages("a", text, clauses))


def facts_of(sentence: str, *topics: str) -> tuple[Fact, ...]:
    """The facts under `topics` of a notice with one clause."""
    return drafted(f"{HEAD}一、有关事项\n{sentence}{SIGNED}").of_topic(*topics)


def measured(sentence: str, topic: str) -> list[tuple[str, str]]:
    return [(str(m.number), m.bound) for fact in facts_of(sentence, topic) for m in fact.measures]


class TestHead:
    def test_issuer_date_year_and_programme(self) -> None:
        """The head is read off the title and the signature, each datum with its quote."""
        card = drafted(f"{HEAD}一、支持重点\n支持绿色工艺研发。{SIGNED}")

        assert not card.reviewed
        assert card.title.value == "某某市科学技术局关于组织申报2031年度某某市绿色工艺攻关专项的通知"
        assert [issuer.value for issuer in card.issuers] == ["某某市科学技术局"]
        assert card.published is not None
        assert card.published.value == "2031-03-01"
        assert card.year is not None
        assert card.year.value == "2031"
        assert card.programme is not None
        assert card.programme.value.endswith("绿色工艺攻关专项")

    def test_a_title_over_two_lines(self) -> None:
        """A title broken by the page is one title; its quote is the notice's own characters."""
        card = drafted(
            "关于组织申报2031年度\n绿色工艺项目的通知\n\n各有关单位：\n现通知如下：\n一、支持重点\n支持研发。\n"
        )

        assert card.title.value == "关于组织申报2031年度绿色工艺项目的通知"
        assert card.title.quote is not None
        assert card.title.quote.text == "关于组织申报2031年度\n绿色工艺项目的通知"

    def test_letterhead_and_document_number(self) -> None:
        """Agencies above the title issue it together; the number stands on a line of its own."""
        card = drafted(
            "某某市科学技术局\n某某市财政局\n\n某科资〔2031〕9号\n\n关于印发《绿色工艺专项管理办法》的通知\n各单位：\n正文。\n"
        )

        assert [issuer.value for issuer in card.issuers] == ["某某市科学技术局", "某某市财政局"]
        assert card.document_number is not None
        assert card.document_number.value == "某科资〔2031〕9号"

    def test_a_cited_number_is_not_its_own(self) -> None:
        """The number of a law that is cited does not become the notice's."""
        assert drafted(f"{HEAD}根据某科资〔2030〕1号文件，现通知如下。{SIGNED}").document_number is None


class TestWindows:
    @pytest.mark.parametrize(
        ("sentence", "opens", "closes", "closes_at"),
        [
            ("网上申报截止时间为2031年4月30日。", None, date(2031, 4, 30), None),
            ("申报时间：2031年4月1日9:00至4月30日17:00。", date(2031, 4, 1), date(2031, 4, 30), time(17)),
            ("请于2031年4月15日前将纸质材料报送至科技局。", None, date(2031, 4, 15), None),
            ("受理时间自即日起至2031年5月31日止。", None, date(2031, 5, 31), None),
            ("网上填报截止时间为4月30日下午5点。", None, date(2031, 4, 30), time(17)),
            ("纸质材料受理截止时间为1月10日。", None, date(2032, 1, 10), None),
            ("征集时间为2031年4月1日—20日。", date(2031, 4, 1), date(2031, 4, 20), None),
        ],
    )
    def test_a_deadline(self, sentence: str, opens: date | None, closes: date, closes_at: time | None) -> None:
        """Dates around which the words speak of handing in are deadlines; a missing year is the next that fits."""
        windows = [fact.window for fact in facts_of(sentence, "deadline") if fact.window]

        assert [(window.opens, window.closes, window.closes_at) for window in windows] == [(opens, closes, closes_at)]

    @pytest.mark.parametrize(
        "sentence",
        [
            "本办法自2031年5月1日起施行，有效期至2033年12月31日。",
            "项目执行期为2031年1月1日至2033年12月31日。",
            "2030年1月1日前在本市注册的企业可以申报。",
            "2030年1月1日至2030年12月31日期间发生的费用可以申报。",
            "根据2030年6月1日印发的管理办法组织申报。",
            "公示时间为2031年6月1日至6月7日。",
            "2030年6月30日以后取得的专利可作为申报材料。",
        ],
    )
    def test_another_date_is_no_deadline(self, sentence: str) -> None:
        """A wrong deadline costs an applicant the programme: other dates never become one."""
        assert not [fact for fact in facts_of(sentence, "deadline") if fact.window]

    def test_one_window_a_batch_and_way(self) -> None:
        """Each date keeps what it is for: the batch, and whether it is the web or paper."""
        found = facts_of("第一批：网上申报截止时间为4月1日，纸质材料受理截止时间为4月8日。", "deadline")

        assert [fact.label for fact in found] == ["第一批 网上申报", "第一批 纸质材料受理"]


class TestMoney:
    @pytest.mark.parametrize(
        ("sentence", "cap", "ratio", "threshold"),
        [
            ("单个项目资助经费最高80万元。", [("800000", "at_most")], [], []),
            ("按研发投入的10%给予补助，最高不超过200万元。", [("2000000", "at_most")], [("10", "exactly")], []),
            ("总投资不超过5000万元的项目，给予最高100万元补助。", [("1000000", "at_most")], [], []),
            ("一次性给予30万元奖励。", [("300000", "exactly")], [], []),
            ("资助标准为：重点项目60万元。", [("600000", "exactly")], [], []),
            ("项目研发总投入不得少于150万元（不含）。", [], [], [("1500000", "more_than")]),
            ("研究开发费用总额占销售收入总额的比例不低于3%。", [], [], [("3", "at_least")]),
            ("申报企业上年度营业收入应超过2000万元（含）。", [], [], [("20000000", "at_least")]),
            ("承担单位申请市拨经费不超过项目总额的30%。", [], [("30", "at_most")], []),
            ("立项后拨付资助总额的50%。", [], [], []),
            ("每年安排专项资金20亿元。", [], [], []),
            ("研发费用超过5亿元的企业不受此数量限制。", [], [], []),
            ("资助金额50万元以上的项目须中期检查。", [], [], []),
            ("处以5000元罚款。", [], [], []),
            ("出口规模不超过500万美元。", [], [], []),
        ],
    )
    def test_what_an_amount_is(
        self, sentence: str, cap: list[tuple[str, str]], ratio: list[tuple[str, str]], threshold: list[tuple[str, str]]
    ) -> None:
        """A cap limits what is given, a threshold what must be shown; a payment, a class or a budget is neither."""
        assert (cap, ratio, threshold) == tuple(measured(sentence, topic) for topic in ("cap", "ratio", "threshold"))

    def test_a_case_stays_with_its_amount(self) -> None:
        """An amount for a case is never quoted without the case."""
        (fact,) = facts_of("推荐上岗人数为50人（含）以上的，补助2.4万元。", "cap")

        assert "50人" in fact.quote.text
        assert fact.label == "推荐上岗人数为50人（含）以上"


class TestCounts:
    @pytest.mark.parametrize(
        ("sentence", "shares"),
        [
            ("甲大学限报15项。", [(("甲大学",), "15")]),
            ("甲区、乙区分别限额推荐50项、8项。", [(("甲区",), "50"), (("乙区",), "8")]),
            ("甲区、乙区分别限额推荐7项。", [(("甲区",), "7"), (("乙区",), "7")]),
            ("甲区、乙区合计限额推荐7项。", [(("甲区", "乙区"), "7")]),
            ("甲区、乙区推荐项目不超过6项。", [(("甲区", "乙区"), "6")]),
        ],
    )
    def test_quotas_by_body(self, sentence: str, shares: list[tuple[tuple[str, ...], str]]) -> None:
        """Each recommending body gets its own number; 合计 leaves them one together."""
        found = facts_of(sentence, "quota")

        assert shares == [(fact.who, str(fact.measures[0].number)) for fact in found]

    def test_a_limit_for_one_applicant_is_no_quota(self) -> None:
        """每家单位不超过2个 limits the applicant; it is not what a district may recommend."""
        assert measured("每家单位牵头申报数量不超过2个。", "limit") == [("2", "at_most")]
        assert measured("每家单位牵头申报数量不超过2个。", "quota") == []

    @pytest.mark.parametrize(
        ("sentence", "topic", "expected"),
        [
            ("纸质申报材料一式六份，报主管部门审核。", "copies", [("6", "exactly")]),
            ("项目名称控制在15-25个字。", "naming", [("15", "at_least"), ("25", "at_most")]),
            ("项目实施周期一般不超过三年。", "duration", [("3", "at_most")]),
            ("证书有效期为三年。", "duration", []),
            ("鼓励40岁以下（含）青年人才申报。", "age", [("40", "at_most")]),
        ],
    )
    def test_other_counts(self, sentence: str, topic: str, expected: list[tuple[str, str]]) -> None:
        """A count is filed under what is counted, with its bound."""
        assert expected == measured(sentence, topic)

    def test_softness_is_kept(self) -> None:
        """鼓励 and 一般不 do not become duties."""
        assert facts_of("鼓励40岁以下青年人才申报。", "age")[0].strength == "may"
        assert facts_of("项目实施周期一般不超过三年。", "duration")[0].strength == "should"


class TestContacts:
    def test_phones_with_names_and_what_they_are_for(self) -> None:
        """A phone comes with its person, and the system's line is told from the programme's."""
        programme, system = "科技局高新处  张三、李四  61234567", "信息中心  王五  61234568"
        card = drafted(f"{HEAD}一、联系方式\n业务咨询：\n{programme}\n系统技术支持：\n{system}\n")

        assert [(fact.label, fact.name) for fact in card.of_topic("contact")] == [
            ("业务咨询", "张三、李四"),
            ("系统技术支持", "王五"),
        ]
        assert [fact.name for fact in card.of_topic("system_support")] == ["王五"]

    def test_an_address_needs_a_place(self) -> None:
        """地址变更 is no address."""
        card = drafted(f"{HEAD}一、报送\n地址：中山路5号2楼。专利地址变更的须重新申报。{SIGNED}")

        assert [fact.quote.text for fact in card.of_topic("address")] == ["地址：中山路5号2楼"]


class TestDirections:
    def test_codes_become_directions(self) -> None:
        """Each guide code is a fact with its code, so that a look-up finds exactly it."""
        codes = "110101  低温合成、连续流反应等关键技术\n110102  溶剂回收、余热利用等关键技术\n"
        text = f"{HEAD}一、支持重点\n支持研发。{SIGNED}附件1\n项目指南\n（一）绿色工艺\n{codes}"

        assert [fact.code for fact in drafted(text).of_topic("direction") if fact.code] == ["110101", "110102"]

    @pytest.mark.parametrize(
        ("guide", "entries"),
        [
            (
                "一、支持领域\n1.船舶装备；2.医疗装备；3.环保装备。家电不列入支持领域。\n",
                ["1.船舶装备", "2.医疗装备", "3.环保装备"],
            ),
            (
                "专题一、制造\n方向1.1  机床\n研究内容：主轴。\n方向1.2  模具\n研究内容：冲压。\n",
                ["方向1.1机床", "方向1.2模具"],
            ),
            ("一、分组\n按学科分组：\n甲组：数学、物理。\n乙组：化学、化工。\n", ["甲组", "乙组"]),
            ("一、重点\n重点支持以下领域：（1）种业，支持育种；（2）海洋，支持船舶。\n", ["（1）种业", "（2）海洋"]),
            ("一、奖项\n（一）发明赛道。有专利的。\n（二）创业赛道。办企业的。\n", ["发明赛道", "创业赛道"]),
            ("一、课题\nA01 养老模式研究\nA02 文旅线路研究\n", ["A01养老模式研究", "A02文旅线路研究"]),
            (
                "一、条件\n申报基地方向项目的单位，应是产业园。\n申报中介方向项目的单位，应是孵化器。\n",
                ["基地方向", "中介方向"],
            ),
            ("附件1\n重点布局领域\n01 农业：茶叶、咖啡\n02 金属：铝材、尾矿\n", ["01农业", "02金属"]),
            (
                "一、范围\n（一）农业领域\n1. 果蔬：柑橘。\n2. 畜禽：防疫。\n"
                "（二）工业领域\n1. 汽车：底盘。\n2. 电工：开关。\n",
                ["1.果蔬", "2.畜禽", "1.汽车", "2.电工"],
            ),
        ],
        ids=[
            "under a title",
            "numbered",
            "groups",
            "in a sentence",
            "tracks",
            "short codes",
            "who may apply",
            "annex",
            "two levels",
        ],
    )
    def test_guides_of_every_form_become_directions(self, guide: str, entries: list[str]) -> None:
        """One chooses among them all alike, however they are printed."""
        found = drafted(f"{HEAD}{guide}{SIGNED}").of_topic("direction")

        assert [fact.code + fact.name for fact in found if fact.name] == entries

    def test_two_numbers_in_a_row_open_no_direction(self) -> None:
        """主题一、二： says whom to ask about both."""
        guide = "主题一：农业\n方向1.1 果蔬\n内容：栽培。\n方向1.2 畜禽\n内容：防疫。\n"
        text = f"{HEAD}一、联系\n主题一、二：高新科 张工。\n附件\n申报指南\n{guide}"

        assert ["果蔬", "畜禽"] == [fact.name for fact in drafted(text).of_topic("direction") if fact.name]

    def test_what_each_class_hands_in_is_no_direction(self) -> None:
        """The classes stand there once more, under a title of another matter."""
        text = f"{HEAD}一、材料要求\n（一）专利类：申请表、证书。\n（二）标准类：标准文本、公告。\n{SIGNED}"

        assert [] == [fact.name for fact in drafted(text).of_topic("direction") if fact.name]


class TestEveryCard:
    def test_an_item_takes_the_topic_of_its_list(self) -> None:
        """Items under 有下列行为之一的，取消资格： are penalties, though their own words say nothing of it."""
        items = "（一）发生重大质量事故的；\n（二）未按期报告重大变化的。\n"
        card = drafted(f"{HEAD}第一条 企业有下列行为之一的，取消其资格：\n{items}")
        found = [fact.quote.text for fact in card.of_topic("penalty")]

        assert any("发生重大质量事故" in quote for quote in found)

    @given(
        st.text(max_size=300)
        | st.text(
            alphabet="一二三、（）。，；：\n 0123456789年月日前申报截止时间资助最高万元%份字限推荐电话局关于的通知第条",
            max_size=300,
        )
    )
    @settings(deadline=None, max_examples=60)
    def test_any_text_gets_a_card_with_true_quotes(self, text: str) -> None:
        """Drafting refuses nothing, and what it quotes is the notice, to the character."""
        if not text.strip():
            return
        card = drafted(text)

        assert card.title.value, repr(text)
        assert all(text[fact.quote.start : fact.quote.end] == fact.quote.text for fact in card.facts)

    def test_numbers_are_exact(self) -> None:
        """A drafted amount is the decimal that the notice prints."""
        (fact,) = facts_of("资助经费最高12.34万元。", "cap")

        assert fact.measures[0].number == Decimal("123400")


@pytest.mark.parametrize(
    "title", ["汐岚市2031年度青年人才专项申报指南", "关于组织申报2031年度汐岚市青年人才专项的通知"]
)
def test_a_place_that_no_table_holds_is_read_off_the_title(title: str) -> None:
    """A new city's notice must not be taken for everybody's."""
    region = drafted(f"{title}\n\n一、条件\n申报人不超过40周岁。\n").region

    assert region is not None
    assert "汐岚市" == region.value


def test_a_word_that_ends_like_a_place_is_none() -> None:
    """企业上市 is no city."""
    assert drafted("关于组织申报企业上市奖励的通知\n\n一、条件\n企业已上市。\n").region is None
