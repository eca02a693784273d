"""Sums worked out again: whether a shown sum is right, whether its operands are known, and what its result states.

Used by `verify.py`, which shows no result that this file does not find, and by composers that reckon days.
A kind of sum is an operator of `records.Sum`.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from assistant.records import Operator, Sum
from retrieval.values import Value, values_in

ROUNDED_UP = 100
"""A quotient of yuan may be rounded up by less than this: what is needed at least."""

MOVES: dict[str, Operator] = {"日": "days", "个月": "months", "年": "years"}
"""By its unit, how a length of time moves a day on. Working days do not: holidays are not known."""

_UNITS_OF = {operator: unit for unit, operator in MOVES.items()}
_WHOLE_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_HUNDREDTH, _ONE = Decimal("0.01"), Decimal(1)


def moved(day: date, operator: Operator, number: int) -> date:
    """The day that lies `number` days, months or years after `day`: the same day of the month, or its last one."""
    if operator == "days":
        return day + timedelta(days=number)
    months = day.year * 12 + day.month - 1 + number * (12 if operator == "years" else 1)
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def day_text(day: date) -> str:
    """A day as official text words it."""
    return f"{day.year}年{day.month}月{day.day}日"


def shared(part: Decimal, whole: Decimal) -> Decimal:
    """What percentage `part` is of `whole`, to two places."""
    return (part / whole * 100).quantize(_HUNDREDTH, ROUND_HALF_UP)


def adds_up(shown: Sum) -> bool:
    """Whether a sum is right."""
    left, right, result = shown.left, shown.right, shown.result
    if shown.operator in _UNITS_OF:
        return result == moved(date.fromordinal(int(left)), shown.operator, int(right)).toordinal()
    if shown.operator in ("/", "over", "share", "whole") and not right:
        return False
    if shown.operator == "/":
        return 0 <= result - left / right < ROUNDED_UP
    if shown.operator in ("up", "down"):
        return right == _ONE and result == rounded(left, up=shown.operator == "up")
    exact = {
        "+": lambda: left + right,
        "-": lambda: left - right,
        "*": lambda: left * right,
        "min": lambda: min(left, right),
        "over": lambda: left / right,
        "share": lambda: shared(left, right),
        "whole": lambda: left // right,
    }
    return bool(exact[shown.operator]() == result)


def rounded(number: Decimal, *, up: bool) -> Decimal:
    """The whole number just above or just below."""
    return number.to_integral_value(ROUND_CEILING if up else ROUND_FLOOR)


def results_of(sums: Iterable[Sum], evidence: tuple[Value, ...]) -> tuple[Value, ...]:
    """Results of the sums whose operands are in evidence or are results before them, as values."""
    results: list[Value] = []
    for shown in sums:
        known = (*evidence, *results)
        if _are_known(shown, known):
            results.extend(_as_values(shown))
    return tuple(results)


def dated(given: tuple[Value, ...]) -> tuple[Value, ...]:
    """The values of what the asker gave, also with days that lack a year in the years of the whole days among them."""
    years = {value.norm[5:9] for value in given if _WHOLE_DATE.fullmatch(value.norm.removeprefix("date:"))}
    open_days = [value for value in given if value.norm.startswith("date:--")]
    told = (replace(value, norm=f"date:{year}{value.norm[6:]}") for value in open_days for year in sorted(years))
    return (*given, *told)


def _are_known(shown: Sum, known: tuple[Value, ...]) -> bool:
    if shown.operator in _UNITS_OF:
        unit = _UNITS_OF[shown.operator]
        counted = any(value.unit == unit and value.number == shown.right for value in known)
        days = tuple(value for value in known if value.number is None)
        return counted and _is_known(shown.left, days)
    if shown.operator in ("up", "down"):
        return _is_known(shown.left, known)
    if shown.unit and shown.operator != "share" and not any(_is_in(value, shown.unit) for value in known):
        return False
    return _is_known(shown.left, known) and _is_known(shown.right, known)


def _is_in(value: Value, unit: str) -> bool:
    return value.unit == unit or value.norm.startswith({"元": "yuan:", "%": "percent:"}.get(unit, unit))


def _is_known(operand: Decimal, known: tuple[Value, ...]) -> bool:
    years = {value.norm.removeprefix("year:") for value in known if value.kind == "year"}
    return any(_stands_for(value, operand, years) for value in known)


def _stands_for(value: Value, operand: Decimal, years: AbstractSet[str]) -> bool:
    """Whether a value is the operand: the number, or the ordinal of the day; a day without a year takes a known one."""
    if value.number is not None:
        return operand in (value.number, value.number / 100)
    day = value.norm.removeprefix("date:")
    days = [year + day[1:] for year in years] if day.startswith("--") else [day]
    return any(_WHOLE_DATE.fullmatch(whole) and date.fromisoformat(whole).toordinal() == operand for whole in days)


def _as_values(shown: Sum) -> tuple[Value, ...]:
    """The result as it may be written: a day, a number of its unit, or an amount, days, a percentage, people."""
    if shown.operator in _UNITS_OF:
        return values_in(day_text(date.fromordinal(int(shown.result))))
    plain = format(shown.result.normalize(), "f")
    if shown.unit:
        return values_in(f"{plain}{shown.unit}")
    return values_in(f"{plain}元 {plain}天 {plain}% {plain}人")
