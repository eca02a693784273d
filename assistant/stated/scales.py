"""Scales: percentages that differ by class or by kind of organisation ("A、B类20%，最高40万元", "企业不超过25%").

Read here, worked with by `compose/sums/classed.py`; how they are worded is data (`wording.yaml`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from assistant.language import any_of, pattern, table
from assistant.reading.circumstances import organisations_in
from assistant.stated.designators import designators_in
from assistant.stated.units import Unit
from retrieval.drafting.limits import Bounded, bounded_in
from retrieval.drafting.said import Part as Said
from retrieval.normalise import fold
from retrieval.values import values_in


@dataclass(frozen=True, slots=True)
class Scale:
    """A percentage for some classes or kinds of organisation, with the most that is paid by the same sentence."""

    unit: Unit
    percent: Decimal
    classes: frozenset[str]
    kinds: frozenset[str]
    cap: Decimal | None


def scales_in(unit: Unit) -> Iterator[Scale]:
    """The percentages of a sentence, each for whom the words before it name; not what is paid out or taken back."""
    body = re.sub(r"\s+", "", unit.body)
    bounded = bounded_in(Said(body, 0, values_in(body)))
    shares = [one for one in bounded if one.value.kind == "percent" and one.measure.bound in ("at_most", "exactly")]
    begin = 0
    for_all = _shared_cap(bounded, shares)
    for at, share in enumerate(shares):
        end = shares[at + 1].value.start if at + 1 < len(shares) else len(body)
        label = body[begin : share.value.start]
        caps = [one for one in bounded if share.value.end <= one.value.start < end and _is_cap(one)]
        begin = max((one.right for one in caps), default=share.right)
        if share.value.number is None or len(caps) > 1 or pattern("wording.yaml", "no_share").search(label):
            continue
        classes, kinds = classes_in(label), frozenset(organisations_in(label))
        if classes or kinds:
            yield Scale(unit, share.value.number, classes, kinds, caps[0].value.number if caps else for_all)


def _shared_cap(bounded: Sequence[Bounded], shares: Sequence[Bounded]) -> Decimal | None:
    """The most that is paid whatever the share: the only one of the sentence, behind its last percentage."""
    caps = [one for one in bounded if _is_cap(one)]
    behind = len(caps) == 1 and bool(shares) and caps[0].value.start > shares[-1].value.end
    return caps[0].value.number if behind else None


def _is_cap(one: Bounded) -> bool:
    return one.value.kind == "amount" and one.measure.bound == "at_most"


def caps_in(unit: Unit) -> list[Decimal]:
    """The most that a sentence says is paid."""
    body = re.sub(r"\s+", "", unit.body)
    found = (one for one in bounded_in(Said(body, 0, values_in(body))) if _is_cap(one))
    return [one.value.number for one in found if one.value.number is not None]


def least_in(unit: Unit) -> list[Decimal]:
    """The amounts that a sentence wants to be reached."""
    body = re.sub(r"\s+", "", unit.body)
    bounded = bounded_in(Said(body, 0, values_in(body)))
    least = (one for one in bounded if one.value.kind == "amount" and one.measure.bound in ("at_least", "more_than"))
    return [one.value.number for one in least if one.value.number is not None]


def classes_in(text: str) -> frozenset[str]:
    """The classes that a text (folded) names, of the families under which people and projects are put."""
    named = designators_in(text).values()
    return frozenset(name for names in named for name in names if _put_under().fullmatch(name))


@cache
def _put_under() -> re.Pattern[str]:
    return any_of(table("wording.yaml")["put_under"])


def class_of_row(text: str, words: Sequence[str]) -> str:
    """The class that a row of a table is for, when one of its other cells holds one of the asker's words; else ""."""
    cells = [cell.strip() for cell in re.split(r"[\n\t|]+", fold(text)) if cell.strip()]
    named = re.match(table("wording.yaml")["class_cell"], cells[0]) if len(cells) > 1 else None
    if named and any(word in cell for cell in cells[1:] for word in words):
        return f"{named[1]}类"
    return ""
