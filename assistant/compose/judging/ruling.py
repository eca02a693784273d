"""A ruling: what one rule of a notice comes to in the asker's case."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from assistant.catalogue import View
from assistant.compose.judging.told import Told
from assistant.language import pattern, words
from retrieval import Fact
from retrieval.card import Quote

Verdict = Literal["unmet", "open", "met"]


@dataclass(frozen=True, slots=True)
class Ruling:
    """One rule's verdict with the reason, in a few words. `common`: met by nearly everyone who asks, told only alone."""

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
