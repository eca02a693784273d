"""Births: the asker's date of birth against 1967年1月1日（含）以后出生, with later bounds for groups beside it.

A date told only by its year or month is held by all its days: where they lie on both sides, nothing is decided.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from assistant.catalogue import View
from assistant.compose.judging.groups import belongs, clause_before, is_special
from assistant.compose.judging.ruling import Ruling
from assistant.compose.judging.told import Told, expression, front
from assistant.replies import phrase
from assistant.stated.units import Unit
from retrieval.card import Quote
from retrieval.normalise import fold

BESIDE = 3
"""Sentences behind a bound among which one for a group of its own still belongs to it."""


@dataclass(frozen=True, slots=True)
class Born:
    """A date of birth as told: its words, and the first and last day that it may be."""

    said: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Step:
    """A first day of birth that a sentence sets: `limit` in its words, `who` it is for; `relaxed` beside another."""

    unit: Unit
    place: int
    who: str
    limit: str
    day: date
    included: bool
    relaxed: bool


def births(told: Told, view: View) -> Iterator[Ruling]:
    """Rules on the day of birth against the one that the asker tells of themselves."""
    born = _born(told)
    if born is None:
        return
    for group in _groups(view):
        yield from _decided(told, view, born, group[0], group[1:])


def _decided(told: Told, view: View, born: Born, general: Step, relaxed: list[Step]) -> Iterator[Ruling]:
    """The ruling of a bound and of those beside it: the asker's group decides; unknown, it stays open."""
    exempt = _exempt(told, view, general)
    own = next((step for step in relaxed if belongs(told, step.who)), None)
    if exempt is not None:
        yield Ruling(_quote(view, exempt, exempt), "free", phrase("judge_born_free"))
    elif own is not None:
        yield _ruling(view, born, own)
    elif not is_special(general.who) or belongs(told, general.who):
        ruling = _ruling(view, born, general)
        perhaps = [step for step in relaxed if belongs(told, step.who) is None and _meets(born, step) is not False]
        if ruling.verdict != "met" and perhaps:
            step = perhaps[-1]
            why = ruling.why + phrase("judge_born_group", who=step.who, limit=step.limit)
            quote = _quote(view, general.unit, step.unit)
            yield replace(ruling, quote=quote, verdict="open", why=why)
        else:
            yield ruling


def _exempt(told: Told, view: View, general: Step) -> Unit | None:
    """The sentence beside a bound by which one like the asker is free of it (两院院士不受年龄限制)."""
    for unit in view.units[general.place : general.place + BESIDE]:
        found = expression("exempt_who").search(unit.body) if unit.section == general.unit.section else None
        if found and is_special(found["who"]) and belongs(told, found["who"]):
            return unit
    return None


def _ruling(view: View, born: Born, step: Step) -> Ruling:
    met = _meets(born, step)
    name = "judge_born_open" if met is None else "judge_born_met" if met else "judge_born_unmet"
    why = phrase(name, said=born.said, limit=step.limit)
    quote = _quote(view, step.unit, step.unit)
    return Ruling(quote, "open" if met is None else "met" if met else "unmet", why, clause=step.who + step.limit)


def _meets(born: Born, step: Step) -> bool | None:
    """Whether a birth lies on the bound's day or after it; on the very day only where that is said to be in."""
    if born.first > step.day or (born.first == step.day and step.included):
        return True
    return False if born.last < step.day else None


def _groups(view: View) -> list[list[Step]]:
    """The bounds of a notice, each with the relaxed ones that stand right beside it."""
    groups: list[list[Step]] = []
    for step in (step for place, unit in enumerate(view.units) for step in _steps(place, unit)):
        last = groups[-1][-1] if groups else None
        near = last and last.unit.section == step.unit.section and step.place - last.place < BESIDE
        if step.relaxed and near:
            groups[-1].append(step)
        elif not step.relaxed:
            groups.append([step])
    return groups


def _steps(place: int, unit: Unit) -> Iterator[Step]:
    for match in expression("born_rule").finditer(unit.body):
        day = _date(match["year"], match["month"], match["day"], last=False)
        if day:
            clause = clause_before(unit.body, match.start())
            who = expression("relaxes").split(clause)[0]
            relaxed = bool(expression("relaxes").search(clause))
            yield Step(unit, place, who, match.group(), day, "含" in match.group(), relaxed)


def _born(told: Told) -> Born | None:
    """The one date of birth that the asker tells as theirs; None for none, several, or one of somebody else."""
    text = fold(told.text)
    found = list(expression("born_told").finditer(text))
    if len(found) != 1 or expression("born_of_another").search(front(text, found[0].start())):
        return None
    year, month, day = (found[0][name] or found[0][f"{name}2"] for name in ("year", "month", "day"))
    year = year if len(year) == 4 else f"19{year}"
    first, last = _date(year, month, day, last=False), _date(year, month, day, last=True)
    said = re.sub("(的|份)?(出)?生.*$|的$", "", found[0].group())
    said = said.removeprefix("生于") if said in told.message else phrase("judge_that_birth")
    return Born(said, first, last) if first and last else None


def _date(year: str, month: str | None, day: str | None, *, last: bool) -> date | None:
    """The first or last day of a year, a month or a day."""
    try:
        of_month = int(month) if month else 12 if last else 1
        of_day = int(day) if day else calendar.monthrange(int(year), of_month)[1] if last else 1
        return date(int(year), of_month, of_day)
    except ValueError:
        return None


def _quote(view: View, first: Unit, last: Unit) -> Quote:
    return Quote(view.held.text[first.start : last.end], first.start, last.end)
