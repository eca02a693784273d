"""Which rule each part of a question is about, and the asker's numbers that the rule counts: for `per_unit.py`.

A part is about the rule that shares the most telling pairs of characters with it; one that shares about as much with
another is about neither. A rule without a number of its own takes the only number of its unit in the question.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.compose.part import Case
from assistant.language import pattern, table, words
from assistant.reading.terms import Term
from assistant.stated.designators import designators_in, fit
from assistant.stated.rates import Each, Rate, counted_in
from assistant.stated.tiers import kind_of
from retrieval.values import Value, values_in

LEAST, AHEAD = 0.5, 1.3
"""What a rule must share with a part of a question, and how many times as much as the next one."""

EXPANDED = 0.6
"""An everyday word of the part whose official term the rule holds."""

LONE = 0.5
"""A word of one character that the rule holds."""

FOUND_BY_NUMBER = 1.0
"""A rule for a range that the part's number lies in."""


SHORT = 4
"""Characters up to which a part without a number names a thing of its own ("大专"); a longer one tells a story."""


@dataclass(frozen=True, slots=True)
class Match:
    """A rule with the numbers told for it, each with what it counts and the unit it is printed in.

    `people` share what is given. Of a rule that takes off so much for each above `bound`, `base` is what holds
    below it.
    """

    rate: Rate
    counted: tuple[tuple[Each, Decimal, str], ...]
    people: Decimal | None = None
    base: Rate | None = None
    bound: Decimal | None = None


def matches(case: Case, text: str, rates: Sequence[Rate]) -> list[Match]:
    """The rules that a question is about, with its numbers; none when a number or a thing it names is left over."""
    found: list[Match] = []
    used: set[tuple[Decimal, str]] = set()
    left: list[Value] = []
    unknown = False
    for part in re.split("[,，、。;；?？]", text):
        own = [value for value in values_in(part) if _is_own(part, value)]
        rate = None if _asks(part) and not own else _about(case, part, own, rates)
        match = _counted(rate, part, text, rates) if rate else None
        if match is None:
            left.extend(own)
            unknown = unknown or (0 < len(part) <= SHORT and not _asks(part))
        elif match.rate not in [one.rate for one in found]:
            found.append(match)
            used.update((number, unit) for _, number, unit in match.counted)
            used.update([(match.people, "人")] if match.people else [])
    known = {(number, _of_people(unit)) for number, unit in used}
    over = any((value.number, _of_people(value.unit)) not in known for value in left)
    return [] if over or unknown else found


def _is_own(part: str, value: Value) -> bool:
    """Whether a value is a count of the asker's; 这三项 only counts what is asked about."""
    spoken_of = pattern("sums.yaml", "rates", "spoken_of").search(part[: value.start])
    return value.number is not None and value.kind == "count" and not spoken_of


def _of_people(unit: str) -> str:
    return "人" if unit == "个" else unit


def _about(case: Case, part: str, own: Sequence[Value], rates: Sequence[Rate]) -> Rate | None:
    """The one rule that a part is about."""
    scores = sorted(((_shared(case, part, own, rate, rates), at) for at, rate in enumerate(rates)), reverse=True)
    if not scores or scores[0][0] < LEAST or (len(scores) > 1 and scores[0][0] < AHEAD * scores[1][0]):
        return None
    return rates[scores[0][1]]


def _shared(case: Case, part: str, own: Sequence[Value], rate: Rate, rates: Sequence[Rate]) -> float:
    asked, named = designators_in(part), designators_in(rate.label)
    if fit(asked, named) < 0:
        return 0.0
    label = _before(rate)
    telling = _pairs(part) - words("sums.yaml", "rates", "idle")
    common = Counter(pair for one in rates for pair in telling if pair in _before(one))
    score = sum(1 / common[pair] for pair in telling if pair in label)
    terms = [term for term in case.ask.terms if term[0] in part]
    score += max((EXPANDED for term in terms if own and _official(term, label)), default=0.0)
    score += sum(LONE for word, _ in terms if len(word) == 1 and word in label and word in part)
    for value in own:
        score += FOUND_BY_NUMBER * any(each.noun[:1] == value.unit for each in rate.each if each.noun)
        steps = [tier for tier in rate.unit.tiers if tier.kind == kind_of(value)]
        ranged = [tier for tier in steps if tier.low is not None and tier.high is not None] or (
            steps if rate.falls else []
        )
        if value.number is not None and ranged and ranged[0].holds(value.number, loosely=False):
            score += FOUND_BY_NUMBER
        elif ranged and not rate.each:
            return 0.0
    return score


def _before(rate: Rate) -> str:
    """What a rule says before its number: what it is about."""
    return re.sub(r"\s+", "", rate.unit.body.partition(rate.label[-6:])[0]) + rate.label


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1) if re.fullmatch("[一-鿿]{2}", text[at : at + 2])}


def _asks(part: str) -> bool:
    """Whether a part asks how much: it names no further thing."""
    return any(pattern("sums.yaml", "rates", name).search(part) for name in ("points", "money"))


def _official(term: Term, label: str) -> bool:
    return any(form in label for form in term[1])


def _counted(rate: Rate, part: str, text: str, rates: Sequence[Rate]) -> Match | None:
    """The rule with the numbers that it counts; None when one is not told, or not clear."""
    if rate.falls:
        return _falling(rate, part, rates)
    counted = []
    for each in rate.each:
        number = _told(each, part, _before(rate)) or _told(each, text, _before(rate), lone=True)
        if number is None or number.number is None or number.number != number.number.to_integral_value():
            return None
        counted.append((each, number.number, number.unit))
    people = None
    if rate.divided:
        several = [value for value in values_in(text) if value.unit == "人" or _names_people(text, value)]
        if len(several) != 1 or not several[0].number:
            return None
        people = several[0].number
        if rate.pay / people * people != rate.pay:
            return None
    return Match(rate, tuple(counted), people)


def _names_people(text: str, value: Value) -> bool:
    return value.unit == "个" and text[value.end : value.end + 1] == "人"


def _told(each: Each, text: str, label: str = "", *, lone: bool = False) -> Value | None:
    """The asker's number of what is counted; `lone`: it must be the same wherever the unit stands."""
    unit = counted_in(each.measure)
    pieces = [counted_in(word) for word in table("sums.yaml")["rates"]["pieces"]]
    found = []
    for value in values_in(text):
        named = not each.noun or any(pair in text for pair in _pairs(each.noun)) or _next_to(each.noun, text, value)
        by_piece = value.unit == "个" and unit in pieces and bool(each.noun) and named
        by_piece = by_piece or (value.unit == "个" and unit == "人" and text[value.end : value.end + 2] in label)
        by_piece = by_piece or (bool(each.noun) and value.unit == each.noun[:1])
        if value.kind == "count" and value.number is not None and (by_piece or (value.unit == unit and named)):
            found.append(value)
    if unit == "个" and each.noun:
        found = [one for one in found if one.unit == each.noun[:1] or _next_to(each.noun, text, one)] or found
    distinct = {value.number for value in found}
    if not found or len(distinct) > 1 or (lone and each.noun):
        return None
    return found[0]


def _next_to(noun: str, text: str, value: Value) -> bool:
    return text[value.end : value.end + 1] == noun[:1]


def _falling(rate: Rate, part: str, rates: Sequence[Rate]) -> Match | None:
    """A rule that takes off for each above a bound, with the rule up to that bound from which it takes off."""
    each = rate.each[0]
    own = _told(each, part)
    starts = [tier.low for tier in rate.unit.tiers if tier.kind == f"count:{each.measure}" and tier.low is not None]
    if own is None or own.number is None or len(starts) != 1 or len(rate.each) != 1 or own.number <= starts[0]:
        return None
    below = [
        one
        for one in rates
        if not one.each and any(t.kind == f"count:{each.measure}" and t.high == starts[0] for t in one.unit.tiers)
    ]
    if (
        len(below) != 1
        or own.number != own.number.to_integral_value()
        or below[0].pay <= (own.number - starts[0]) * rate.pay
    ):
        return None
    return Match(rate, ((each, own.number, own.unit),), None, below[0], starts[0])
