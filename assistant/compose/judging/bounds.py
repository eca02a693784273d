"""Bounds of a rule against a number of the asker's, the bounds exact: 超过5亿元 is not met by 5亿."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.compose.judging.told import Number, expression
from assistant.replies import phrase
from retrieval import Fact
from retrieval.card import Bound
from retrieval.drafting.limits import bounded_in
from retrieval.drafting.said import Part
from retrieval.values import Value, values_in

_IN: dict[Bound, Bound] = {"less_than": "at_most", "more_than": "at_least"}
_OUT: dict[Bound, Bound] = {"at_most": "less_than", "at_least": "more_than"}

REMEMBERED = 4096
"""Facts whose bounds are kept read."""


@dataclass(frozen=True, slots=True)
class Limit:
    """A bounded value of a rule: `words` are the rule's own (超过5亿元), `before` and `after` stand around."""

    value: Value
    bound: Bound
    words: str
    before: str
    after: str

    @property
    def clause(self) -> str:
        """The bound with the words of its own clause before it."""
        return clauses_of(self.before)[-1] + self.words


def clauses_of(text: str) -> list[str]:
    """The clauses of a rule: commas inside numbers (5,000万元) part none."""
    return re.split(r"[，。；;]|,(?!\d)", text)


@lru_cache(maxsize=REMEMBERED)
def limits_in(fact: Fact) -> tuple[Limit, ...]:
    """The bounded values of a fact's quote; where the card gives a measure, its bound counts."""
    text = re.sub(r"\s+", "", fact.quote.text)
    values = values_in(text)
    currencies = {value.start: value for value in values}
    part = Part(text, 0, tuple(_in_yuan(value) for value in values))
    found = []
    for one in bounded_in(part):
        bound = next((m.bound for m in fact.measures if m.number == one.measure.number), one.measure.bound)
        words = text[one.left : one.right]
        found.append(Limit(currencies[one.value.start], bound, words, text[: one.left], text[one.right :]))
    return tuple(found)


def as_defined(limit: Limit, words: Mapping[str, bool]) -> Limit:
    """The limit with the number itself in or out as the notice says of its words (“以下”不含本数).

    `words` says which words take the number in; a bound that says so itself (（含）) stays as it is.
    """
    said = next((included for word, included in words.items() if word in limit.words), None)
    if said is None or "含" in limit.words:
        return limit
    swaps: dict[Bound, Bound] = _IN if said else _OUT
    return replace(limit, bound=swaps.get(limit.bound, limit.bound))


def defined_in(text: str) -> dict[str, bool]:
    """The bounding words of which a text says whether the number itself is in."""
    found: dict[str, bool] = {}
    for match in expression("bound_words").finditer(text):
        included = not match[2].startswith("不")
        found.update(dict.fromkeys(re.findall(r"[“\"]([^”\"]+)[”\"]", match[1]), included))
    return found


def meets(told: Number, limit: Limit) -> bool | None:
    """Whether the asker's number keeps the bound; None when it cannot be told."""
    if limit.value.number is None:
        return None
    side = (told.number > limit.value.number) - (told.number < limit.value.number)
    if side * told.nudge < 0:
        return None
    side = side or told.nudge
    held = {"at_least": side >= 0, "more_than": side > 0, "at_most": side <= 0, "less_than": side < 0}
    return held.get(limit.bound)


def reason(told: Number, limit: Limit, *, met: bool) -> str:
    """How the asker's number stands to the bound, in the rule's own words for it."""
    if met:
        return phrase("judge_within", said=told.text, limit=limit.words)
    name = "judge_below" if limit.bound in ("at_least", "more_than") else "judge_above"
    return phrase(name, said=told.text, limit=limit.words)


def _in_yuan(value: Value) -> Value:
    """An amount in any currency, so that its bound is read."""
    return replace(value, norm=f"yuan:{value.number}") if value.kind == "amount" else value
