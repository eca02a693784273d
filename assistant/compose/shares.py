"""Shares: what a percentage comes to on a number of the asker's, by the very sentence that answers.

For notices whose card nobody reviewed, and for shares of people in any: the percentage and the most that is paid are
read off the best sentences. Sums on a card's ratio and cap are in `calculate.py`, which is asked first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from assistant.catalogue import View
from assistant.compose.answering import unit_of
from assistant.compose.calculate import held_to_cap
from assistant.compose.citing import cite, lead_of, prose
from assistant.compose.part import Case, Part
from assistant.compose.raised import is_denied, raised
from assistant.designators import designators_in
from assistant.language import pattern, words
from assistant.reading.circumstances import organisations_in
from assistant.records import Statement, Sum
from assistant.replies import phrase
from assistant.scales import caps_in
from assistant.tiers import kind_of
from assistant.units import Unit
from retrieval.card import Bound, Measure
from retrieval.drafting.limits import bounded_in
from retrieval.drafting.said import Part as Said
from retrieval.values import Value, amount_text, percent_text, values_in

LOOKED_AT = 6
"""Sentences of a notice, best first, among which the percentage and the most that is paid are looked for."""

PEOPLE = "人"


@dataclass(frozen=True, slots=True)
class Rule:
    """A bounded value of a sentence."""

    unit: Unit
    value: Value
    bound: Bound


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
    if money and view.card.reviewed:
        return None
    best = [c for c in case.candidates if c.notice_id == view.held.id][:LOOKED_AT]
    ranked = [unit_of(view, candidate) for candidate in best]
    denied = {unit.section for unit in ranked if unit.values and is_denied(case.given[1], unit.body.partition("%")[0])}
    units = [unit for unit in ranked if _is_for(case, unit, own) and (not denied or unit.section in denied)]
    least = bool(pattern("forms.yaml", "at_least").search(case.ask.text))
    share = next((rule for rule in _rules(view, units, "percent", own) if least or rule.bound in _OF_GRANTS), None)
    if share is None or own.number is None or share.value.number is None:
        return None
    more = raised(case.given[1], view.units, share.unit) if share.bound in _OF_GRANTS else None
    percent = share.value.number + (more[1] if more else 0)
    result = own.number * percent / 100
    shown = phrase(
        "share_raised" if more else "share",
        rule=_said(view, share.unit),
        more=_said(view, more[0]) if more else "",
        base=percent_text(share.value.number),
        points=f"{more[1]:f}" if more else "",
        own=_printed(own.number, money=money),
        percent=percent_text(percent),
        result=_printed(result, money=money),
    )
    sums = [Sum(share.value.number, "+", more[1], percent, "%")] if more else []
    sums.append(Sum(own.number, "*", percent / 100, result))
    citations = [cite(view, unit.start, unit.end) for unit in (share.unit, more[0] if more else None) if unit]
    capped = money and share.bound in _OF_GRANTS
    near = [unit for unit in units if unit.section == share.unit.section]
    cap = next(_rules(view, [share.unit, *near], "amount", own), None) if capped else None
    if money and _nothing_paid(view, share.unit, own.number):
        return None
    if capped and cap is None and any("cap" in unit.topics and caps_in(unit) for unit in view.units):
        return None
    if cap is not None and cap.value.number is not None:
        paid = min(result, cap.value.number)
        sums.append(Sum(result, "min", cap.value.number, paid))
        shown += held_to_cap(result, cap.value.number)
        citations.append(cite(view, cap.unit.start, cap.unit.end))
    else:
        bound = {"at_most": "at_most_so", "at_least": "at_least_so", "more_than": "at_least_so"}.get(share.bound, "so")
        shown += phrase(bound, result=_printed(result, money=money))
    lead, proof = lead_of(view)
    cited = tuple(dict.fromkeys((*citations, *proof)))
    return Statement(shown, view.held.id, cited, given=case.given, sums=tuple(sums), lead=lead)


def _said(view: View, unit: Unit) -> str:
    return re.sub(r"[。；;，,]+$", "", prose(view.held.text[unit.start : unit.end]))


def _nothing_paid(view: View, share: Unit, own: Decimal) -> bool:
    """Whether a sentence of the same clause pays nothing for the asker's amount (低于100万元的，不予补助)."""
    refusing = (unit for unit in view.units if unit.section == share.section)
    ends = [unit for unit in refusing if pattern("wording.yaml", "nothing_paid").search(unit.body)]
    return any(tier.kind == "amount" and tier.holds(own) for unit in ends for tier in unit.tiers)


def _is_for(case: Case, unit: Unit, own: Value) -> bool:
    """Whether a sentence may be worked out on the asker's number.

    Not one that gives so much for each of something, nor a share of another thing than is asked about, nor one for
    another kind of organisation, class or tier than the asker tells to be of.
    """
    if pattern("wording.yaml", "for_each").search(unit.body) or is_denied(case.given[1], unit.body.partition("%")[0]):
        return False
    base = pattern("wording.yaml", "share_of").search(unit.body)
    if base and (own.kind == "amount" or own.unit == PEOPLE):
        return False
    if base and not any(base["of"][at : at + 2] in case.ask.bare for at in range(len(base["of"]) - 1)):
        return False
    kinds = set(organisations_in(unit.body))
    if kinds and case.ask.organisations and not kinds & set(case.ask.organisations):
        return False
    caps = _after_share(unit)
    steps = [t for t in unit.tiers if t.kind == kind_of(own) and not (t.low is None and t.high in caps)]
    asked = designators_in(case.ask.bare)
    others = (named for family, named in unit.designated.items() if not asked.get(family, frozenset()) & named)
    if any(not steps or not all(_is_tier(name) for name in named) for named in others):
        return False
    return own.number is None or all(tier.holds(own.number, loosely=True) for tier in steps)


def _is_tier(name: str) -> bool:
    """Whether a class is only the number of a tier (第二档), in which the asker's number puts them."""
    return bool(pattern("wording.yaml", "tier_name").fullmatch(name))


def _is_of_own(measure: Measure, own: Value) -> bool:
    """Whether a percentage is one of the asker's number: a share of money that must be reached says of what."""
    return own.kind != "amount" or measure.bound in _OF_GRANTS or bool(measure.of)


def _after_share(unit: Unit) -> set[Decimal]:
    """Numbers that follow a percentage: what is paid at most, not whom the share is for."""
    shares = [value.start for value in unit.values if value.kind == "percent"]
    return {v.number for v in unit.values if shares and v.start > shares[0] and v.number is not None}


def _rules(view: View, units: Iterable[Unit], kind: str, own: Value) -> Iterator[Rule]:
    """The one value of a kind in each sentence that fits the asker's number: a share, or the most that is paid."""
    for unit in units:
        text = re.sub(r"\s+", "", view.held.text[unit.start : unit.end])
        found = [one for one in bounded_in(Said(text, 0, values_in(text))) if one.value.kind == kind]
        around = f"{unit.context} {unit.body}"
        if kind == "percent":
            of_people = bool(pattern("wording.yaml", "of_people").search(unit.body))
            if (
                len(found) == 1
                and _is_of_own(found[0].measure, own)
                and (own.unit == PEOPLE) is of_people
                and found[0].measure.bound in _SHARES
                and not pattern("wording.yaml", "of_things").search(text[: found[0].value.start])
            ):
                yield Rule(unit, found[0].value, found[0].measure.bound)
            continue
        steps = {tier.low for tier in unit.tiers} | {tier.high for tier in unit.tiers}
        caps = _after_share(unit)
        found = [one for one in found if not caps or one.value.number in caps]
        most = [one for one in found if one.measure.bound == "at_most"]
        in_row = [one for one in found if one.value.number not in steps] if unit.tiers else []
        if any(word in around for word in words("wording.yaml", "paid")) and len(most or in_row) == 1:
            yield Rule(unit, (most or in_row)[0].value, "at_most")


_OF_GRANTS: tuple[Bound, ...] = ("at_most", "exactly")
_SHARES: tuple[Bound, ...] = ("at_most", "at_least", "more_than", "exactly")


def _printed(number: Decimal, *, money: bool) -> str:
    return amount_text(number) if money else f"{format(number.normalize(), 'f')}{PEOPLE}"
