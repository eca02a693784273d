"""Portions: rules that a part must be so much of a whole ("研究开发费用总额占销售收入总额的比例不低于3%").

Read here, worked with by `compose/sums/portion.py`. What amounts are of and how rules are worded is data (`sums.yaml`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from assistant.language import any_of, pattern, table, words
from assistant.stated.tiers import Tier
from assistant.stated.units import Unit
from retrieval.card import Bound
from retrieval.drafting.limits import bounded_in
from retrieval.drafting.said import Part as Said
from retrieval.values import values_in

PEOPLE, TOTAL = "people", "total"


@dataclass(frozen=True, slots=True)
class Portion:
    """A rule on the share of a part in a whole; `units` state it, the last of them the percentage.

    `part_kind` and `whole_kind` name what the two are amounts of, `years` how many years they cover (None where the
    rule does not say). `tier` is the range of another amount for which the percentage holds, `tier_years` its years;
    in the ranges `unless` another rule holds.
    """

    units: tuple[Unit, ...]
    part: str
    whole: str
    percent: Decimal
    bound: Bound
    part_kind: str
    whole_kind: str
    years: Decimal | None
    tier: Tier | None = None
    tier_years: Decimal | None = None
    unless: tuple[Tier, ...] = ()

    @property
    def telling(self) -> frozenset[str]:
        """Pairs of characters by which a question speaks of the part and not of the whole."""
        return frozenset(pairs(self.part) - pairs(self.whole) - words("sums.yaml", "portions", "idle"))


def portions_in(units: Sequence[Unit]) -> Iterator[Portion]:
    """The rules on shares in a notice's sentences, one for each tier where the percentage goes by tiers."""
    for at, unit in enumerate(units):
        body = _plain(unit)
        match = next(
            (found for form in table("sums.yaml")["portions"]["rules"] if (found := re.search(form, body))), None
        )
        if match is None:
            continue
        kinds = kind_named(match["part"]), kind_named(match["whole"])
        if not all(kinds):
            continue
        rule = Portion(
            (unit,), match["part"], match["whole"], Decimal(0), "exactly", *kinds, years_in(body[: match.end()])
        )
        tiered = list(_by_tier(rule, units[at + 1 :]))
        yield from (one for one in tiered if one.percent)
        if not re.search(table("sums.yaml")["portions"]["tiered"], body):
            unless = tuple(one.tier for one in tiered if one.tier)
            yield from _percent(replace(rule, unless=unless), body[match.end() :])


def _percent(rule: Portion, text: str) -> Iterator[Portion]:
    percents = [one for one in bounded_in(Said(text, 0, values_in(text))) if one.value.kind == "percent"]
    if len(percents) == 1 and percents[0].value.number is not None:
        yield replace(rule, percent=percents[0].value.number, bound=percents[0].measure.bound)


def _by_tier(rule: Portion, units: Sequence[Unit]) -> Iterator[Portion]:
    """The rule for each tier that follows right behind it; without a percentage where the tier is free of it."""
    known = table("sums.yaml")["portions"]
    for unit in units:
        tiers = [tier for tier in unit.tiers if tier.kind == "amount"]
        body = _plain(unit)
        if (
            len(tiers) != 1
            or not re.search(known["of_tier"], body)
            or any(re.search(form, body) for form in known["rules"])
        ):
            return
        tiered = replace(rule, units=(*rule.units, unit), tier=tiers[0], tier_years=years_in(body))
        if re.search(known["free"], body):
            yield tiered
        else:
            yield from _percent(tiered, body)


def _plain(unit: Unit) -> str:
    return re.sub(r"\s+", "", unit.body)


def kind_named(text: str, words_of: Literal["ruled", "said"] = "ruled") -> str:
    """What a noun is an amount of, in a rule or as people say it: a kind of `sums.yaml`, or people; "" when unknown.

    研究开发费用总额 is research; a mere 总额 is a total.
    """
    if words_of == "ruled" and pattern("wording.yaml", "of_people").search(text):
        return PEOPLE
    known = table("sums.yaml")["portions"]["kinds"]
    named = [str(one["name"]) for one in known if any_of(one[words_of]).search(text)]
    return next((name for name in named if name != TOTAL), named[0] if named else "")


def years_in(text: str) -> Decimal | None:
    """How many years a text covers: 近2个会计年度, 三年; 1 for last year; None where it does not say."""
    counted = [v.number for v in values_in(text) if v.unit in ("年", "会计年度", "纳税年度", "年度") and v.number]
    if counted:
        return counted[0]
    return Decimal(1) if pattern("sums.yaml", "portions", "one_year").search(text) else None


def pairs(text: str) -> set[str]:
    """The pairs of neighbouring Chinese characters of a text."""
    return {text[at : at + 2] for at in range(len(text) - 1) if re.fullmatch("[一-鿿]{2}", text[at : at + 2])}
