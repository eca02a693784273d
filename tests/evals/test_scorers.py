"""Scorers: each judgement on its own, and what it says when it cannot tell."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.matching import comparable, spans_of
from evals.scorers import (
    brief,
    citation_precision,
    cited,
    faults,
    markers,
    over_refusal,
    refusal,
    right,
    verbatim,
    wrong_notice,
)
from tests.evals.made import TEXTS, MadeLibrary, a_citation, a_sample, an_answer

LIBRARY = MadeLibrary()


class TestComparable:
    @pytest.mark.parametrize(
        "written", ["最高 60 万元", "**最高６０万元**[1]", "- 最高60万元", "| 最高60 | 万元[12] |"]
    )
    def test_form_does_not_count(self, written: str) -> None:
        """White space, Markdown, markers and width are how a face writes, not what it says."""
        assert comparable(written) == "最高60万元"

    def test_a_table_rule_leaves_nothing(self) -> None:
        """A rule between cells would part words that stand together."""
        assert comparable("| 城市 | 上限 |\n| --- | :-: |\n| 青山 | 60万元 |") == "城市上限青山60万元"

    def test_characters_that_say_something_stay(self) -> None:
        """15-25 is not 1525, and a year in brackets is no marker."""
        assert comparable("15-25个字") == "15-25个字"
        assert comparable("通科[2023]1号") == "通科[2023]1号"


class TestSpansOf:
    @given(st.text(alphabet="青山甲乙。（1)\n 　", min_size=1, max_size=40), st.data())
    def test_a_slice_is_found_where_it_was_cut(self, text: str, data: st.DataObject) -> None:
        """Whatever is quoted from a text is found in it, white space apart."""
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, len(text)))
        quote = text[start:end]
        kept = [at for at in range(start, end) if not text[at].isspace()]

        spans = spans_of("".join(quote.split()), text)

        assert bool(spans) == bool(kept)
        assert all("".join(text[span.start : span.end].split()) == "".join(quote.split()) for span in spans)

    def test_a_repeated_sentence_has_every_place(self) -> None:
        """Citing the second place of the same words is as right as the first."""
        assert [span.start for span in spans_of("甲 乙", "甲乙丙甲\n乙")] == [0, 3]


class TestRight:
    def test_one_alternative_of_each_group_is_enough(self) -> None:
        """People say 60万 and 60万元."""
        sample = a_sample(must=[["六十万", "60万元"], ["最高"]])

        assert right(sample, an_answer("最高 60 万元[1]"), LIBRARY).value is True

    def test_what_is_missing_is_named(self) -> None:
        """A failure that does not say why cannot be mended."""
        score = right(a_sample(must=[["40%"], ["60万元"]]), an_answer(), LIBRARY)

        assert score.value is False
        assert "40%" in score.why
        assert "60万元" not in score.why

    def test_a_forbidden_word_fails_however_it_is_written(self) -> None:
        """**25 万元** of another town is still another town's."""
        assert right(a_sample(must_not=["25万元"]), an_answer("60万元，**25 万元**"), LIBRARY).value is False

    def test_the_status_is_part_of_being_right(self) -> None:
        """The right words under "not found" would be shown as not found."""
        assert right(a_sample(), an_answer(status="not_found"), LIBRARY).value is False

    def test_an_internal_failure_is_never_right(self) -> None:
        """A program that breaks down on everything would pass every question it should turn away."""
        sample = a_sample(status=["not_found"], must=[], evidence=[])
        broken = replace(an_answer("出错了", status="not_found"), reason="failed")

        assert right(sample, an_answer("没有", status="not_found"), LIBRARY).value is True
        assert right(sample, broken, LIBRARY).value is False


class TestCited:
    def test_overlapping_the_evidence_is_enough(self) -> None:
        """A clause may be cited by its sentence or by its half, across a line break of the notice."""
        assert cited(a_sample(), an_answer(), LIBRARY).value is True
        assert cited(a_sample(), an_answer("[1]", a_citation("总投入的40%、\n最高")), LIBRARY).value is True

    def test_another_clause_of_the_notice_is_not(self) -> None:
        """The right notice is not yet the right clause."""
        assert (
            cited(a_sample(), an_answer("[1]", a_citation("网上填报截止时间为2030年3月31日")), LIBRARY).value is False
        )

    def test_every_notice_of_the_evidence_is_wanted(self) -> None:
        """A comparison with one side cited is half proven."""
        both = [{"notice_id": "qingshan", "quote": "最高60万元"}, {"notice_id": "baishui", "quote": "最高25万元"}]
        score = cited(a_sample(evidence=both), an_answer(), LIBRARY)

        assert (score.value, score.why) == (False, "没有引用到依据：baishui")

    def test_one_of_several_clauses_of_a_notice_is_enough(self) -> None:
        """Evidence of one notice lists where the answer may rest, not all that must be cited."""
        either = [{"notice_id": "qingshan", "quote": "2030年3月31日"}, {"notice_id": "qingshan", "quote": "最高60万元"}]

        assert cited(a_sample(evidence=either), an_answer(), LIBRARY).value is True

    def test_without_evidence_nothing_can_be_told(self) -> None:
        """A refusal has nothing to cite."""
        assert cited(a_sample(evidence=[]), an_answer(), LIBRARY).value is None


class TestVerbatim:
    def test_the_notice_decides(self) -> None:
        """A quote is verbatim when the notice has it at the very place that the citation names."""
        good = a_citation()

        assert verbatim(a_sample(), an_answer("[1]", good), LIBRARY).value is True
        assert verbatim(a_sample(), an_answer("[1]", replace(good, start=good.start - 1)), LIBRARY).value is False
        assert verbatim(a_sample(), an_answer("[1]", replace(good, quote="最高80万元")), LIBRARY).value is False
        assert verbatim(a_sample(), an_answer("[1]", replace(good, notice_id="gone")), LIBRARY).value is False

    def test_an_empty_quote_is_not_verbatim(self) -> None:
        """It would stand anywhere."""
        assert (
            verbatim(a_sample(), an_answer("[1]", replace(a_citation(), quote="", end=0, start=0)), LIBRARY).value
            is False
        )


class TestOtherScorers:
    def test_brief_counts_what_is_written(self) -> None:
        """The limit is inclusive."""
        assert brief(a_sample(max_chars=4), an_answer("一二三四"), LIBRARY).value is True
        assert brief(a_sample(max_chars=3), an_answer("一二三四"), LIBRARY).value is False

    def test_markers_and_citations_pair_off(self) -> None:
        """A marker without a citation leads nowhere; a citation without one proves nothing."""
        assert markers(a_sample(), an_answer("一[1]"), LIBRARY).value is True
        assert markers(a_sample(), an_answer("一[1]二[2]"), LIBRARY).value is False
        assert markers(a_sample(), an_answer("一"), LIBRARY).value is False

    def test_citation_precision_is_a_share(self) -> None:
        """Padding an answer with clauses beside the point shows here."""
        answer = an_answer("[1][2]", a_citation(), a_citation("网上填报", marker=2))

        assert citation_precision(a_sample(), answer, LIBRARY).value == 0.5

    def test_wrong_notice_needs_exactly_one_that_is_meant(self) -> None:
        """With two meant, citing either is right."""
        both = [{"notice_id": "qingshan", "quote": "最高60万元"}, {"notice_id": "baishui", "quote": "最高25万元"}]
        answer = an_answer("[1]", a_citation("最高25万元", "baishui"))

        assert wrong_notice(a_sample(), answer, LIBRARY).value is True
        assert wrong_notice(a_sample(), an_answer(), LIBRARY).value is False
        assert wrong_notice(a_sample(evidence=both), answer, LIBRARY).value is None

    def test_refusals_are_judged_where_they_are_the_question(self) -> None:
        """A sample that accepts both an answer and a refusal tells nothing about either."""
        absent, asked = a_sample(status=["not_found", "declined"]), a_sample(status=["answered", "clarify"])
        either, no = a_sample(status=["answered", "not_found"]), an_answer("没有规定", status="not_found")

        assert refusal(absent, no, LIBRARY).value is True
        assert refusal(absent, an_answer(), LIBRARY).value is False
        assert over_refusal(asked, no, LIBRARY).value is True
        assert over_refusal(asked, an_answer(), LIBRARY).value is False
        assert (refusal(either, no, LIBRARY).value, over_refusal(either, no, LIBRARY).value) == (None, None)

    def test_a_sample_may_be_at_fault(self) -> None:
        """Evidence that no notice contains is the sample's mistake, not the assistant's."""
        assert faults(a_sample(), LIBRARY) == ()
        assert faults(a_sample(evidence=[{"notice_id": "qingshan", "quote": "最高90万元"}]), LIBRARY)
        assert faults(a_sample(evidence=[{"notice_id": "gone", "quote": TEXTS["qingshan"]}]), LIBRARY)
