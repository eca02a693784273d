"""Which sentences of a notice to quote: the best, those that tie with it, and those that must come along.

Short is part of right: a budget of characters bounds the answer, but never the best sentence and what
belongs to it.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.catalogue import Unit, View
from assistant.compose.answering import ALIKE
from assistant.compose.focus import Span, focused
from assistant.compose.part import Case
from assistant.language import pattern
from assistant.records import Candidate
from assistant.scoring import worth

TIED = 0.15
"""A sentence that scores no less than this below the best one answers as well."""

NEAR_IN_RANK = 0.5
"""Where no person reviewed the facts, equal ones tie only when the search ranks them near one another."""

LISTED = 0.55
"""When all that applies is asked for, sentences count that score this share of the best one."""

MOST_IN_LIST = 12
BUDGET, BUDGET_OF_SEVERAL, LIST_BUDGET, LIST_BUDGET_OF_SEVERAL = 170, 120, 400, 200
"""Characters for one notice: of a fact and of a list, alone and where several notices answer."""


def chosen(case: Case, view: View, candidates: Sequence[Candidate], *, alone: bool) -> list[tuple[Span, ...]]:
    """Groups of spans to quote, each group one statement, in the notice's order. `alone`: no other notice answers."""
    first = candidates[0]
    if case.ask.listed:
        fitting = [c for c in candidates if c is first or (worth(c) >= LISTED * worth(first) and _as_firm(c, first))]
        budget = LIST_BUDGET if alone else LIST_BUDGET_OF_SEVERAL
    else:
        tied = [c for c in candidates if c is first or (worth(c) >= worth(first) - TIED and _as_firm(c, first))]
        fitting = tied if view.card.reviewed else [c for c in tied if c.score >= first.score - NEAR_IN_RANK]
        budget = BUDGET if alone else BUDGET_OF_SEVERAL
    index = {unit.start: at for at, unit in enumerate(view.units)}
    groups: dict[int, tuple[Span, ...]] = {}
    taken: set[int] = set()
    used = 0
    for candidate in fitting:
        at = index[candidate.start]
        company = [other for other in with_company(view.units, at) if other not in taken]
        spans = focused(case, view, view.units[at]) if company == [at] else _whole(view.units, company)
        length = sum(end - start for start, end in spans)
        if spans and (not groups or used + length <= budget):
            groups[company[0]] = spans
            taken.update(company)
            used += length
    return [groups[at] for at in sorted(groups)]


def _as_firm(candidate: Candidate, first: Candidate) -> bool:
    """Whether a further sentence states the topic about as well as the best one, or is known by its phrasings."""
    return candidate.topic >= first.topic - TIED or candidate.alike >= ALIKE


def with_company(units: Sequence[Unit], at: int) -> list[int]:
    """`at` with the sentence it leans on, the exceptions after it, and the items it announces."""
    company = [at]
    if at > 0 and pattern("wording.yaml", "leans_back").match(units[at].body) and _together(units, at - 1, at):
        company.insert(0, at - 1)
    announces = bool(pattern("wording.yaml", "announces").search(units[at].body))
    for following in range(at + 1, min(len(units), at + MOST_IN_LIST)):
        if not units[following].section.startswith(units[at].section):
            break
        exception = pattern("wording.yaml", "excepts").match(units[following].body)
        if not announces and not (exception and _together(units, following - 1, following)):
            break
        company.append(following)
    return company


def _whole(units: Sequence[Unit], company: Sequence[int]) -> tuple[Span, ...]:
    return tuple((units[at].start, units[at].end) for at in company)


def _together(units: Sequence[Unit], one: int, other: int) -> bool:
    return units[one].section == units[other].section
