"""How like a question is to the everyday phrasings that a notice's folder lists for its clauses.

Likeness is the mean of two shares, both over characters and character pairs weighted by inverse
document frequency among the notice's clauses (Spärck Jones 1972): how much of the question the
clause with all its phrasings covers, and how like the question is to the nearest single phrasing
(cosine). Of the variants measured on evals/samples this one ranked the right clause best: first
for 65 %, among the first three for 85 % of the questions.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.held import Phrasing
from retrieval.normalise import fold

TELLING = 15.0
"""Weight that question and clause must share to count in full: "可以吗" is in many phrasings and tells nothing."""

LIKE = 0.05
"""Less likeness than this is chance."""


def grams(text: str) -> frozenset[str]:
    """Characters, Latin words and numbers, and pairs of neighbouring ones; blanks and punctuation apart."""
    tokens = re.findall(r"[a-z0-9]+|[^\W_]", text)
    return frozenset(tokens) | frozenset("".join(tokens[at : at + 2]) for at in range(len(tokens) - 1))


class Phrasings:
    """The phrasings of one notice, indexed by gram."""

    def __init__(self, phrasings: Sequence[Phrasing]) -> None:
        asks = [[grams(fold(ask)) for ask in phrasing.asks] for phrasing in phrasings]
        whole = [grams(fold(phrasing.quote.text)).union(*own) for phrasing, own in zip(phrasings, asks, strict=True)]
        frequency = Counter(gram for grams_of_one in whole for gram in grams_of_one)
        self._spans = [(phrasing.quote.start, phrasing.quote.end) for phrasing in phrasings]
        self._weights = {gram: math.log(1 + len(whole) / (count + 0.5)) for gram, count in frequency.items()}
        self._unseen = math.log(1 + 2 * len(whole))
        flat = [(at, own) for at, owns in enumerate(asks) for own in owns]
        self._whole = self._index(whole)
        self._asks = self._index([own for _, own in flat])
        self._asked_of = np.array([at for at, _ in flat], dtype=int)
        self._norms = np.array([math.sqrt(self._weight(own)) or 1.0 for _, own in flat])

    def alike(self, question: str, at_least: float) -> list[tuple[int, int, float]]:
        """Clauses as (start, end, likeness) that are at least so like `question` (folded), likeness from 0 to 1."""
        asked = grams(question)
        total = self._weight(asked) or 1.0
        covered = self._whole.shared(asked)
        nearest = np.zeros(len(self._spans))
        np.maximum.at(nearest, self._asked_of, self._asks.shared(asked) / (math.sqrt(total) * self._norms))
        likeness = np.minimum(1.0, covered / TELLING) * (covered / total + nearest) / 2
        found = np.flatnonzero((covered > 0) & (likeness >= at_least))
        return [(*self._spans[at], float(likeness[at])) for at in found]

    def _weight(self, asked: Iterable[str]) -> float:
        return sum(self._weights.get(gram, self._unseen) for gram in asked)

    def _index(self, sets: Sequence[frozenset[str]]) -> _Index:
        holding: dict[str, list[int]] = defaultdict(list)
        for at, own in enumerate(sets):
            for gram in own:
                holding[gram].append(at)
        return _Index(
            len(sets),
            {gram: (np.array(rows), np.full(len(rows), self._weights[gram])) for gram, rows in holding.items()},
        )


@dataclass(frozen=True, slots=True)
class _Index:
    """Of several sets of grams, by gram: which of them hold it, and its weight, once for each."""

    count: int
    holding: Mapping[str, tuple[NDArray[np.int64], NDArray[np.float64]]]

    def shared(self, asked: Iterable[str]) -> NDArray[np.float64]:
        """The weight that each set shares with the grams of a question."""
        found = [self.holding[gram] for gram in asked if gram in self.holding]
        if not found:
            return np.zeros(self.count)
        rows, weights = (np.concatenate(parts) for parts in zip(*found, strict=True))
        return np.bincount(rows, weights=weights, minlength=self.count).astype(np.float64, copy=False)
