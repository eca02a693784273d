"""The shape of card.yaml and phrasing.yaml: which keys there are and what may stand under them.

Between `card_yaml.py` (text to plain data) and `card_file.py` (which looks every quote and
value up in the notice). Only form is checked here; `docs/cards.md` describes it for the
people who write cards. A new key of a fact is a new field of `FactEntry`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, time
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from retrieval.card import Bound
from retrieval.card_yaml import Path, Written
from retrieval.errors import CardError

_TOLD = 12
_ZH = {
    "missing": "缺少这一项",
    "extra_forbidden": "没有这个键",
    "literal_error": "只能写 {expected}",
    "string_type": "应写一段文字",
    "string_too_short": "不能为空",
    "string_too_long": "过长（最多{max_length}字），请只引一句或一款",
    "bool_parsing": "只能写 true 或 false",
    "bool_type": "只能写 true 或 false",
    "tuple_type": "应写成列表",
    "model_type": "应写成“键: 值”",
    "too_short": "列表不能为空",
}


def _day(written: object) -> object:
    if written is None:
        return None
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", str(written)):
            return date.fromisoformat(str(written))
    except ValueError:
        pass
    raise PydanticCustomError(
        "day",
        "{written} is not a day of the calendar; write it like 2031-05-09",
        {"written": str(written), "zh": f"“{written}”不是存在的日期，请写成 2031-05-09 的样子"},
    )


def _clock(written: object) -> object:
    if written is None:
        return None
    if re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", str(written)):
        return time.fromisoformat(str(written))
    raise PydanticCustomError(
        "clock",
        "{written} is not a time of day; write it like 17:00 (leave it out for the end of the day)",
        {"written": str(written), "zh": f"“{written}”不是时刻，请写成 17:00 的样子（当日截止不必写）"},
    )


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Clause = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]
Day = Annotated[date, BeforeValidator(_day)]
Clock = Annotated[time, BeforeValidator(_clock)]


class Entry(BaseModel):
    """A mapping in which every key must be known."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class NamedEntry(Entry):
    """A datum of the head: its value and the quote that shows it; `names` are how people call it."""

    value: Text
    quote: Clause
    after: str = ""
    names: tuple[Text, ...] = ()


class MeasureEntry(Entry):
    """`number` with its unit as people write it: 100万元, 30%, 6份."""

    number: Text
    bound: Bound = "exactly"
    of: str = ""


class FactEntry(Entry):
    """One rule, under one topic, with the clause that states it."""

    topic: Text
    quote: Clause
    after: str = ""
    label: str = ""
    who: tuple[Text, ...] = ()
    measures: tuple[MeasureEntry, ...] = ()
    opens: Day | None = None
    closes: Day | None = None
    closes_at: Clock | None = None
    strength: Literal["must", "should", "may"] = "must"
    code: str = ""
    name: str = ""
    note: str = ""


class CardEntry(Entry):
    """The whole card.yaml."""

    reviewed: bool
    label: Text
    title: NamedEntry
    issuers: tuple[NamedEntry, ...] = ()
    document_number: NamedEntry | None = None
    region: NamedEntry | None = None
    year: NamedEntry | None = None
    programme: NamedEntry | None = None
    published: NamedEntry | None = None
    facts: tuple[FactEntry, ...] = ()
    silent: tuple[Text, ...] = ()
    contradictions: tuple[Text, ...] = ()


class PhrasingEntry(Entry):
    """One clause and the ways people ask for it."""

    quote: Clause
    after: str = ""
    asks: Annotated[tuple[Text, ...], Field(min_length=1)]


class PhrasingFile(Entry):
    """The whole phrasing.yaml, as `read_entry` wraps it."""

    phrasings: tuple[PhrasingEntry, ...] = ()


_E = TypeVar("_E", bound=Entry)


def read_entry(shape: type[_E], data: object, written: Written, *, where: str, below: Path = ()) -> _E:
    """`data` as `shape`. Raises `CardError` listing every mistake with its line; `below` is wrapping to leave out."""
    try:
        return shape.model_validate(data)
    except ValidationError as error:
        told = [_told(problem, written, len(below)) for problem in error.errors()[:_TOLD]]
        raise CardError(
            f"{where}: " + "; ".join(english for english, _ in told),
            reason_zh=f"{where}：" + "；".join(chinese for _, chinese in told),
        ) from error


def _told(problem: ErrorDetails, written: Written, skip: int) -> tuple[str, str]:
    path = problem["loc"][skip:]
    line = written.line(path)
    place = path_text(path)
    context: Mapping[str, object] = problem.get("ctx") or {}
    chinese = str(context.get("zh") or _ZH.get(problem["type"], problem["msg"]).format_map({"expected": "", **context}))
    known = "" if problem["type"] != "extra_forbidden" else " (is it misspelt?)"
    return f"line {line}, {place}: {problem['msg']}{known}", f"第{line}行 {place if path else '整个文件'}：{chinese}"


def path_text(path: Path) -> str:
    """A path as people read it: facts[3].measures[0].number, counted from 0 as in the file's lists."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".") or "the file"
