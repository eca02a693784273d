"""Raised: percentage points that a rule puts on top of a share, where the asker tells that its condition holds.

"列入智能工厂名单的项目，补助比例提高2个百分点": only by a sentence of the clause that gives the share, and not where
the asker says that they are not of those. How such rules are worded is data (`wording.yaml`, `raised`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from assistant.compose.judging.told import denied
from assistant.language import table
from assistant.units import Unit

FEWEST = 2
"""Pairs of characters of a condition that a part of the question must hold to speak of it."""


def raised(question: str, units: Iterable[Unit], share: Unit) -> tuple[Unit, Decimal] | None:
    """The sentence and the points that it puts on top of `share`; None where none does or the asker denies it."""
    for unit in units:
        found = re.search(table("wording.yaml")["raised"], re.sub(r"\s+", "", unit.body))
        if found and unit.section == share.section and _told(question, found["when"]):
            return unit, Decimal(found["points"])
    return None


def _told(question: str, when: str) -> bool:
    """Whether a part of the question says that a condition holds."""
    return next((not so for so in _denials(question, when)), False)


def is_denied(question: str, when: str) -> bool:
    """Whether a part of the question says that it is not of what a rule is for (不是知识产权质押)."""
    return any(_denials(question, when))


def _denials(question: str, when: str) -> Iterator[bool]:
    """For each part of the question that speaks of a condition, whether it denies it."""
    for part in re.split("[，。,；;?？!()]", question):
        at = [place for place in range(len(part) - 1) if part[place : place + 2] in when and _is_word(part, place)]
        if len(at) >= FEWEST:
            yield denied(part, at[0]) or bool(re.match(table("wording.yaml")["not_so"], part))


def _is_word(part: str, at: int) -> bool:
    return bool(re.fullmatch("[一-鿿]{2}", part[at : at + 2]))
