"""What a text is about, told from banks of labelled examples: `questions.tsv` and `clauses.tsv`.

A bank is read once and turned into a multinomial naive Bayes classifier over characters and
character pairs, each text weighed by inverse document frequency and brought to one length
(Rennie and others 2003, "Tackling the poor assumptions of naive Bayes"). It knows no notice:
examples are of the language. An intent is a topic of the lexicon or a narrow matter that only the
banks name; how intents are used is in `reading/topics.py` and `catalogue.py`.

To teach it a new way of asking: a line in `questions.tsv`.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise

import numpy as np

from retrieval.normalise import fold

SMOOTHING = 0.1
"""Added to every count. Of 0.02, 0.1 and 0.3 it ranked best: three-fold, 56 % first and 79 % among three."""

SHARP = 1.6
"""Exponent of the likelihoods: texts are so short that plain naive Bayes is too unsure of itself."""

MOST, LEAST = 6, 0.02
"""How many intents are told of one text, and the least probability of one."""


class Bank:
    """Labelled examples, ready to say what another text is about. `labels` are in the bank's order."""

    def __init__(self, examples: Iterable[tuple[str, str]]) -> None:
        rows = [(label, marks_of(text)) for label, text in examples]
        self.labels = tuple(dict.fromkeys(label for label, _ in rows))
        frequency = Counter(mark for _, marks in rows for mark in marks)
        self._place = {mark: at for at, mark in enumerate(frequency)}
        self._weight = np.array([math.log(1 + len(rows) / (count + 0.5)) for count in frequency.values()])
        counts = np.full((len(frequency), len(self.labels)), SMOOTHING)
        column = {label: at for at, label in enumerate(self.labels)}
        for label, marks in rows:
            places, weights = self._vector(marks)
            counts[places, column[label]] += weights
        self._likelihood = np.log(counts / counts.sum(axis=0))

    def knows(self, mark: str) -> bool:
        """Whether an example holds a Latin word or a pair of neighbouring characters."""
        return mark in self._place

    def rarity(self, text: str) -> Mapping[str, float]:
        """The marks of `text` with their inverse document frequencies; one that no example holds is the rarest."""
        rarest = float(self._weight.max())
        places = {mark: self._place.get(mark) for mark in marks_of(text)}
        return {mark: rarest if at is None else float(self._weight[at]) for mark, at in places.items()}

    def about(self, text: str) -> Mapping[str, float]:
        """The intents of `text` (folded or normalised) with their probabilities, the likeliest first."""
        places, weights = self._vector(marks_of(text))
        if not len(places):
            return {}
        scores = SHARP * (weights @ self._likelihood[places])
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        best = np.argsort(-shares)[:MOST]
        return {self.labels[at]: float(shares[at]) for at in best if shares[at] >= LEAST}

    def _vector(self, marks: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
        """Places of the known marks and their weights, brought to length 1 (unknown ones count for the length)."""
        places = np.array([at for mark in marks if (at := self._place.get(mark)) is not None], dtype=int)
        weights = self._weight[places]
        length = math.sqrt(float(weights @ weights)) or 1.0
        return places, weights / length


@cache
def questions() -> Bank:
    """The bank of everyday questions."""
    return Bank(_read("questions.tsv"))


@cache
def clauses() -> Bank:
    """The bank of typical clauses."""
    return Bank(_read("clauses.tsv"))


def _read(name: str) -> Iterable[tuple[str, str]]:
    for line in files("assistant.learned").joinpath(name).read_text(encoding="utf-8").splitlines():
        label, _, text = line.partition("\t")
        if text and not line.startswith("#"):
            yield label, fold(text)


def marks_of(text: str) -> list[str]:
    """Characters, Latin words and pairs of neighbours, each once; every number is the same mark."""
    tokens = ["#" if token[0].isdigit() else token for token in re.findall(r"[a-z]+|\d+(?:\.\d+)?|[^\W_]", text)]
    return list(dict.fromkeys((*tokens, *(one + other for one, other in pairwise(tokens)))))
