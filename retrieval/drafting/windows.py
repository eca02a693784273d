"""When things may be handed in: each date of a sentence that is a deadline, with what it is for.

A date of issue, of a cited law or of an event is no deadline: the words around a date must
speak of handing in (`wording.yaml`, section `windows`). A day without a year takes the year
of the day before it, or else the first such day after the notice was issued.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from functools import cache
from itertools import pairwise

from retrieval.card import Window
from retrieval.drafting.limits import one_of
from retrieval.drafting.said import Part, Said
from retrieval.lexicon.wording import wording
from retrieval.values import Value

_RANGE = re.compile(
    r"(?:[（(][^（()）]{0,6}[）)])?(?:起)?[，,]?(?:[-－–—―~～]{1,2}|至|到|开始至)(?:[（(][^（()）]{0,6}[）)])?"
)
_CLOSED_BEFORE = re.compile(
    "(?:截止|截至|止于|不迟于|不晚于|最迟|至|到|期限为|截止到|截至到|即日起至)[^，。；0-9]{0,12}$"
)
_CLOSED_BEHIND = re.compile("(?:[（(][^（()）]{0,6}[）)])?(?:[^，。；、]{0,4})?(?:之前|以前|前|截止|止|结束|截至)")
_OPENED_BEHIND = re.compile("(?:[（(][^（()）]{0,6}[）)])?(?:起|开始|启动|开放)")
_BATCH = re.compile("^(第[一二三四五六七八九十0-9]+(?:批次|批|阶段|轮|期|季度))[：:，、为]?")

_HOURS = re.compile(r"(?:[-－–—―~～]{1,2}|至|到)|[，,、；;]?(?:[上中下]午|晚上?)?")
"""What stands between the hours of one day."""

_UNTIL = re.compile(r"^(?:(?:[上中下]午|晚上?)?\d{1,2}(?:[时点](?:\d{1,2}分|半|整)?|[:：]\d{2})|[起止前期间日])+")
"""The hour and the little words between a date and what it is a date for: "17时前在线提交"."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A window, the part that states it, and what it is for ("" when the words do not say)."""

    part: int
    window: Window
    label: str


@dataclass(slots=True)
class Calendar:
    """Gives days without a year their year. `issued` is the day of issue, `year` the notice's year, if known."""

    issued: date | None
    year: int | None
    last: date | None = None

    def day(self, value: Value) -> date | None:
        """The day of a date value; None for a month, an impossible day, or when no year can be known."""
        written = value.norm.removeprefix("date:")
        if written.count("-") != (3 if written.startswith("--") else 2):
            return None
        if written.startswith("--"):
            found = self._nearest(int(written[2:4]), int(written[5:7]))
        else:
            found = _exact(int(written[:4]), int(written[5:7]), int(written[8:10]))
        self.last = found or self.last
        return found

    def _nearest(self, month: int, day: int) -> date | None:
        base = self.last or self.issued
        if base is None:
            return _exact(self.year, month, day) if self.year else None
        found = _exact(base.year, month, day)
        return found if found and found >= base else _exact(base.year + 1, month, day)


def _exact(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def deadlines_in(said: Said, calendar: Calendar) -> Iterator[Deadline]:
    """The windows of a sentence, one for each part that states one."""
    calendar.last = None
    heading = said.headings[-1] if said.headings else ""
    for place, part in enumerate(said.parts):
        days = [value for value in part.values if value.kind == "date"]
        if not days or not _about_handing_in(said, place, heading):
            for value in days:
                calendar.day(value)
            continue
        window, first, last = _window(part, days, calendar)
        if window is not None:
            yield Deadline(place, window, _label(said, place, first, last, heading))


def _about_handing_in(said: Said, place: int, heading: str) -> bool:
    part = said.parts[place]
    if _not_about().search(part.text) or _happened().search(part.text):
        return False
    beside = "".join(one.text for one in said.parts[max(0, place - 1) : place + 2])
    if _about().search(part.text):
        return True
    batch = _BATCH.match(part.text)
    if batch and any(value.kind == "date" and value.start == batch.end() for value in part.values):
        return True
    if (batch or re.search("时间|期限|安排|日期", heading)) and _about().search(heading + said.text):
        return True
    return bool(_about().search(beside) and not _not_about().search(beside))


def _window(part: Part, days: list[Value], calendar: Calendar) -> tuple[Window | None, int, int]:
    """The part's window and the places where its dates begin and end."""
    text = part.text
    for one, other in pairwise(days):
        if _RANGE.fullmatch(_without_time(part, one.end, other.start)):
            opens, closes = calendar.day(one), calendar.day(other)
            if closes and (opens is None or opens <= closes):
                return Window(opens, closes, _time(part, other.end)), one.start, other.end
    for value in days:
        day = calendar.day(value)
        if day is None:
            continue
        at = _time(part, value.end)
        behind = _end_of_time(part, value.end)
        if _OPENED_BEHIND.match(text, behind) and not _CLOSED_BEFORE.search(text[: value.start]):
            return Window(day, None), value.start, value.end
        closed = _CLOSED_BEFORE.search(text[: value.start]) or _CLOSED_BEHIND.match(text, behind)
        if closed or re.search("截止|截至|逾期", text):
            return Window(None, day, at), value.start, value.end
    return None, 0, 0


def _without_time(part: Part, start: int, end: int) -> str:
    words = part.text[start:end]
    for value in part.values:
        if value.kind == "time" and start <= value.start and value.end <= end:
            words = words.replace(value.text, "", 1)
    return words


def _time(part: Part, behind: int) -> time | None:
    """The hour on the last day; of hours of business (8:30—11:30，14:00—17:00) the last one."""
    times = [value for value in part.values if value.kind == "time" and value.start >= behind]
    if not times or times[0].start - behind > 6:
        return None
    last = times[0]
    for value in times[1:]:
        if not _HOURS.fullmatch(part.text, last.end, value.start):
            break
        last = value
    hour, minute = (int(digits) for digits in last.norm.removeprefix("time:").split(":")[:2])
    return time(hour, minute) if hour < 24 else None


def _end_of_time(part: Part, behind: int) -> int:
    return next((v.end for v in part.values if v.kind == "time" and 0 <= v.start - behind <= 6), behind)


def _label(said: Said, place: int, first: int, last: int, heading: str) -> str:
    part = said.parts[place]
    batch = _BATCH.match(part.text) or _BATCH.match(said.text)
    front = _BATCH.sub("", part.text[:first])
    words = _trimmed(front)
    if len(words) < 2:
        behind = re.match("[^，。；、（(]{2,16}", _UNTIL.sub("", part.text[last:]))
        words = _trimmed(behind[0]) if behind else ""
    if len(words) < 2:
        words = "" if batch and re.search("[与和及、]", heading) else heading
    return " ".join(word for word in (batch[1] if batch else "", words[-24:]) if word)


def _trimmed(words: str) -> str:
    words = re.split("[：:（(）)“”]", words)[-1] if len(words) > 24 else words
    before = None
    while before != words:
        before = words
        words = _front().sub("", _end().sub("", words.strip(" ，、：:。")))
    return words


@cache
def _about() -> re.Pattern[str]:
    return re.compile(one_of(wording()["windows"]["about"]))


@cache
def _not_about() -> re.Pattern[str]:
    return re.compile(one_of(wording()["windows"]["not_about"]))


@cache
def _happened() -> re.Pattern[str]:
    words = one_of(wording()["windows"]["happened"])
    return re.compile(f"日(?:以|之)?(?:前|后)[^，。；]{{0,12}}(?:{words})(?!截止|时间|填报|报名)")


@cache
def _front() -> re.Pattern[str]:
    return re.compile(f"^(?:{one_of(wording()['windows']['label_front'])})(?!线)")


@cache
def _end() -> re.Pattern[str]:
    return re.compile(f"(?:{one_of(wording()['windows']['label_end'])})$")
