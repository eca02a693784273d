"""Founding: how long the asker has existed against 注册（成立）一年以上."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from assistant.catalogue import View
from assistant.compose.judging.bounds import limits_in, meets, reason
from assistant.compose.judging.ruling import Ruling, Verdict, rules_of
from assistant.compose.judging.told import Number, Told, expression, front, number_of
from assistant.language import table
from assistant.replies import phrase
from retrieval.normalise import fold
from retrieval.values import Value, values_in


def founding(told: Told, view: View) -> Iterator[Ruling]:
    """Rules on the time since registration against the time the asker tells."""
    yield from _by_day(told, view)
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
