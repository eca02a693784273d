"""The part of a long sentence that answers, where people have marked such parts: facts and phrasings.

A sentence that states several rules ("A限额15项，B限额14项") is quoted by the rule that is asked for. An
exception later in the sentence always comes along.
"""

from __future__ import annotations

from assistant.catalogue import View
from assistant.compose.answering import ALIKE
from assistant.compose.part import Case
from assistant.language import pattern
from assistant.reading.mentions import places_in
from assistant.scoring import term_match
from assistant.stated.units import Unit
from retrieval import Fact
from retrieval.normalise import fold

LONG, VERY_LONG = 90, 120
"""Characters up to which a sentence is quoted whole: always, and where a list or no single fact is asked for."""

CLEARER = 0.15
"""By how much more of the question a fact must hold than the next to be told apart from it."""

Span = tuple[int, int]


def focused(case: Case, view: View, unit: Unit) -> tuple[Span, ...]:
    """Spans of `unit` to quote, in order: the whole sentence unless a marked part of it answers."""
    whole = ((unit.start, unit.end),)
    length = unit.end - unit.start
    if length <= LONG or (case.ask.listed and length <= VERY_LONG):
        return whole
    spans = _of_facts(case, view, unit)
    if not spans and length > VERY_LONG:
        spans = _of_phrasing(case, view, unit)
    if not spans:
        return whole
    return tuple(dict.fromkeys(_with_exception(view, unit, span) for span in sorted(spans)))


def of_place(case: Case, view: View, unit: Unit) -> tuple[Span, ...]:
    """The facts inside the sentence that are about a place which the question names, with what limits them."""
    inside = _facts_inside(view, unit)
    named = [fact for fact in inside if fact.topic in case.ask.topics and _names_subject(case, view, fact)]
    if len(named) == len(inside):
        return ()
    spans = sorted((fact.quote.start, fact.quote.end) for fact in named)
    return tuple(dict.fromkeys(_with_exception(view, unit, span) for span in spans))


def _facts_inside(view: View, unit: Unit) -> list[Fact]:
    """The facts inside a sentence; only a person's facts are trusted to hold a rule with its conditions."""
    if not view.card.reviewed:
        return []
    return [fact for fact in view.card.facts if _inside(fact.quote.start, fact.quote.end, unit)]


def _of_facts(case: Case, view: View, unit: Unit) -> list[Span]:
    """The fact of the asked topic inside the sentence that holds clearly more of the question than the others."""
    topic = next(iter(case.ask.topics), None)
    facts = [fact for fact in _facts_inside(view, unit) if fact.topic == topic]
    if not facts:
        return []
    scored = sorted(((_held(case, fact), fact) for fact in facts), key=lambda pair: -pair[0])
    if len(scored) > 1 and scored[0][0] - scored[1][0] < CLEARER:
        return []
    return [(scored[0][1].quote.start, scored[0][1].quote.end)]


def _names_subject(case: Case, view: View, fact: Fact) -> bool:
    """Whether a fact is about a place that the question names beside the notice's region ("吴江" for 吴江区)."""
    asked = fold(case.ask.text)
    stems = (pattern("wording.yaml", "kinds_of_place").sub("", fold(who)) for who in fact.who)
    if any(len(stem) > 1 and stem in asked and stem not in view.card.region_names for stem in stems):
        return True
    subjects = fold(" ".join((*fact.who, fact.label)))
    places = (name for name, _ in places_in(asked) if name not in view.card.region_names)
    return any(name in subjects for name in places)


def _held(case: Case, fact: Fact) -> float:
    """The share of the question's words that a fact's quote, label and subjects hold."""
    text = fold(" ".join((fact.quote.text, fact.label, fact.name, *fact.who)))
    words = [(word, terms) for word, terms in case.ask.terms if len(word) > 1]
    return sum(term_match(term, text) for term in words) / len(words) if words else 0.0


def _of_phrasing(case: Case, view: View, unit: Unit) -> list[Span]:
    alike = [entry for entry in view.phrasings.alike(case.ask.bare, ALIKE) if _inside(entry[0], entry[1], unit)]
    if not alike:
        return []
    start, end, _ = max(alike, key=lambda entry: entry[2])
    return [(start, end)]


def _inside(start: int, end: int, unit: Unit) -> bool:
    return unit.start <= start and end <= unit.end + 1 and end - start < unit.end - unit.start


def _with_exception(view: View, unit: Unit, span: Span) -> Span:
    """`span`, to the end of the sentence when what follows limits it."""
    rest = fold(view.held.text[span[1] : unit.end])
    return (span[0], unit.end) if pattern("wording.yaml", "excepts_inside").search(rest) else span
