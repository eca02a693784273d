"""No share is taken of another thing than it is of; a higher share for a named case, and what it is held to."""

from __future__ import annotations

from datetime import date

import pytest

from assistant import Assistant
from assistant.stated.bases import Base, is_of, kinds_in
from retrieval import Library, Notice

MUHE = """牧禾市首台套装备推广资金管理办法
第一条 研制奖励：整机产品通过认定的，奖励研制企业90万元。同一企业合计不超过300万元。
第二条 应用奖励：用户单位首次采购首台套产品的，按实际采购价（不含税）的12%给予奖励，单个单位最高140万元；
采购本市企业产品的，比例提高到16%，最高180万元。
第三条 保险补贴：研制企业投保综合险的，按实缴保费的65%给予补贴，单个企业每年最高110万元。
第四条 申报企业上年度研发费用占营业收入的比例不低于4%。
第五条 培育补助：按上一年度研发费用加计扣除备案额的6%给予补助，最高20万元。
牧禾市工业和信息化局
2031年1月5日
"""

PURCHASE, PREMIUM = Base(frozenset({"purchase"}), "按实际采购价"), Base(frozenset({"premium"}), "按实缴保费")


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    library = Library.in_memory()
    library.add([Notice.from_text("muhe-2031", MUHE)])
    return Assistant(library)


def ask(assistant: Assistant, question: str) -> str:
    return assistant.ask(question, as_of=date(2031, 3, 10)).text


class TestIsOf:
    def test_amounts_of_another_kind_are_not(self) -> None:
        """70% of premiums says nothing of what a machine cost."""
        assert is_of(PURCHASE, PURCHASE, "")
        assert not is_of(PURCHASE, PREMIUM, "")

    def test_an_amount_that_says_nothing_is_what_the_question_names(self) -> None:
        assert is_of(Base(frozenset(), ""), PREMIUM, "保费")
        assert not is_of(Base(frozenset(), ""), PREMIUM, "买设备")

    def test_a_kind_hides_the_wider_one(self) -> None:
        """研发费用 are more than what of them was put on record for the deduction."""
        assert {"deduction"} == kinds_in("研发费用加计扣除备案额", "ruled")


class TestShares:
    def test_the_price_of_a_machine_is_no_premium(self, assistant: Assistant) -> None:
        text = ask(assistant, "牧禾我们买了台首台套装备花了500万，能奖多少")

        assert "500万元×12%=60万元" in text
        assert "65%" not in text

    @pytest.mark.parametrize(
        "question",
        [
            "牧禾装备卖了3000万，保险补贴能补多少",
            "牧禾整机卖了600万通过认定，研制奖励能拿多少",
            "牧禾去年研发费用1200万，培育补助给多少",
            "牧禾营业收入3亿，研发投入800万，能拿多少研制奖励",
        ],
    )
    def test_of_what_no_rule_is_there_is_no_sum(self, assistant: Assistant, question: str) -> None:
        assert "×" not in ask(assistant, question)

    def test_a_premium_is_one_though_a_machine_is_named(self, assistant: Assistant) -> None:
        assert "100万元×65%=65万元" in ask(assistant, "牧禾首台套保费交了100万，能补多少")


class TestRaisedTo:
    def test_the_higher_share_has_its_own_cap(self, assistant: Assistant) -> None:
        text = ask(assistant, "牧禾我们头一回买了本地企业的首台套装备，不含税1200万，能奖励多少")

        assert "1200万元×16%=192万元" in text
        assert "最高可获180万元" in text

    def test_untold_it_is_shown_beside(self, assistant: Assistant) -> None:
        """The asker may be of the named case: the sum alone would promise too little."""
        assert "另有规定：“采购本市企业产品的" in ask(assistant, "牧禾我们买了台首台套装备花了500万，能奖多少")

    def test_with_tax_it_is_another_price(self, assistant: Assistant) -> None:
        assert "×" not in ask(assistant, "牧禾我们采购首台套装备含税500万，能奖多少")
