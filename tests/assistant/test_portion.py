"""Parts of a whole: what they must come to, and whether they are enough, over a notice nobody has reviewed."""

from __future__ import annotations

from datetime import date

import pytest

from assistant import Assistant
from retrieval import Library, Notice

HEXI = """河汐市创新企业认定办法
第一条 申请认定的企业应当符合以下条件：
（一）从事研发的科技人员占企业当年职工总数的比例不低于8%；
（二）企业近两个会计年度的研究开发费用总额占销售收入总额的比例不低于4%；
其中，企业在本省内发生的研究开发费用总额占全部研究开发费用总额的比例不低于50%；
（三）近一年创新产品收入占企业同期总收入的比例不低于30%。
第二条 本办法自2031年2月1日起施行。
河汐市科学技术局
2031年1月5日
"""

TIERED = HEXI.replace(
    "（二）企业近两个会计年度的研究开发费用总额占销售收入总额的比例不低于4%；",
    "（二）企业近三个会计年度的研究开发费用总额占同期销售收入总额的比例符合如下要求：\n"
    "1.最近一年销售收入小于3000万元（含）的企业，比例不低于6%；\n"
    "2.最近一年销售收入在3000万元至1亿元（含）的企业，比例不低于4%；\n",
)


def assistant_of(text: str) -> Assistant:
    library = Library.in_memory()
    library.add([Notice.from_text("hexi-2031", text)])
    return Assistant(library)


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    return assistant_of(HEXI)


def ask(assistant: Assistant, question: str) -> str:
    return assistant.ask(question, as_of=date(2031, 3, 10)).text


class TestNeeded:
    @pytest.mark.parametrize(("staff", "needed"), [("150个员工", "150人×8%=12人"), ("160号人", "160人×8%≈13人")])
    def test_people_are_rounded_up_to_what_is_needed(self, assistant: Assistant, staff: str, needed: str) -> None:
        """12.8 people do not reach eight percent with twelve."""
        assert needed in ask(assistant, f"河汐创新企业认定，我们{staff}，最少要几个科技人员")

    def test_a_share_of_a_share_goes_through_the_first(self, assistant: Assistant) -> None:
        text = ask(assistant, "河汐创新企业认定，两年销售合计5000万，研发费最低要花多少，其中省内的至少多少")

        assert "5000万元×4%=200万元，即至少200万元" in text
        assert "200万元×50%=100万元，即至少100万元" in text

    def test_the_tier_decides_which_share_holds(self) -> None:
        """The tier goes by last year's sales, the share by those of three years."""
        text = ask(assistant_of(TIERED), "河汐创新企业认定，最近一年卖2000万，三年合计5000万，研发费最少得多少")

        assert "5000万元×6%=300万元" in text
        assert "小于3000万元（含）的企业" in text


class TestOtherwise:
    """A sentence behind the rule sets another share, or none, for those above a bound."""

    @pytest.mark.parametrize(
        ("behind", "sales", "expected"),
        [
            ("销售收入2亿元以上的企业，该比例不低于3%；", "3亿", "3亿元×3%=900万元"),
            ("销售收入2亿元以上的企业，该比例不低于3%；", "1亿", "1亿元×4%=400万元"),
            ("销售收入50亿元以上的企业，不受该比例限制；", "1亿", "1亿元×4%=400万元"),
        ],
    )
    def test_the_share_for_the_asker_s_own_range_holds(self, behind: str, sales: str, expected: str) -> None:
        """A rule and its exception look alike; only one of them is the asker's."""
        text = HEXI.replace("不低于4%；\n", f"不低于4%；\n{behind}\n")
        assert expected in ask(assistant_of(text), f"河汐创新企业认定，两年销售收入{sales}，研发费至少多少")

    def test_who_is_free_of_the_share_is_told_no_amount(self) -> None:
        text = HEXI.replace("不低于4%；\n", "不低于4%；\n销售收入50亿元以上的企业，不受该比例限制；\n")
        assert "×" not in ask(assistant_of(text), "河汐创新企业认定，两年销售收入60亿，研发费至少多少")


class TestThings:
    RULE = "第三条 推荐项目数原则上不超过上年度星火示范项目立项数的130%。\n"

    @pytest.mark.parametrize(("count", "most"), [("30", "30个×130%=39个"), ("31", "31个×130%≈40个")])
    def test_a_most_of_things_is_rounded_down(self, count: str, most: str) -> None:
        """40.3 projects are forty; the forty-first would be too many."""
        assistant = assistant_of(HEXI.replace("河汐市科学技术局", self.RULE + "河汐市科学技术局"))
        assert most in ask(assistant, f"河汐去年星火示范立了{count}个项目，这次最多推荐几个")

    def test_money_is_no_number_of_things(self) -> None:
        assistant = assistant_of(HEXI.replace("河汐市科学技术局", self.RULE + "河汐市科学技术局"))
        assert "650万元" not in ask(assistant, "河汐星火示范项目总投资500万，能给多少钱")


class TestEnough:
    @pytest.mark.parametrize(
        ("told", "share", "verdict"),
        [
            ("两年研发花了150万，销售收入4000万", "3.75%", "不符合"),
            ("研发一共花300万，省内花了180万", "60%", "就这一条而言符合"),
            ("205个员工里科技人员18个", "8.78%", "就这一条而言符合"),
        ],
    )
    def test_the_part_told_is_held_against_the_share(
        self, assistant: Assistant, told: str, share: str, verdict: str
    ) -> None:
        text = ask(assistant, f"河汐创新企业认定，{told}，这比例够吗")

        assert share in text
        assert verdict in text


class TestLeftAlone:
    def test_sales_of_another_period_are_no_whole(self, assistant: Assistant) -> None:
        """Four percent of two years' sales are not four percent of one year's."""
        assert "×" not in ask(assistant, "河汐创新企业认定，去年销售3000万，研发费最低多少")

    def test_a_share_of_spending_is_not_taken_of_sales(self, assistant: Assistant) -> None:
        assert "2500万元" not in ask(assistant, "河汐创新企业认定，两年销售合计5000万，研发费省内的至少多少")

    def test_without_last_year_s_sales_no_tier_is_chosen(self) -> None:
        assert "×" not in ask(assistant_of(TIERED), "河汐创新企业认定，三年销售合计5000万，研发费最少得多少")
