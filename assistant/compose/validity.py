"""Validity: whether a rule is in force on the day of the question, by what it says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from assistant.catalogue import View
from assistant.compose.citing import cite, lead_of, prose
from assistant.compose.part import Case, Part
from assistant.language import pattern, table
from assistant.records import Statement
from assistant.replies import phrase
from assistant.units import Unit
from retrieval.values import values_in


def validity(case: Case) -> Part | None:
    """For a question whether a notice is in force: its own sentence on that, held against the day."""
    if not pattern("forms.yaml", "in_force").search(case.ask.bare):
        return None
    views = (case.catalogue.view(notice_id) for notice_id in case.scope.notices)
    statements = tuple(told for view in views for unit in view.units for told in _told(view, unit, case.day))
    return Part(statements=statements) if statements else None


def _told(view: View, unit: Unit, day: date) -> Iterator[Statement]:
    text = prose(view.held.text[unit.start : unit.end])
    begins, ends = _day_after("in_force_from", text), _last_day(text)
    if begins is None and ends is None:
        return
    if begins is not None and day < begins:
        verdict = "in_force_not_yet"
    elif ends is not None:
        verdict = "in_force_over" if day > ends else "in_force_still"
    else:
        verdict = "in_force_yet"
    today = f"{day.year}年{day.month}月{day.day}日"
    lead, proof = lead_of(view)
    told = f"{text.rstrip('。；;')}。{phrase(verdict, today=today)}"
    yield Statement(told, view.held.id, (cite(view, unit.start, unit.end), *proof), given=(today,), lead=lead)


def last_day_of(view: View) -> date | None:
    """The last day on which a notice is in force by its own words; None when it names none."""
    days = [_last_day(prose(view.held.text[unit.start : unit.end])) for unit in view.units]
    return next((day for day in days if day), None)


def _last_day(text: str) -> date | None:
    """The day until which a sentence puts a rule in force: as named, or by the years from its beginning (有效期3年)."""
    begins, ends = _day_after("in_force_from", text), _day_after("in_force_until", text)
    found = next((re.search(expression, text) for expression in table("wording.yaml")["in_force_for"]), None)
    if ends or not begins or not found:
        return ends
    years = next((int(value.number) for value in values_in(found.group()) if value.unit == "年" and value.number), 0)
    return date(begins.year + years, begins.month, 1) + timedelta(days=begins.day - 2) if years else None


def _day_after(name: str, text: str) -> date | None:
    """The day that one of the expressions of `name` finds in a sentence, None when it names no whole date."""
    for expression in table("wording.yaml")[name]:
        match = re.search(expression, text)
        for value in values_in(match.group()) if match else ():
            if value.kind == "date" and re.fullmatch(r"date:\d{4}-\d{2}-\d{2}", value.norm):
                return date.fromisoformat(value.norm.removeprefix("date:"))
    return None
