"""Tier sum: what the asker's tier gives, with what is added on top of it, or the share of it that another rule gives.

"2000万元至2亿元的，奖补30万元" and "规模以上企业在前款标准基础上增加10万元" make 40; "按前条标准的50%", 15. What is
added counts only where the asker tells its case, and several only where the clause lets them be added.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.catalogue import View
from assistant.compose.citing import cite, lead_of, prose
from assistant.compose.part import Case, Part
from assistant.language import pattern, table, words
from assistant.records import Statement, Sum
from assistant.replies import phrase
from assistant.stated.bases import base_told, kinds_in
from assistant.stated.portions import pairs
from assistant.stated.tiers import Step, held_by, ladders
from assistant.stated.units import Unit
from retrieval.values import Value, amount_text, percent_text, values_in

LONGEST_HEAD = 20
"""Characters before the first sentence of a clause in which the words that open it are looked for."""

FEWEST = 2
"""Pairs of characters of a case that a part of the question must hold to tell it."""


@dataclass(frozen=True, slots=True)
class Ladder:
    """The tiers of one clause, each of which gives an amount, and what the asker's gives."""

    steps: Sequence[Step]
    unit: Unit
    pay: Decimal


def tier_sum(case: Case) -> Part | None:
    """For a question how much, with one amount that puts the asker in a tier: only where something changes its sum."""
    if not pattern("forms.yaml", "how_much").search(case.ask.text):
        return None
    own = [value for value in values_in(case.given[1]) if value.kind == "amount" and value.number is not None]
    if len(own) != 1 or not (case.scope.named or len(case.scope.notices) == 1):
        return None
    views = (case.catalogue.view(notice_id) for notice_id in case.scope.notices)
    told = (_of_notice(case, view, own[0]) for view in views if not view.card.reviewed)
    statements = tuple(statement for statement in told if statement is not None)
    return Part(statements=statements) if statements else None


def _of_notice(case: Case, view: View, own: Value) -> Statement | None:
    question = _alike(case.given[1])
    found = [
        one for kind, steps in ladders(view.units) if kind == "amount" and (one := _ladder(steps, case.given[1], own))
    ]
    if len(found) != 1:
        return None
    ladder = found[0]
    shares = list(_shares_of(view, ladder))
    asked = [one for one in shares if _speaks_of(question, one[0], ladder.unit, view)]
    mine = _speaks_of(question, ladder.unit, shares[0][0] if shares else None, view)
    if len(asked) == 1 and not mine and not _is_named_case(view, asked[0][0], question):
        return _share(case, view, ladder, *asked[0])
    return _with_more(case, view, ladder, question) if mine and not asked else None


def _is_named_case(view: View, share: Unit, question: str) -> bool:
    """Whether another sentence of the clause is for a case of its own that the question tells (连续三次)."""
    common = pairs(re.sub(r"\s+", "", share.body)) | _name(view, share) | words("sums.yaml", "tier_sum", "idle")
    others = [unit for unit in view.units if unit.section == share.section and unit is not share]
    return any((pairs(unit.body.partition("的")[0]) - common) & pairs(question) for unit in others)


def _ladder(steps: Sequence[Step], question: str, own: Value) -> Ladder | None:
    """The ladder with the asker's step, where each step gives one amount and the asker's number is of what it tells."""
    pays = [_pay(unit) for unit, _ in steps]
    reached = held_by(steps, [own.number or Decimal(0)])
    ruled = kinds_in("".join(unit.body for unit, _ in steps), "ruled")
    if None in pays or len(reached) != 1 or not base_told(question, own).kinds & ruled:
        return None
    return Ladder(steps, reached[0][0], pays[list(steps).index(reached[0])] or Decimal(0))


def _pay(unit: Unit) -> Decimal | None:
    """The one amount that a tier gives beside its own bounds."""
    bounds = {number for one in unit.tiers for number in (one.low, one.high)}
    given = [value for value in unit.values if value.kind in ("amount", "percent") and value.number not in bounds]
    return given[0].number if [value.kind for value in given] == ["amount"] else None


def _article(unit: Unit) -> str:
    """The clause that a sentence stands in, without its numbered items."""
    return re.split(" > [(（]", unit.section)[0]


def _shares_of(view: View, ladder: Ladder) -> Iterator[tuple[Unit, Decimal]]:
    """The sentences of other clauses that give a share of what a clause before them gives (按前条标准的50%)."""
    for unit in view.units:
        match = re.search(table("sums.yaml")["tier_sum"]["share"], re.sub(r"\s+", "", unit.body))
        if match and _article(unit) != _article(ladder.unit) and _is_next(view, ladder, unit):
            yield unit, Decimal(match["percent"])


def _is_next(view: View, ladder: Ladder, unit: Unit) -> bool:
    """Whether a sentence stands in the clause right after the ladder's."""
    order = list(dict.fromkeys(_article(one) for one in view.units))
    return order.index(_article(unit)) == order.index(_article(ladder.unit)) + 1


def _speaks_of(question: str, unit: Unit, other: Unit | None, view: View) -> bool:
    """Whether the question names what the clause of a sentence is about, by pairs of its name that the other lacks."""
    return bool((_name(view, unit) - (_name(view, other) if other else set())) & pairs(question))


def _name(view: View, unit: Unit) -> set[str]:
    """The pairs of the opening words of a clause (首次认定奖补。)."""
    first = next(one for one in view.units if _article(one) == _article(unit))
    said = view.held.text[max(0, first.start - LONGEST_HEAD) : first.end].rpartition("\n")[2]
    return pairs(re.split("[。,，：:]", said)[0]) - words("sums.yaml", "tier_sum", "idle")


def _share(case: Case, view: View, ladder: Ladder, unit: Unit, percent: Decimal) -> Statement:
    result = ladder.pay * percent / 100
    text = phrase(
        "tier_share",
        tier=_said(view, ladder.unit),
        rule=_said(view, unit),
        terms=f"{amount_text(ladder.pay)}×{percent_text(percent)}",
        result=amount_text(result),
    )
    sums = [Sum(ladder.pay, "*", percent / 100, result, "元")]
    return _statement(case, view, text, sums, [ladder.unit, unit])


def _with_more(case: Case, view: View, ladder: Ladder, question: str) -> Statement | None:
    """The tier and what is added to it for the cases that the asker tells."""
    clause = [unit for unit in view.units if _article(unit) == _article(ladder.unit)]
    name = _name(view, ladder.unit)
    told = [(unit, more) for unit in clause for when, more in _added(unit) if _is_told(question, when, name)]
    together = any(pattern("sums.yaml", "tier_sum", "together").search(unit.body) for unit in clause)
    if not told or (len(told) > 1 and not together):
        return None
    sums, total = list[Sum](), ladder.pay
    for _, more in told:
        sums.append(Sum(total, "+", more, total + more, "元"))
        total += more
    terms = "+".join(amount_text(number) for number in (ladder.pay, *(more for _, more in told)))
    rules = "”“".join(_said(view, unit) for unit, _ in told)
    text = phrase("tier_more", tier=_said(view, ladder.unit), rule=rules, terms=terms, result=amount_text(total))
    return _statement(case, view, text, sums, [ladder.unit, *(unit for unit, _ in told)])


def _added(unit: Unit) -> Iterator[tuple[str, Decimal]]:
    for match in re.finditer(table("sums.yaml")["tier_sum"]["more"], re.sub(r"\s+", "", unit.body)):
        amounts = [value.number for value in values_in(match["amount"]) if value.number is not None]
        if len(amounts) == 1:
            yield match["when"], amounts[0]


def _is_told(question: str, when: str, name: set[str]) -> bool:
    """Whether a part of the question tells a case, and denies it not; a span of time in it must be kept.

    What the clause itself is named for (首次认定) tells no case of it.
    """
    telling = pairs(when) - words("sums.yaml", "tier_sum", "idle") - name
    parts = [part for part in re.split("[，。,；;?？!]", question) if len(telling & pairs(part)) >= FEWEST]
    if not parts or any(re.search(table("sums.yaml")["tier_sum"]["denied"], part) for part in parts):
        return False
    spans = _months(when)
    own = [months for part in parts for months in _months(part)]
    return not spans or (bool(own) and max(own) <= min(spans))


def _months(text: str) -> list[Decimal]:
    """The lengths of time of a text in months; 半年 is six."""
    years = [value.number * 12 for value in values_in(text) if value.unit == "年" and value.number is not None]
    months = [value.number for value in values_in(text) if value.unit == "个月" and value.number is not None]
    return [*years, *months, *([Decimal(6)] if "半年" in text else [])]


def _alike(text: str) -> str:
    known: dict[str, str] = table("sums.yaml")["tier_sum"]["said_as"]
    return re.sub("|".join(map(re.escape, known)), lambda said: known[said[0]], text)


def _statement(case: Case, view: View, text: str, sums: Sequence[Sum], units: Sequence[Unit]) -> Statement:
    lead, proof = lead_of(view)
    citations = tuple(dict.fromkeys(cite(view, unit.start, unit.end) for unit in units))
    return Statement(text, view.held.id, (*citations, *proof), given=case.given, sums=tuple(sums), lead=lead)


def _said(view: View, unit: Unit) -> str:
    return re.sub(r"[。；;，,]+$", "", prose(view.held.text[unit.start : unit.end]))
