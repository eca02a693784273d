"""Passages hold the whole notice, exactly, and each can stand alone."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.clauses import parse_clauses
from retrieval.passage import Passage
from retrieval.passages import cut_passages
from tests.retrieval.test_clauses import NOTICES

DOCUMENTS = Path(__file__).parents[2] / "documents"
REAL = [path.read_text(encoding="utf-8") for path in sorted(DOCUMENTS.glob("*/notice.txt"))]


@st.composite
def mutated_notices(draw: st.DrawFn) -> str:
    """A stretch of a real notice with pieces cut out, doubled or put in: what crawlers and editors do."""
    text = draw(st.sampled_from(REAL))
    start = draw(st.integers(0, len(text) - 1))
    text = text[start : start + draw(st.integers(0, 1500))]
    for _ in range(draw(st.integers(0, 4))):
        left = draw(st.integers(0, len(text)))
        right = draw(st.integers(left, min(len(text), left + 60)))
        text = text[:left] + draw(NOTICES)[:30] * draw(st.integers(0, 2)) + text[right:]
    return text


def passages(text: str) -> tuple[Passage, ...]:
    return cut_passages("n", text, parse_clauses(text))


def check_cover(text: str) -> None:
    clauses = parse_clauses(text)
    at = 0
    for order, passage in enumerate(cut_passages("n", text, clauses)):
        assert order == passage.index
        assert text[passage.start : passage.end] == passage.text == passage.text.strip() != ""
        assert not text[at : passage.start].strip()
        clause = clauses[passage.clause]
        assert clause.start <= passage.start < passage.end <= clause.end
        at = passage.end
    assert not text[at:].strip()


class TestCover:
    @given(NOTICES)
    def test_any_text_is_covered_once_and_in_order(self, text):
        """What no passage holds can never be found; what two hold is cited twice."""
        check_cover(text)

    @given(mutated_notices())
    @settings(max_examples=60, deadline=None)
    def test_mangled_real_notices_are_covered_too(self, text):
        """Tables cut in half, numbering torn apart: nothing is lost and nothing raises."""
        check_cover(text)

    @pytest.mark.parametrize("text", REAL, ids=range(len(REAL)))
    def test_the_shipped_notices_are_covered(self, text):
        """The four notices answers rest on."""
        check_cover(text)


class TestCutting:
    def test_an_item_with_its_title_is_one_passage(self):
        """Title and rule are quoted together where they stand together."""
        text = "二、方式\n1.支持方式。最高一百万元。\n2.名额。限报两项。"

        assert ["二、方式", "1.支持方式。最高一百万元。", "2.名额。限报两项。"] == [p.text for p in passages(text)]

    def test_a_long_paragraph_is_cut_at_sentence_ends(self):
        """No passage ends inside a sentence, nor is one much longer than the index wants."""
        text = "申报单位应当符合规定的各项条件并且正常经营。" * 60

        found = [passage.text for passage in passages(text)]

        assert all(words.endswith("。") and len(words) <= 400 for words in found)
        assert len(found) > 1

    def test_a_row_keeps_its_cells_and_its_header_beside_it(self):
        """A cell alone answers nothing: 10万元 of what?"""
        text = "三、标准\n等级\t金额\n一等\t十万元\n二等\t五万元"
        row = passages(text)[-2]

        assert ("一等\t十万元", "三、标准", "等级 | 金额") == (row.text, row.section, row.header)

    def test_the_section_is_the_path_for_people(self):
        """It is shown beside every citation."""
        assert "五、事项 > （二）时间" == passages("五、事项\n（二）时间\n截止一月底。")[-1].section

    def test_an_empty_text_has_no_passages(self):
        """Nothing to find, nothing raised."""
        assert () == passages(" \n\t")


class TestCost:
    @pytest.mark.parametrize(
        "text",
        [
            "1.\n" * 20_000,
            "条件为真，" * 60_000,
            "（《“" * 60_000,
            "\n" * 300_000,
            "\t甲\n" * 20_000,
            "序号\n名称\n2\n" * 10_000,
            "附件1\n" * 10_000,
            "#" * 300_000,
            "一、甲\n（一）乙\n1.丙\n（1）丁\n①戊\n" * 4_000,
            "[bookmark: " * 30_000,
        ],
        ids=["items", "line", "brackets", "blank", "tabs", "serial", "parts", "marks", "deep", "noise"],
    )
    def test_time_grows_with_the_text_not_its_square(self, text):
        """One hostile file must not hold up the indexing of all others."""
        started = time.perf_counter()
        check_cover(text)

        assert time.perf_counter() - started < 10
