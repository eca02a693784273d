"""Shares: what a percentage comes to on a number of the asker's, by the very sentence that answers.

For notices whose card nobody reviewed, and for shares of people in any: the percentage and the most that is paid are
read off the best sentences. Sums on a card's ratio and cap are in `calculate.py`, which is asked first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.catalogue import View
from assistant.compose.answering import unit_of
from assistant.compose.citing import cite, lead_of, prose
from assistant.compose.part import Case, Part
from assistant.compose.sums.calculate import held_to_cap
from assistant.compose.sums.raised import Raise, may_be_raised, raised
from assistant.compose.sums.share_rules import OF_GRANTS, PEOPLE, Rule, is_for, nothing_paid, rules_in, share_for
from assistant.language import pattern
from assistant.records import Citation, Statement, Sum
from assistant.replies import phrase
from assistant.stated.scales import caps_in
from assistant.stated.units import Unit
from retrieval.values import Value, amount_text, percent_text, values_in

LOOKED_AT = 6
"""Sentences of a notice, best first, among which the percentage and the most that is paid are looked for."""


@dataclass(frozen=True, slots=True)
class Cap:
    """The most that is paid, and the sentence that says so."""

    most: Decimal
    unit: Unit


def shares(case: Case) -> Part | None:
    """For a question how much or how many, with one number of the asker's: the share that a sentence gives of it.

    Not where the number is what was already granted.
    """
    if case.ask.form not in ("fact", "calculate") or not pattern("forms.yaml", "how_much").search(case.ask.text):
        return None
    elsewhere = pattern("wording.yaml", "not_of_cost").search(case.ask.bare)
    if elsewhere or pattern("forms.yaml", "sums", "granted").search(case.ask.text):
        return None
    own = [value for value in values_in(case.given[1]) if _counts(value)]
    if len(own) != 1 or not (case.scope.named or len(case.scope.notices) == 1):
        return None
    views = [case.catalogue.view(notice_id) for notice_id in case.scope.notices]
    told = (_worked_out(case, view, own[0]) for view in views)
    statements = tuple(statement for statement in told if statement is not None)
    return Part(statements=statements) if statements else None


def _counts(value: Value) -> bool:
    return value.number is not None and (value.kind == "amount" or value.unit == PEOPLE)


def _worked_out(case: Case, view: View, own: Value) -> Statement | None:
    money = own.kind == "amount"
    if own.number is None or (money and view.card.reviewed):
        return None
    best = [c for c in case.candidates if c.notice_id == view.held.id][:LOOKED_AT]
    ranked = [unit_of(view, candidate) for candidate in best]
    least = bool(pattern("forms.yaml", "at_least").search(case.ask.text))
    share = share_for(case, view, ranked, own, least=least)
    if share is None or share.value.number is None or (money and nothing_paid(view, share.unit, own.number)):
        return None
    of_grants = share.bound in OF_GRANTS
    more = raised(case.given[1], view.units, share.unit) if of_grants else None
    percent = more.of(share.value.number) if more else share.value.number
    result = own.number * percent / 100
    sums = [Sum(share.value.number, "+", more.points, percent, "%")] if more and more.points else []
    sums.append(Sum(own.number, "*", percent / 100, result))
    cap = _cap(case, view, ranked, share, own, more) if money and of_grants else None
    if money and of_grants and cap is None and any("cap" in unit.topics and caps_in(unit) for unit in view.units):
        return None
    shown = _shown(view, own.number, share, more, money=money)
    if cap is not None:
        sums.append(Sum(result, "min", cap.most, min(result, cap.most)))
        shown += held_to_cap(result, cap.most)
    else:
        bound = {"at_most": "at_most_so", "at_least": "at_least_so", "more_than": "at_least_so"}.get(share.bound, "so")
        shown += phrase(bound, result=_printed(result, money=money))
    beside = may_be_raised(view.units, share.unit) if money and of_grants and not more else None
    shown += phrase("may_be_raised", rule=_said(view, beside)) if beside else ""
    lead, proof = lead_of(view)
    cited = (*_cited(view, [share.unit, more.unit if more else None, cap.unit if cap else None, beside]), *proof)
    return Statement(shown, view.held.id, tuple(dict.fromkeys(cited)), given=case.given, sums=tuple(sums), lead=lead)


def _cap(case: Case, view: View, ranked: Sequence[Unit], share: Rule, own: Value, more: Raise | None) -> Cap | None:
    """The most that is paid by the sentence of the share or another of its clause; a raised share may have its own."""
    if more and more.cap is not None:
        return Cap(more.cap, more.unit)
    near = [unit for unit in ranked if unit.section == share.unit.section and is_for(case, unit, own)]
    found = next(rules_in(view, [share.unit, *near], "amount", own), None)
    return Cap(found.value.number, found.unit) if found and found.value.number is not None else None


def _shown(view: View, own: Decimal, share: Rule, more: Raise | None, *, money: bool) -> str:
    """The rule and the product, without the end that says what is paid."""
    base = share.value.number or Decimal(0)
    percent = more.of(base) if more else base
    return phrase(
        "share" if more is None else "share_raised" if more.points else "share_raised_to",
        rule=_said(view, share.unit),
        more=_said(view, more.unit) if more else "",
        base=percent_text(base),
        points=f"{more.points:f}" if more and more.points else "",
        own=_printed(own, money=money),
        percent=percent_text(percent),
        result=_printed(own * percent / 100, money=money),
    )


def _cited(view: View, units: Sequence[Unit | None]) -> tuple[Citation, ...]:
    return tuple(cite(view, unit.start, unit.end) for unit in units if unit)


def _said(view: View, unit: Unit) -> str:
    return re.sub(r"[。；;，,]+$", "", prose(view.held.text[unit.start : unit.end]))


def _printed(number: Decimal, *, money: bool) -> str:
    return amount_text(number) if money else f"{format(number.normalize(), 'f')}{PEOPLE}"
