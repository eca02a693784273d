"""Whether one value states another: the check that stands behind every figure of an answer.

Weaker follows from stronger, never the reverse: 2031年7月1日 states 7月1日, 7月 and 2031年.
"""

from __future__ import annotations

from collections.abc import Iterable

from retrieval.values.counts import ITEMS
from retrieval.values.record import Value


def supports(evidence: Iterable[Value], claimed: Value) -> bool:
    """Whether one of `evidence` states `claimed`, after normalising units and numerals.

    7月1日 is stated by 2031年7月1日, not the other way round; 25个字 by 25字; 100万 by 100万元;
    a bare 25 by any count of 25, but 25字 never by a bare 25; 3个 by 3项, but 3家 not by 3项.
    """
    return any(_states(value, claimed) for value in evidence)


def _states(value: Value, claimed: Value) -> bool:
    if value.norm == claimed.norm:
        return True
    check = _CHECKS.get(claimed.kind)
    return check is not None and check(value, claimed)


def _date(value: Value, claimed: Value) -> bool:
    if value.kind != "date":
        return False
    year, month_day = _parts(value)
    claimed_year, claimed_month_day = _parts(claimed)
    if claimed_year not in ("", year):
        return False
    return month_day == claimed_month_day or ("-" not in claimed_month_day and month_day.startswith(claimed_month_day))


def _parts(value: Value) -> tuple[str, str]:
    rest = value.norm.removeprefix("date:")
    return ("", rest[2:]) if rest.startswith("--") else (rest[:4], rest[5:])


def _year(value: Value, claimed: Value) -> bool:
    year = claimed.norm.removeprefix("year:")
    if value.kind == "date":
        return _parts(value)[0] == year
    if value.kind == "document_number":
        return year in value.norm.removeprefix("document_number:").replace("-", " ").split() or f"{year}-" in value.norm
    return value.kind in ("number", "code") and value.norm.partition(":")[2] == year


def _count(value: Value, claimed: Value) -> bool:
    if value.kind != "count" or value.norm.split(":")[1] != claimed.norm.split(":")[1]:
        return False
    return "个" in (value.unit, claimed.unit) and {value.unit, claimed.unit} <= ITEMS


def _number(value: Value, claimed: Value) -> bool:
    digits = claimed.norm.partition(":")[2]
    if value.kind in ("number", "code", "year"):
        return value.norm.partition(":")[2] == digits
    return value.kind == "count" and value.norm.split(":")[1].removeprefix("第") == digits


def _phone(value: Value, claimed: Value) -> bool:
    digits = claimed.norm.partition(":")[2]
    return value.kind == "phone" and len(digits) >= 7 and value.norm.endswith(digits)


def _link(value: Value, claimed: Value) -> bool:
    if value.kind != "url":
        return False
    stated, asked = (one.norm.removeprefix("url:").rpartition("://")[2] for one in (value, claimed))
    return stated == asked or stated.startswith(f"{asked}/")


def _document(value: Value, claimed: Value) -> bool:
    if value.kind != "document_number":
        return False
    stated, asked = (one.norm.removeprefix("document_number:") for one in (value, claimed))
    return stated.endswith(asked) or (not stated[0].isdigit() and asked.endswith(stated))


_CHECKS = {
    "date": _date,
    "year": _year,
    "count": _count,
    "number": _number,
    "code": _number,
    "phone": _phone,
    "url": _link,
    "document_number": _document,
}
