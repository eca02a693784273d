"""Averages, floors and retrieval metrics: what makes a run fail, and by how much."""

from __future__ import annotations

from typing import ClassVar

import pytest

from evals.metrics import PART_NAMES, Bound, Result, breaches, interval, load_floors, metrics_of, percentile
from evals.sample import suite_files
from evals.score import Score
from evals.scorers import SCORERS
from evals.searching import (
    Ranking,
    ndcg_at_k,
    rankings,
    recall_at_k,
    reciprocal_rank,
    relevant_passages,
    retrieval_metrics,
)
from tests.evals.made import MadeLibrary, a_citation, a_sample, an_answer


def a_result(passed: bool | None = True, *, suite: str = "fact", **scores: float | bool | None) -> Result:
    told = {name: Score(value) for name, value in scores.items()}
    return Result(a_sample(suite=suite), an_answer(), told, passed, (), 1.0)


class TestMetrics:
    def test_what_could_not_be_told_counts_neither_way(self) -> None:
        """ "Could not tell" is not "wrong"."""
        results = [a_result(cited=True), a_result(cited=False), a_result(cited=None)]

        assert metrics_of(results)["cited"] == 0.5

    def test_a_faulty_sample_is_no_failure_of_the_assistant(self) -> None:
        """It is listed and fails the run on its own account."""
        assert metrics_of([a_result(True), a_result(None)])["pass_rate"] == 1.0

    def test_values_without_a_source_are_a_total(self) -> None:
        """One in a thousand answers is one too many, and an average would hide it."""
        assert metrics_of([a_result(unsupported_values=0), a_result(unsupported_values=2)])["unsupported_values"] == 2.0

    def test_quotes_are_measured(self) -> None:
        """A quote of a page would overlap any evidence; its length gives it away."""
        assert metrics_of([a_result()])["quote_chars_median"] == len(a_citation().quote)

    def test_percentiles_of_one_and_of_many(self) -> None:
        """One time is its own percentile; between two it is on the way."""
        assert percentile([3.0], 95) == 3.0
        assert percentile([1.0, 2.0, 3.0], 50) == 2.0

    def test_few_samples_have_a_wide_interval(self) -> None:
        """9 of 10 and 900 of 1,000 are not the same knowledge (figures of Wilson's formula)."""
        assert interval(9, 10) == pytest.approx((0.596, 0.982), abs=0.001)
        assert interval(900, 1000) == pytest.approx((0.880, 0.917), abs=0.001)
        assert interval(0, 0) == (0.0, 1.0)


class TestFloors:
    FLOORS: ClassVar[dict[str, dict[str, dict[str, Bound]]]] = {
        "parts": {"all": {"pass_rate": Bound(at_least=0.5)}, "held": {"pass_rate": Bound(at_least=0.9)}},
        "kinds": {"fact": {"verbatim": Bound(at_least=1.0)}},
    }

    def test_a_bound_is_inclusive(self) -> None:
        """Half of the samples keep a bound of one half."""
        assert breaches([a_result(True), a_result(False)], self.FLOORS) == ()

    def test_each_part_is_held_to_its_own(self) -> None:
        """What is kept apart must not hide behind what is shown."""
        results = [a_result(True), a_result(True), a_result(False, suite="held/fact")]
        found = breaches(results, self.FLOORS)

        assert [(breach.where, breach.metric, breach.value) for breach in found] == [("留出样例", "pass_rate", 0.0)]

    def test_a_kind_may_have_its_own(self) -> None:
        """A weak kind must not hide in the average."""
        assert [breach.metric for breach in breaches([a_result(verbatim=False)], self.FLOORS)] == ["verbatim"]

    def test_what_nothing_could_tell_breaches_nothing(self) -> None:
        """A suite without refusals is not bad at refusing."""
        assert breaches([a_result(verbatim=None)], self.FLOORS) == ()

    def test_the_floors_that_ship_name_things_that_exist(self) -> None:
        """A misspelt metric or kind would hold nothing, and nobody would notice."""
        floors = load_floors()
        metrics = {name for group in floors.values() for bounds in group.values() for name in bounds}
        kinds = {name.rpartition("/")[2] for name in suite_files()}

        assert metrics <= {"pass_rate", *SCORERS}
        assert set(floors["parts"]) <= {"all", *PART_NAMES}
        assert set(floors["kinds"]) <= kinds
        assert {"pass_rate", "verbatim", "unsupported_values"} <= set(floors["parts"]["all"])


class TestRetrievalMetrics:
    RANKING = Ranking((("a", 3), ("a", 1), ("b", 1), ("a", 2)), frozenset({("a", 1), ("a", 2)}))

    def test_published_definitions(self) -> None:
        """Two relevant, at ranks 2 and 4: figures worked out by hand."""
        assert [recall_at_k(self.RANKING, k) for k in (1, 2, 4)] == [0.0, 0.5, 1.0]
        assert reciprocal_rank(self.RANKING) == 0.5
        assert ndcg_at_k(self.RANKING, 10) == pytest.approx((0.6309 + 0.4307) / (1 + 0.6309), abs=0.001)

    def test_nothing_found_is_zero(self) -> None:
        """An empty ranking has an answer too."""
        empty = Ranking((), frozenset({("a", 1)}))

        assert (recall_at_k(empty, 5), reciprocal_rank(empty), ndcg_at_k(empty, 10)) == (0.0, 0.0, 0.0)

    def test_relevant_is_what_overlaps_the_evidence(self) -> None:
        """Evidence that runs over a line break makes both passages relevant."""
        assert relevant_passages(a_sample(), MadeLibrary()) == {("qingshan", 1), ("qingshan", 2)}

    def test_restricted_searches_only_the_evidence_s_notice(self) -> None:
        """As if scope had been settled, so that ranking is judged apart from scope."""
        ranked = rankings([a_sample()], MadeLibrary(), restricted=True)

        assert {notice_id for one in ranked for notice_id, _ in one.found} == {"qingshan"}
        assert retrieval_metrics(ranked)["recall_at_10"] == 1.0

    def test_only_whole_questions_with_evidence_are_searched(self) -> None:
        """ "那白水呢" does not say what is asked; a question that no notice answers has nothing to find."""
        follow_up = a_sample(history=[{"role": "user", "content": "最多给多少"}])

        assert rankings([follow_up, a_sample(evidence=[])], MadeLibrary(), restricted=False) == ()
        assert retrieval_metrics(()) == {}
