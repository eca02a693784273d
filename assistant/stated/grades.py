"""Grades: what a notice gives for each grade ("一等奖30万元、二等奖15万元"), and how many of which the asker has.

Read here, worked with by `compose/sums/by_grade.py`; how people count them is data (`sums.yaml`, `by_grade`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from assistant.language import pattern, table
from assistant.stated.units import Unit
from retrieval.values import values_in

FEWEST = 2
"""Grades that a sentence must give something for."""


@dataclass(frozen=True, slots=True)
class Grade:
    """What one grade is given: `label` names it, `head` what its sentence is on (整机设备：)."""

    unit: Unit
    head: str
    label: str
    pay: Decimal


@dataclass(frozen=True, slots=True)
class Counted:
    """So many of something that the asker names; `text` is what they call it."""

    number: Decimal
    text: str


def grades_in(units: Iterable[Unit]) -> Iterator[Grade]:
    """The grades of a notice's sentences, each with its amount."""
    for unit in units:
        body = re.sub(r"\s+", "", unit.body)
        head, colon, rest = body.partition(":")
        rest = rest if colon else body
        found = []
        for piece in re.split("[、,，;；。]", rest):
            amounts = [value for value in values_in(piece) if value.kind == "amount"]
            if len(amounts) == 1 and amounts[0].number is not None and amounts[0].end == len(piece):
                found.append(Grade(unit, head if colon else "", piece[: amounts[0].start], amounts[0].number))
        listed = [grade for grade in found if pattern("sums.yaml", "by_grade", "label").search(grade.label)]
        if len(listed) >= FEWEST and len(listed) == len(found):
            yield from listed


def counted_in(text: str) -> tuple[Counted, ...]:
    """How many of what the asker tells: 一个一等、两个三等."""
    known = table("sums.yaml")["by_grade"]
    numbers: dict[str, int] = known["numerals"]
    return tuple(
        Counted(Decimal(numbers.get(match["number"]) or match["number"]), match["text"])
        for match in re.finditer(known["counted"], text)
    )
