"""Shares that are not taken: of what the asker is not, below what is paid for, with the cap of another clause."""

from __future__ import annotations

from datetime import date

import pytest

from assistant import Assistant
from retrieval import Library, Notice

TANXI = """檀溪区贷款贴息和揭榜补助办法
第一条 贷款贴息标准如下：以专利质押取得的贷款按利息的60%贴息。
第二条 单个企业每年用于参展的补助最高8万元。
第三条 按发榜方实际支付金额的30%给予补助，单个榜单最高200万元。实际支付金额低于100万元的，不予补助。
第四条 青年课题数不得少于本校限额的30%。
第五条 课题经费立项后拨付60%，结项后拨付40%。
第六条 本办法自2031年2月1日起施行。
檀溪区人民政府
2031年1月5日
"""


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    library = Library.in_memory()
    library.add([Notice.from_text("tanxi-2031", TANXI)])
    return Assistant(library)


def ask(assistant: Assistant, question: str) -> str:
    return assistant.ask(question, as_of=date(2031, 3, 10)).text


class TestNotTaken:
    def test_a_share_for_what_the_asker_is_not(self, assistant: Assistant) -> None:
        assert "×" not in ask(assistant, "檀溪贷款利息付了120万（不是专利质押），能贴多少")

    def test_a_cap_of_another_clause_does_not_cut_it_off(self, assistant: Assistant) -> None:
        """What is paid for fairs says nothing on loans."""
        assert "8万元" not in ask(assistant, "檀溪专利质押的贷款付了利息120万，能贴多少").replace("×", "")

    def test_below_what_is_paid_for_there_is_no_share(self, assistant: Assistant) -> None:
        """30% of 90万 would be a promise that the next sentence takes back."""
        assert "27万元" not in ask(assistant, "檀溪发榜实际支付了90万，能补多少")

    def test_above_it_the_share_is_taken(self, assistant: Assistant) -> None:
        assert "300万元×30%=90万元" in ask(assistant, "檀溪发榜实际支付了300万，能补多少")


class TestOthers:
    def test_a_least_of_a_quota_is_rounded_up(self, assistant: Assistant) -> None:
        assert "25个×30%≈8个" in ask(assistant, "檀溪本校限额25个，青年课题最少要占几项")

    def test_what_was_granted_is_paid_in_its_parts(self, assistant: Assistant) -> None:
        text = ask(assistant, "檀溪课题批了5万，立项时先到多少，结项后再给多少")

        assert "5万元×60%=3万元" in text
        assert "5万元×40%=2万元" in text
