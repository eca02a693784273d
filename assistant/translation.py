"""How likely a question is asked about a sentence, told by how people ask about what officials write.

A statistical translation model, IBM Model 1 (Brown and others 1993), used for retrieval as by Berger and
Lafferty (1999): a sentence is likely asked about when the marks of the question are likely translations of its
marks. What translates into what was learned by `teach.py` from the pairs in `pairs.tsv` and is kept in
`pairs.npz`. Marks are characters, Latin words and pairs of neighbours (`intents.marks_of`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import NDArray

from assistant.intents import marks_of

ITSELF = 0.3
"""How much of a mark's probability comes from the sentence holding it: names and new words translate into nothing."""

MIXED = 1.0
"""Weight of what a sentence explains beside the background: smoothing by half (Jelinek and Mercer 1980)."""

KNOWN = "pairs.npz"


@dataclass(frozen=True, slots=True)
class Marked:
    """The marks of several texts, ready to compare with questions.

    `at` are places of clause marks, text after text, each text's from its place in `begins` on; `lengths` counts
    all marks of each text, known or not; `holding` says of a mark which texts hold it.
    """

    at: NDArray[np.int32]
    begins: NDArray[np.int64]
    lengths: NDArray[np.int64]
    holding: Mapping[str, NDArray[np.int64]]


class Translation:
    """What question marks clause marks translate into: `share[k]` is t(question mark | clause mark) of entry k.

    Entries of one question mark stand together, from `begins[i]` to `begins[i + 1]`; `clause[k]` is the place of the
    clause mark (0 is the empty one, which explains what no mark does); `background` are the frequencies of
    question marks.
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
        places = [[0, *(self._written[mark] for mark in own if mark in self._written)] for own in marks]
        holding: dict[str, list[int]] = {}
        for at, own in enumerate(marks):
            for mark in own:
                holding.setdefault(mark, []).append(at)
        return Marked(
            np.array([place for own in places for place in own], dtype=np.int32),
            np.cumsum([0, *(len(own) for own in places[:-1])]),
            np.array([len(own) + 1 for own in marks]),
            {mark: np.array(texts) for mark, texts in holding.items()},
        )

    def likely(self, question: str, marked: Marked) -> NDArray[np.float64]:
        """Per text, how much more likely it makes the question (folded) than the language at large does.

        The mean over the question's known marks of log(1 + p(mark | text) / p(mark)); 0 for nothing in common.
        """
        marks = [mark for mark in marks_of(question) if mark in self._asked]
        told = np.zeros(len(marked.lengths))
        row = np.zeros(len(self._written) + 1, dtype=np.float32)
        for mark in marks if len(told) else ():
            at = self._asked[mark]
            entries = slice(self._begins[at], self._begins[at + 1])
            row[self._clause[entries]] = self._share[entries]
            likely = (1 - ITSELF) * np.add.reduceat(row[marked.at], marked.begins)
            row[self._clause[entries]] = 0.0
            if mark in marked.holding:
                likely[marked.holding[mark]] += ITSELF
            told += np.log1p(MIXED * likely / marked.lengths / self._background[at])
        return told / max(1, len(marks))


@cache
def translation() -> Translation:
    """The model learned from the bank."""
    with files("assistant").joinpath(KNOWN).open("rb") as kept:
        return Translation.read(kept)
