"""What a tier gives, with what is added for cases that are told, or the share of it that the next clause gives."""

from __future__ import annotations

from datetime import date

import pytest

from assistant import Assistant
from retrieval import Library, Notice

YUXI = """榆汐市高新技术企业奖补细则
第一条 首次认定奖补。按上一年度营业收入分档：
（一）营业收入400万元以下（含）的，奖补12万元；
（二）400万元至3000万元（含）的，奖补18万元；
（三）3000万元以上的，奖补36万元。
首次认定时属于规模以上工业企业的，在前款标准基础上增加8万元；属于市培育库出库后一年内认定的，增加3万元，两项可以叠加。
第二条 重新认定奖补。按前条分档标准的50%给予，不享受前条叠加部分。连续三次及以上重新认定的企业，一次性给予15万元。
榆汐市科学技术局
2031年1月5日
"""


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    library = Library.in_memory()
    library.add([Notice.from_text("yuxi-2031", YUXI)])
    return Assistant(library)


def ask(assistant: Assistant, question: str) -> str:
    return assistant.ask(question, as_of=date(2031, 3, 10)).text


class TestAdded:
    def test_what_is_told_is_added(self, assistant: Assistant) -> None:
        text = ask(assistant, "榆汐我们是规上工业企业，上年营收6000万，从培育库出库半年头一次认下高企，一共能补多少")

        assert "36万元+8万元+3万元=47万元" in text

    def test_out_of_its_time_nothing_is_added(self, assistant: Assistant) -> None:
        """Three years after is not within one."""
        text = ask(assistant, "榆汐首次认定，规上工业，营收1800万，从培育库出库三年了，奖补一共多少")

        assert "18万元+8万元=26万元" in text

    def test_what_is_denied_is_not_added(self, assistant: Assistant) -> None:
        assert "+8万元" not in ask(assistant, "榆汐首次认定，营收1800万，不是规模以上工业企业，能拿多少")

    def test_the_name_of_the_clause_tells_no_case(self, assistant: Assistant) -> None:
        assert "+8万元" not in ask(assistant, "榆汐服务机构营收1800万，帮企业首次认定，奖多少")


class TestShare:
    def test_a_share_of_the_tier_of_the_clause_before(self, assistant: Assistant) -> None:
        assert "36万元×50%=18万元" in ask(assistant, "榆汐高企复评过了，上年营收2.5亿，能拿多少")

    def test_a_case_of_its_own_has_no_share(self, assistant: Assistant) -> None:
        """For them the clause gives something else."""
        assert "×50%" not in ask(assistant, "榆汐连续三次重新认定，营收1800万，能拿多少")
