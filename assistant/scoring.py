"""What speaks for a sentence as the answer to an ask: topic, content words, values, known phrasings.

Weights were tuned on evals/samples. `retrieve.py` ranks sentences by these scores; what is good enough
to be an answer is decided in `compose/answering.py`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from assistant.catalogue import Unit, View
from assistant.language import words
from assistant.reading.terms import Term
from assistant.records import Ask, Candidate
from retrieval.values import Value, supports

COVERAGE, PHRASING, LEXICAL, VECTOR = 1.55, 2.65, 1.25, 0.8
"""Weights beside the topic's 1.0: content words covered, likeness to a known phrasing, and the
reciprocal of the passage's lexical and vector rank. Fitted by list-wise logistic regression over
the open samples that name their notice; in four-fold cross-validation the right sentence came
first for 79 % and among the first two for 89 % (0.78 and 0.85 with weights set by hand)."""

WANTED, FITS = 0.23, 0.6
"""For a value of the wanted kind, and for a rule limited to the asker's kind of organisation; as much
against a sentence without such a value, and against a rule for other kinds."""

BODY, EXPANDED, HEADED, ENTITLED, PARTIAL = 1.0, 0.85, 0.5, 0.4, 0.5
"""How much a content word counts: in the sentence itself, by an official term, in its headings, in the
notice's title, by pairs of its characters."""

SAID = 0.9
"""Coverage of a sentence that holds the values by which a notice is looked for ("让财政一年砸二十亿的是哪份")."""

SECOND_TOPIC = 0.2
LONE_CHARACTER = 0.4
"""A word of one character says less than its rarity suggests."""

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

    `terms` pairs each with its weight; `said` are values that a question for the notice they stand in names.
    """

    ask: Ask
    terms: tuple[tuple[Term, float], ...]
    said: tuple[Value, ...] = ()

    def candidate(self, unit: Unit, view: View, found: Found) -> Candidate:
        """The sentence with its scores, given where the search found passages and phrasings of its notice."""
        topic = self._topic(unit)
        alike = _spanning(unit, found.phrasings)
        lexical, vector = _spanning(unit, found.lexical), _spanning(unit, found.vector)
        coverage = self._coverage(unit, view) if topic or alike or lexical or vector else 0.0
        said = SAID if self.said and all(supports(unit.values, value) for value in self.said) else 0.0
        coverage = max(coverage, said)
        strength = topic + COVERAGE * coverage + PHRASING * alike + LEXICAL * lexical + VECTOR * vector
        score = strength + self._wanted(unit) + self._fits(unit) if strength else 0.0
        return Candidate(view.held.id, unit.start, unit.end, unit.section, topic, coverage, alike, strength, score)

    def _topic(self, unit: Unit) -> float:
        weighed = (weight * unit.topics.get(topic, 0.0) for topic, weight in self.ask.topics.items())
        strengths = [*sorted(weighed, reverse=True)[:2], 0.0, 0.0]
        return min(1.0, strengths[0] + SECOND_TOPIC * strengths[1])

    def _coverage(self, unit: Unit, view: View) -> float:
        total = sum(weight for _, weight in self.terms)
        return sum(weight * _match(term, unit, view) for term, weight in self.terms) / total if total else 0.0

    def _wanted(self, unit: Unit) -> float:
        kinds = self.ask.wants - {"person"}
        if not kinds:
            return 0.0
        return WANTED if holds_kind(unit, kinds) else -WANTED

    def _fits(self, unit: Unit) -> float:
        kinds = set(self.ask.organisations)
        if not kinds or not unit.who:
            return 0.0
        return FITS if kinds & unit.who else -FITS


def worth(candidate: Candidate) -> float:
    """What speaks for a sentence but its rank in the search.

    Ranks part sentences that answer equally well, and the first hit for nonsense ranks first too.
    """
    return candidate.topic + COVERAGE * candidate.coverage + PHRASING * candidate.alike


def holds_kind(unit: Unit, kinds: AbstractSet[str]) -> bool:
    """Whether a sentence holds a value of one of the wanted kinds; "span" is a length of time."""
    if "span" in kinds and any(v.kind == "count" and v.unit in words("wording.yaml", "spans") for v in unit.values):
        return True
    return any(value.kind in kinds for value in unit.values)


def weighed(terms: Sequence[Term], views: Sequence[View]) -> tuple[tuple[Term, float], ...]:
    """Each term with its inverse document frequency over the sentences of `views` (Spärck Jones 1972)."""
    bodies = [unit.body for view in views for unit in view.units]
    pairs = []
    for term in terms:
        forms = (term[0], *term[1])
        frequency = sum(1 for body in bodies if any(form in body for form in forms))
        length = LONE_CHARACTER if len(term[0]) == 1 else 1.0
        pairs.append((term, length * math.log(1 + len(bodies) / (1 + frequency))))
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
