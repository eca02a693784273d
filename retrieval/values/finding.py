"""The walk over a text that finds every value, left to right, in time linear in its length.

At each place where a value can begin, the readers of its kinds are asked in turn; the last
one takes any number, so no digit is left out. Then ranges hand units and years from one
side to the other: 3-4万元, 2031—2033年, 2031年6月2日-7月1日.
"""

from __future__ import annotations

import re
from dataclasses import replace

from retrieval.values.counts import CHINESE_COUNTS, COUNTS, ORDINALS
from retrieval.values.days import CHINESE_DAYS, COMPACT_DAYS, DAYS, SPOKEN_TIMES
from retrieval.values.marks import CODES, NAMES, NUMBERS, PHONES, RESERVED, reserved
from retrieval.values.money import AMOUNTS, CHINESE_AMOUNTS, CHINESE_PERCENTS, PERCENTS
from retrieval.values.numerals import ARABIC, CHINESE, DIGIT, RANGE
from retrieval.values.record import Reader, Value

_MAY_BE_RESERVED = re.compile("@|://|www\\.|\\.[a-z]|号")
_START = re.compile(
    rf"(?P<digit>{DIGIT})|(?P<ordinal>第)|(?P<sign>[¥￥$＄€£](?=[ ]?{DIGIT}))"
    "|(?P<spoken>[上下中]午|晚|凌晨|早|傍晚|夜间)"
    rf"|(?<![A-Za-z])(?P<name>[A-Za-z](?=[A-Za-z]{{0,15}}-?{DIGIT}))"
    rf"|(?P<share>[百千]分之)|(?<![〇○零一二三四五六七八九两十百千万亿])(?P<numeral>{CHINESE[3:-1]})"
)
_BEGINNINGS: dict[str, tuple[tuple[re.Pattern[str], Reader], ...]] = {
    "digit": (*DAYS, *PERCENTS, *COUNTS, *AMOUNTS, *COMPACT_DAYS, *PHONES, *CODES, *NUMBERS),
    "ordinal": ORDINALS,
    "name": NAMES,
    "sign": AMOUNTS,
    "spoken": SPOKEN_TIMES,
    "share": CHINESE_PERCENTS,
    "numeral": (*CHINESE_DAYS, *CHINESE_PERCENTS, *CHINESE_COUNTS, *CHINESE_AMOUNTS),
}
_RANGE = re.compile(RANGE)
_DAY_ONLY = re.compile(rf"({DIGIT}{{1,2}})[日号]")
_FIRST_NUMBER = re.compile(f"(?:{ARABIC}|{CHINESE})")


def values_in(text: str) -> tuple[Value, ...]:
    """Every value of `text`, in order, not overlapping; each ASCII or full-width digit lies in one of them.

    Chinese numerals are values only where they are quantities: 三年 is, 统一 and 第三代 are not.
    """
    values: list[Value] = []
    at = 0
    for fixed in _reserved(text):
        _walk(text, at, fixed.start, values)
        values.append(fixed)
        at = fixed.end
    _walk(text, at, len(text), values)
    return tuple(_ranges_joined(text, values))


def _reserved(text: str) -> list[Value]:
    if not _MAY_BE_RESERVED.search(text):
        return []
    return [value for match in RESERVED.finditer(text) if (value := reserved(match)) is not None]


def _walk(text: str, at: int, end: int, values: list[Value]) -> None:
    while begin := _START.search(text, at, end):
        value = _first(text, begin.start(), end, _BEGINNINGS[begin.lastgroup or ""])
        if value is None:
            at = begin.end() if begin.lastgroup != "numeral" else begin.start() + 1
        else:
            values.append(value)
            at = value.end


def _first(text: str, at: int, end: int, readers: tuple[tuple[re.Pattern[str], Reader], ...]) -> Value | None:
    for pattern, read in readers:
        match = pattern.match(text, at, end)
        if match and (value := read(match)) is not None:
            return value
    return None


def _ranges_joined(text: str, values: list[Value]) -> list[Value]:
    joined = list(values)
    day: Value | None = None
    for place, value in enumerate(joined):
        before = joined[place - 1] if place else None
        if before is not None and value.start - before.end <= 8 and _RANGE.fullmatch(text, before.end, value.start):
            joined[place - 1] = _with_unit_of(before, value)
            if day is not None and before.kind in ("date", "time"):
                joined[place] = _with_year_of(day, value)
        if joined[place].kind == "date":
            day = joined[place]
    return joined


def _with_unit_of(value: Value, following: Value) -> Value:
    """3 before 4万元 is 3万元; 2031 before 2033年 is the year 2031."""
    if value.kind not in ("number", "code") or following.kind not in ("amount", "percent", "count", "year"):
        return value
    number = _FIRST_NUMBER.match(following.text)
    if number is None or not _FIRST_NUMBER.fullmatch(value.text):
        return value
    read = values_in(value.text + following.text[number.end() :])
    if len(read) != 1 or read[0].kind != following.kind:
        return value
    return replace(read[0], text=value.text, start=value.start, end=value.end)


def _with_year_of(day: Value, value: Value) -> Value:
    """7月1日 after 2031年6月2日 and a range sign is in 2031; 30日 there is 2031-06-30."""
    year, _, rest = day.norm.removeprefix("date:").rpartition("--") if "--" in day.norm else day.norm[5:].partition("-")
    if value.kind == "date" and value.norm.startswith("date:--") and len(year) == 4:
        return replace(value, norm=f"date:{year}-{value.norm[7:]}")
    only_day = _DAY_ONLY.fullmatch(value.text)
    if value.kind == "count" and only_day and value.number is not None and rest[2:3] == "-":
        return replace(value, kind="date", norm=f"{day.norm[:-2]}{int(value.number):02}", number=None, unit="")
    return value
