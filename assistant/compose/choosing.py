"""Which sentences of a notice to quote: the best, those that tie with it, and those that must come along.

Short is part of right: a budget of characters bounds the answer, but never the best sentence and what
belongs to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from assistant.catalogue import View
from assistant.compose.focus import Span, focused, of_place
from assistant.compose.lists import asked_list
from assistant.compose.part import Case
from assistant.language import pattern
from assistant.records import Candidate
from assistant.stated.units import Unit

ENOUGH = 0.8
"""Sentences are quoted, best first, until the one that answers is among them with this probability."""

DOUBTFUL = 0.1
"""A further sentence less likely than this to answer is not worth the reader's time."""

LISTED = 0.6
"""When all that applies is asked for, sentences count that are worth this share of the best one."""

UNLIKELY, STATED = 0.02, 1.0
"""What is less likely than this to answer is in no list, unless a person found that it states what is asked."""

MOST_IN_LIST = 12
WHOLE_LIST, WHOLE_LIST_OF_SEVERAL = 420, 240
"""Characters up to which a list that is asked for is quoted whole; of a longer one, the heads of its items are."""

BUDGET, BUDGET_OF_SEVERAL, LIST_BUDGET, LIST_BUDGET_OF_SEVERAL = 200, 120, 240, 160
"""Characters for one notice: of a fact and of a list, alone and where several notices answer."""


def chosen(case: Case, view: View, candidates: Sequence[Candidate], *, alone: bool) -> list[tuple[Span, ...]]:
    """Groups of spans to quote, each group one statement, in the notice's order. `alone`: no other notice answers."""
    whole = _whole_list(case, view, candidates, alone=alone)
    if whole:
        return [whole]
    first = candidates[0]
    if case.ask.listed:
        fitting = [first, *(c for c in candidates[1:] if _in_list(c, first))]
        budget = LIST_BUDGET if alone else LIST_BUDGET_OF_SEVERAL
    else:
        fitting = list(_likely(candidates))
        budget = BUDGET if alone else BUDGET_OF_SEVERAL
    index = {unit.start: at for at, unit in enumerate(view.units)}
    groups: dict[int, tuple[Span, ...]] = {}
    taken: set[int] = set()
    used = 0
    for candidate in fitting:
        at = index[candidate.start]
        company = [other for other in with_company(view, at) if other not in taken]
        company = _bounded(view.units, company, at, index, candidates)
        placed = of_place(case, view, view.units[at])
        company = [at] if placed else company
        spans = placed or (focused(case, view, view.units[at]) if company == [at] else _whole(view.units, company))
        length = sum(end - start for start, end in spans)
        if spans and (not groups or used + length <= budget):
            groups[company[0]] = spans
            taken.update(company)
            used += length
    return [groups[at] for at in sorted(groups)]


def _whole_list(case: Case, view: View, candidates: Sequence[Candidate], *, alone: bool) -> tuple[Span, ...]:
    """The list that is asked for, where all of one is; nothing when none is."""
    if case.ask.form == "which" or case.ask.measures or not pattern("forms.yaml", "whole_list").search(case.ask.text):
        return ()
    return asked_list(view, candidates, WHOLE_LIST if alone else WHOLE_LIST_OF_SEVERAL)


def _in_list(candidate: Candidate, first: Candidate) -> bool:
    """Whether a sentence is among all that apply, `first` being the best."""
    tells = candidate.share >= UNLIKELY or candidate.topic >= STATED
    return tells and candidate.worth >= LISTED * first.worth


def _likely(candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    """The best candidate, and further ones while it is doubtful that the answer is among them."""
    told = 0.0
    for candidate in candidates:
        if told and (told >= ENOUGH or candidate.share < DOUBTFUL):
            return
        told += candidate.share
        yield candidate


def _bounded(
    units: Sequence[Unit], company: list[int], at: int, index: Mapping[int, int], candidates: Sequence[Candidate]
) -> list[int]:
    """A company no longer than a list may be: of too many announced items, those that answer best, in their order."""
    if sum(units[one].end - units[one].start for one in company) <= LIST_BUDGET:
        return company
    rank = {index[candidate.start]: place for place, candidate in enumerate(candidates)}
    kept = [one for one in company if one <= at]
    used = sum(units[one].end - units[one].start for one in kept)
    for one in sorted((one for one in company if one > at), key=lambda one: rank.get(one, len(rank))):
        used += units[one].end - units[one].start
        if used > LIST_BUDGET:
            break
        kept.append(one)
    return sorted(kept)


def with_company(view: View, at: int) -> list[int]:
    """`at` with the sentence it leans on, the exceptions after it, and the items it announces."""
    units = view.units
    company = [at]
    if at > 0 and pattern("wording.yaml", "leans_back").match(units[at].body) and _together(units, at - 1, at):
        opens = "\n" in view.held.text[units[at - 1].end : units[at].start]
        if not (opens and pattern("wording.yaml", "sums_up").match(units[at].body)):
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
