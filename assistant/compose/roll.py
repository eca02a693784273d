"""Roll: all categories of a notice by name, for "都有哪些专项"."""

from __future__ import annotations

import re

from assistant.catalogue import View
from assistant.compose.citing import cite, lead_of, prose
from assistant.compose.fields import directions, head_of, kind_asked, of_kind
from assistant.compose.part import Case, Part
from assistant.language import pattern, words
from assistant.records import Statement
from assistant.stated.units import Unit
from retrieval.normalise import fold

NEARLY = 0.9
"""The share of the names that a sentence must hold to be quoted in their place."""

FEWEST, FEWEST_OF_KIND, MOST = 3, 2, 60
"""A notice with fewer named categories, or of the kind asked for, has no roll to call; of more, the first are named."""


def roll(case: Case) -> Part | None:
    """One statement a notice that names its categories, each name cited where it stands."""
    if not pattern("forms.yaml", "roll").search(case.ask.bare or case.ask.text):
        return None
    kind = kind_asked(case.ask.text, "kinds_asked")
    told = [_named(case.catalogue.view(notice_id), kind) for notice_id in case.scope.notices]
    statements = tuple(statement for statement in told if statement is not None)
    return Part(statements=statements) if statements else None


def _named(view: View, kind: str) -> Statement | None:
    """The names of all entries, those of the kind asked for where there are such."""
    own = of_kind(directions(view), kind) if not view.card.reviewed else []
    strictly = bool(kind) and not view.card.reviewed and kind in words("forms.yaml", "strict_kinds")
    facts = own if own or strictly else directions(view)
    heads = [head for fact in facts if (head := head_of(fact)) is not None][:MOST]
    if len(heads) < (FEWEST_OF_KIND if own else FEWEST):
        return None
    lead, proof = lead_of(view)
    names = [re.sub(r"^\d{1,3}\s*(?=[\u4e00-\u9fff])", "", prose(view.held.text[start:end])) for start, end in heads]
    summed = next((unit for unit in view.units if _sums_up(unit, names)), None)
    spans = [(summed.start, summed.end)] if summed else heads
    citations = tuple(cite(view, start, end) for start, end in spans)
    if summed:
        return Statement(
            prose(view.held.text[summed.start : summed.end]), view.held.id, (*citations, *proof), lead=lead
        )
    return Statement("、".join(names) + "。", view.held.id, (*citations, *proof), lead=lead)


def _sums_up(unit: Unit, names: list[str]) -> bool:
    """Whether one sentence names nearly all of them."""
    found = sum(_pairs(fold(name)) <= _pairs(unit.body) for name in names)
    return found >= NEARLY * len(names)


def _pairs(text: str) -> frozenset[str]:
    plain = re.sub(r"\W+|[和与及]", "", text)
    return frozenset(plain[at : at + 2] for at in range(len(plain) - 1))
