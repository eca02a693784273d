"""Numbers with their bounds: 不得少于40万元（不含） is more than 400000 yuan.

Which words bound a number is data (`wording.yaml`, section `bounds`). What the bounded
number is about, a cap, a ratio, a threshold, is decided in `rules.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from retrieval.card import Bound, Measure, Unit
from retrieval.drafting.said import Part
from retrieval.lexicon.wording import wording
from retrieval.values import Value

_UNITS: dict[str, Unit] = {
    "份": "copy",
    "套": "copy",
    "本": "copy",
    "册": "copy",
    "年": "year",
    "个月": "month",
    "日": "day",
    "工作日": "day",
    "字": "character",
    "人": "person",
    "岁": "age",
}
_WITH: dict[Bound, Bound] = {"more_than": "at_least", "less_than": "at_most"}
_WITHOUT: dict[Bound, Bound] = {"at_least": "more_than", "at_most": "less_than"}
_JOINED = re.compile("(?:[、和及与或]|以及)+")
# 50万元以上的项目 names a class of projects; so does 超过2亿元的企业， where the rule comes in the next part.
_CLASS = re.compile("的")
_CONDITION = re.compile("的[^，；,;、]{0,8}[，；,;]$")
_RANGE = re.compile("(?:（含）|\\(含\\))?(?:[-－–—―~～]{1,2}|至|到)")


@dataclass(frozen=True, slots=True)
class Bounded:
    """A value of a part with its measure; `left` is where its bounding words begin.

    `classed` marks a condition, not a rule: 50万元以下的项目.
    """

    value: Value
    measure: Measure
    left: int
    right: int
    classed: bool


def bounded_in(part: Part) -> tuple[Bounded, ...]:
    """The quantities of `part` with the bounds that its words give them, in order."""
    found: list[Bounded] = []
    for place, value in enumerate(part.values):
        if (
            value.number is None
            or not value.norm.startswith(("yuan:", "percent:", "count:"))
            or value.norm.startswith("count:第")
        ):
            continue
        before = found[-1] if found and part.values[place - 1] is found[-1].value else None
        following = part.values[place + 1] if place + 1 < len(part.values) else None
        found.append(_bounded(part, value, before, following))
        if before and found[-1].classed and _RANGE.fullmatch(part.text, before.value.end, value.start):
            found[-2] = replace(before, classed=True)
    return tuple(found)


def unit_of(value: Value) -> Unit:
    """The card's unit for a value."""
    if value.kind == "amount":
        return "yuan"
    return "percent" if value.kind == "percent" else _UNITS.get(value.unit, "item")


def _bounded(part: Part, value: Value, before: Bounded | None, following: Value | None) -> Bounded:
    assert value.number is not None
    text = part.text
    bound, left, of = _before(text, value, previous_end=before.right if before else 0)
    tail = _tail().match(text, value.end)
    right = tail.end() if tail else value.end
    if tail and tail["after"]:
        bound = (
            bound
            if bound in ("more_than", "less_than", "at_most") and tail["after"][-1] == "内"
            else _after(tail["after"])
        )
    if bound in ("exactly", "at_most") and following is not None and _RANGE.fullmatch(text, value.end, following.start):
        bound = "at_least"
    elif bound == "exactly" and before is not None:
        bound = _inherited(text, before, value)
    if tail and (tail["mark1"] or tail["mark2"]):
        with_it = (tail["mark1"] or tail["mark2"]) in wording()["bounds"]["with_it"]
        bound = (_WITH if with_it else _WITHOUT).get(bound, bound)
    classed = bound != "exactly" and bool((_CLASS if tail and tail["after"] else _CONDITION).match(text, right))
    return Bounded(value, Measure(value.number, unit_of(value), bound, of), left, right, classed)


def _inherited(text: str, before: Bounded, value: Value) -> Bound:
    if _RANGE.fullmatch(text, before.value.end, value.start):
        return "at_most"
    if _JOINED.fullmatch(text, before.right, value.start) and before.value.kind == value.kind:
        return before.measure.bound
    return "exactly"


def _before(text: str, value: Value, previous_end: int) -> tuple[Bound, int, str]:
    """The bound that words in front of `value` give it, where they begin, and what a percentage is of."""
    front = text[: value.start]
    near = _front().search(front, previous_end)
    if near:
        return _bounds()[near["word"]], near.start(), _base(front[: near.start()]) if value.kind == "percent" else ""
    if value.kind in ("percent", "count"):
        far = _far_front().search(front, previous_end)
        if far:
            return _bounds()[far["word"]], far.start(), far["of"]
    return "exactly", value.start, _base(front) if value.kind == "percent" else ""


def _base(front: str) -> str:
    """What a percentage is taken of: 占销售收入总额的比例不低于3% is of 销售收入总额."""
    found = re.search("(?:占|按照|按|为|给予|拨付|下达)([^，。；、占按]{2,30}?)(?:的比例|的比重|比例|比重|的)?$", front)
    return found[1] if found else ""


def _after(word: str) -> Bound:
    return _after_words()[word]


@cache
def _bounds() -> dict[str, Bound]:
    return {word: bound for bound, words in wording()["bounds"]["before"].items() for word in words}


@cache
def _after_words() -> dict[str, Bound]:
    return {word: bound for bound, words in wording()["bounds"]["after"].items() for word in words}


def one_of(words: Iterable[str]) -> str:
    """A regular expression for any of `words`, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def _front() -> re.Pattern[str]:
    return re.compile(f"(?P<word>{one_of(_bounds())})(?:{one_of(wording()['bounds']['between'])})*$")


@cache
def _far_front() -> re.Pattern[str]:
    words = [word for word in _bounds() if len(word) > 1]
    return re.compile(f"(?P<word>{one_of(words)})(?P<of>[^，。；]{{2,50}}?)的?$")


@cache
def _tail() -> re.Pattern[str]:
    marks = one_of([*wording()["bounds"]["with_it"], *wording()["bounds"]["without_it"]])
    return re.compile(f"(?P<mark1>{marks})?(?P<after>{one_of(_after_words())})?(?P<mark2>{marks})?")
