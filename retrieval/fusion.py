"""Fuse rankings of the same passages into one.

Reciprocal rank fusion needs no comparable scores: a BM25 sum and a cosine never meet.
The rankings come from `lexical.py` and `vectors.py`; the weight of each embedding
stands with the embedding, in `embeddings.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

DAMPING = 60


@dataclass(frozen=True, slots=True)
class Fused:
    """One row of the fused ranking; `ranks` tells how each ranking placed it, 1 the best."""

    row: int
    score: float
    ranks: Mapping[str, int]


def fuse(rankings: Mapping[str, Sequence[int]], weights: Mapping[str, float]) -> list[Fused]:
    """Rows of all `rankings`, best first: score = sum of weight / (60 + rank).

    A ranking without a weight counts 1. Rows that score alike keep the order in which
    the rankings, first to last, bring them: with one ranking its order stays.
    Cormack, Clarke and Büttcher, "Reciprocal Rank Fusion outperforms Condorcet and
    individual Rank Learning Methods", SIGIR 2009.
    """
    ranks: dict[int, dict[str, int]] = {}
    for name, rows in rankings.items():
        for rank, row in enumerate(rows, start=1):
            ranks.setdefault(row, {}).setdefault(name, rank)
    fused = [
        Fused(row, sum(weights.get(name, 1.0) / (DAMPING + rank) for name, rank in placed.items()), placed)
        for row, placed in ranks.items()
    ]
    return sorted(fused, key=lambda one: -one.score)
