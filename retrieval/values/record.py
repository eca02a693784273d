"""What a value is, and the sign by which the readers of one kind of value hand it back."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

ValueKind = Literal[
    "amount", "percent", "date", "time", "year", "count", "phone", "email", "url", "document_number", "code", "number"
]


@dataclass(frozen=True, slots=True)
class Value:
    """One value as printed, with its place and its normal form.

    `text == source[start:end]`. `norm` is comparable: "yuan:1000000", "usd:5000000", "percent:30",
    "date:2031-05-31", "date:--01-31" (no year printed nor inherited), "date:2031-05", "time:17:00",
    "year:2031", "count:6:份", "count:第1:批", "phone:61234567", "url:https://…", "number:25",
    "code:110101", "document_number:某科资2031-9".
    `number` is the amount in its currency, the percent, the count; None where it is no quantity.
    `unit` is the measure word of a count ("份", "项", "字", "岁", "年"), else "".
    """

    kind: ValueKind
    text: str
    start: int
    end: int
    norm: str
    number: Decimal | None = None
    unit: str = ""


Reader = Callable[[re.Match[str]], Value | None]
"""Makes a value of a match, or None when the match is no such value after all."""


def found(kind: ValueKind, match: re.Match[str], norm: str, number: Decimal | None = None, unit: str = "") -> Value:
    """The value that spans `match`."""
    return Value(kind, match[0], match.start(), match.end(), norm, number, unit)
