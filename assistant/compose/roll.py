"""Roll: all categories of a notice by name, for "都有哪些专项"."""

from __future__ import annotations

import re

from assistant.catalogue import View
from assistant.compose.citing import cite, lead_of, prose
from assistant.compose.direction import directions, head_of
from assistant.compose.part import Case, Part
from assistant.language import pattern
from assistant.records import Statement

FEWEST, MOST = 3, 60
"""A notice with fewer named categories has no roll to call; with more, the first are named."""


def roll(case: Case) -> Part | None:
    """One statement a notice that names its categories, each name cited where it stands."""
    if not pattern("forms.yaml", "roll").search(case.ask.bare or case.ask.text):
        return None
    told = [_named(case.catalogue.view(notice_id)) for notice_id in case.scope.notices]
    statements = tuple(statement for statement in told if statement is not None)
    return Part(statements=statements) if statements else None


def _named(view: View) -> Statement | None:
    heads = [head for fact in directions(view) if (head := head_of(fact)) is not None][:MOST]
    if len(heads) < FEWEST:
        return None
    lead, proof = lead_of(view)
    names = (re.sub(r"^\d{1,3}\s*(?=[\u4e00-\u9fff])", "", prose(view.held.text[start:end])) for start, end in heads)
    citations = tuple(cite(view, start, end) for start, end in heads)
    return Statement("、".join(names) + "。", view.held.id, (*citations, *proof), lead=lead)
