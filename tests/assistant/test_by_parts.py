"""Shares that change at a bound, amounts added up, months late: over a notice that nobody has reviewed."""

from __future__ import annotations

from datetime import date

import pytest

from assistant import Assistant
from retrieval import Library, Notice

LANGQUAN = """琅泉市科技创新若干奖励办法
第一条 为鼓励创新，制定本办法。
第二条 产学研合作项目按照项目总投入给予补助，企业不超过40%、高校不超过60%，单个项目最高70万元。
第三条 企业研发费用补助：上年度研发费用300万元以下的部分按10%补助，超过300万元的部分按4%补助，最高60万元。
第四条 技术合同年度成交额累计200万元以上的，奖励3万元；600万元以上的，奖励8万元。同一单位的多份合同成交额可合并计算。
第五条 引进博士的，每引进1名补助企业4万元。
第六条 未按期验收的，每延迟1个月扣减资助金额的5%。
第七条 孵化器在孵企业每满10家奖励5万元，最高50万元。
琅泉市人民政府
2031年1月5日
"""


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    library = Library.in_memory()
    library.add([Notice.from_text("langquan-2031", LANGQUAN)])
    return Assistant(library)


def ask(assistant: Assistant, question: str) -> str:
    return assistant.ask(question, as_of=date(2031, 3, 10)).text


class TestByParts:
    def test_what_lies_above_the_bound_has_its_own_share(self, assistant: Assistant) -> None:
        """Of 800万 only 300万 are paid at ten percent."""
        text = ask(assistant, "琅泉去年研发费800万，能补多少")

        assert "300万元×10%=30万元；800万元-300万元=500万元，500万元×4%=20万元；30万元+20万元=50万元" in text
        assert "没有超过60万元的上限" in text

    def test_the_sum_of_the_parts_is_held_to_the_cap(self, assistant: Assistant) -> None:
        assert "最高可获60万元" in ask(assistant, "琅泉去年研发费3000万，能补多少")

    def test_an_amount_below_the_bound_has_one_part(self, assistant: Assistant) -> None:
        text = ask(assistant, "琅泉去年研发费200万，能补多少")

        assert "200万元×10%=20万元" in text
        assert "4%=" not in text

    def test_another_amount_is_not_parted(self, assistant: Assistant) -> None:
        """What is put into a joint project is no spending on research of the year before."""
        text = ask(assistant, "琅泉高校产学研合作项目投了100万，能补多少")

        assert "100万元×60%=60万元，没有超过70万元的上限" in text


class TestAmounts:
    def test_amounts_are_added_where_the_notice_says_so(self, assistant: Assistant) -> None:
        text = ask(assistant, "琅泉三份技术合同分别100万、250万、300万，能奖多少")

        assert "100万元+250万元+300万元=650万元" in text
        assert "奖励8万元" in text

    def test_what_is_lacking_to_the_next_tier_is_said(self, assistant: Assistant) -> None:
        assert "还差80万元" in ask(assistant, "琅泉技术合同做了520万，还差多少到下一档")


class TestEach:
    def test_three_of_people_are_people(self, assistant: Assistant) -> None:
        """三个博士 are counted where the rule counts 名."""
        assert "3个×4万元=12万元" in ask(assistant, "琅泉引进了三个博士，能补多少")

    def test_only_full_tens_count(self, assistant: Assistant) -> None:
        assert "36家÷10家≈3，3×5万元=15万元" in ask(assistant, "琅泉孵化器有36家在孵企业，能奖多少")

    def test_so_much_is_taken_off_for_each_month(self, assistant: Assistant) -> None:
        text = ask(assistant, "琅泉资助了40万，验收延迟了3个月，扣多少")

        assert "40万元×5%×3个月=6万元" in text
