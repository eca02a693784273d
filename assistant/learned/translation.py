"""How likely a question is asked about a sentence, told by how people ask about what officials write.

A statistical translation model, IBM Model 1 (Brown and others 1993), used for retrieval as by Berger and
Lafferty (1999): a sentence is likely asked about when the marks of the question are likely translations of its
marks. What translates into what was learned by `teach.py` from the pairs in `pairs.tsv` and is kept in
`pairs.npz`. Marks are characters, Latin words and pairs of neighbours (`intents.marks_of`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import NDArray

from assistant.learned.intents import marks_of

ITSELF = 0.3
"""How much of a mark's probability comes from the sentence holding it: names and new words translate into nothing."""

MIXED = 1.0
"""Weight of what a sentence explains beside the background: smoothing by half (Jelinek and Mercer 1980)."""

QUESTIONS = 64
"""Questions that are kept taken apart: one is compared with notice after notice."""

KNOWN = "pairs.npz"


@dataclass(frozen=True, slots=True)
class Marked:
    """The marks of several texts, ready to compare with questions.

    `places` are those of the marks that the texts hold, each once; which texts hold `places[i]` is told by `texts`
    from `begins[i]` to `begins[i + 1]`. `lengths` counts all marks of each text, known or not.
    """

    places: NDArray[np.int32]
    begins: NDArray[np.int32]
    texts: NDArray[np.int32]
    lengths: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Asked:
    """The known marks of a question, one after another: what each may translate from, with its probability.

    Of entry k, `mark[k]` is the number of the question mark, `place[k]` the mark of a text and `share[k]` what it
    gives; `background` are the frequencies of the question marks.
    """

    mark: NDArray[np.int64]
    place: NDArray[np.int32]
    share: NDArray[np.float64]
    background: NDArray[np.float64]


class Translation:
    """What question marks clause marks translate into: `share[k]` is t(question mark | clause mark) of entry k.

    Entries of one question mark stand together, from `begins[i]` to `begins[i + 1]`; `clause[k]` is the place of the
    clause mark (0 is the empty one, which explains what no mark does); `background` are the frequencies of
    question marks. Behind the clause marks each question mark has a place too, by which a text that holds it
    explains it itself.
    """

    def __init__(
        self,
        asked: Sequence[str],
        written: Sequence[str],
        begins: NDArray[np.int64],
        clause: NDArray[np.int32],
        share: NDArray[np.float32],
        background: NDArray[np.float32],
    ) -> None:
        self._asked = {mark: at for at, mark in enumerate(asked)}
        self._written = {mark: at + 1 for at, mark in enumerate(written)}
        self._begins, self._clause, self._share, self._background = begins, clause, share, background
        self._asked_for = lru_cache(maxsize=QUESTIONS)(self._taken_apart)

    @classmethod
    def read(cls, source: str | Path | IO[bytes]) -> Translation:
        """The model that `teach.py` wrote."""
        with np.load(source, allow_pickle=False) as kept:
            asked, written = str(kept["asked"]).split("\n"), str(kept["written"]).split("\n")
            return cls(
                asked,
                written,
                kept["begins"].astype(np.int64),
                kept["clause"].astype(np.int32),
                kept["share"].astype(np.float32),
                kept["background"].astype(np.float32),
            )

    def marked(self, texts: Sequence[str]) -> Marked:
        """Texts of a notice (folded), ready to compare with any question."""
        marks = [marks_of(text) for text in texts]
        own = [[0, *self._places(one)] for one in marks]
        held = np.array([place for one in own for place in one], dtype=np.int32)
        order = np.argsort(held, kind="stable")
        places, begins = np.unique(held[order], return_index=True)
        return Marked(
            places,
            np.append(begins, len(held)).astype(np.int32),
            np.repeat(np.arange(len(texts), dtype=np.int32), [len(one) for one in own])[order],
            np.array([len(one) + 1 for one in marks]),
        )

    def likely(self, question: str, marked: Marked) -> NDArray[np.float64]:
        """Per text, how much more likely it makes the question (folded) than the language at large does.

        The mean over the question's known marks of log(1 + p(mark | text) / p(mark)); 0 for nothing in common.
        """
        asked, count = self._asked_for(question), len(marked.lengths)
        known = len(asked.background)
        if not known or not count:
            return np.zeros(count)
        found = np.full(self._size, -1, dtype=np.int32)
        found[marked.places] = np.arange(len(marked.places))
        at = found[asked.place]
        entries = np.flatnonzero(at >= 0)
        begins, times = marked.begins[at[entries]], np.diff(marked.begins)[at[entries]]
        entry = np.repeat(np.arange(len(entries)), times)
        texts = marked.texts[np.arange(len(entry)) + (begins - np.cumsum(times) + times)[entry]]
        cells = asked.mark[entries][entry] * count + texts
        sums = np.bincount(cells, weights=asked.share[entries][entry], minlength=known * count).reshape(known, count)
        told: NDArray[np.float64] = np.log1p(MIXED * sums / marked.lengths / asked.background[:, None]).sum(axis=0)
        return told / known

    @property
    def _size(self) -> int:
        """How many places there are: the empty mark, those of clauses, those of questions."""
        return 1 + len(self._written) + len(self._asked)

    def _places(self, marks: Sequence[str]) -> list[int]:
        behind = 1 + len(self._written)
        written = [at for mark in marks if (at := self._written.get(mark)) is not None]
        return written + [behind + at for mark in marks if (at := self._asked.get(mark)) is not None]

    def _taken_apart(self, question: str) -> _Asked:
        known = np.array([self._asked[mark] for mark in marks_of(question) if mark in self._asked], dtype=int)
        runs = [slice(self._begins[at], self._begins[at + 1]) for at in known]
        numbers = np.arange(len(known))
        return _Asked(
            np.concatenate((np.repeat(numbers, self._begins[known + 1] - self._begins[known]), numbers)),
            np.concatenate((*(self._clause[run] for run in runs), 1 + len(self._written) + known)).astype(np.int32),
            np.concatenate(
                (*((1 - ITSELF) * self._share[run].astype(float) for run in runs), np.full(len(known), ITSELF))
            ),
            self._background[known].astype(float),
        )


@cache
def translation() -> Translation:
    """The model learned from the bank."""
    with files("assistant.learned").joinpath(KNOWN).open("rb") as kept:
        return Translation.read(kept)
