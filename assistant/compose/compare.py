"""Compare: what each of several notices says on one thing, side by side; that a notice is silent is said too.

For a question that asks for a difference and points to several notices. Each notice answers with its own best
sentences; which figure is higher is told only where all of them give one of the same kind on the same topic.
"""

from __future__ import annotations

from assistant.catalogue import View
from assistant.compose.answering import log_odds
from assistant.compose.choosing import chosen
from assistant.compose.part import Case, Part
from assistant.compose.quote import statement_of
from assistant.records import Candidate, Statement
from assistant.replies import phrase
from retrieval.card import Measure

MOST = 5
"""Notices that are put side by side."""

SILENT = -1.0
"""Log-odds below which a notice has nothing on what is compared: lower than elsewhere, since another notice has."""

ORDERED = ("cap", "ratio", "duration", "threshold", "limit", "copies", "age")
"""Topics whose figures can be put in order."""


def compare(case: Case) -> Part | None:
    """A row for each notice in scope, and which figure is higher; None unless a difference of several is asked for."""
    if case.ask.form != "compare" or not 2 <= len(case.scope.notices) <= MOST:
        return None
    views = [case.catalogue.view(notice_id) for notice_id in case.scope.notices]
    own = {view.held.id: [c for c in case.candidates if c.notice_id == view.held.id] for view in views}
    speaking = [view for view in views if own[view.held.id] and log_odds(case, view, own[view.held.id][0]) >= SILENT]
    if not speaking:
        return None
    statements = [told for view in speaking for told in _row(case, view, own[view.held.id])]
    silent = [view.card.label for view in views if view not in speaking] if case.scope.named else []
    after = "".join(phrase("compare_silent", label=label) for label in silent)
    return Part(statements=tuple(statements), after=after + _higher(case, speaking))


def _row(case: Case, view: View, candidates: list[Candidate]) -> list[Statement]:
    return [statement_of(view, spans) for spans in chosen(case, view, candidates, alone=False)]


def _higher(case: Case, views: list[View]) -> str:
    """Which notice's figure is the highest, or that all are the same; "" where they cannot be put in order."""
    topic = next(iter(case.ask.topics), "")
    if topic not in ORDERED or len(views) < 2:
        return ""
    figures = [(view, _figure(view, topic)) for view in views]
    told = [(view, figure) for view, figure in figures if figure is not None]
    if len(told) < len(views) or len({(figure.unit, figure.bound) for _, figure in told}) != 1:
        return ""
    top = max(figure.number for _, figure in told)
    highest = [view.card.label for view, figure in told if figure.number == top]
    if len(highest) == len(told):
        return phrase("compare_same")
    return phrase("compare_higher", label="、".join(highest))


def _figure(view: View, topic: str) -> Measure | None:
    """The one figure that a person's card gives on a topic."""
    measures = [measure for fact in view.card.of_topic(topic) for measure in fact.measures]
    return measures[0] if view.card.reviewed and len(measures) == 1 else None
