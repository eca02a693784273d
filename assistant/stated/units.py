"""The sentences of a notice, each with what it states: by its card, by its words, by likeness to typical clauses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache

from assistant.language import any_of
from assistant.learned.intents import clauses
from assistant.reading.circumstances import organisations_in
from assistant.reading.turned_away import is_planted
from assistant.stated.designators import designators_in
from assistant.stated.tiers import Tier, tiers_in
from retrieval import Card, Held, Passage
from retrieval.lexicon import Topic, lexicon
from retrieval.normalise import fold
from retrieval.sentences import sentences
from retrieval.values import Value, values_in

_NUMBER = re.compile(r"(?:(?:[①-⑳]|\d{1,2}[.．、](?!\d)|[（(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）])\s*)?")

_PART = re.compile("[，,；;。]")
SHORTEST_PART, PART_SURE = 6, 0.6
"""Characters from which a part of a sentence says something of its own, and how surely it must."""

LONGEST_NAME = 8
"""Letters up to which a heading names what follows; a longer one may state a rule ("一个企业限报一个项目。")."""

SHORT_ROW, SHORTEST_CELL = 120, 5
"""Characters up to which a table row is quoted whole, and letters from which a cell says anything."""

CARD, CUE, HEADING, BARE_CUE = 1.0, 0.7, 0.35, 0.25
WITH_HEADING = 0.15
DRAFTED = 0.9
BESIDE_REVIEWED_FACTS = 0.45
"""Strength of what says that a sentence states a topic: a card's fact, a cue with the kind of
value the topic needs, only a heading, a cue without its value. Where a reviewed card has facts
on the topic, sentences outside them count less: the card is complete."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence of a notice, folded for matching.

    `context` is its headings and what the card calls it; `topics` says what it states; `who` the kinds
    of organisation it is for by the card, empty for all; `intents` what it is likely to state by its wording;
    `tiers` the ranges it names; `designated` the classes it is for, by family.
    """

    start: int
    end: int
    section: str
    body: str
    context: str
    topics: Mapping[str, float]
    values: tuple[Value, ...]
    who: frozenset[str]
    intents: Mapping[str, float]
    tiers: tuple[Tier, ...]
    designated: Mapping[int, frozenset[str]]


def units_of(held: Held) -> tuple[Unit, ...]:
    """The sentences of a notice that can be quoted, in the order of its text.

    Not headings, and no sentence that gives orders to whoever reads it with a machine: it states no rule.
    """
    facts = _facts_by_topic(held.card)
    units = []
    for passage in held.passages:
        if _is_heading(held, passage):
            continue
        context = fold(f"{passage.section} {passage.header}")
        for begin, end, row in _sentences(held, passage):
            start = begin + len(_NUMBER.match(held.text, begin, end)[0])  # type: ignore[index]
            if start < end and not _heads(held, passage, start, end) and not is_planted(fold(held.text[start:end])):
                units.append(_unit(held, start, end, passage.section, f"{context} {row}", facts))
    return tuple(units)


def _sentences(held: Held, passage: Passage) -> Iterator[tuple[int, int, str]]:
    """The sentences of a passage that can be quoted, each with the name of its table row, folded.

    A short row is one sentence; of a long one, each line of a cell that says something is.
    """
    if held.clauses[passage.clause].kind != "row":
        yield from ((start, end, "") for start, end in sentences(held.text, passage.start, passage.end))
        return
    if passage.end - passage.start <= SHORT_ROW:
        yield passage.start, passage.end, ""
        return
    lines = [match for match in re.finditer(r"[^\n\t]+", passage.text) if _letters(match.group()) >= 2]
    name = fold(lines[0].group()) if lines else ""
    for line in lines:
        for start, end in sentences(held.text, passage.start + line.start(), passage.start + line.end()):
            if _letters(held.text[start:end]) >= SHORTEST_CELL:
                yield start, end, name


def _heads(held: Held, passage: Passage, start: int, end: int) -> bool:
    """Whether a sentence is only the heading that shares a line with the text below it ("支持方向。")."""
    clause = held.clauses[passage.clause]
    named = 0 < len(clause.heading) <= LONGEST_NAME and clause.kind != "row"
    return named and end <= clause.label_end < passage.end


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _is_heading(held: Held, passage: Passage) -> bool:
    """Whether a passage is only the heading of what follows, or the title: context, never an answer."""
    clause = held.clauses[passage.clause]
    title = held.card.title.quote
    if title and _overlaps(passage.start, passage.end, title.start, title.end):
        return True
    return clause.kind in ("part", "heading", "table") and passage.end <= clause.label_end


@dataclass(frozen=True, slots=True)
class _Span:
    """Where a fact stands, the words of it that its quote lacks, and the kinds of organisation it is for."""

    start: int
    end: int
    words: str
    who: tuple[str, ...]


def _facts_by_topic(card: Card) -> dict[str, list[_Span]]:
    facts: dict[str, list[_Span]] = {}
    for fact in card.facts:
        extra = " ".join((fact.label, fact.name, fact.code, *fact.who))
        facts.setdefault(fact.topic, []).append(
            _Span(fact.quote.start, fact.quote.end, extra, organisations_in(" ".join(fact.who)))
        )
    return facts


def _unit(held: Held, start: int, end: int, section: str, context: str, facts: Mapping[str, list[_Span]]) -> Unit:
    text = held.text[start:end]
    body = fold(text)
    values = values_in(text)
    kinds = {value.kind for value in values}
    topics: dict[str, float] = {}
    extra: list[str] = []
    who: set[str] = set()
    for topic, matcher in _matchers().items():
        strength = matcher.strength(body, context, kinds)
        own = facts.get(topic, ())
        if own and held.card.reviewed:
            strength = min(strength, BESIDE_REVIEWED_FACTS)
        for span in own:
            if _overlaps(start, end, span.start, span.end):
                strength = max(strength, CARD if held.card.reviewed else DRAFTED)
                extra.append(span.words)
                who.update(span.who)
        if strength:
            topics[topic] = strength
    return Unit(
        start,
        end,
        section,
        body,
        f"{context} {fold(' '.join(extra))}",
        topics,
        values,
        frozenset(who),
        _about(body),
        tiers_in(text),
        _designated(body, context),
    )


def _about(body: str) -> Mapping[str, float]:
    """What a sentence is likely to state by its wording; of a long one, what any of its parts surely states as well."""
    told = dict(clauses().about(body))
    parts = [part for part in _PART.split(body) if len(part) >= SHORTEST_PART]
    for part in parts if len(parts) > 1 else ():
        for intent, share in clauses().about(part).items():
            if share >= PART_SURE:
                told[intent] = max(told.get(intent, 0.0), share)
    return told


def _designated(body: str, context: str) -> Mapping[int, frozenset[str]]:
    """The classes that a sentence names, by family; where it names none of a family, those of its nearest heading."""
    own = designators_in(body)
    above = {family: named for heading in context.split(" > ") for family, named in designators_in(heading).items()}
    return {**above, **own}


def _overlaps(start: int, end: int, other_start: int, other_end: int) -> bool:
    shared = min(end, other_end) - max(start, other_start)
    return shared > 0 and 2 * shared >= min(end - start, other_end - other_start)


@dataclass(frozen=True, slots=True)
class _Matcher:
    """A topic's cues and headings, compiled."""

    cue: re.Pattern[str]
    heading: re.Pattern[str]
    value: frozenset[str]

    def strength(self, body: str, context: str, kinds: AbstractSet[str]) -> float:
        """How well a sentence states the topic by its words and values, 0 when not at all."""
        headed = bool(self.heading.search(context))
        if not self.cue.search(body):
            return HEADING if headed and (not self.value or self.value & kinds) else 0.0
        if self.value and not self.value & kinds:
            return BARE_CUE
        return CUE + (WITH_HEADING if headed else 0.0)


@cache
def _matchers() -> Mapping[str, _Matcher]:
    def matcher(topic: Topic) -> _Matcher:
        return _Matcher(any_of(topic.cue), any_of(topic.heading), frozenset(topic.value))

    return {topic.id: matcher(topic) for topic in lexicon().topics.values()}
