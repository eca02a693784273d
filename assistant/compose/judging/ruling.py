"""A ruling: what one rule of a notice comes to in the asker's case."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.catalogue import View
from assistant.compose.judging.told import Told, expression
from assistant.language import pattern, words
from assistant.reading.circumstances import organisations_in
from assistant.records import Sum
from assistant.stated.units import Unit
from retrieval import Fact
from retrieval.card import Quote
from retrieval.normalise import fold

LEADING = 4
"""Sentences before one among which the lead of its list stands."""

WHOLE = 90
"""Characters up to which a sentence that bounds something is quoted whole."""

Verdict = Literal["unmet", "recuse", "less", "open", "free", "met"]


@dataclass(frozen=True, slots=True)
class Ruling:
    """One rule's verdict with the reason, in a few words; "free": the rule does not hold for the asker;
    "recuse": they must stand back as a reviewer; "less": it costs them something, but shuts them out of nothing.

    `common`: met by nearly everyone who asks, so that it is told only alone; `clause`: the words of the quote that
    were judged, where a quote sets several bounds (A类…，B类…); `sums`: what was worked out; `way`: the one of
    several ways to meet an open rule that the asker lacks.
    """

    quote: Quote
    verdict: Verdict
    why: str
    common: bool = False
    clause: str = ""
    sums: tuple[Sum, ...] = ()
    way: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A fact to judge by; `bare`: a sentence that no fact of the card states.

    `about` are texts that may say what a bound without a subject is about, the nearest first.
    """

    fact: Fact
    about: tuple[str, ...]
    bare: bool


Judge = Callable[[Told, View], Iterator[Ruling]]
"""Yields the rulings of one kind of rule; nothing when the case does not touch such a rule."""


def rules_of(view: View) -> tuple[Fact, ...]:
    """The facts of a notice that are rules for applicants."""
    return view.card.of_topic(*words("judging.yaml", "topics"))


def measured_rules(view: View) -> tuple[Rule, ...]:
    """The facts that bound something an asker may tell, and bounds in sentences of which the card has no such fact."""
    topics = words("judging.yaml", "topics") | words("judging.yaml", "measured_topics")
    kept = view.card.of_topic(*topics)
    rules: list[Rule] = []
    for place, unit in enumerate(view.units):
        before = view.units[max(0, place - LEADING) : place]
        about = (unit.body, unit.context, lead_of(before), before[-1].body if before else "")
        stated = [fact for fact in kept if unit.start <= fact.quote.start < unit.end]
        rules.extend(Rule(fact, about, bare=False) for fact in stated)
        row = "\t" in view.held.text[unit.start : unit.end]
        if row or expression("background").search(f"{unit.body} {unit.context}"):
            continue
        spans = [(fact.quote.start, fact.quote.end) for fact in kept]
        text = view.held.text
        for start, end in _unstated(text, unit, spans):
            rules.append(Rule(Fact("", Quote(text[start:end], start, end)), about, bare=True))
    return tuple(rules)


def lead_of(units: Sequence[Unit]) -> str:
    """The sentence that opens the list in which the next one stands, when one does (…应符合如下要求：)."""
    return next((unit.body for unit in reversed(units) if unit.body.endswith((":", "："))), "")


def _unstated(text: str, unit: Unit, spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What no fact states of a sentence: whole, or by its semicolons where it is long, by commas beside a fact."""
    for start, end in _cut(text, unit.start, unit.end, "[；;]" if unit.end - unit.start > WHOLE else "$"):
        for left, right in _cut(text, start, end, "[，,]") if _stated(start, end, spans) else ((start, end),):
            if not _stated(left, right, spans):
                yield left, right


def _stated(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    return any(left < end and start < right for left, right in spans)


def _cut(text: str, start: int, end: int, mark: str) -> Iterator[tuple[int, int]]:
    for match in re.finditer(mark, text[start:end]):
        cut = start + match.end() if match.group() else end
        if start < cut:
            yield start, cut
        start = cut
    if start < end:
        yield start, end


def is_for(fact: Fact, told: Told) -> bool:
    """Whether a rule that is limited to kinds of applicant is for the asker's, as far as they tell it."""
    kinds = set(organisations_in(" ".join(fact.who))) - {"individual"}
    own = set(organisations_in(told.text)) or set(told.organisations)
    return not kinds or not own or bool(kinds & own)


def softness(quote: Quote) -> str:
    """The word by which a rule only wishes or leaves room, "" when it is firm."""
    found = pattern("judging.yaml", "wishes").search(quote.text) or pattern("judging.yaml", "softly").search(quote.text)
    return found.group() if found else ""


def is_wish(quote: Quote) -> bool:
    """Whether a rule only encourages or prefers."""
    return bool(pattern("judging.yaml", "wishes").search(quote.text))


def has_other_ways(quote: Quote) -> bool:
    """Whether a rule gives several ways to meet it (A或者B)."""
    return bool(expression("other_ways").search(fold(quote.text)))


def ways_of(quote: Quote) -> int:
    """In how many ways a rule can be met: A或者B或者C in three."""
    return len(expression("other_ways").split(fold(quote.text)))


def applies(fact: Fact, told: Told) -> bool:
    """Whether a rule speaks of what the asker wants: to suggest a topic is not to undertake a project."""
    rule = fold(fact.quote.text)
    suggests, undertakes = (bool(expression(name).search(told.text)) for name in ("suggests", "undertakes"))
    if suggests and not undertakes:
        return not expression("undertaking_rule").search(rule) or bool(expression("suggesting_rule").search(rule))
    if undertakes and not suggests:
        return not expression("suggesting_rule").search(rule) or bool(expression("undertaking_rule").search(rule))
    return True
