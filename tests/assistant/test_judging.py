"""Verdicts on what an asker has, lacks, did and earned, over one invented notice, with a card and without one."""

import re
from datetime import date
from functools import cache

import pytest

from assistant import Assistant
from retrieval import Library, Notice

MULAN = """关于组织申报2030年度木兰市扶摇计划项目的通知

各有关单位：
现就2030年度木兰市扶摇计划项目申报有关事项通知如下：
一、指导思想
到2035年，培育员工超过500人的企业20家，研发投入占营业收入的比例超过6%。
二、申报条件
1.申报单位为木兰市行政区域内注册的具有独立法人资格的企业、高校。
2.云河市、石门县企业仅限省级以上高新区辖区内企业申报。
3.依法取得省级主管部门颁发的种苗生产行政许可。
4.科技人员占企业当年职工总数的比例不低于8%。
5.项目负责人缴纳社会保险满3年。
6.上年度营业收入小于2000万元（含）的企业，研发费用占营业收入比例不低于5%；营业收入2000万元以上的企业，该比例不低于3%。
7.出口规模不超过400万美元。
8.年龄在45周岁以下。
9.近3年内未受过刑事处罚。
10.固定人员不少于20人，其中单台50万元以上的设备不少于2台。
11.具有高级专业技术职务（职称）或者具有博士学位，或者有2名高级职称人员推荐。
12.设备投资额低于100万元的不予补助，但农业龙头企业的项目门槛放宽至60万元。
13.项目实施周期一般不超过两年。
14.房地产、典当企业不在支持范围。
三、支持类别
（一）A类：苗圃项目。项目总投入不低于600万元。
（二）B类：示范项目。项目总投入不低于200万元。
（三）服务平台。申报单位应为科研院所。
企业承担项目申请市拨经费不超过项目总额的30%。
四、评审
评审专家有下列情形之一的，应当申请回避：
（一）评审专家与申请人属于同一法人单位的；
（二）评审专家是申请人近亲属的。
五、其他
项目网上申报时间为2030年3月1日至4月10日17:00。
近5年内受到治安管理处罚的，每次减10分。
石门大学限报15项，石门职业大学限报5项。
本通知所称“以上”含本数，“以下”不含本数。
木兰市科学技术局
2030年2月1日
"""

MULAN_CARD = """
reviewed: true
label: 木兰扶摇计划项目
title: {value: 关于组织申报2030年度木兰市扶摇计划项目的通知, quote: 关于组织申报2030年度木兰市扶摇计划项目的通知}
region: {value: 木兰市, names: [木兰市, 木兰], quote: 木兰市}
year: {value: 2030, quote: 2030年度}
programme: {value: 扶摇计划, names: [扶摇计划, 扶摇计划项目], quote: 扶摇计划项目}
facts:
  - {topic: applicant, quote: 申报单位为木兰市行政区域内注册的具有独立法人资格的企业、高校。}
  - {topic: applicant, quote: 云河市、石门县企业仅限省级以上高新区辖区内企业申报。}
  - {topic: age, quote: 年龄在45周岁以下。}
  - {topic: degree, quote: 具有高级专业技术职务（职称）或者具有博士学位，或者有2名高级职称人员推荐。}
  - {topic: duration, quote: 项目实施周期一般不超过两年。}
  - topic: deadline
    label: 网上申报
    quote: 项目网上申报时间为2030年3月1日至4月10日17:00
    opens: 2030-03-01
    closes: 2030-04-10
    closes_at: "17:00"
"""

TODAY = date(2030, 4, 10)
WINDOW = "项目网上申报时间为2030年3月1日至4月10日17:00"
MET, UNMET, OPEN, SOFT = "就这一条而言符合", "不符合", "无法判断", "不符合，但原文写的是“一般”"


@cache
def _assistant(carded: bool) -> Assistant:
    library = Library.in_memory()
    report = library.add([Notice.from_text("mulan-2030", MULAN, card=MULAN_CARD if carded else None)])
    assert not report.refused, report.refused
    return Assistant(library)


@pytest.fixture(params=[True, False], ids=["card", "drafted"])
def answer(request):
    """What is answered to a question, in the text that a reader sees."""

    def ask(question, on=TODAY):
        answered = _assistant(request.param).ask(question, as_of=on)
        assert () == answered.withheld
        return answered.text

    return ask


def verdicts(text):
    return re.findall(f"{SOFT}|{MET}|{UNMET}|{OPEN}|应当回避|有影响", text)


class TestPlaces:
    @pytest.mark.parametrize(
        "said", ["不挨着高新区", "挨着高新区", "离高新区五公里", "没进高新区", "就在高新区边上", "还没搬进高新区"]
    )
    def test_near_a_zone_is_not_in_it(self, answer, said):
        """Closeness told or denied must never be read as being inside."""
        assert [UNMET] == verdicts(answer(f"我们厂{said}，木兰扶摇计划能报吗"))

    def test_a_zone_that_one_is_in_is_met_for_this_rule(self, answer):
        assert [MET] == verdicts(answer("我们厂在高新区里面，木兰扶摇计划能报吗"))


class TestHoldings:
    @pytest.mark.parametrize(
        ("question", "expected"),
        [
            ("种苗的许可证还没批，木兰扶摇计划能报吗", [UNMET]),
            ("我们一直没办种苗生产的许可，木兰扶摇计划能报吗", [UNMET]),
            ("种苗生产许可正在等批，木兰扶摇计划能报吗", [UNMET]),
            ("种苗生产许可办下来了，木兰扶摇计划能报吗", [MET]),
            ("我们有种苗生产许可，木兰扶摇计划能报吗", [MET]),
            ("我是讲师，木兰扶摇计划能报吗", [OPEN]),
            ("我是副教授，没读过博士，木兰扶摇计划能报吗", [MET]),
            ("我是讲师，有两位教授推荐，木兰扶摇计划能报吗", [MET]),
            ("我讲师，硕士毕业，只有一位教授肯推荐，木兰扶摇计划能报吗", [UNMET]),
        ],
    )
    def test_what_is_had_or_lacked_is_found_in_the_rules_own_words(self, answer, question, expected):
        """No list names the papers; one way of several met settles a rule, one lacking leaves it open."""
        assert expected == verdicts(answer(question))

    @pytest.mark.parametrize("said", ["没有食堂", "有三个孩子", "没有养老院", "有驾驶执照"])
    def test_what_no_rule_asks_for_is_no_verdict(self, answer, said):
        assert [] == verdicts(answer(f"我们{said}，木兰扶摇计划能报吗"))


class TestQuantities:
    @pytest.mark.parametrize(
        ("question", "expected"),
        [
            ("社保才缴了2年8个月，木兰扶摇计划能报吗", [UNMET]),
            ("社保交了三年整，木兰扶摇计划能报吗", [MET]),
            ("我妻子社保交了6年，木兰扶摇计划我能报吗", []),
            ("公司给我交了两年社保，我自己交了一年半，木兰扶摇计划够吗", []),
            ("项目已经做了一年，木兰扶摇计划能报吗", []),
            ("项目实施周期两年半，木兰扶摇计划行吗", [SOFT]),
            ("社保断了3个月，木兰扶摇计划能报吗", []),
            ("实施周期写了三年，木兰扶摇计划合适吗", [SOFT]),
            ("实施周期写了两年，木兰扶摇计划合适吗", [MET]),
            ("公司成立五年了，木兰扶摇计划能报吗", []),
            ("员工90人，搞研发的6个，木兰扶摇计划人员比例达标吗", [UNMET]),
            ("员工60人，搞研发的6个，木兰扶摇计划人员比例达标吗", [MET]),
            ("去年出口500万美元，木兰扶摇计划能报吗", [UNMET]),
            ("去年出口正好400万美金，木兰扶摇计划能报吗", [MET]),
            ("企业想申请280万，项目总额700万，木兰扶摇计划比例超没超", [UNMET, MET, MET]),
            ("去年卖了3000万，研发占4%，木兰扶摇计划够吗", [MET]),
            ("去年卖了1500万，研发占4%，木兰扶摇计划够吗", [UNMET]),
            ("固定人员就18个，木兰扶摇计划是不是就够了", [UNMET]),
            ("固定人员18人，木兰扶摇计划够吗", [UNMET]),
            ("设备投资额80万，木兰扶摇计划能补吗", [UNMET]),
            ("农业龙头企业，设备投资额80万，木兰扶摇计划能补吗", [OPEN]),
            ("设备投资额正好100万，木兰扶摇计划能补吗", [MET]),
            ("我今年45岁，木兰扶摇计划能报吗", [UNMET]),
            ("我38岁，积分160，木兰扶摇计划能报吗", [MET]),
            ("我老婆47岁，我今年44岁，木兰扶摇计划能报吗", [MET]),
            ("木兰扶摇计划A类，总投入500万，够吗", [UNMET]),
            ("木兰扶摇计划B类，总投入500万，够吗", [MET]),
        ],
    )
    def test_a_number_is_held_against_bounds_on_the_same_thing(self, answer, question, expected):
        """Bounds exact, a class or a condition told apart, exceptions left open, others' numbers and prose left out."""
        assert expected == verdicts(answer(question))

    def test_a_share_is_shown_as_a_sum(self, answer):
        """The reader sees of which two numbers it is made."""
        assert "6个÷90人≈6.67%" in answer("员工90人，搞研发的6个，木兰扶摇计划人员比例达标吗")

    def test_a_bound_of_one_class_says_of_which(self, answer):
        """An asker who names no class is told for which one the verdict holds."""
        text = answer("总投入500万，木兰扶摇计划够吗")
        assert [UNMET, MET] == verdicts(text)
        assert "按A类" in text


class TestRecords:
    @pytest.mark.parametrize(
        ("question", "expected"),
        [
            ("两年前被判过拘役，木兰扶摇计划能报吗", [UNMET]),
            ("六年前判过刑，木兰扶摇计划能报吗", [MET]),
            ("被判过缓刑，木兰扶摇计划能报吗", [OPEN]),
            ("从来没有受过刑事处罚，木兰扶摇计划能报吗", [MET]),
            ("朋友坐过牢，木兰扶摇计划我能报吗", []),
            ("被拘留过一次，木兰扶摇计划还能不能报", ["有影响"]),
            ("我们是房地产公司，木兰扶摇计划能报吗", [UNMET]),
            ("我们给房地产公司供苗，木兰扶摇计划能报吗", []),
            ("我是评委，跟申请人一个单位的，木兰扶摇计划这本我能评吗", ["应当回避"]),
            ("申请人是我前同事，我能评木兰扶摇计划吗", []),
            ("我是评委，跟申请人不是一个单位，木兰扶摇计划这本我能评吗", []),
        ],
    )
    def test_a_record_is_reckoned_from_the_day_and_only_ones_own(self, answer, question, expected):
        """Where a rule counts back only so far, a time across its edge or untold decides nothing."""
        assert expected == verdicts(answer(question))


class TestKinds:
    def test_a_list_for_another_part_of_the_notice_refuses_nobody(self, answer):
        """Who is listed under the conditions for all is not turned away by a list under another heading."""
        assert UNMET not in verdicts(answer("我们是高校，木兰扶摇计划能报吗"))

    def test_having_a_branch_is_not_being_one(self, answer):
        assert UNMET not in verdicts(answer("我们是木兰的企业，外地有个分公司，木兰扶摇计划能报吗"))


class TestQuotas:
    def test_a_quota_is_for_those_it_names(self):
        """What another school may hand in is no limit on this one."""
        text = _assistant(False).ask("石门大学想报16项，木兰扶摇计划行吗", as_of=TODAY).text
        assert "限报15项" in text
        assert "限报5项" not in text


class TestHours:
    def test_an_hour_past_closing_on_the_last_day_is_too_late(self, answer):
        assert "不能办理" in answer("现在下午六点，木兰扶摇计划今天还能报吗")

    def test_an_hour_before_closing_is_not(self, answer):
        assert "还可以办理" in answer("木兰扶摇计划今天下午四点交还来得及吗")

    def test_the_closing_hour_as_heard_is_none_of_the_askers(self, answer):
        assert "还可以办理" in answer("木兰扶摇计划今天晚上八点截止，现在还能报吗")

    def test_asked_whether_it_is_the_last_day_the_day_is_told(self, answer):
        assert "今天就是截止日" in answer("木兰扶摇计划今儿个是不是最后一天")


class TestUndatedWindows:
    def test_windows_that_come_every_year_are_those_of_this_year(self):
        """A day in a later year than the notice's falls in that year's window."""
        text = MULAN.replace(
            "项目网上申报时间为2030年3月1日至4月10日17:00",
            "每年集中受理两次申报，分别为3月1日至3月31日、9月1日至9月30日",
        )
        library = Library.in_memory()
        library.add([Notice.from_text("mulan-2030", text)])
        answered = Assistant(library).ask("木兰扶摇计划现在还能申报吗", as_of=date(2032, 9, 20))
        assert "9月30日" in answered.text
        assert "可以办理" in answered.text

    @pytest.mark.parametrize(
        ("on", "expected"), [(date(2033, 1, 31), "仍在有效期内"), (date(2033, 2, 1), "已过有效期")]
    )
    def test_years_in_force_are_counted_from_the_beginning(self, on, expected):
        """Three years from the first of February end on the last day of January."""
        text = MULAN.replace(WINDOW, "每年集中受理两次申报，分别为3月1日至3月31日、9月1日至9月30日")
        text = text.replace("木兰市科学技术局", "本通知自2030年2月1日起施行，有效期3年。\n木兰市科学技术局")
        library = Library.in_memory()
        library.add([Notice.from_text("mulan-2030", text)])
        answered = Assistant(library).ask("木兰扶摇计划还在有效期内吗", as_of=on)
        assert expected in answered.text
        late = Assistant(library).ask("木兰扶摇计划现在还能申报吗", as_of=date(2034, 3, 20))
        assert "可以办理" not in late.text

    def test_what_must_be_over_before_applying_begins_is_quoted(self):
        """Without a date the notice says what is waited for."""
        text = MULAN.replace(WINDOW, "普查工作结束后，开始扶摇计划申请工作")
        library = Library.in_memory()
        library.add([Notice.from_text("mulan-2030", text)])
        answered = Assistant(library).ask("木兰扶摇计划现在就能申请了吗", as_of=TODAY)
        assert "普查工作结束后" in answered.text
