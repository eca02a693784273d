"""How well the library finds the evidence of a sample, before any answer is composed.

The passages that overlap a sample's evidence are the relevant ones. Each question is
searched twice: over all notices, and within the notices of its evidence (as if scope had
been settled). Questions of a running conversation are left out: they do not say what they
ask. Metrics by their published names, gains of 0 and 1 (Manning et al., Introduction to
Information Retrieval, chapter 8; Järvelin and Kekäläinen 2002 for nDCG).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Protocol

from evals.matching import Holding, spans_of
from evals.sample import Sample
from retrieval.passage import Hit

DEPTH = 10
CUTS = (1, 5, 10)

Place = tuple[str, int]
"""A passage's notice and index."""


class Searching(Holding, Protocol):
    """A library that can be searched."""

    def search(self, query: str, *, k: int = ..., notice_ids: Sequence[str] | None = ...) -> Sequence[Hit]:
        """The best passages for `query`, best first."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """What one search found: `found` in rank order, `relevant` the passages that overlap the evidence."""

    found: tuple[Place, ...]
    relevant: frozenset[Place]


def rankings(samples: Sequence[Sample], library: Searching, *, restricted: bool) -> tuple[Ranking, ...]:
    """One search per sample that has evidence and no history; `restricted` keeps it to the evidence's notices."""
    asked = [sample for sample in samples if sample.evidence and not sample.history]
    return tuple(_ranking(sample, library, restricted=restricted) for sample in asked)


def relevant_passages(sample: Sample, library: Holding) -> frozenset[Place]:
    """The passages that share a character with a place where evidence stands."""
    return frozenset(
        (entry.notice_id, passage.index)
        for entry in sample.evidence
        for span in spans_of(entry.quote, library.held(entry.notice_id).text)
        for passage in library.held(entry.notice_id).passages
        if span.overlaps(passage.start, passage.end)
    )


def retrieval_metrics(ranked: Sequence[Ranking]) -> dict[str, float]:
    """Averages over `ranked`: recall_at_k, hit_at_k (any relevant among k), mrr, ndcg_at_10. Empty for no search."""
    judged = [one for one in ranked if one.relevant]
    if not judged:
        return {}
    metrics = {f"recall_at_{k}": fmean(recall_at_k(one, k) for one in judged) for k in CUTS}
    metrics |= {f"hit_at_{k}": fmean(recall_at_k(one, k) > 0 for one in judged) for k in CUTS}
    metrics["mrr"] = fmean(reciprocal_rank(one) for one in judged)
    metrics[f"ndcg_at_{DEPTH}"] = fmean(ndcg_at_k(one, DEPTH) for one in judged)
    return metrics


def recall_at_k(ranking: Ranking, k: int) -> float:
    """The share of relevant passages among the first `k`."""
    return len(ranking.relevant.intersection(ranking.found[:k])) / len(ranking.relevant)


def reciprocal_rank(ranking: Ranking) -> float:
    """One over the rank of the first relevant passage; 0 when none was found."""
    return next((1 / rank for rank, place in enumerate(ranking.found, start=1) if place in ranking.relevant), 0.0)


def ndcg_at_k(ranking: Ranking, k: int) -> float:
    """Discounted gain of the first `k` over that of the best order possible."""
    gain = sum(1 / math.log2(rank + 1) for rank, place in enumerate(ranking.found[:k], 1) if place in ranking.relevant)
    ideal = sum(1 / math.log2(rank + 1) for rank in range(1, min(k, len(ranking.relevant)) + 1))
    return gain / ideal


def _ranking(sample: Sample, library: Searching, *, restricted: bool) -> Ranking:
    notice_ids = sample.notices if restricted else None
    hits = library.search(sample.question, k=DEPTH, notice_ids=notice_ids)
    found = tuple((hit.passage.notice_id, hit.passage.index) for hit in hits)
    return Ranking(found, relevant_passages(sample, library))
