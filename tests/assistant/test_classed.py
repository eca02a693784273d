"""Shares by class, kind and tier, what goes back, and what is paid in parts: over notices that nobody has reviewed."""

from __future__ import annotations

from datetime import date

import pytest

from assistant import Assistant
from retrieval import Library, Notice

MOZHANG = """墨樟县引进人才补助办法
第一条 为引进各类人才，制定本办法。
第二条 人才分为三类：
类别
对象
安家补助（万元）
A
国家级专家、正高级职称人员
80
B
博士研究生、副高级职称人员
30
C
硕士研究生、高级技师
10
第三条 （购房补贴）人才首次购买商品住房的，按购房合同总价给予补贴：A、B类20%，最高30万元；C类10%，最高8万元。
第四条 安家补助分年发放：A、B类分4年，每年发放25%；C类分2年，依次发放60%、40%。
第五条 服务满1年不满6年离开的，每少服务1年（不足1年按1年计），退还已领取补助总额的15%。
第六条 （租房补贴）未购房的，B类每月900元，C类每月500元，最长24个月。
第七条 到海岛镇工作的，安家补助上浮20%。
第八条 本办法自2031年2月1日起施行。
墨樟县人民政府
2031年1月5日
"""

BOYUAN = """泊原市成果转化专项申报通知
各有关单位：
现就2031年度成果转化专项申报事项通知如下：
一、支持类别
（一）A类：重大转化项目。单个项目市拨经费最高200万元，项目总投入不低于500万元。
（二）B类：首次转化项目。单个项目市拨经费最高60万元，项目总投入不低于150万元。
二、经费比例
市拨经费占项目总投入的比例按单位性质确定：
1.企业不超过30%；
2.高校、科研院所不超过50%。
三、申报方式
登录市科技局网站申报。
泊原市科学技术局
2031年1月5日
"""

TANHE = """潭禾区技术改造补助申报通知
各有关企业：
现就2031年度技术改造补助申报事项通知如下：
一、补助标准
按设备投资额分档补助：
档次	设备投资额	补助比例	单个项目最高
第一档	100万元（含）—400万元	5%	15万元
第二档	400万元（含）—1500万元	7%	90万元
列入市级以上智能工厂名单的项目，补助比例提高3个百分点，单个项目最高额度不变。
二、申报方式
登录区工信局网站申报。
潭禾区工业和信息化局
2031年1月5日
"""


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    library = Library.in_memory()
    named = {"mozhang-2031": MOZHANG, "boyuan-2031": BOYUAN, "tanhe-2031": TANHE}
    library.add([Notice.from_text(name, text) for name, text in named.items()])
    return Assistant(library)


def ask(assistant: Assistant, question: str) -> str:
    return assistant.ask(question, as_of=date(2031, 3, 10)).text


class TestClasses:
    def test_the_class_named_decides_the_share_and_its_cap(self, assistant: Assistant) -> None:
        assert "90万元×10%=9万元，超过了上限，所以最高可获8万元" in ask(assistant, "墨樟C类人才买房90万，购房补贴多少")

    def test_classes_that_share_an_ending_are_each_meant(self, assistant: Assistant) -> None:
        """A、B类 names A类 as well as B类."""
        assert "100万元×20%=20万元" in ask(assistant, "墨樟A类人才买房100万，购房补贴多少")

    def test_the_table_tells_of_which_class_the_asker_is(self, assistant: Assistant) -> None:
        answer = assistant.ask("副高在墨樟买房100万，购房补贴多少", as_of=date(2031, 3, 10))

        assert "100万元×20%=20万元" in answer.text
        assert any("副高级职称" in citation.quote for citation in answer.citations)

    def test_kind_of_organisation_and_class_decide_together(self, assistant: Assistant) -> None:
        """The share goes by the kind, the cap by the class."""
        text = ask(assistant, "高校报泊原成果转化专项B类，总投入200万，能拿多少")

        assert "200万元×50%=100万元，超过了上限，所以最高可获60万元" in text

    @pytest.mark.parametrize(
        "question", ["企业报泊原成果转化专项，总投入600万能拿多少", "墨樟人才买房100万，购房补贴多少"]
    )
    def test_without_a_class_nothing_is_worked_out(self, assistant: Assistant, question: str) -> None:
        """Two caps differ by class; neither is the asker's until they say so."""
        assert "×" not in ask(assistant, question)

    @pytest.mark.parametrize("question", ["墨樟C类安家补助10万，上浮后多少", "墨樟B类每月租房900元，能领多少"])
    def test_a_share_of_another_matter_is_not_taken(self, assistant: Assistant, question: str) -> None:
        """The share of a house is none of a rent, nor of what is paid on top."""
        assert "×" not in ask(assistant, question)

    def test_a_total_below_what_the_class_wants_gets_no_share(self, assistant: Assistant) -> None:
        assert "×" not in ask(assistant, "企业报泊原成果转化专项A类，总投入300万能拿多少")


class TestTiers:
    @pytest.mark.parametrize(
        ("told", "sum_"),
        [
            ("设备投了800万", "800万元×7%=56万元，没有超过90万元的上限"),
            ("进了市级智能工厂名单，设备投了800万", "7%+3个百分点=10%，800万元×10%=80万元"),
            ("没进智能工厂名单，设备投了800万", "800万元×7%=56万元"),
        ],
    )
    def test_the_row_of_the_tier_and_what_is_put_on_top(self, assistant: Assistant, told: str, sum_: str) -> None:
        """The points on top are only for those who say that they are on the list."""
        assert sum_ in ask(assistant, f"潭禾技术改造补助，{told}，能补多少")


class TestBack:
    def test_so_much_goes_back_for_each_year_missing(self, assistant: Assistant) -> None:
        text = ask(assistant, "墨樟补助领了30万，差两年就走人，要退多少")

        assert "30万元×15%×2年=9万元" in text

    def test_a_year_begun_counts_as_one_missing_where_the_rule_says_so(self, assistant: Assistant) -> None:
        """After three years and four months, three of six years are missing."""
        text = ask(assistant, "墨樟补助领了30万，干满3年4个月就走人，要退多少")

        assert "6年-3年=3年，30万元×15%×3年=13.5万元" in text

    def test_vague_years_are_left_to_the_quote(self, assistant: Assistant) -> None:
        assert "×" not in ask(assistant, "墨樟补助领了30万，干了3年多就走人，要退多少")

    def test_years_outside_the_rule_are_left_to_the_quote(self, assistant: Assistant) -> None:
        """The rule is for those who served a year and more."""
        assert "×" not in ask(assistant, "墨樟补助领了30万，干了7年走人，要退多少")


class TestParts:
    def test_each_part_of_a_grant_is_worked_out(self, assistant: Assistant) -> None:
        text = ask(assistant, "墨樟C类安家补助10万，第二年发多少")

        assert "10万元×60%=6万元，10万元×40%=4万元" in text

    def test_equal_parts_divide_the_grant(self) -> None:
        library = Library.in_memory()
        text = MOZHANG.replace("第五条", "第五条 省级平台给予启动经费100万元，分两年等额拨付。\n第六条")
        library.add([Notice.from_text("mozhang-2031", text)])

        assert "100万元÷2=50万元" in ask(Assistant(library), "墨樟省级平台启动经费100万，第一年拨多少")

    def test_equal_years_are_worked_out_once(self, assistant: Assistant) -> None:
        assert "80万元×25%=20万元" in ask(assistant, "墨樟A类安家补助80万，每年发多少")
