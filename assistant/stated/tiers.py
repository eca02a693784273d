"""Tiers: rules that differ by a number ("50人以上…，100人以上…"), and which of them the asker's own number falls in.

The sentence of the right tier is ranked first, and worked with by `compose/`. How words bound a number is read by
`retrieval.drafting.limits`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.language import words
from retrieval.drafting.limits import Bounded, bounded_in
from retrieval.drafting.said import Part
from retrieval.values import Value, values_in

if TYPE_CHECKING:
    from assistant.stated.units import Unit

FEWEST = 2
"""Sentences of one clause with bounds on the same thing that make tiers."""

LOWER, UPPER = ("at_least", "more_than"), ("at_most", "less_than")


@dataclass(frozen=True, slots=True)
class Tier:
    """A range of one kind of value ("amount", "count:人"…).

    An open end is None; `low_in` and `high_in` say whether the bound itself is in.
    """

    kind: str
    low: Decimal | None
    low_in: bool
    high: Decimal | None
    high_in: bool

    def holds(self, number: Decimal, *, loosely: bool = False) -> bool:
        """Whether a number lies in the range; `loosely` takes a lower bound in that nobody said to be in or out."""
        above = self.low is None or number > self.low or ((self.low_in or loosely) and number == self.low)
        below = self.high is None or number < self.high or (self.high_in and number == self.high)
        return above and below


Step = tuple["Unit", Tier]


def tiers_in(text: str) -> tuple[Tier, ...]:
    """The ranges that a sentence names: 500万元（含）—2000万元, 50人以上, 小于5000万元."""
    plain = re.sub(r"\s+", "", text)
    found: list[Tier] = []
    before: Bounded | None = None
    for one in bounded_in(Part(plain, 0, values_in(plain))):
        bound, number = one.measure.bound, one.measure.number
        kind = kind_of(one.value)
        joined = before is not None and kind_of(before.value) == kind and one.left - before.right <= 4
        if bound in UPPER and joined and before is not None and before.measure.bound in LOWER:
            low = found.pop()
            said = "含" in plain[before.value.end : before.value.end + 3]
            found.append(Tier(kind, low.low, said, number, bound == "at_most"))
        elif bound in LOWER:
            found.append(Tier(kind, number, bound == "at_least", None, False))
        elif bound in UPPER:
            found.append(Tier(kind, None, False, number, bound == "at_most"))
        before = one
    return tuple(found)


def kind_of(value: Value) -> str:
    """What a value is a quantity of, as far as the value itself tells."""
    return f"count:{value.unit}" if value.kind == "count" else value.kind


def told(text: str) -> tuple[Value, ...]:
    """The quantities of a question (normalised) that may fall in a tier."""
    return tuple(v for v in values_in(text) if v.number is not None and v.kind in ("amount", "count", "percent"))


def fitting(own: Sequence[Value], units: Iterable[Unit]) -> Mapping[int, float]:
    """By a sentence's start: 1 for the tier that one of the asker's numbers falls in, -1 for the others beside it."""
    if not own:
        return {}
    fits: dict[int, float] = {}
    for kind, steps in ladders(units):
        numbers = [value.number for value in own if value.number is not None and is_of_kind(kind, value)]
        if not numbers:
            continue
        right = {unit.start for unit, _ in held_by(steps, numbers)}
        for unit, _ in steps:
            fits[unit.start] = 1.0 if unit.start in right else min(fits.get(unit.start, -1.0), -1.0)
    return fits


def ladders(units: Iterable[Unit]) -> Iterator[tuple[str, list[Step]]]:
    """The tiers of one clause on one kind of value, for each clause in which several sentences name some."""
    found: dict[tuple[str, str], list[Step]] = defaultdict(list)
    for unit in units:
        for tier in unit.tiers:
            found[_clause(unit.section), tier.kind].append((unit, tier))
    for (_, kind), steps in found.items():
        if len({unit.start for unit, _ in steps}) >= FEWEST:
            yield kind, steps


def held_by(steps: Sequence[Step], numbers: Sequence[Decimal]) -> list[Step]:
    """The steps that one of the numbers falls in: of those that start lower and are open above, only the highest."""
    inside = _holding(steps, numbers) or _holding(steps, numbers, loosely=True)
    top = max((tier.low or Decimal(0) for _, tier in inside), default=Decimal(0))
    return [(unit, tier) for unit, tier in inside if (tier.low or Decimal(0)) == top]


def _holding(steps: Sequence[Step], numbers: Sequence[Decimal], *, loosely: bool = False) -> list[Step]:
    return [step for step in steps if any(step[1].holds(number, loosely=loosely) for number in numbers)]


def _clause(section: str) -> str:
    """The section without a last step that is only a number: items 1. 2. 3. make one ladder."""
    above, _, last = section.rpartition(" > ")
    return section if re.search("[一-鿿]{2}", last) else above


def is_of_kind(kind: str, value: Value) -> bool:
    """Whether a value of a question counts what tiers of a kind count: 50个 may be people, firms, projects."""
    own = kind_of(value)
    if own == kind:
        return True
    return own == "count:个" and kind.removeprefix("count:") in words("wording.yaml", "counted_by_piece")
