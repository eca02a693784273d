"""What speaks for a sentence as the answer to an ask: topic, content words, values, known phrasings.

`retrieve.py` ranks sentences by these scores; what is good enough
to be an answer is decided in `compose/answering.py`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

import numpy as np

from assistant.catalogue import View
from assistant.language import words
from assistant.reading.terms import Term
from assistant.records import Ask, Candidate
from assistant.stated.columns import Column, Columns, Texts
from assistant.stated.designators import fit
from assistant.stated.units import Unit
from retrieval.values import Value, supports


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each sign of a sentence counts.

    `topic`: it states a topic asked for; `meaning`: question and sentence are about the same by their intents;
    `asked`: how likely people ask so about what it says; `coverage`: content words it holds; `phrasing`: likeness
    to a known phrasing of it; `lexical`, `vector`: the reciprocal rank of its passage; `wanted`: a value of the
    wanted kind (as much against a sentence without one); `fits`: a rule limited to the asker's kind of
    organisation (as much against one for others).
    """

    topic: float
    meaning: float
    asked: float
    coverage: float
    phrasing: float
    lexical: float
    vector: float
    wanted: float
    fits: float


PHRASED = Weights(0.46, 0.83, 0.7, 1.35, 2.56, 0.95, 0.84, 0.26, 0.65)
UNPHRASED = Weights(0.68, 1.3, 1.48, 1.63, 0.0, 0.62, 0.41, 0.48, 0.5)
"""Fitted by list-wise logistic regression (Cao and others 2007), notices with and without phrasings apart. In
four-fold cross-validation the right sentence came first for 90 % of 498 questions and among the first
two for 96 %; without card and phrasings (873 questions) for 75 and 86 %."""

SHARP = 2.5
"""What a score is multiplied by to make it a log-likelihood: the scale in which the weights were fitted."""

CLASS = 0.5
"""For a rule that names the class asked for (B类, 省级), as much against a rule for other classes of its family."""

TIER, OTHER_TIER = 0.5, 1.5
"""For the tier that the asker's own number falls in, and against the tiers beside it."""

BODY, EXPANDED, HEADED, ENTITLED, PARTIAL = 1.0, 0.85, 0.5, 0.4, 0.5
"""How much a content word counts: in the sentence itself, by an official term, in its headings, in the
notice's title, by pairs of its characters."""

SAID = 0.9
"""Coverage of a sentence that holds the values by which a notice is looked for ("让财政一年砸二十亿的是哪份")."""

SECOND_TOPIC = 0.2
LONE_CHARACTER = 0.4
"""A word of one character says less than its rarity suggests."""

CARRIED = 0.35
"""A word that only an earlier message said, beside one of this message."""

KEPT = 24
"""Sentences of a notice that are candidates at most."""

Spans = Sequence[tuple[int, int, float]]


@dataclass(frozen=True, slots=True)
class Found:
    """What the search found in one notice: spans with reciprocal ranks, and with likeness to phrasings."""

    lexical: Spans
    vector: Spans
    phrasings: Spans


@dataclass(frozen=True, slots=True)
class Scorer:
    """What one ask looks for, prepared once for all sentences.

    `terms` pairs each with its weight; `said` are values that a question for the notice they stand in names;
    `classes` are the classes that the ask names, by family.
    """

    ask: Ask
    terms: tuple[tuple[Term, float], ...]
    said: tuple[Value, ...] = ()
    classes: Mapping[int, frozenset[str]] = field(default_factory=dict)

    def candidates(self, view: View, found: Found, *, asked: Column, tiers: Column) -> list[Candidate]:
        """The best sentences of a notice with their scores, given where the search found passages and phrasings of it.

        Of each sentence, `asked` says how likely people ask so about it, `tiers` whether the asker's number is in it.
        """
        weights = PHRASED if view.held.phrasings else UNPHRASED
        columns = view.columns
        topic, meaning = self._topic(columns), self._meaning(columns)
        alike, lexical, vector = (columns.spanning(one) for one in (found.phrasings, found.lexical, found.vector))
        near = (topic != 0) | (alike != 0) | (lexical != 0) | (vector != 0)
        coverage = np.maximum(np.where(near, self._coverage(view), 0.0), self._holding_said(view))
        worth = weights.topic * topic + weights.meaning * meaning + weights.coverage * coverage
        worth = worth + weights.phrasing * alike
        strength = worth + weights.asked * asked + weights.lexical * lexical + weights.vector * vector
        strength = strength + np.where(strength != 0, np.where(tiers > 0, TIER, OTHER_TIER) * tiers, 0.0)
        strength = strength + np.where(strength != 0, CLASS * self._of_class(view), 0.0)
        score = strength + weights.wanted * self._wanted(view) + weights.fits * self._fits(view)
        score = np.where(strength != 0, score, 0.0)
        shares, signs = _shared_out(score), (topic, coverage, asked, alike, worth, strength, score)
        best = [at for at in np.argsort(-score, kind="stable")[:KEPT] if score[at] > 0]
        return [_candidate(view, view.units[at], [*(float(sign[at]) for sign in signs), shares[at]]) for at in best]

    def _topic(self, columns: Columns) -> Column:
        none = np.zeros((2, columns.count))
        weighed = [weight * columns.topic(topic) for topic, weight in self.ask.topics.items()]
        strengths = np.sort(np.vstack((none, *weighed)), axis=0)
        strongest: Column = np.minimum(1.0, strengths[-1] + SECOND_TOPIC * strengths[-2])
        return strongest

    def _coverage(self, view: View) -> Column:
        total, covered = sum(weight for _, weight in self.terms), np.zeros(view.columns.count)
        for term, weight in self.terms:
            covered = covered + weight * _matches(term, view)
        return covered / total if total else np.zeros(view.columns.count)

    def _meaning(self, columns: Columns) -> Column:
        """How much question and sentence are about the same, by their intents (Bhattacharyya 1943)."""
        meaning = np.zeros(columns.count)
        for intent, share in self.ask.intents.items():
            meaning = meaning + np.sqrt(share * columns.intent(intent))
        return meaning

    def _holding_said(self, view: View) -> Column:
        said = (self.said and all(supports(unit.values, value) for value in self.said) for unit in view.units)
        return np.array([SAID if one else 0.0 for one in said])

    def _of_class(self, view: View) -> Column:
        return np.array([fit(self.classes, unit.designated) if self.classes else 0.0 for unit in view.units])

    def _wanted(self, view: View) -> Column:
        kinds = self.ask.wants - {"person"}
        if not kinds and not self.ask.measures:
            return np.zeros(view.columns.count)
        met = (not self.ask.measures or holds_measure(unit, self.ask.measures) for unit in view.units)
        return np.array(
            [
                1.0 if one and (not kinds or holds_kind(unit, kinds)) else -1.0
                for unit, one in zip(view.units, met, strict=True)
            ]
        )

    def _fits(self, view: View) -> Column:
        kinds = set(self.ask.organisations)
        return np.array([(1.0 if kinds & unit.who else -1.0) if kinds and unit.who else 0.0 for unit in view.units])


def _candidate(view: View, unit: Unit, signs: Sequence[float]) -> Candidate:
    return Candidate(view.held.id, unit.start, unit.end, unit.section, *signs)


def _shared_out(scores: Column) -> Mapping[int, float]:
    """By the place of each sentence that has a score: how likely it is the one that answers, if one does (softmax)."""
    best = float(scores.max(initial=0.0))
    likely = {at: math.exp(SHARP * (score - best)) for at, score in enumerate(scores.tolist()) if score > 0}
    total = sum(likely.values()) or 1.0
    return {at: one / total for at, one in likely.items()}


def shared_anew(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Candidates of one notice whose scores have changed, with how likely each is the one that answers."""
    shares = _shared_out(np.array([candidate.score for candidate in candidates]))
    return [replace(candidate, share=shares.get(at, 0.0)) for at, candidate in enumerate(candidates)]


def holds_kind(unit: Unit, kinds: AbstractSet[str]) -> bool:
    """Whether a sentence holds a value of one of the wanted kinds; "span" is a length of time."""
    if "span" in kinds and any(v.kind == "count" and v.unit in words("wording.yaml", "spans") for v in unit.values):
        return True
    return any(value.kind in kinds for value in unit.values)


def holds_measure(unit: Unit, measures: AbstractSet[str]) -> bool:
    """Whether a sentence holds a number in one of the measures; all lengths of time are one measure."""
    spans = words("wording.yaml", "spans")
    wanted = measures | spans if measures & spans else measures
    return any(value.kind == "count" and value.unit in wanted for value in unit.values)


def weighed(ask: Ask, views: Sequence[View]) -> tuple[tuple[Term, float], ...]:
    """Each term with its inverse document frequency over the sentences of `views` (Spärck Jones 1972)."""
    count = sum(view.columns.count for view in views)
    pairs = []
    for term in ask.terms:
        forms = (term[0], *term[1])
        frequency = sum(int(view.columns.bodies.holding_any(forms).sum()) for view in views)
        share = (LONE_CHARACTER if len(term[0]) == 1 else 1.0) * (CARRIED if term[0] in ask.carried else 1.0)
        pairs.append((term, share * math.log(1 + count / (1 + frequency))))
    return tuple(pairs)


def term_match(term: Term, text: str) -> float:
    """How well `text` (folded) holds a word of the question, itself, by an official term, or in part: 0 to 1."""
    word, expansions = term
    if word in text:
        return BODY
    if any(form in text for form in expansions):
        return EXPANDED
    if len(word) >= 3 and not expansions:
        pairs = [word[at : at + 2] for at in range(len(word) - 1)]
        return PARTIAL * sum(pair in text for pair in pairs) / len(pairs)
    return 0.0


def _matches(term: Term, view: View) -> Column:
    """How well each sentence holds a word of the question, itself, else in its headings, else in the notice's title."""
    own = _matches_in(term, view.columns.bodies)
    headed = HEADED * _matches_in(term, view.columns.contexts)
    return np.where(own > 0, own, np.where(headed > 0, headed, ENTITLED * term_match(term, view.title)))


def _matches_in(term: Term, texts: Texts) -> Column:
    """`term_match` for each of several texts."""
    word, expansions = term
    if expansions:
        other = texts.holding_any(expansions) * EXPANDED
    else:
        pairs = [word[at : at + 2] for at in range(len(word) - 1)] if len(word) >= 3 else []
        held = sum((texts.holding(pair).astype(float) for pair in pairs), np.zeros(()))
        other = PARTIAL * held / max(1, len(pairs))
    return np.where(texts.holding(word), BODY, other)
