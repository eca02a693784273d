"""Founding: how long the asker has existed against 注册（成立）一年以上."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from assistant.catalogue import View
from assistant.compose.judging.bounds import limits_in, meets, reason
from assistant.compose.judging.ruling import Ruling, Verdict, rules_of
from assistant.compose.judging.told import Number, Told, expression, front, number_of
from assistant.language import table
from assistant.replies import phrase
from assistant.sums import moved
from retrieval.normalise import fold
from retrieval.values import Value, values_in


def founding(told: Told, view: View) -> Iterator[Ruling]:
    """Rules on the time since registration against the time the asker tells."""
    yield from _by_day(told, view)
    yield from _by_age_on(told, view)
    own = _age(told)
    if own is None and not expression("new").search(told.text):
        return
    for fact in rules_of(view):
        for limit in limits_in(fact):
            subject = re.split("[，。；,;]", fold(limit.before))[-1]
            months = _months(limit.value)
            if limit.bound not in ("at_least", "more_than"):
                continue
            if months is None or not expression("founded_rule").search(subject[-8:]):
                continue
            met = meets(own, replace(limit, value=replace(limit.value, number=months))) if own else None
            if own is None or met is None:
                yield Ruling(fact.quote, "open", phrase("judge_founded_open"))
            else:
                yield Ruling(fact.quote, "met" if met else "unmet", reason(own, limit, met=met))


def _by_day(told: Told, view: View) -> Iterator[Ruling]:
    """Rules that one be registered before a day (注册时间在…以前), for a day, month or year that the asker tells."""
    days = [value for value in values_in(told.text) if value.kind in ("date", "year") and _founding_at(told, value)]
    for fact in rules_of(view) if len(days) == 1 else ():
        rule = fold(fact.quote.text)
        for value in values_in(rule):
            ruled = value.kind == "date" and expression("before_day").match(rule[value.end :])
            if not ruled or not expression("founded_before").search(rule[: value.start]):
                continue
            own, limit = (one.norm.partition(":")[2] for one in (days[0], value))
            if own[:4].isdigit() and limit[:4].isdigit() and own != limit[: len(own)]:
                verdict: Verdict = "met" if own < limit else "unmet"
                why = phrase(f"judge_founded_{verdict}", said=days[0].text, limit=value.text)
                yield Ruling(fact.quote, verdict, why)


def _by_age_on(told: Told, view: View) -> Iterator[Ruling]:
    """Rules on the time since registration up to a day (满一年（截至…）), for the day or month that the asker tells."""
    days = [value for value in values_in(told.text) if value.kind == "date" and _founding_at(told, value)]
    span = _days_of(days[0]) if len(days) == 1 else None
    for fact in rules_of(view) if span else ():
        rule = fold(fact.quote.text)
        until = next((value for value in values_in(rule) if value.kind == "date" and _is_until(rule, value)), None)
        last = _days_of(until) if until else None
        for limit in limits_in(fact):
            months = _months(limit.value)
            subject = re.split("[，。；,;]", fold(limit.before))[-1]
            if months is None or not last or not expression("founded_rule").search(subject[-8:]):
                continue
            full = [moved(day, "months", int(months)) <= last[1] for day in span or ()]
            if full[0] == full[1]:
                name = "judge_founded_by" if full[0] else "judge_founded_not_by"
                why = phrase(name, said=days[0].text, day=until.text if until else "", span=limit.value.text)
                yield Ruling(fact.quote, "met" if full[0] else "unmet", why)


def _is_until(rule: str, value: Value) -> bool:
    return bool(expression("founded_by").search(rule[: value.start][-3:]))


def _days_of(value: Value) -> tuple[date, date] | None:
    """The first and last day of a date, or of a month; None for others."""
    parts = value.norm.removeprefix("date:").split("-")
    if not all(part.isdigit() for part in parts) or len(parts) not in (2, 3):
        return None
    year, month = int(parts[0]), int(parts[1])
    of_month = calendar.monthrange(year, month)[1]
    return date(year, month, int((*parts, "1")[2])), date(year, month, int((*parts, str(of_month))[2]))


def _founding_at(told: Told, value: Value) -> bool:
    before, after = front(told.text, value.start), told.text[value.end : value.end + 12]
    return bool(expression("founded_told").search(before[-10:]) or expression("founded_told").search(after))


def _age(told: Told) -> Number | None:
    """How many months ago the asker was founded, as told."""
    for value in values_in(told.text):
        months = _months(value)
        before = front(told.text, value.start)
        if months is not None and expression("founded_told").search(
            before[-10:] or told.text[value.end : value.end + 4]
        ):
            return number_of(told, value, months)
    return None


def _months(value: Value) -> Decimal | None:
    per: dict[str, int] = table("judging.yaml")["months"]
    if value.kind != "count" or value.number is None or value.unit not in per or ":第" in value.norm:
        return None
    return value.number * per[value.unit]
