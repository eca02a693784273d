"""Status: the windows of a notice against the day of the question."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from assistant.catalogue import View
from assistant.compose.citing import cite_quote, lead_of
from assistant.compose.part import Case, Part
from assistant.compose.windows import Standing, named_by, standings
from assistant.records import Statement, Sum
from assistant.replies import phrase
from retrieval.normalise import fold


def status(case: Case) -> Part | None:
    """A verdict for each window of each notice in scope; silent notices are told when they were named."""
    if case.ask.form != "status":
        return None
    statements: list[Statement] = []
    silent: list[str] = []
    for notice_id in case.scope.notices:
        view = case.catalogue.view(notice_id)
        found = named_by(fold(case.ask.text), standings(view, case.day))
        statements.extend(_verdict(view, standing, case.day) for standing in found)
        if not found:
            silent.append(view.card.label)
    after = "".join(phrase("no_window", label=f"“{label}”") for label in silent) if case.scope.named else ""
    if not statements:
        return None
    return Part(statements=tuple(statements), after=after)


def _verdict(view: View, standing: Standing, day: date) -> Statement:
    lead, proof = lead_of(view)
    window = standing.window
    closes = _day(window.closes) + (f"{window.closes_at:%H:%M}" if window.closes_at else "") if window.closes else ""
    values = {"what": standing.fact.label or phrase("window"), "closes": closes, "today": _day(day)}
    sums: tuple[Sum, ...] = ()
    if standing.state == "closed":
        text = phrase("day_closed", **values)
    elif standing.state == "upcoming" and window.opens:
        text = phrase("day_upcoming", opens=_day(window.opens), days=str(standing.days), **values)
        sums = (_days(window.opens, day),)
    elif window.closes and standing.days == 0:
        text = phrase("day_last", **values)
    elif window.closes:
        text = phrase("day_open", days=str(standing.days), **values)
        sums = (_days(window.closes, day),)
    else:
        text = standing.fact.quote.text
    citations = (cite_quote(view, standing.fact.quote), *proof)
    return Statement(text, view.held.id, citations, given=(_day(day),), sums=sums, lead=lead)


def _days(later: date, earlier: date) -> Sum:
    left, right = Decimal(later.toordinal()), Decimal(earlier.toordinal())
    return Sum(left, "-", right, left - right)


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
