"""Rates: what a sentence gives for each of something ("每满1年计8分，最高20分"), and points that are given once.

Read here, worked with by `compose/sums/per_unit.py`. How rates are worded is data (`sums.yaml`, `rates`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import zip_longest

from assistant.language import table
from assistant.stated.units import Unit
from retrieval.drafting.limits import bounded_in
from retrieval.drafting.said import Part as Said
from retrieval.values import Value, values_in

POINTS, YUAN = "分", "元"


@dataclass(frozen=True, slots=True)
class Each:
    """What is counted: `size` of `measure` make one, "专利" is its `noun`."""

    size: Decimal
    measure: str
    noun: str


@dataclass(frozen=True, slots=True)
class Rate:
    """What is given for each of something, by one part of a sentence: `span` of its body without blanks.

    `label` is what stands in it before the number; `each` are all that it is multiplied by, none for points given once;
    `cap` is the most that is given (by the sentence `capped_by`, if not its own), `longest` the most that is counted;
    `divided`: shared by several people; `falls`: taken off, not given.
    """

    unit: Unit
    span: tuple[int, int]
    label: str
    pay: Decimal
    kind: str
    each: tuple[Each, ...]
    cap: Decimal | None = None
    longest: Value | None = None
    divided: bool = False
    falls: bool = False
    capped_by: Unit | None = None


def rates_of(units: Sequence[Unit]) -> Iterator[Rate]:
    """The rates of a notice's sentences in order; a sentence right after one may hold the most that is given by it.

    A rate is left out where two limits leave open which one holds.
    """
    for unit, following in zip_longest(units, units[1:]):
        for rate in rates_in(unit):
            after = following.body if following and rate.cap is None and following.section == unit.section else ""
            caps = _caps(re.sub(r"\s+", "", after), rate.kind)
            if len(caps) <= 1:
                yield replace(rate, cap=caps.pop(), capped_by=following) if caps else rate


def rates_in(unit: Unit) -> tuple[Rate, ...]:
    """The rates of a sentence, one for each thing given, or what is given once."""
    body = re.sub(r"\s+", "", unit.body)
    return tuple(_rates(unit, body)) or tuple(_flat(unit, body))


def _caps(text: str, kind: str) -> set[Decimal]:
    """What a text says is given at most."""
    bounded = bounded_in(Said(text, 0, values_in(text)))
    most = (one.value for one in bounded if one.measure.bound == "at_most" and _kind(one.value) == kind)
    return {value.number for value in most if value.number is not None}


def _rates(unit: Unit, body: str) -> Iterator[Rate]:
    known = table("sums.yaml")["rates"]
    values = values_in(body)
    each: list[Each] = []
    begin = 0
    for match in re.finditer(known["each"], body):
        if not each:
            begin = max(body.rfind(mark, 0, match.start()) for mark in "，。；,;:：") + 1
        each.append(Each(Decimal(match["size"] or 1), match["measure"], match["noun"]))
        pay = next((value for value in values if value.start >= match.end() and _kind(value)), None)
        kind = _kind(pay)
        gap = body[match.end() : pay.start] if pay else ""
        if pay is None or pay.number is None or not kind or not re.fullmatch(known["gap"], gap):
            if not re.match("(每|的)", body[match.end() :]):
                each = []
            continue
        said = match["noun"] + gap
        if not re.search(known["no_rate"], said) and not re.search(known["extra"], body[begin : pay.start]):
            falls = bool(re.search(known["falls"], said))
            yield from _rate(unit, body, (begin, pay), kind, tuple(each), falls=falls)
        each = []


def _rate(
    unit: Unit, body: str, where: tuple[int, Value], kind: str, each: tuple[Each, ...], *, falls: bool
) -> Iterator[Rate]:
    begin, pay = where
    rest = re.split("[；;。]", body[pay.end :])[0]
    caps = _caps(rest, kind)
    spans = [value for value in values_in(rest) if value.unit == counted_in(each[-1].measure)]
    longest = next((one for one in spans if re.search("(最长|不超过|最多)[^，。,]{0,4}$", rest[: one.start])), None)
    if len(caps) > 1 or pay.number is None:
        return
    divided = bool(re.search(table("sums.yaml")["rates"]["divided"], rest))
    end = pay.end + len(re.split(",[^,]{0,8}每", rest)[0])
    yield Rate(
        unit,
        (begin, end),
        body[begin : pay.start],
        pay.number,
        kind,
        each,
        next(iter(caps), None),
        longest,
        divided,
        falls,
    )


def _flat(unit: Unit, body: str) -> Iterator[Rate]:
    match = re.search(table("sums.yaml")["rates"]["flat"], body)
    points = values_in(match["points"]) if match else ()
    if match and len(points) == 1 and points[0].number is not None:
        yield Rate(unit, (0, match.end()), body[: match.start()], points[0].number, POINTS, ())


def _kind(value: Value | None) -> str:
    if value is None:
        return ""
    return YUAN if value.norm.startswith("yuan:") else POINTS if value.unit == POINTS else ""


def counted_in(measure: str) -> str:
    """The unit in which askers' numbers of a measure word are read (名 is 人, 月 is 个月)."""
    known: dict[str, str] = table("sums.yaml")["rates"]["counted_in"]
    return known.get(measure, measure)
