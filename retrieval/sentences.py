"""The sentences of a text, as spans that quote well.

A citation shows a sentence, so a sentence here is what a reader would copy: without the list
number before it (the section beside the quote says it; a guide code is a name and stays),
without Markdown marks, not cut at a page break or inside brackets and quotation marks. A title
that shares a line with its text ("1.项目支持方式。根据…") is a sentence of its own. Which lines
belong together is in `layout.py`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from retrieval.layout import layout
from retrieval.table import Table

Span = tuple[int, int]

_PAIRS = {"（": "）", "《": "》", "“": "”", "「": "」", "『": "』", "【": "】", "〈": "〉"}
_FOLD = {"(": "（", ")": "）"}
_MARKS = re.compile(r"[。！？；!?;()" + "".join(_PAIRS) + "".join(_PAIRS.values()) + "]")
_ENDS = "。！？；!?;"
_AFTER_END = re.compile(r"[。！？；!?;”’」』）)*]*")
_ASIDE = re.compile(r"[ \t]*(?=[（(])")
_WORD = re.compile(r"[\w=&/%]", re.ASCII)
_SPOKEN_END = re.compile(r"[。！？][”」』]$")
_MAX_ENCLOSED = 400
_MAX_NESTING = 12
_EDGES = "*# \t\r\n\f\v\u3000\xa0"


def sentences(text: str, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
    """Spans of the sentences in `text[start:end]`, in order, trimmed.

    They end after 。！？； (also half-width), and where a paragraph or a table cell ends:
    "一、总则。为了\\n\\n推动" is "总则。" and "为了\\n\\n推动". List numbers are left out.
    """
    stop = len(text) if end is None else min(end, len(text))
    begin = max(0, start)
    units = _units(text)
    place = max(0, bisect_right(units, (begin, len(text), 0)) - 1)
    found: list[Span] = []
    while place < len(units) and units[place][0] < stop:
        left, right, body = units[place]
        # A slice that begins inside a number keeps what is left of it, as does a paragraph that is nothing else.
        low = body if begin <= left and body < right else max(begin, left)
        if low < min(right, stop):
            found.extend(_cut(text, low, min(right, stop)))
        place += 1
    return tuple(found)


@lru_cache(maxsize=16)
def _units(text: str) -> tuple[tuple[int, int, int], ...]:
    """Paragraphs and table cells: start, end, and where the text behind the number begins."""
    units: list[tuple[int, int, int]] = []
    for element in layout(text):
        if isinstance(element, Table):
            cells = (*element.head, *(cell for row in element.rows for cell in row.cells))
            units.extend((left, right, left) for left, right in cells)
        else:
            named = element.marker is not None and element.marker.style.startswith("code")
            units.append((element.start, element.end, element.start if named else element.body))
    return tuple(units)


def _cut(text: str, start: int, end: int) -> Iterator[Span]:
    marks = [found.start() for found in _MARKS.finditer(text, start, end)]
    enclosed = _enclosures(text, marks)
    at = skipped = start
    for place in marks:
        if place < skipped:
            continue
        if place in enclosed:
            skipped = enclosed[place] + 1
            stop = (
                skipped
                if _SPOKEN_END.match(text, skipped - 2, skipped) and text[skipped : skipped + 1] not in "的，、；。"
                else 0
            )
        elif text[place] in _ENDS and not (text[place].isascii() and _WORD.match(text, place + 1, end)):
            stop = _end_of(text, place, end, enclosed)
        else:
            stop = 0
        if stop:
            yield from _trimmed(text, at, stop)
            at = skipped = stop
    yield from _trimmed(text, at, end)


def _enclosures(text: str, marks: list[int]) -> dict[int, int]:
    """Where each bracket closes; brackets left open, or open for longer than any aside, enclose nothing."""
    closes: dict[int, int] = {}
    waiting: list[int] = []
    for place in marks:
        char = _FOLD.get(text[place], text[place])
        if char in _PAIRS:
            waiting.append(place)
            continue
        for depth in range(1, min(len(waiting), _MAX_NESTING) + 1):
            opened = waiting[-depth]
            if _PAIRS[_FOLD.get(text[opened], text[opened])] == char:
                del waiting[-depth:]
                if place - opened <= _MAX_ENCLOSED:
                    closes[opened] = place
                break
    return closes


def _end_of(text: str, place: int, end: int, enclosed: dict[int, int]) -> int:
    """Behind the mark at `place`, closing quotes after it, and a last aside: …高地。（定向组织）."""
    after = _AFTER_END.match(text, place, end)
    stop = after.end() if after else place + 1
    aside = _ASIDE.match(text, stop, end)
    if aside and aside.end() in enclosed:
        closed = enclosed[aside.end()] + 1
        if closed <= end and not text[closed : min(end, closed + 40)].strip(_EDGES):
            return closed
    return stop


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    words = text[start:end]
    left = start + len(words) - len(words.lstrip().lstrip(_EDGES))
    right = start + len(words.rstrip().rstrip(_EDGES))
    if left < right:
        yield left, right
    elif words.strip():
        yield start + len(words) - len(words.lstrip()), start + len(words.rstrip())
