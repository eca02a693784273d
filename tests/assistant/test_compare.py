"""Two notices side by side, of one region and two years, made up for the test."""

from __future__ import annotations

from datetime import date

import pytest

from assistant import Assistant
from retrieval import Library, Notice

TINGSHAN = """关于组织申报2031年度汀杉市茶园改造项目的通知
一、项目负责人年龄不超过55周岁。
二、纸质材料一式五份，送汀杉市农业大厦302室。
三、每个项目最高补助40万元。
四、弄虚作假的，5年内不得申报。
汀杉市农业农村局
2031年1月5日
"""

LATER = """关于组织申报2032年度汀杉市果品冷链项目的通知
一、项目负责人年龄不超过60周岁。
二、纸质材料一式三份，送汀杉市政务中心8号窗口。
三、每个项目最高补助70万元。
汀杉市农业农村局
2032年1月5日
"""


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    library = Library.in_memory()
    library.add([Notice.from_text("tingshan-2031", TINGSHAN), Notice.from_text("tingshan-2032", LATER)])
    return Assistant(library)


def ask(assistant: Assistant, question: str) -> str:
    return assistant.ask(question, as_of=date(2032, 3, 10)).text


class TestTwoYears:
    def test_each_named_year_has_its_row(self, assistant: Assistant):
        """Two years are named: a rule of one alone is half the comparison."""
        text = ask(assistant, "汀杉2031茶园和汀杉2032果品冷链，负责人年龄分别不超过多少岁，差多少")

        assert "55周岁" in text
        assert "60周岁" in text

    def test_each_row_tells_what_is_asked_and_nothing_else(self, assistant: Assistant):
        text = ask(assistant, "汀杉2031茶园和汀杉2032果品冷链，最高补助差多少")

        assert "40万元" in text
        assert "70万元" in text
        assert "周岁" not in text
        assert "一式" not in text

    def test_two_things_asked_give_two_rows_of_each(self, assistant: Assistant):
        text = ask(assistant, "汀杉2031茶园和汀杉2032果品冷链，纸质材料份数、送达地点分别有什么不同")

        assert [one for one in ("一式五份", "302室", "一式三份", "8号窗口") if one not in text] == []

    def test_one_year_points_to_its_notice_alone(self, assistant: Assistant):
        text = ask(assistant, "汀杉2032的项目最高补助多少")

        assert "70万元" in text
        assert "40万元" not in text
