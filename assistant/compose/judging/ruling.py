"""A ruling: what one rule of a notice comes to in the asker's case."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from assistant.catalogue import View
from assistant.compose.judging.told import Told, expression
from assistant.language import pattern, words
from retrieval import Fact
from retrieval.card import Quote
from retrieval.normalise import fold

Verdict = Literal["unmet", "open", "met", "free"]


@dataclass(frozen=True, slots=True)
class Ruling:
    """One rule's verdict with the reason, in a few words; "free": the rule does not hold for the asker.

    `common`: met by nearly everyone who asks, so that it is told only alone.
    """

    quote: Quote
    verdict: Verdict
    why: str
    common: bool = False


Judge = Callable[[Told, View], Iterator[Ruling]]
"""Yields the rulings of one kind of rule; nothing when the case does not touch such a rule."""


def rules_of(view: View) -> tuple[Fact, ...]:
    """The facts of a notice that are rules for applicants."""
    return view.card.of_topic(*words("judging.yaml", "topics"))


def softness(quote: Quote) -> str:
    """The word by which a rule only wishes or leaves room, "" when it is firm."""
    found = pattern("judging.yaml", "wishes").search(quote.text) or pattern("judging.yaml", "softly").search(quote.text)
    return found.group() if found else ""


def is_wish(quote: Quote) -> bool:
    """Whether a rule only encourages or prefers."""
    return bool(pattern("judging.yaml", "wishes").search(quote.text))


def applies(fact: Fact, told: Told) -> bool:
    """Whether a rule speaks of what the asker wants: to suggest a topic is not to undertake a project."""
    rule = fold(fact.quote.text)
    suggests, undertakes = (bool(expression(name).search(told.text)) for name in ("suggests", "undertakes"))
    if suggests and not undertakes:
        return not expression("undertaking_rule").search(rule) or bool(expression("suggesting_rule").search(rule))
    if undertakes and not suggests:
        return not expression("suggesting_rule").search(rule) or bool(expression("undertaking_rule").search(rule))
    return True
