"""Which percentage of a notice is the one of the asker's number: for `shares.py`.

The best sentences are looked at first, then all of the notice. A percentage counts only where the number is of what it
is taken of (`stated/bases.py`); where two clauses give different ones and the question speaks of neither more, none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.catalogue import View
from assistant.compose.part import Case
from assistant.compose.sums.raised import is_denied, is_raise
from assistant.language import pattern, words
from assistant.reading.circumstances import organisations_in
from assistant.stated.bases import Base, base_of_share, base_told, is_of
from assistant.stated.designators import designators_in
from assistant.stated.portions import pairs
from assistant.stated.tiers import kind_of
from assistant.stated.units import Unit
from retrieval.card import Bound, Measure
from retrieval.drafting.limits import bounded_in
from retrieval.drafting.said import Part as Said
from retrieval.normalise import fold
from retrieval.values import Value, values_in

PEOPLE = "人"

NO_BASE = Base(frozenset(), "")

OF_GRANTS: tuple[Bound, ...] = ("at_most", "exactly")
_SHARES: tuple[Bound, ...] = ("at_most", "at_least", "more_than", "exactly")


@dataclass(frozen=True, slots=True)
class Rule:
    """A bounded value of a sentence; for a percentage, what it is taken of."""

    unit: Unit
    value: Value
    bound: Bound
    base: Base = NO_BASE


def share_for(case: Case, view: View, ranked: Sequence[Unit], own: Value, *, least: bool) -> Rule | None:
    """The percentage for the asker's number, from the best sentences or else from any of the notice."""
    denied = {unit.section for unit in ranked if unit.values and is_denied(case.given[1], unit.body.partition("%")[0])}
    for units in (ranked, view.units if own.kind == "amount" else ()):
        fitting = (unit for unit in units if is_for(case, unit, own) and (not denied or unit.section in denied))
        rules = [rule for rule in rules_in(view, fitting, "percent", own) if least or rule.bound in OF_GRANTS]
        told = base_told(case.given[1], own)
        if own.kind == "amount":
            rules = [rule for rule in rules if is_of(told, rule.base, case.given[1])]
            rules = [rule for rule in rules if told.kinds & rule.base.kinds] or rules
        if rules:
            return _meant(case, rules)
    return None


def _meant(case: Case, rules: Sequence[Rule]) -> Rule | None:
    """The first rule, where all are of its clause or say the same; else the first of the clause spoken of most."""
    by_clause = {rule.unit.section: rule for rule in reversed(rules)}
    if len({rule.value.number for rule in by_clause.values()}) == 1:
        return rules[0]
    telling = pairs(case.ask.bare) - words("wording.yaml", "of_any_grant")
    shared = {
        name: sum(pair in f"{one.unit.context}{one.unit.body}" for pair in telling) for name, one in by_clause.items()
    }
    most = [name for name, count in shared.items() if count == max(shared.values())]
    return by_clause[most[0]] if len(most) == 1 else None


def nothing_paid(view: View, share: Unit, own: Decimal) -> bool:
    """Whether a sentence of the same clause pays nothing for the asker's amount (低于100万元的，不予补助)."""
    refusing = (unit for unit in view.units if unit.section == share.section)
    ends = [unit for unit in refusing if pattern("wording.yaml", "nothing_paid").search(unit.body)]
    return any(tier.kind == "amount" and tier.holds(own) for unit in ends for tier in unit.tiers)


def is_for(case: Case, unit: Unit, own: Value) -> bool:
    """Whether a sentence may be worked out on the asker's number.

    Not one that gives so much for each of something, nor a share of another thing than is asked about, nor one for
    another kind of organisation, class or tier than the asker tells to be of.
    """
    if own.kind == "amount" and _is_taxed(case.given[1], unit):
        return False
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


def _is_taxed(question: str, unit: Unit) -> bool:
    """Whether the asker's amount is with tax, while a sentence is on what it is without."""
    taxed = pattern("sums.yaml", "bases", "taxed").search(question)
    return bool(taxed and pattern("sums.yaml", "bases", "untaxed").search(unit.body))


def _is_tier(name: str) -> bool:
    """Whether a class is only the number of a tier (第二档), in which the asker's number puts them."""
    return bool(pattern("wording.yaml", "tier_name").fullmatch(name))


def _is_of_own(measure: Measure, own: Value) -> bool:
    """Whether a percentage is one of the asker's number: a share of money that must be reached says of what."""
    return own.kind != "amount" or measure.bound in OF_GRANTS or bool(measure.of)


def _after_share(unit: Unit) -> set[Decimal]:
    """Numbers that follow a percentage: what is paid at most, not whom the share is for."""
    shares = [value.start for value in unit.values if value.kind == "percent"]
    return {v.number for v in unit.values if shares and v.start > shares[0] and v.number is not None}


def rules_in(view: View, units: Iterable[Unit], kind: str, own: Value) -> Iterator[Rule]:
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
                and not is_raise(unit)
                and not pattern("wording.yaml", "of_things").search(text[: found[0].value.start])
            ):
                yield Rule(unit, found[0].value, found[0].measure.bound, _base(view, unit, text))
            continue
        steps = {tier.low for tier in unit.tiers} | {tier.high for tier in unit.tiers}
        caps = _after_share(unit)
        found = [one for one in found if not caps or one.value.number in caps]
        most = [one for one in found if one.measure.bound == "at_most"]
        in_row = [one for one in found if one.value.number not in steps] if unit.tiers else []
        if any(word in around for word in words("wording.yaml", "paid")) and len(most or in_row) == 1:
            yield Rule(unit, (most or in_row)[0].value, "at_most")


def _base(view: View, unit: Unit, text: str) -> Base:
    """What the one percentage of a sentence is taken of; where it does not say, what its clause is about."""
    body = re.sub(r"\s+", "", fold(text))
    percent = next(value for value in values_in(body) if value.kind == "percent")
    around = "".join(one.body for one in view.units if one.section == unit.section)
    return base_of_share(unit, body, percent, around)
