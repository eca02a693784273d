"""What parts sentences that state the same kind of rule: the asker's number, the class they name, the headings."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assistant import Assistant
from assistant.stated.designators import designators_in, fit
from assistant.stated.tiers import Tier, tiers_in
from retrieval import Library, Notice

NOTICE = """关于组织申报2030年度绿溪市云帆补助的通知

一、补助标准
1.推荐上岗人数为50人（含）以上的，补助2万元。
2.推荐上岗人数为100人（含）以上的，补助5万元。
3.推荐上岗人数为200人（含）以上的，补助9万元。
二、支持类别
（一）A类项目
单个项目最高支持300万元。
（二）B类项目
单个项目最高支持120万元。
三、组织实施
（一）专家咨询机制。成立专家委员会。
（二）动态调整机制。每年调整重点领域。
（三）合同管理机制。签订项目合同。
"""


def ask(question: str) -> str:
    library = Library.in_memory()
    library.add([Notice.from_text("lvxi-2030", NOTICE)])
    return Assistant(library).ask(question).text


class TestTiers:
    @pytest.mark.parametrize(
        ("text", "tier"),
        [
            ("50人（含）以上", Tier("count:人", Decimal(50), True, None, False)),
            ("小于5000万元（含）的企业", Tier("amount", None, False, Decimal(50_000_000), True)),
            ("500万元（含）—2000万元", Tier("amount", Decimal(5_000_000), True, Decimal(20_000_000), True)),
        ],
    )
    def test_a_range_is_read_with_its_bounds(self, text: str, tier: Tier) -> None:
        """Whether the bound itself is in decides whom the rule is for."""
        assert (tier,) == tiers_in(text)

    @pytest.mark.parametrize(("people", "amount"), [("60", "2万元"), ("100", "5万元"), ("250", "9万元")])
    def test_the_tier_that_the_number_falls_in_answers(self, people: str, amount: str) -> None:
        """250 people are more than 50 too, but the rule for them is the highest one they reach."""
        said = ask(f"绿溪推荐了{people}个人上岗能补多少")

        assert amount in said
        assert [] == [other for other in ("2万元", "5万元", "9万元") if other != amount and other in said]


class TestDesignators:
    def test_a_rule_for_another_class_counts_against_it(self) -> None:
        """B类 asked for, a rule for A类 is none."""
        asked = designators_in("b类最多给多少")

        assert (1.0, -1.0, 0.0) == (
            fit(asked, designators_in("b类最高120万元")),
            fit(asked, designators_in("a类最高300万元")),
            fit(asked, designators_in("最高300万元")),
        )

    def test_the_heading_names_the_class(self) -> None:
        """The sentence below （二）B类项目 does not say B类 again."""
        assert "120万元" in ask("绿溪的B类项目顶格多少钱")


class TestOutline:
    def test_the_headings_below_one_are_named(self) -> None:
        """No sentence lists them; the notice's structure does."""
        said = ask("绿溪的组织实施分哪几种机制，都叫什么")

        assert ["专家咨询机制", "动态调整机制", "合同管理机制"] == [
            name for name in ("专家咨询机制", "动态调整机制", "合同管理机制") if name in said
        ]
