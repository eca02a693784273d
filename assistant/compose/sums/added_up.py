"""Added up: several numbers of the asker's, where a rule lets them be added, and the tier that their sum reaches.

"40、35、30个人" come to 105 where the notice says that people are counted together; what is added later (再凑20个)
needs no such rule, nor does what is lacking to the next tier. Tiers are read in `stated/tiers.py`; one number alone
is found its tier by ranking, and quoted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from assistant.catalogue import View
from assistant.compose.citing import cite, lead_of, prose
from assistant.compose.part import Case, Part
from assistant.language import pattern, table, words
from assistant.records import Statement, Sum
from assistant.replies import phrase
from assistant.stated.portions import pairs
from assistant.stated.tiers import Step, Tier, held_by, is_of_kind, ladders
from assistant.stated.units import Unit
from retrieval.values import Value, amount_text, values_in

AMOUNT = "amount"

FEWEST = 2
"""Telling pairs of characters that a question must share with what tiers of amounts are of."""


def added_up(case: Case) -> Part | None:
    """The tier that the asker's numbers reach together, or what is lacking to the next one."""
    text = case.given[1]
    lacking = bool(pattern("sums.yaml", "adding", "lacking").search(text))
    if not (lacking or pattern("sums.yaml", "adding", "asked").search(text)):
        return None
    own, later = told_in(text)
    if not own or (len(own) == 1) is not lacking or not (case.scope.named or len(case.scope.notices) == 1):
        return None
    told = (_of_notice(case, case.catalogue.view(one), own, later=later) for one in case.scope.notices)
    statements = tuple(statement for statement in told if statement is not None)
    return Part(statements=statements) if statements else None


def told_in(text: str) -> tuple[tuple[Value, ...], bool]:
    """The numbers of the asker's that belong together, and whether the last of them is only added later.

    A list (40、35、30个), a number and what is added to it (180人…再凑20个), or the one count of people or things; none
    where it is not clear which.
    """
    values = [v for v in values_in(text) if v.number is not None and v.kind in ("count", "number", "amount")]
    lists: list[list[Value]] = [[value] for value in values[:1]]
    for before, value in pairwise(values):
        joined = pattern("sums.yaml", "adding", "between").fullmatch(text[before.end : value.start])
        if joined and (before.kind, value.kind) != ("number", "amount") and _alike(before, value):
            lists[-1].append(value)
        else:
            lists.append([value])
    several = [found for found in lists if len(found) > 1 and (found[-1].unit or found[-1].kind == "amount")]
    if several:
        return (tuple(several[0]), False) if len(several) == 1 else ((), False)
    counted = [value for value in values if value.unit or value.kind == AMOUNT]
    for before, value in pairwise(counted):
        if (
            pattern("sums.yaml", "adding", "more").search(text[: value.start])
            and before.unit in ("个", value.unit)
            and before.kind == value.kind
        ):
            return (before, value), True
    things = [value for value in counted if value.kind != AMOUNT] or counted
    return (tuple(things) if len(things) == 1 else ()), False


def _alike(before: Value, value: Value) -> bool:
    """Whether two neighbours of a list count the same: 40、35个, 40个、35人, 300万、400万."""
    if "amount" in (before.kind, value.kind):
        return before.norm.partition(":")[0] == value.norm.partition(":")[0]
    return before.unit in ("", "个", value.unit)


def _of_notice(case: Case, view: View, own: Sequence[Value], *, later: bool) -> Statement | None:
    paying = [
        (kind.removeprefix("count:"), steps)
        for kind, steps in ladders(view.units)
        if kind.startswith(("count:", "amount")) and is_of_kind(kind, own[-1]) and all(_pays(*step) for step in steps)
    ]
    fitting = [steps for thing, steps in paying if _speaks_of(case, thing, steps)]
    if len(fitting) != 1:
        return None
    if len(own) == 1:
        return _lacking(case, view, fitting[0], own[0])
    rule = None if later else _allowed(view, fitting[0])
    if not later and (rule is None or not _is_for(case, rule)):
        return None
    return _reached(case, view, fitting[0], own, rule)


def _speaks_of(case: Case, thing: str, steps: Sequence[Step]) -> bool:
    """Whether a question is about what tiers count, by the words for it; of amounts, by the words before them."""
    if thing == AMOUNT:
        said = "".join(unit.body.partition(values_in(unit.body)[0].text)[0] for unit, _ in steps)
        return len((pairs(said) - words("sums.yaml", "adding", "idle")) & pairs(case.given[1])) >= FEWEST
    nouns = table("sums.yaml")["adding"]["things"]
    return bool(re.search(nouns.get(thing, re.escape(thing)), case.given[1]))


def _pays(unit: Unit, tier: Tier) -> bool:
    """Whether a tier is one of what is given: it holds one amount, or points, beside its own bounds, and no share."""
    given = [v for v in unit.values if v.number not in (tier.low, tier.high) and v.kind in ("amount", "percent")]
    points = any(value.unit == "分" for value in unit.values)
    return points or [value.kind for value in given] == ["amount"]


def _allowed(view: View, steps: Sequence[Step]) -> Unit | None:
    """The sentence by which numbers like those of the tiers may be added up; none where one forbids it."""
    thing = steps[0][1].kind.removeprefix("count:")
    forms = [thing] if thing != AMOUNT else table("sums.yaml")["adding"]["amounts"]
    about = [unit for unit in view.units if any(form in unit.body for form in forms)]
    if any(pattern("sums.yaml", "adding", "forbidden").search(unit.body) for unit in about):
        return None
    return next((unit for unit in about if pattern("sums.yaml", "adding", "allowed").search(unit.body)), None)


def _is_for(case: Case, rule: Unit) -> bool:
    """Whether a rule lets the numbers of several firms be added, where the asker tells them firm by firm."""
    among = pattern("sums.yaml", "adding", "among").search(case.given[1])
    return not among or bool(pattern("sums.yaml", "adding", "among_ruled").search(rule.body))


def _reached(case: Case, view: View, steps: Sequence[Step], own: Sequence[Value], rule: Unit | None) -> Statement:
    sums: list[Sum] = []
    total = own[0].number or Decimal(0)
    unit = own[-1].unit
    for value in own[1:]:
        more = value.number or Decimal(0)
        sums.append(Sum(total, "+", more, total + more, unit or "元"))
        total += more
    reached = held_by(steps, [total])
    step = reached[0] if reached else min(steps, key=lambda one: one[1].low or Decimal(0))
    name = "added_short" if not reached else "added_up" if rule else "added_more"
    text = phrase(
        name,
        rule=_said(view, rule) if rule else "",
        terms="+".join(_counted(value.number, value.unit, value.kind) for value in own),
        total=_counted(total, unit, own[-1].kind),
        tier=_said(view, step[0]),
    )
    return _statement(case, view, text, sums, [rule, step[0]] if rule and rule is not step[0] else [step[0]])


def _lacking(case: Case, view: View, steps: Sequence[Step], own: Value) -> Statement | None:
    """What is lacking to the lowest tier that starts above the asker's number."""
    have = own.number or Decimal(0)
    above = [step for step in steps if step[1].low is not None and step[1].low_in and step[1].low > have]
    step = min(above, key=lambda one: one[1].low or have, default=None)
    low = step[1].low if step else None
    if step is None or low is None:
        return None
    text = phrase(
        "lacking",
        low=_counted(low, own.unit, own.kind),
        own=_counted(have, own.unit, own.kind),
        rest=_counted(low - have, own.unit, own.kind),
        tier=_said(view, step[0]),
    )
    return _statement(case, view, text, [Sum(low, "-", have, low - have, own.unit or "元")], [step[0]])


def _statement(case: Case, view: View, text: str, sums: Sequence[Sum], units: Sequence[Unit]) -> Statement:
    lead, proof = lead_of(view)
    citations = tuple(cite(view, unit.start, unit.end) for unit in units)
    return Statement(text, view.held.id, (*citations, *proof), given=case.given, sums=tuple(sums), lead=lead)


def _said(view: View, unit: Unit) -> str:
    return re.sub(r"[。；;，,]+$", "", prose(view.held.text[unit.start : unit.end]))


def _counted(number: Decimal | None, unit: str, kind: str) -> str:
    return amount_text(number or Decimal(0)) if kind == AMOUNT else f"{number or 0:f}{unit}"
