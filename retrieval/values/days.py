"""Dates, months, years and times of day, in digits and in Chinese numerals.

A year that stands only at the start of a range (2031年6月2日-7月1日) is handed on by
`finding.py`; here a date without a printed year stays without one.
"""

from __future__ import annotations

import re
from datetime import date

from retrieval.values.numerals import BLANK, CHINESE, DIGIT, arabic, ascii_digits, digits_of, either
from retrieval.values.record import Reader, Value, found

_YEAR = rf"(?P<year>{DIGIT}{{4}}|[一二][〇○零ＯO一二三四五六七八九]{{3}})"
_SMALL = rf"(?:{DIGIT}{{1,2}}(?!{DIGIT})|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_PART_OF_MONTH = "(?:份|底|初|末|上旬|中旬|下旬)?"
_DAY = rf"(?:{BLANK}(?P<day>{_SMALL}){BLANK}[日号])"
_FULL = re.compile(rf"{_YEAR}{BLANK}年{BLANK}(?P<month>{_SMALL}){BLANK}月(?:{_DAY}|{_PART_OF_MONTH})")
_SHORT_YEAR = re.compile(
    rf"(?P<year>{DIGIT}{{2}}){BLANK}年{BLANK}(?P<month>{DIGIT}{{1,2}}){BLANK}月{BLANK}(?P<day>{DIGIT}{{1,2}}){BLANK}[日号]"
)
_DASHED = re.compile(
    rf"(?P<year>{DIGIT}{{4}})(?P<dash>[-/.．－／])(?P<month>{DIGIT}{{1,2}})(?P=dash)(?P<day>{DIGIT}{{1,2}})"
    rf"(?!{DIGIT}|(?P=dash){DIGIT})"
)
_DASHED_MONTH = re.compile(
    rf"(?P<year>(?:19|20){DIGIT}{{2}})[-/](?P<month>{DIGIT}{{2}})(?!{DIGIT}|[-/年%％]|{BLANK}[个项名人家万亿])"
)
_COMPACT = re.compile(rf"(?P<year>20[0-4]{DIGIT})(?P<month>{DIGIT}{{2}})(?P<day>{DIGIT}{{2}})(?!{DIGIT})")
_OF_YEAR = re.compile(rf"(?P<month>{_SMALL}){BLANK}月(?:{_DAY}|{_PART_OF_MONTH})")
_YEAR_ALONE = re.compile(rf"{_YEAR}{BLANK}(?:年度|学年|年级|年期|年|财年)(?!级)")
_TIME = re.compile(
    rf"(?:(?P<half>上午|下午|晚上|傍晚|夜间|凌晨|早上|中午|早|晚){BLANK})?(?P<hour>{DIGIT}{{1,2}})(?:"
    rf"[:：](?P<minute>{DIGIT}{{2}})(?:[:：](?P<second>{DIGIT}{{2}}))?(?!{DIGIT}|[:：]{DIGIT})"
    rf"|{BLANK}[点时](?!{DIGIT}{{3}}|[要求意建说注内理事])(?P<mark>整|半|{DIGIT}{{1,2}}分)?)"
)
_CHINESE_TIME = re.compile(rf"(?P<half>上午|下午|晚上|凌晨|中午|早上){BLANK}(?P<hour>{CHINESE})[点时](?P<mark>整|半)?")


def _month(match: re.Match[str]) -> int | None:
    number = either(match["month"])
    return int(number) if number is not None and 1 <= number <= 12 else None


def _date(match: re.Match[str]) -> Value | None:
    groups = match.groupdict()
    month = _month(match)
    if month is None:
        return None
    year = digits_of(groups["year"].replace("Ｏ", "〇").replace("O", "〇")) if groups.get("year") else "-"
    year = f"20{year}" if len(year) == 2 else year
    if not groups.get("day"):
        return found("date", match, f"date:{year}-{month:02}")
    number = either(groups["day"])
    if number is None or not _exists(year, month, int(number)):
        return None
    return found("date", match, f"date:{year}-{month:02}-{int(number):02}")


def _exists(year: str, month: int, day: int) -> bool:
    try:
        date(int(year) if year != "-" else 2000, month, day)
    except ValueError:
        return False
    return True


def _year(match: re.Match[str]) -> Value | None:
    year = digits_of(match["year"].replace("Ｏ", "〇").replace("O", "〇"))
    return found("year", match, f"year:{year}") if "1900" <= year <= "2199" else None


def _time(match: re.Match[str]) -> Value | None:
    groups = match.groupdict()
    hour = either(groups["hour"])
    minute, second, mark = groups.get("minute"), groups.get("second"), groups.get("mark")
    if hour is None or hour > 24:
        return None
    minutes = 30 if mark == "半" else int(arabic(minute or (mark or "0").strip("整分") or "0"))
    hours = _on_the_clock(int(hour), groups["half"] or "")
    if minutes > 59 or hours * 60 + minutes > 24 * 60:
        return None
    seconds = f":{ascii_digits(second)}" if second and int(arabic(second)) else ""
    return found("time", match, f"time:{hours:02}:{minutes:02}{seconds}")


def _on_the_clock(hour: int, half: str) -> int:
    if half in ("晚上", "晚", "夜间") and hour == 12:
        return 24
    later = half in ("下午", "晚上", "晚", "傍晚", "夜间")
    return hour + 12 if later and hour < 12 else hour


DAYS: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (_FULL, _date),
    (_SHORT_YEAR, _date),
    (_DASHED, _date),
    (_OF_YEAR, _date),
    (_YEAR_ALONE, _year),
    (_DASHED_MONTH, _date),
    (_TIME, _time),
)
CHINESE_DAYS: tuple[tuple[re.Pattern[str], Reader], ...] = ((_FULL, _date), (_OF_YEAR, _date), (_YEAR_ALONE, _year))
COMPACT_DAYS: tuple[tuple[re.Pattern[str], Reader], ...] = ((_COMPACT, _date),)
SPOKEN_TIMES: tuple[tuple[re.Pattern[str], Reader], ...] = ((_TIME, _time), (_CHINESE_TIME, _time))
