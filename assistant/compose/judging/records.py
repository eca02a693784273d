"""Records: penalties, dishonesty, accidents that the asker tells of, against rules that shut such applicants out.

Where a rule counts back only so far (近5年内), the time that the asker tells is reckoned from the day of the question;
a time that lies across its edge, or is not told, leaves the rule open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from assistant.catalogue import View
from assistant.compose.judging.quantities import months_of
from assistant.compose.judging.ruling import LEADING, Ruling, Verdict, lead_of
from assistant.compose.judging.told import MARKS, Told, denied, expression, front
from assistant.language import any_of, table
from assistant.replies import phrase
from assistant.stated.units import Unit
from retrieval.card import Quote
from retrieval.values import values_in


def records(told: Told, view: View) -> Iterator[Ruling]:
    """Rules against a record of the kind that the asker tells of; one that they deny is met."""
    for kind in table("judging.yaml")["records"]:
        matches = any_of(kind["said"]).finditer(told.text)
        found = [match for match in matches if not expression("of_others").search(front(told.text, match.start()))]
        if not found:
            continue
        clean = all(denied(told.text, match.start()) for match in found)
        at = next((match.start() for match in found if not denied(told.text, match.start())), found[0].start())
        for place, unit in enumerate(view.units):
            if not any_of(kind["ruled"]).search(unit.body):
                continue
            quote = Quote(view.held.text[unit.start : unit.end], unit.start, unit.end)
            if expression("costs_points").search(unit.body):
                if not clean:
                    yield Ruling(quote, "less", phrase("judge_costs_points"))
            elif _shuts_out(unit, view.units[max(0, place - LEADING) : place]):
                yield _ruling(quote, unit.body, told, at, kind) if not clean else _clean(quote, kind)


def _shuts_out(unit: Unit, before: tuple[Unit, ...]) -> bool:
    if expression("of_officers").search(unit.body):
        return False
    around = f"{unit.context} {lead_of(before)}"
    return bool(expression("shuts_out").search(unit.body) or expression("shuts_out_all").search(around))


def _clean(quote: Quote, kind: dict[str, Any]) -> Ruling:
    return Ruling(quote, "met", phrase("judge_no_record", name=kind["name"]))


def _ruling(quote: Quote, rule: str, told: Told, at: int, kind: dict[str, Any]) -> Ruling:
    window = expression("counts_back").search(rule)
    if window is None:
        return Ruling(quote, "unmet", phrase("judge_record", name=kind["name"]))
    span = _ago(told, at)
    reach = _reach(window, told.day)
    if span is None or reach is None:
        return Ruling(quote, "open", phrase("judge_record_when", name=kind["name"], window=window.group()))
    when, (least, most) = span
    verdict: Verdict = "unmet" if most <= reach else "met" if least >= reach else "open"
    return Ruling(
        quote, verdict, phrase(f"judge_record_{verdict}", name=kind["name"], when=when, window=window.group())
    )


def _reach(window: re.Match[str], day: date | None) -> Decimal | None:
    """How many months back a rule counts."""
    for value in values_in(window.group()):
        if value.kind == "year" and day:
            return Decimal((day.year - int(value.norm.removeprefix("year:"))) * 12 + day.month)
        months = months_of(value)
        if months is not None:
            return months
    return None


def _ago(told: Told, at: int) -> tuple[str, tuple[Decimal, Decimal]] | None:
    """When something happened, in the asker's words, with the fewest and the most months since."""
    near = max((told.text.rfind(mark, 0, at) for mark in MARKS), default=-1) + 1
    text = told.text[max(0, near - 12) : at + 12]
    day = told.day or date.min
    for word, years in table("judging.yaml")["years_back"].items():
        if word in text:
            start = 12 * years + day.month
            return word, (Decimal(start - 12 if years else 0), Decimal(start))
    for value in values_in(text):
        months = months_of(value)
        if months is not None and re.match("(以|之)?(多)?前", text[value.end :]):
            edge = 6 if value.unit == "年" else 1
            return text[value.start : value.end] + "前", (months - edge, months + edge * 2 - 1)
        if value.kind == "year" and told.day:
            start = (day.year - int(value.norm.removeprefix("year:"))) * 12 + day.month
            return value.text, (Decimal(max(start - 12, 0)), Decimal(start))
    return None
