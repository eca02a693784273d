"""So much for each grade, added up; the asker's own money beside a grant, by a ratio of the two."""

from __future__ import annotations

from datetime import date

import pytest

from assistant import Assistant
from retrieval import Library, Notice

SHIQU = """石渠市装备奖励和重点研发办法
一、支持方向
主题一：材料
方向1.1 耐火陶瓷纤维。每项资助不超过90万元。
主题二：农业
方向2.1 山地果园采收装备。每项资助不超过50万元。
二、研制奖励
（一）按认定等次奖励研制企业：
成套装备：国际首台套260万元，国内首台套160万元，市级首台套70万元；
整机设备：国际首台套130万元，国内首台套90万元，市级首台套30万元。
同一企业当年研制奖励合计不超过350万元。
三、科技奖
奖金标准为一等奖25万元、二等奖12万元、三等奖7万元。
四、自筹要求
企业牵头项目，自筹经费与市财政资助的比例不低于3:2，其中主题二不低于1:1；高校牵头项目不作自筹要求。
石渠市科学技术局
2031年1月5日
"""


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    library = Library.in_memory()
    library.add([Notice.from_text("shiqu-2031", SHIQU)])
    return Assistant(library)


def ask(assistant: Assistant, question: str) -> str:
    return assistant.ask(question, as_of=date(2031, 3, 10)).text


class TestByGrade:
    def test_grades_are_multiplied_and_added(self, assistant: Assistant) -> None:
        assert "25万元+7万元×2=39万元" in ask(assistant, "石渠科技奖拿了一个一等、两个三等，奖金一共多少")

    def test_what_a_grade_is_of_tells_its_row(self, assistant: Assistant) -> None:
        """Both rows give something for 国内首台套."""
        text = ask(assistant, "石渠认下来两个国内首台套的成套装备，加一个国际首台套的整机，研制奖励合计多少")

        assert "160万元×2+130万元=450万元" in text
        assert "最高可获350万元" in text

    def test_a_grade_that_several_rows_have_is_not_guessed(self, assistant: Assistant) -> None:
        assert "×2" not in ask(assistant, "石渠认下来两个国内首台套，研制奖励合计多少")


class TestOwnFunds:
    def test_the_ratio_of_all(self, assistant: Assistant) -> None:
        text = ask(assistant, "石渠企业牵头方向1.1，市里给80万，自筹至少多少")

        assert "80万元×3÷2=120万元" in text

    def test_the_ratio_of_the_theme_of_a_direction(self, assistant: Assistant) -> None:
        assert "自筹至少50万元" in ask(assistant, "石渠我们公司牵头2.1，想拿满50万，自己最少得掏多少")

    def test_whom_nothing_is_asked_of(self, assistant: Assistant) -> None:
        assert "自筹至少" not in ask(assistant, "石渠高校牵头方向1.1，给80万，自己要掏多少")

    def test_a_total_is_no_grant(self, assistant: Assistant) -> None:
        assert "自筹至少" not in ask(assistant, "石渠企业牵头方向1.1，总预算240万，自己掏多少")
