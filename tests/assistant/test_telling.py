"""Which of several programmes of one city is meant, and by which word a programme is known."""

from __future__ import annotations

import pytest

from assistant import Assistant
from retrieval import Library, Notice

WORKSHOPS = """关于组织申报2030年度绿溪市技术改造补助的通知
绿溪市工业和信息化局
一、补助标准
设备投入的补助比例为10%，单个企业最高补助200万元。
二、申报时间
网上申报截止时间为2030年5月10日。
"""
SCHOLARS = """关于组织申报2030年度绿溪市青年人才安家补贴的通知
绿溪市人力资源和社会保障局
一、补贴标准
博士每人最高补贴30万元。
二、申报时间
网上申报截止时间为2030年6月20日。
"""
BEACON = """关于组织申报2030年度云帆市烽燧计划项目的通知
云帆市科学技术局
一、支持方式
单个项目最高资助80万元。
"""


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    library = Library.in_memory()
    texts = {"lvxi-workshops": WORKSHOPS, "lvxi-scholars": SCHOLARS, "yunfan-beacon": BEACON}
    library.add([Notice.from_text(notice_id, text) for notice_id, text in texts.items()])
    return Assistant(library)


class TestOneOfTwo:
    @pytest.mark.parametrize(
        ("question", "meant"),
        [
            ("绿溪技改最高补多少", "lvxi-workshops"),
            ("绿溪博士最高补多少", "lvxi-scholars"),
            ("绿溪安家的那个哪天截止", "lvxi-scholars"),
            ("绿溪设备投入的那个哪天截止", "lvxi-workshops"),
        ],
    )
    def test_a_word_that_one_of_them_holds_tells(self, assistant: Assistant, question: str, meant: str) -> None:
        """The other programme's value would be true, and wrong."""
        assert {meant} == {citation.notice_id for citation in assistant.ask(question).citations}

    def test_both_answer_when_nothing_tells_them_apart(self, assistant: Assistant) -> None:
        """Left open is left open."""
        told = {citation.notice_id for citation in assistant.ask("绿溪的网上申报哪天截止").citations}

        assert {"lvxi-workshops", "lvxi-scholars"} == told


class TestKnownByOneWord:
    def test_a_name_that_no_other_question_holds_is_enough(self, assistant: Assistant) -> None:
        """Nobody says 烽燧计划项目 in full."""
        assert ("yunfan-beacon",) == assistant.ask("烽燧最高给多少").notices


class TestYears:
    @pytest.mark.parametrize(
        "question", ["绿溪2027年认定的还能再报技改吗，最高多少", "我2028年度绿溪技改拿过，最高还能给多少"]
    )
    def test_a_year_in_which_something_happened_names_no_notice(self, assistant: Assistant, question: str) -> None:
        """The asker's own past is no question for the notice of that year."""
        assert "year_not_held" != assistant.ask(question).reason

    def test_a_year_of_a_notice_does(self, assistant: Assistant) -> None:
        """Another year's rule is not borrowed."""
        assert "year_not_held" == assistant.ask("绿溪技改2028年的通知最高给多少").reason
