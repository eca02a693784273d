"""Grants paid in parts: up to a step, for one direction alone, at once; the fee of each day late; yearly sums."""

from __future__ import annotations

from datetime import date

import pytest

from assistant import Assistant
from retrieval import Library, Notice

LEYUAN = """乐源市重点攻关计划项目申报指南
一、支持方向
方向1.1 高性能锂电隔膜。每项资助不超过120万元。
方向1.2 水下巡检机器人。采用揭榜方式，资助不超过400万元。
二、经费拨付
资助经费分两期拨付：立项后拨付70%，中期检查通过后拨付30%；资助额40万元以下（不含）的项目一次性拨付。方向1.2按里程碑拨付，立项拨付20%，完成样机拨付30%，验收通过拨付50%。
三、资金退回
项目撤销的，全额退回，逾期按日加收0.04%的资金占用费。
四、资金安排
2031—2034年，每年在专项资金中安排6亿元支持重点攻关。
五、产业化项目立项数不少于当年立项总数的60%。
乐源市科学技术局
2031年1月5日
"""


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    library = Library.in_memory()
    library.add([Notice.from_text("leyuan-2031", LEYUAN)])
    return Assistant(library)


def ask(assistant: Assistant, question: str) -> str:
    return assistant.ask(question, as_of=date(2031, 3, 10)).text


class TestParts:
    def test_up_to_a_step_the_parts_are_added(self, assistant: Assistant) -> None:
        """The direction is named by what it is about; its own parts hold, not those of all others."""
        text = ask(assistant, "乐源巡检机器人那个榜中了，资助400万，做完样机一共能到账多少")

        assert "80万元+120万元=200万元" in text

    def test_before_the_last_part(self, assistant: Assistant) -> None:
        assert "80万元+120万元=200万元" in ask(assistant, "乐源方向1.2批了400万，验收之前能拿多少")

    def test_the_parts_of_one_direction_are_not_those_of_another(self, assistant: Assistant) -> None:
        assert "100万元×70%=70万元" in ask(assistant, "乐源方向1.1批了100万，头一回到账多少")

    def test_a_small_grant_is_paid_at_once(self, assistant: Assistant) -> None:
        """A first part of it would be too little."""
        text = ask(assistant, "乐源方向1.1批了30万，立项先给多少")

        assert "一次性拨付" in text
        assert "×" not in text


class TestOthers:
    def test_a_fee_for_each_day_late(self, assistant: Assistant) -> None:
        assert "50万元×0.04%×10天=2000元" in ask(assistant, "乐源项目撤销要退50万，晚交了10天，占用费多少")

    def test_years_that_nobody_counted_are_added_up(self, assistant: Assistant) -> None:
        assert "=24亿元" in ask(assistant, "乐源那几年重点攻关专项资金合计安排多少亿")

    def test_a_quota_is_no_money(self, assistant: Assistant) -> None:
        assert "×60%" not in ask(assistant, "乐源产业化项目立项拿了两个，奖金总数多少")
