"""Status: the windows of a notice against the day of the question."""

from __future__ import annotations

import re
from datetime import date, time
from decimal import Decimal

from assistant.catalogue import View
from assistant.compose.citing import cite, cite_quote, lead_of, prose
from assistant.compose.part import Case, Part
from assistant.compose.windows import Standing, named_by, next_of_each, standings
from assistant.language import pattern, words
from assistant.reading.topics import ASKED
from assistant.records import Citation, Statement, Sum
from assistant.replies import phrase
from retrieval.card import Quote
from retrieval.lexicon import lexicon
from retrieval.normalise import fold, normalise_question
from retrieval.values import values_in

OF_ELSE = 0.8
"""From this probability on a narrow matter (the next round, a refund…) is asked for, not the day."""

SURELY = 0.5
"""From this probability on "还能报吗" asks of what else is said ("拿过市级立项"), not of the day."""


def status(case: Case) -> Part | None:
    """A verdict for each window of each notice in scope; silent notices are told when they were named.

    The one notice that is meant having no window, nothing else in it answers a question of the day.
    """
    if case.ask.form != "status" or not (_about_windows(case) or _missed_one(case)):
        return None
    statements: list[Statement] = []
    silent: list[str] = []
    for notice_id in case.scope.notices:
        view = case.catalogue.view(notice_id)
        found = next_of_each(named_by(fold(case.ask.text), standings(view, case.day)))
        told = [_verdict(view, standing, case) for standing in found] or _awaited(view)
        statements.extend(told)
        if not told:
            silent.append(view.card.label)
    after = "".join(phrase("no_window", label=f"“{label}”") for label in silent) if case.scope.named else ""
    if not statements:
        return Part() if len(case.scope.notices) == 1 and "deadline" in case.ask.topics else None
    return Part(statements=tuple(statements), after=after)


def _about_windows(case: Case) -> bool:
    """Whether the day is what is asked: not where "能报吗" is about who the asker is or what the project is."""
    text, beside = case.ask.text, words("forms.yaml", "beside_the_day")
    if pattern("forms.yaml", "day_alone").search(text) and not pattern("forms.yaml", "beside_a_grant").search(text):
        return True
    intent, share = next(iter(case.ask.intents.items()), ("", 0.0))
    if intent not in lexicon().topics and share >= OF_ELSE:
        return False
    if pattern("forms.yaml", "of_the_day").search(text):
        return True
    if pattern("forms.yaml", "still").search(text) and (intent in beside or share < SURELY):
        return True
    asked = {topic for topic, strength in case.ask.topics.items() if strength >= ASKED}
    return not case.ask.organisations and asked <= beside


def _missed_one(case: Case) -> bool:
    """Whether one who missed a round asks of now, and a notice has a window that is not over."""
    if not pattern("forms.yaml", "of_the_day").search(case.ask.text) or not case.scope.named:
        return False
    found = (one for notice_id in case.scope.notices for one in standings(case.catalogue.view(notice_id), case.day))
    return "next_round" in list(case.ask.intents)[:1] and any(one.state != "closed" for one in found)


def _awaited(view: View) -> list[Statement]:
    """The sentence by which applying begins only when something is over or made known, where there is no window."""
    lead, proof = lead_of(view)
    for unit in view.units:
        if pattern("forms.yaml", "opens_after").search(unit.body):
            citation = cite(view, unit.start, unit.end)
            text = phrase("day_awaited", rule=re.sub("[。；;]$", "", prose(citation.quote)))
            return [Statement(text, view.held.id, (citation, *proof), lead=lead)]
    return []


def _hour(case: Case) -> str:
    """The latest hour that the asker tells as theirs, as told; "" when they tell none."""
    text = normalise_question(case.question)
    told = [
        (value.norm, value.text)
        for value in values_in(text)
        if value.kind == "time"
        and not pattern("forms.yaml", "hour_of_rule").search(text[: value.start])
        and not pattern("forms.yaml", "hour_of_rule_after").search(text[value.end :])
    ]
    return max(told, default=("", ""))[1]


def _is_late(hour: str, closes_at: time | None) -> bool:
    """Whether the asker's hour is past the closing hour of the last day."""
    norms = [value.norm.removeprefix("time:") for value in values_in(hour)]
    return bool(closes_at and norms) and norms[0][:5] > f"{closes_at:%H:%M}"


def _verdict(view: View, standing: Standing, case: Case) -> Statement:
    lead, proof = lead_of(view)
    day = case.day
    window, quote = standing.window, standing.fact.quote
    hour = _hour(case)
    values = {
        "what": pattern("forms.yaml", "label_tail").sub("", standing.fact.label) or phrase("window"),
        "closes": _as_quoted(window.closes, quote.text) + (f"{window.closes_at:%H:%M}" if window.closes_at else ""),
        "opens": _as_quoted(window.opens, quote.text),
        "today": _day(day),
        "days": str(standing.days),
        "hour": hour,
    }
    turning = window.opens if standing.state == "upcoming" else window.closes
    year = () if standing.yearly else _year_proof(view, quote, turning)
    dated = bool(turning) and (_gives_year(turning, quote.text) or _names_year(turning, year))
    name = f"day_{standing.state}"
    if standing.state == "open" and standing.days == 0:
        name = "day_past" if _is_late(hour, window.closes_at) else "day_last"
    elif standing.yearly:
        over = bool(window.opens and standing.state == "upcoming" and window.opens.year > day.year)
        name = "day_over_yearly" if over and _is_only(standing) else f"{name}_yearly"
    elif standing.days and turning and not dated:
        name += "_yearly"
    text = phrase(name, **values) if turning else quote.text
    counted = dated and bool(standing.days) and not standing.yearly
    sums = (_days(turning, day),) if counted and turning else ()
    citations = (cite_quote(view, quote), *year, *proof)
    return Statement(text, view.held.id, citations, given=(_day(day), *case.given), sums=sums, lead=lead)


def _days(later: date, earlier: date) -> Sum:
    left, right = Decimal(later.toordinal()), Decimal(earlier.toordinal())
    return Sum(left, "-", right, left - right)


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _as_quoted(day: date | None, quote: str) -> str:
    """A day as the quote gives it: without its year when the quote leaves it to the notice's head."""
    if day is None:
        return ""
    return _day(day) if _gives_year(day, quote) else f"{day.month}月{day.day}日"


def _is_only(standing: Standing) -> bool:
    """Whether a yearly window is the only one that its quote or its label names: the last one this year."""
    days = [value for value in values_in(fold(standing.fact.quote.text)) if value.kind == "date"]
    return len(days) == 2 or bool(pattern("forms.yaml", "round").search(standing.fact.label))


def _gives_year(day: date | None, quote: str) -> bool:
    """Whether a quote gives a day with its year; another year may stand in it."""
    return day is not None and any(value.norm == f"date:{day.isoformat()}" for value in values_in(fold(quote)))


def _names_year(day: date | None, citations: tuple[Citation, ...]) -> bool:
    """Whether a day's year stands in citations, so that days to it can be counted."""
    named = (value.norm for citation in citations for value in values_in(fold(citation.quote)))
    return day is not None and f"year:{day.year}" in named


def _year_proof(view: View, quote: Quote, day: date | None) -> tuple[Citation, ...]:
    """The citation of the year, for a window whose quote gives its day without one: under its heading, else the head's.

    Of the sentences before it the last one that names the year is taken ("2024年第一批…；第二批…").
    """
    if _gives_year(day, quote.text):
        return ()
    own = next((unit for unit in view.units if unit.start <= quote.start < unit.end), None)
    beside = [unit for unit in view.units if own and unit.section == own.section and unit.end <= quote.start]
    for unit in reversed(beside):
        if day and any(value.norm == f"year:{day.year}" for value in unit.values):
            return (cite(view, unit.start, unit.end),)
    year = view.card.year
    return (cite_quote(view, year.quote),) if year and year.quote else ()
