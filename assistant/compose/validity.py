"""Validity: whether a rule is in force on the day of the question, by what it says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from assistant.catalogue import View
from assistant.compose.citing import cite, lead_of, prose
from assistant.compose.part import Case, Part
from assistant.language import pattern, table
from assistant.records import Statement, Sum
from assistant.replies import phrase
from assistant.stated.units import Unit
from assistant.sums import MOVES, day_text, moved
from retrieval.values import Value, values_in


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
    shown, sums = f"{text.rstrip('。；;')}。", tuple[Sum, ...]()
    term = _term(text)
    if term is not None and begins is not None:
        sums = (term[1],)
        over = date.fromordinal(int(term[1].result))
        shown += phrase("in_force_for", begins=day_text(begins), span=term[0].text, ends=day_text(over))
    if begins is not None and day < begins:
        verdict = "in_force_not_yet"
    elif ends is not None:
        verdict = "in_force_over" if day > ends else "in_force_still"
    else:
        verdict = "in_force_yet"
    lead, proof = lead_of(view)
    told = shown + phrase(verdict, today=day_text(day))
    citations = (cite(view, unit.start, unit.end), *proof)
    yield Statement(told, view.held.id, citations, given=(day_text(day),), sums=sums, lead=lead)


def last_day_of(view: View) -> date | None:
    """The last day on which a notice is in force by its own words; None when it names none."""
    days = [_last_day(prose(view.held.text[unit.start : unit.end])) for unit in view.units]
    return next((day for day in days if day), None)


def _last_day(text: str) -> date | None:
    """The day until which a sentence puts a rule in force: as named, or by the term from its beginning (有效期3年)."""
    term = _term(text)
    if term is None:
        return _day_after("in_force_until", text)
    return date.fromordinal(int(term[1].result)) - timedelta(days=1)


def _term(text: str) -> tuple[Value, Sum] | None:
    """For how long a sentence says to be in force, and the day on which that is over; None where it names the day."""
    begins = _day_after("in_force_from", text)
    if begins is None or _day_after("in_force_until", text) is not None:
        return None
    for expression in table("wording.yaml")["in_force_for"]:
        match = re.search(expression, text)
        spans = [value for value in values_in(match.group()) if value.unit in MOVES] if match else []
        if len(spans) == 1 and spans[0].number is not None and spans[0].number == int(spans[0].number):
            move = MOVES[spans[0].unit]
            over = moved(begins, move, int(spans[0].number))
            return spans[0], Sum(Decimal(begins.toordinal()), move, spans[0].number, Decimal(over.toordinal()))
    return None


def _day_after(name: str, text: str) -> date | None:
    """The day that one of the expressions of `name` finds in a sentence, None when it names no whole date."""
    for expression in table("wording.yaml")[name]:
        match = re.search(expression, text)
        for value in values_in(match.group()) if match else ():
            if value.kind == "date" and re.fullmatch(r"date:\d{4}-\d{2}-\d{2}", value.norm):
                return date.fromisoformat(value.norm.removeprefix("date:"))
    return None
