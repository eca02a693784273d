"""In what measure an answer is wanted, and that a number in another measure, or about another matter, is none."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.reading.measures import measures_asked
from retrieval import Library, Notice

NOTICE = """关于组织申报2030年度绿溪市云帆计划的通知

一、评审
市科技局自受理之日起5个工作日内完成核实，并将拟支持名单在网站公示。
公示无异议的，由市科技局拨付资金。
二、条件
项目负责人应为青年科技人才，团队不少于6人。
"""


@pytest.mark.parametrize(
    ("question", "measures"),
    [
        ("公示几个工作日", {"工作日"}),
        ("负责人卡多少岁", {"岁"}),
        ("要几个条件", set()),
        ("多少钱", set()),
    ],
)
def test_the_measure_is_read_as_in_a_notice(question: str, measures: set[str]) -> None:
    """个 measures anything, and asks for nothing in particular."""
    assert measures == measures_asked(question)


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    library = Library.in_memory()
    library.add([Notice.from_text("lvxi-2030", NOTICE)])
    return Assistant(library)


@pytest.mark.parametrize("question", ["绿溪云帆计划名单公示几天", "绿溪云帆计划负责人卡多少岁"])
def test_a_neighbouring_number_is_no_answer(assistant: Assistant, question: str) -> None:
    """The days of checking are not those of publishing; six people are no age."""
    assert "not_found" == assistant.ask(question).status


def test_the_number_asked_for_is_told(assistant: Assistant) -> None:
    """The same measure beside its own matter answers."""
    assert "5个工作日" in assistant.ask("绿溪云帆计划受理后几个工作日核实完").text


WINDOWS = """关于组织申报2030年度绿溪市云帆计划的通知

一、时间
各单位申报截止时间以主管部门确定的申报截止时间为准。
网上申报时间为2030年6月20日至7月15日17:00。
"""


def test_a_sentence_that_only_speaks_of_the_matter_comes_after_the_one_that_tells() -> None:
    """Who asks for the day wants the day."""
    library = Library.in_memory()
    library.add([Notice.from_text("lvxi-windows", WINDOWS)])

    assert "7月15日" in Assistant(library).ask("绿溪云帆计划的申报截止时间").text
