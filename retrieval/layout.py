"""The paragraphs of a notice's text, whatever its line breaks did to them.

Between reading and structure: `readers/` gives the text, this module says which lines form
one paragraph, with which number each opens, and where tables stand; `clauses.py` builds the
tree from it and `sentences.py` cuts it finer. Page breaks and hard wraps that cut a sentence
are healed; a notice set as a single line is taken apart. The text itself is never changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from retrieval.numbering import Marker, confirmed, marker_at
from retrieval.table import Line, Table
from retrieval.tables import find_tables

# What ends the name of an official document; a title line that stops short of it goes on.
_GENRE_WORDS = (
    "通知 公告 通告 通报 意见 办法 规定 规则 条例 细则 方案 计划 指南 指引 目录 清单 名单 汇总表 决定 函 请示 批复 公报"
)
GENRES = tuple(_GENRE_WORDS.split())

_BREAKS = re.compile("[\n\r\f\v\x1c\x1d\x1e\x85\u2028\u2029]")
_TERMINAL = "。！？；：!?;:…"
_CLOSERS = "”’\"'）)》】」』*"
_PAUSES = "，、,—－-（(《“与和及或的"
_OPENING = {"（": "）", "(": ")", "《": "》", "“": "”", "【": "】"}
_APART = re.compile(
    r"附件|附表|附：|特此|抄送|主送|注[:：]|公开方式|此页无正文|[一-鿿]{2,8}[:：]|"
    r"(?:\d{4}|[〇○零一二三四五六七八九]{4})\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日$"
)
_WIDE_GAP = re.compile("[ \t\xa0\u3000]{2,}")
_SEAM = re.compile(r"[。；：！？]\s*|[ \u3000]+")
_ADDRESSEE_GAP = re.compile("(?:" + "|".join(GENRES) + ")[ \u3000]+(?=[^ \u3000。]{2,120}[:：])")
_SIGNATURE_GAP = re.compile(r"(?<=\s)([一-鿿]{4,30})\s+\d{4}年\d{1,2}月\d{1,2}日\s*$")

_LONG_LINE = 300
_SINGLE_LINE = 600
_CUT_LINE = 20
_WRAP_TOLERANCE = 3
_MIN_WRAPPED = 6
_STRUCTURAL = ("章", "条", "一、", "（一）", "1.", "1、")


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, outer blanks trimmed, with the number it opens with."""

    start: int
    end: int
    marker: Marker | None

    @property
    def body(self) -> int:
        """Where the text behind the number begins."""
        return self.marker.end if self.marker else self.start


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    indented: bool
    line: int


@lru_cache(maxsize=16)
def layout(text: str) -> tuple[Block | Table, ...]:
    """Paragraphs and tables of `text` in order; together they hold all of its non-blank characters."""
    lines = tuple(_lines(text))
    tables = find_tables(text, lines)
    elements: list[Block | Table] = list(tables)
    pieces: list[_Piece] = []
    fences = iter((*((table.first, table.last) for table in tables), (len(lines), len(lines))))
    first, last = next(fences)
    for number, line in enumerate(lines):
        if number >= last:
            first, last = next(fences)
        if not first <= number < last and line.start < line.end:
            pieces.extend(_split(text, line, number))
    elements.extend(_joined(text, pieces, {table.first for table in tables}))
    return tuple(sorted(elements, key=lambda element: element.start))


def _lines(text: str) -> Iterator[Line]:
    at = 0
    for found in _BREAKS.finditer(text):
        yield _line(text, at, found.start())
        at = found.end()
    yield _line(text, at, len(text))


def _line(text: str, raw: int, stop: int) -> Line:
    words = text[raw:stop]
    start = stop - len(words.lstrip())
    return Line(start, max(start, raw + len(words.rstrip())), raw, stop)


def _split(text: str, line: Line, number: int) -> list[_Piece]:
    cuts = sorted(set(_cuts(text, line)))
    bounds = [line.start, *cuts, line.end]
    pieces = []
    for place, (left, right) in enumerate(pairwise(bounds)):
        trimmed = _line(text, left, right)
        if trimmed.start < trimmed.end:
            indented = place > 0 or text[line.raw : line.start].replace("\t", "  ").strip("\n") not in ("", " ")
            pieces.append(_Piece(trimmed.start, trimmed.end, indented, number))
    return pieces


def _cuts(text: str, line: Line) -> Iterator[int]:
    long = line.end - line.start >= _LONG_LINE
    for gap in _WIDE_GAP.finditer(text, line.start, line.end):
        if gap.group().count("\u3000") >= 2 and (
            long or text[gap.start() - 1] in "。；：" or marker_at(text, gap.end(), line.end)
        ):
            yield gap.end()
    if not long or (line.end - line.start) * 2 < len(text):
        return
    if title := _ADDRESSEE_GAP.search(text, line.start, min(line.end, line.start + _LONG_LINE)):
        yield title.end()
    if signature := _SIGNATURE_GAP.search(text, max(line.start, line.end - 80), line.end):
        yield from (signature.start(1), signature.end(1))
    if line.end - line.start >= _SINGLE_LINE:
        yield from _numbered_seams(text, line)


def _numbered_seams(text: str, line: Line) -> Iterator[int]:
    """Where a number opens a clause inside a notice set as one line: behind a sentence end or a blank."""
    seams = [(seam.end(), marker_at(text, seam.end(), line.end)) for seam in _SEAM.finditer(text, line.start, line.end)]
    found = [(at, marker) for at, marker in seams if marker and marker.style in _STRUCTURAL and marker.start == at]
    counts: dict[str, int] = {}
    for at, marker in found:
        if marker.ordinal in (1, counts.get(marker.style, 0) + 1):
            counts[marker.style] = marker.ordinal
            yield at


def _joined(text: str, pieces: Sequence[_Piece], table_starts: set[int]) -> Iterator[Block]:
    markers = confirmed([marker_at(text, piece.start, piece.end) for piece in pieces])
    width = _wrap_width(text, pieces)
    fences = sorted(table_starts)
    fence = 0
    held: _Piece | None = None
    held_marker: Marker | None = None
    last = held
    for piece, marker in zip(pieces, markers, strict=True):
        while fence < len(fences) and fences[fence] < (last.line if last else 0):
            fence += 1
        parted = fence < len(fences) and last is not None and last.line < fences[fence] < piece.line
        if held is not None and last is not None:
            if marker is None and not parted and _goes_on(text, held, last, piece, width):
                held = _Piece(held.start, piece.end, held.indented, held.line)
                last = piece
                continue
            yield Block(held.start, held.end, held_marker)
        held, held_marker, last = piece, marker, piece
    if held is not None:
        yield Block(held.start, held.end, held_marker)


def _wrap_width(text: str, pieces: Sequence[_Piece]) -> int:
    """The column at which a hard-wrapped text breaks its lines, 0 for a text that is not."""
    open_ends = sorted(p.end - p.start for p in pieces if text[p.end - 1] not in _TERMINAL and p.end - p.start >= 20)
    if len(open_ends) < _MIN_WRAPPED:
        return 0
    width = open_ends[int(len(open_ends) * 0.95)]
    near = sum(size >= width - _WRAP_TOLERANCE for size in open_ends)
    return width if near >= len(open_ends) * 0.6 and width <= 120 else 0


def _goes_on(text: str, held: _Piece, last: _Piece, piece: _Piece, width: int) -> bool:
    """Whether `piece` continues the sentence in which the line `last` of the paragraph `held` stops."""
    tail = text[max(last.start, last.end - 200) : last.end].rstrip("*")
    coming = text[piece.start : min(piece.end, piece.start + 200)]
    if last.line == piece.line or not tail or _APART.match(coming):
        return False
    if _unclosed(tail) and _closes(coming, _unclosed(tail)):
        return True
    if tail.rstrip(_CLOSERS)[-1:] in tuple(_TERMINAL) or _is_title_end(tail):
        return False
    if _is_title_wrap(text[held.start : held.end][:200], coming):
        return True
    if piece.indented:
        return False
    size = last.end - last.start
    if width and size >= width - _WRAP_TOLERANCE:
        return True
    sentence = any(mark in tail for mark in "，,。、")
    enough = _CUT_LINE // 2 if tail[-1] in "，、," else _CUT_LINE
    return sentence and size >= enough and _is_tail(coming, tail)


def _is_tail(coming: str, tail: str) -> bool:
    """A continued sentence goes on for a while or comes to its end; names and dates of a signature do neither."""
    if re.search(r"\d{7,}$|https?://\S+$", tail):
        return False
    return len(coming) >= 25 or any(mark in coming for mark in "。；，！？")


def _is_title_end(tail: str) -> bool:
    return len(tail) <= 60 and tail.endswith(GENRES) and not any(mark in tail for mark in "，。；")


def _is_title_wrap(held: str, coming: str) -> bool:
    """关于组织申报…年度某市 / 产业前瞻…项目的通知: two lines, one title."""
    return (
        "关于" in held
        and len(held) <= 80
        and coming.rstrip().endswith(GENRES)
        and len(coming) <= 60
        and not any(mark in held + coming for mark in "，。；：")
    )


def _unclosed(tail: str) -> str:
    """The bracket that would close what `tail` leaves open, "" when all is closed."""
    waiting: list[str] = []
    for char in tail:
        if char in _OPENING:
            waiting.append(_OPENING[char])
        elif waiting and char == waiting[-1]:
            waiting.pop()
    return waiting[-1] if waiting else ""


def _closes(coming: str, closing: str) -> bool:
    at = coming.find(closing)
    if not 0 <= at < 80:
        return False
    opening = next(mark for mark, close in _OPENING.items() if close == closing)
    return opening not in coming[:at]
