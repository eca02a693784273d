"""Teach the translation model from the bank of pairs: `python -m assistant.learned.teach` writes `pairs.npz` anew.

Beside the bank it learns from the lexicon's table of technologies: what people call a thing, asked about the terms
that guides use for it.

Expectation maximisation for IBM Model 1 (Brown and others 1993). To teach it a new way of asking: a line in
`pairs.tsv`, a clause with questions that it answers, then `make teach`. A test holds the two files together.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.learned.intents import marks_of
from assistant.learned.translation import KNOWN
from retrieval.lexicon import lexicon
from retrieval.normalise import fold

BANK = Path(__file__).with_name("pairs.tsv")
MODEL = BANK.with_name(KNOWN)

ROUNDS = 4
"""Rounds of expectation maximisation; 2 and 8 rank as well within a point."""

RARE = 2
"""Question marks that occur less often are not learned."""

WORTH_KEEPING = 0.02
"""Translations less likely than this are dropped: they are most of the table and rank no better."""

Pair = tuple[str, str]


def pairs_in(text: str) -> list[Pair]:
    """The pairs of a bank, folded: clause and question. A line is a clause and its questions, set apart by tabs."""
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return [(fold(clause), fold(question)) for clause, *questions in rows for question in questions]


def named_in(technology: Mapping[str, Sequence[str]]) -> list[Pair]:
    """The pairs of the lexicon, folded: each official term with the everyday word that leads to it."""
    return [(fold(term), fold(word)) for word, terms in technology.items() for term in terms]


def all_pairs() -> list[Pair]:
    """The pairs that the model which ships is learned from."""
    return [*pairs_in(BANK.read_text(encoding="utf-8")), *named_in(lexicon().technology)]


def taught(pairs: Sequence[Pair]) -> dict[str, Any]:
    """The arrays of a model (`translation.Translation`) learned from pairs."""
    clauses = {clause: marks_of(clause) for clause, _ in pairs}
    questions = [marks_of(question) for _, question in pairs]
    counts = Counter(mark for marks in questions for mark in marks)
    asked = {mark: at for at, mark in enumerate(mark for mark, count in counts.items() if count >= RARE)}
    written = {mark: at + 1 for at, mark in enumerate(dict.fromkeys(m for marks in clauses.values() for m in marks))}
    places = {clause: np.array([0, *(written[mark] for mark in marks)]) for clause, marks in clauses.items()}
    aligned = [
        (asked[mark], places[clause])
        for (clause, _), marks in zip(pairs, questions, strict=True)
        for mark in marks
        if mark in asked
    ]
    cells, shares = _maximised(aligned, len(asked), len(written) + 1)
    keep = shares >= WORTH_KEEPING
    cells, shares = cells[keep], shares[keep]
    total = sum(counts.values())
    return {
        "asked": "\n".join(asked),
        "written": "\n".join(written),
        "begins": np.searchsorted(cells // (len(written) + 1), np.arange(len(asked) + 1)).astype(np.int32),
        "clause": (cells % (len(written) + 1)).astype(np.int32),
        "share": shares.astype(np.float16),
        "background": np.array([counts[mark] / total for mark in asked], dtype=np.float32),
    }


def _maximised(
    aligned: Sequence[tuple[int, NDArray[np.int64]]], asked: int, written: int
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Cells (question mark, clause mark) that occur together, in order, with t(question mark | clause mark)."""
    sizes = np.array([len(places) for _, places in aligned])
    rows = np.repeat(np.array([mark for mark, _ in aligned]), sizes)
    groups = np.repeat(np.arange(len(aligned)), sizes)
    cells, which = np.unique(rows * written + np.concatenate([places for _, places in aligned]), return_inverse=True)
    shares = np.full(len(cells), 1.0 / asked)
    for _ in range(ROUNDS):
        likely = shares[which]
        likely /= np.bincount(groups, likely)[groups]
        expected = np.bincount(which, likely)
        shares = expected / np.bincount(cells % written, expected, minlength=written)[cells % written]
    return cells, shares


def digest_of(pairs: Sequence[Pair]) -> str:
    """Names what is learned from, so that a model that was learned from other pairs is found out."""
    return hashlib.sha256("\n".join(map("\t".join, pairs)).encode("utf-8")).hexdigest()


def main() -> None:
    """Read the pairs, learn, write the model."""
    pairs = all_pairs()
    np.savez_compressed(MODEL, digest=digest_of(pairs), **taught(pairs))


if __name__ == "__main__":
    main()
