"""The sentences of a notice column by column, so that a question is compared with all of them at once.

Made by `catalogue.py` from the sentences that `units.py` found; `scoring.py` reads it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.stated.units import Unit

Column = NDArray[np.float64]

BETWEEN = "\0"
"""Stands between two texts: no word holds it."""


class Texts:
    """Several texts, searched as one."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._joined = BETWEEN.join(texts)
        self._ends = [int(end) for end in np.cumsum([len(text) + 1 for text in texts])]

    def holding(self, word: str) -> NDArray[np.bool_]:
        """Of each text, whether it holds a word."""
        held = np.zeros(len(self._ends), dtype=bool)
        at = self._joined.find(word) if self._ends else -1
        while at >= 0:
            text = bisect_right(self._ends, at)
            held[text] = True
            at = self._joined.find(word, self._ends[text])
        return held

    def holding_any(self, words: Iterable[str]) -> NDArray[np.bool_]:
        """Of each text, whether it holds one of some words."""
        held = np.zeros(len(self._ends), dtype=bool)
        for word in words:
            held |= self.holding(word)
        return held


class Columns:
    """The sentences of one notice: their spans, their own words and their headings, and what they state."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.count = len(units)
        self.bodies = Texts([unit.body for unit in units])
        self.contexts = Texts([unit.context for unit in units])
        self._starts = np.array([unit.start for unit in units])
        self._ends = np.array([unit.end for unit in units])
        self._topics = _by_key([unit.topics for unit in units])
        self._intents = _by_key([unit.intents for unit in units])

    def topic(self, topic: str) -> Column:
        """How well each sentence states a topic."""
        return self._topics.get(topic, np.zeros(self.count))

    def intent(self, intent: str) -> Column:
        """How likely each sentence states an intent by its wording."""
        return self._intents.get(intent, np.zeros(self.count))

    def spanning(self, spans: Sequence[tuple[int, int, float]]) -> Column:
        """The greatest share of the spans (start, end, share) that each sentence overlaps."""
        if not spans or not self.count:
            return np.zeros(self.count)
        starts, ends, shares = (np.array(part)[:, None] for part in zip(*spans, strict=True))
        greatest: Column = np.where((starts < self._ends) & (self._starts < ends), shares, 0.0).max(axis=0)
        return greatest


def _by_key(rows: Sequence[Mapping[str, float]]) -> Mapping[str, Column]:
    columns: dict[str, Column] = {}
    for at, row in enumerate(rows):
        for key, value in row.items():
            columns.setdefault(key, np.zeros(len(rows)))[at] = value
    return columns
