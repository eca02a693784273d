"""Payments: in which parts a sentence pays a grant, and to whom it pays the whole at once.

Read here, worked with by `compose/sums/instalments.py` and `compose/sums/grant_sums.py`; how they are worded is data
(`sums.yaml`, `instalments`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from assistant.language import pattern, table, words
from assistant.stated.portions import pairs
from assistant.stated.scales import classes_in
from assistant.stated.units import Unit
from retrieval.normalise import fold
from retrieval.values import values_in

WHOLE, FEWEST = Decimal(100), 2


@dataclass(frozen=True, slots=True)
class Paid:
    """One part of a grant: the percentage, and the words before it that say when it is paid."""

    percent: Decimal
    when: str


def parts_in(unit: Unit) -> tuple[Paid, ...]:
    """The parts in which a sentence pays the whole, in its order; the one of each year for equal years."""
    body = re.sub(r"\s+", "", unit.body)
    known = table("sums.yaml")["instalments"]
    yearly = re.search(known["each_year"], body)
    if yearly and Decimal(yearly["years"]) * Decimal(yearly["percent"]) == WHOLE:
        return (Paid(Decimal(yearly["percent"]), ""),)
    values = [value for value in values_in(body) if value.kind == "percent" and value.number is not None]
    begins = [0, *(value.end for value in values)]
    parts = tuple(
        Paid(
            value.number or Decimal(0),
            re.split("[，。；：,;:]", body[begin : value.start])[-1] or body[begin : value.start],
        )
        for begin, value in zip(begins, values, strict=False)
    )
    paid = bool(re.search(known["paid"], body))
    return parts if paid and len(parts) >= FEWEST and sum(part.percent for part in parts) == WHOLE else ()


def times_in(unit: Unit) -> Decimal | None:
    """In how many equal parts a sentence pays."""
    match = re.search(table("sums.yaml")["instalments"]["equal"], re.sub(r"\s+", "", unit.body))
    counted = values_in(f"{match['times']}次") if match else ()
    return counted[0].number if len(counted) == 1 else None


def at_once(units: Iterable[Unit], question: str, grant: Decimal | None) -> Unit | None:
    """The sentence that pays the whole at once for such a grant, or for those the question speaks of."""
    for unit in units:
        body = re.sub(r"\s+", "", unit.body)
        for match in re.finditer(table("sums.yaml")["instalments"]["at_once"], body):
            tiers = [tier for tier in unit.tiers if tier.kind == "amount"]
            if tiers and grant is not None and any(tier.holds(grant) for tier in tiers):
                return unit
            telling = pairs(match["who"]) - words("sums.yaml", "instalments", "idle")
            classes = classes_in(fold(match["who"]))
            if not tiers and (telling & pairs(question) or classes & classes_in(question)):
                return unit
    return None


def upto_asked(question: str, parts: tuple[Paid, ...]) -> int | None:
    """Up to which part all that was paid by then is asked for: the step named (做完样机), or the last but one."""
    if pattern("sums.yaml", "instalments", "before_last").search(question):
        return len(parts) - 1
    if not pattern("sums.yaml", "instalments", "so_far").search(question):
        return None
    idle = words("sums.yaml", "instalments", "idle")
    named = [at for at, part in enumerate(parts, 1) if (pairs(part.when) - idle) & pairs(question)]
    return max(named) if named else None
