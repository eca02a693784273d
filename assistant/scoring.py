"""What speaks for a sentence as the answer to an ask: topic, content words, values, known phrasings.

`retrieve.py` ranks sentences by these scores; what is good enough
to be an answer is decided in `compose/answering.py`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from assistant.catalogue import View
from assistant.designators import fit
from assistant.language import words
from assistant.reading.terms import Term
from assistant.records import Ask, Candidate
from assistant.units import Unit
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
    `tiers` tells by a sentence's start whether the asker's number falls in it, `asked` how likely people ask so
    about it; `classes` are the classes that the ask names, by family.
    """

    ask: Ask
    terms: tuple[tuple[Term, float], ...]
    said: tuple[Value, ...] = ()
    tiers: Mapping[int, float] = field(default_factory=dict)
    classes: Mapping[int, frozenset[str]] = field(default_factory=dict)
    asked: Mapping[int, float] = field(default_factory=dict)

    def candidate(self, unit: Unit, view: View, found: Found) -> Candidate:
        """The sentence with its scores, given where the search found passages and phrasings of its notice."""
        weights = PHRASED if view.held.phrasings else UNPHRASED
        topic, meaning, asked = self._topic(unit), self._meaning(unit), self.asked.get(unit.start, 0.0)
        alike = _spanning(unit, found.phrasings)
        lexical, vector = _spanning(unit, found.lexical), _spanning(unit, found.vector)
        coverage = self._coverage(unit, view) if topic or alike or lexical or vector else 0.0
        said = SAID if self.said and all(supports(unit.values, value) for value in self.said) else 0.0
        coverage = max(coverage, said)
        worth = weights.topic * topic + weights.meaning * meaning + weights.coverage * coverage
        worth += weights.phrasing * alike
        strength = worth + weights.asked * asked + weights.lexical * lexical + weights.vector * vector
        tier = self.tiers.get(unit.start, 0.0)
        strength += (TIER if tier > 0 else OTHER_TIER) * tier if strength else 0.0
        strength += CLASS * fit(self.classes, unit.designated) if strength else 0.0
        score = strength + weights.wanted * self._wanted(unit) + weights.fits * self._fits(unit) if strength else 0.0
        return Candidate(
            view.held.id, unit.start, unit.end, unit.section, topic, coverage, asked, alike, worth, strength, score
        )

    def _topic(self, unit: Unit) -> float:
        weighed = (weight * unit.topics.get(topic, 0.0) for topic, weight in self.ask.topics.items())
        strengths = [*sorted(weighed, reverse=True)[:2], 0.0, 0.0]
        return min(1.0, strengths[0] + SECOND_TOPIC * strengths[1])

    def _coverage(self, unit: Unit, view: View) -> float:
        total = sum(weight for _, weight in self.terms)
        return sum(weight * _match(term, unit, view) for term, weight in self.terms) / total if total else 0.0

    def _meaning(self, unit: Unit) -> float:
        """How much question and sentence are about the same, by their intents (Bhattacharyya 1943)."""
        return sum(math.sqrt(share * unit.intents.get(intent, 0.0)) for intent, share in self.ask.intents.items())

    def _wanted(self, unit: Unit) -> float:
        kinds = self.ask.wants - {"person"}
        if not kinds and not self.ask.measures:
            return 0.0
        met = not self.ask.measures or holds_measure(unit, self.ask.measures)
        return 1.0 if met and (not kinds or holds_kind(unit, kinds)) else -1.0

    def _fits(self, unit: Unit) -> float:
        kinds = set(self.ask.organisations)
        if not kinds or not unit.who:
            return 0.0
        return 1.0 if kinds & unit.who else -1.0


def shared_out(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates of one notice with `share`: how likely each is the one that answers, if one does (softmax)."""
    best = max((candidate.score for candidate in candidates), default=0.0)
    likely = [math.exp(SHARP * (candidate.score - best)) for candidate in candidates]
    total = sum(likely) or 1.0
    return [replace(candidate, share=one / total) for candidate, one in zip(candidates, likely, strict=True)]


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
    bodies = [unit.body for view in views for unit in view.units]
    pairs = []
    for term in ask.terms:
        forms = (term[0], *term[1])
        frequency = sum(1 for body in bodies if any(form in body for form in forms))
        share = (LONE_CHARACTER if len(term[0]) == 1 else 1.0) * (CARRIED if term[0] in ask.carried else 1.0)
        pairs.append((term, share * math.log(1 + len(bodies) / (1 + frequency))))
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


def _match(term: Term, unit: Unit, view: View) -> float:
    return (
        term_match(term, unit.body)
        or HEADED * term_match(term, unit.context)
        or ENTITLED * term_match(term, view.title)
    )


def _spanning(unit: Unit, spans: Spans) -> float:
    return max((share for start, end, share in spans if start < unit.end and unit.start < end), default=0.0)
