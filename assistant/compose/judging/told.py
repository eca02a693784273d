"""What an asker tells of their own case, read where a rule needs it; the words are in `judging.yaml`.

A telling may be denied ("不是高企") and a number may be nudged ("不到一年", "刚过5亿").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from assistant.language import table
from assistant.replies import phrase
from retrieval.values import Value

MARKS = "，。,；;！!？?"


@dataclass(frozen=True, slots=True)
class Told:
    """A case as told (normalised), and the kinds of organisation that it names.

    `message` is the last message alone: only its values may be said back. `day` is the day of the question.
    """

    text: str
    message: str
    organisations: tuple[str, ...] = ()
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the asker's. `nudge`: -1 when it is said to be somewhat less, 1 somewhat more, else 0."""

    number: Decimal
    nudge: int
    text: str


@cache
def expression(name: str) -> re.Pattern[str]:
    """The one expression under `name` of `judging.yaml`."""
    return re.compile(str(table("judging.yaml")[name]))


def denied(text: str, at: int) -> bool:
    """Whether what stands at `at` is denied by the words right before it."""
    return bool(expression("negation").search(text[:at]))


def front(text: str, at: int) -> str:
    """The words before `at` in its own clause."""
    return re.split(f"[{MARKS}]", text[:at])[-1]


def back(text: str, at: int) -> str:
    """The words from `at` on in its own clause."""
    return re.split(f"[{MARKS}]", text[at:])[0]


def number_of(told: Told, value: Value, number: Decimal | None = None) -> Number:
    """A value of the asker's with its nudge; `number` where it counts in another unit than printed."""
    worth = number if number is not None else (value.number or Decimal(0))
    before, after = front(told.text, value.start), told.text[value.end :]
    printed = value.text + ("半" if after.startswith("半") else "")
    said = printed if printed in told.message else phrase("judge_that_number")
    if expression("less").search(before):
        return Number(worth, -1, said)
    more = expression("more").search(before) or expression("more_after").search(after)
    return Number(worth, 1 if more else 0, said)
