"""Raised: a higher share for a named case, where the asker tells that it is theirs.

"列入智能工厂名单的项目，补助比例提高2个百分点", "采购本市企业产品的，比例提高到15%，最高200万元": only by a sentence
of the clause that gives the share, and not where the asker says that they are not of those. How such rules are worded
is data (`wording.yaml`, `raised` and `raised_to`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from assistant.compose.judging.told import denied
from assistant.language import table, words
from assistant.stated.portions import pairs
from assistant.stated.scales import caps_in
from assistant.stated.units import Unit

FEWEST = 2
"""Pairs of characters of a condition that a part of the question must hold to speak of it."""


@dataclass(frozen=True, slots=True)
class Raise:
    """The sentence that raises a share: by `points`, or to a percentage `to` that may have a cap of its own."""

    unit: Unit
    points: Decimal | None = None
    to: Decimal | None = None
    cap: Decimal | None = None

    def of(self, percent: Decimal) -> Decimal:
        """What a percentage is raised to."""
        return self.to if self.to is not None else percent + (self.points or 0)


def raised(question: str, units: Iterable[Unit], share: Unit) -> Raise | None:
    """What raises `share` for the asker; None where nothing does or the asker denies it."""
    return next((one for one, when in _raises(units, share) if _told(question, when, share, one)), None)


def may_be_raised(units: Iterable[Unit], share: Unit) -> Unit | None:
    """The sentence right by `share` that gives a higher one for a named case, told or not."""
    return next((one.unit for one, _ in _raises(units, share)), None)


def is_raise(unit: Unit) -> bool:
    """Whether a sentence only raises the share of another."""
    body = re.sub(r"\s+", "", unit.body)
    return any(re.search(table("wording.yaml")[name], body) for name in ("raised", "raised_to"))


def is_denied(question: str, when: str) -> bool:
    """Whether a part of the question says that it is not of what a rule is for (不是知识产权质押)."""
    return any(_denials(question, when))


def _raises(units: Iterable[Unit], share: Unit) -> Iterator[tuple[Raise, str]]:
    for unit in units:
        body = re.sub(r"\s+", "", unit.body)
        if unit.section != share.section:
            continue
        if found := re.search(table("wording.yaml")["raised"], body):
            yield Raise(unit, points=Decimal(found["points"])), found["when"]
        elif found := re.search(table("wording.yaml")["raised_to"], body):
            caps = caps_in(unit)
            yield Raise(unit, to=Decimal(found["percent"]), cap=caps[0] if len(caps) == 1 else None), found["when"]


def _told(question: str, when: str, share: Unit, one: Raise) -> bool:
    """Whether a part of the question says that a condition holds.

    Where it raises to another percentage, in words that the sentence of the share itself lacks.
    """
    if one.to is None:
        return next((not so for so in _denials(question, when)), False)
    own = re.sub(r"\s+", "", share.body)
    telling = {pair for pair in pairs(when) if pair not in own} - words("wording.yaml", "of_any_condition")
    told = (part for part in re.split("[，。,；;?？!()]", _alike(question)))
    speaks = [part for part in told if telling & pairs(part)]
    return bool(speaks) and not any(re.match(table("wording.yaml")["not_so"], part) for part in speaks)


def _alike(text: str) -> str:
    known: dict[str, str] = table("wording.yaml")["said_as"]
    return re.sub("|".join(map(re.escape, known)), lambda said: known[said[0]], text)


def _denials(question: str, when: str) -> Iterator[bool]:
    """For each part of the question that speaks of a condition, whether it denies it."""
    for part in re.split("[，。,；;?？!()]", question):
        at = [place for place in range(len(part) - 1) if part[place : place + 2] in when and _is_word(part, place)]
        if len(at) >= FEWEST:
            yield denied(part, at[0]) or bool(re.match(table("wording.yaml")["not_so"], part))


def _is_word(part: str, at: int) -> bool:
    return bool(re.fullmatch("[一-鿿]{2}", part[at : at + 2]))
