"""Passages: what is retrieved and quoted, cut from the clause tree.

One for each clause's own text: a paragraph, a numbered item with its title, a heading line, a
table row with all of its cells. Long ones are cut at sentence ends. Together the passages of a
notice hold every non-blank character once. Ranking is in `library.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from retrieval.clause import Clause, section_of
from retrieval.passage import Passage
from retrieval.sentences import sentences

_TARGET = 400
_MAX_ROW = 1200
_MAX_SENTENCE = 1000
_SOFT_ENDS = "；，、;, \t\n"


def cut_passages(notice_id: str, text: str, clauses: Sequence[Clause]) -> tuple[Passage, ...]:
    """The passages of a notice in order; for each, `text[start:end] == passage.text`, without outer blanks."""
    found: list[Passage] = []
    for clause, start, end in _own_texts(text, clauses):
        section, header = _setting(clauses, clause)
        limit = _MAX_ROW if clause.kind in ("row", "table") else _TARGET
        for left, right in _cut(text, start, end, limit):
            words = text[left:right]
            found.append(Passage(notice_id, len(found), words, left, right, section, header, clause.index))
    return tuple(found)


def _own_texts(text: str, clauses: Sequence[Clause]) -> Iterator[tuple[Clause, int, int]]:
    """Each stretch of text with the innermost clause that holds it, in order, blanks trimmed."""
    at = 0
    opened: list[Clause] = []
    for clause in (*clauses, None):
        while opened and (clause is None or opened[-1].index != clause.parent):
            closing = opened.pop()
            yield from _stretch(text, closing, at, closing.end)
            at = max(at, closing.end)
        if clause is not None:
            if opened:
                yield from _stretch(text, opened[-1], at, clause.start)
                at = max(at, clause.start)
            opened.append(clause)


def _stretch(text: str, clause: Clause, start: int, end: int) -> Iterator[tuple[Clause, int, int]]:
    words = text[start:end]
    left = start + len(words) - len(words.lstrip())
    right = start + len(words.rstrip())
    if left < right:
        yield clause, left, right


def _cut(text: str, start: int, end: int, limit: int) -> Iterator[tuple[int, int]]:
    """Pieces of at most `limit` characters that end with a sentence; a longer sentence stays whole up to a bound."""
    if end - start <= limit:
        yield start, end
        return
    at = last = start
    stops = [right for _, right in sentences(text, start, end)]
    for stop in (*stops, end):
        if stop - at > limit and last > at:
            yield from _trimmed(text, at, last)
            at = last
        while stop - at > _MAX_SENTENCE:
            soft = _soft_end(text, at, limit)
            yield from _trimmed(text, at, soft)
            at = soft
        last = max(stop, at)
    yield from _trimmed(text, at, end)


def _soft_end(text: str, start: int, limit: int) -> int:
    """Behind the last pause in the second half of the next `limit` characters, else right there."""
    for place in range(start + limit, start + limit // 2, -1):
        if text[place - 1] in _SOFT_ENDS:
            return place
    return start + limit


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    words = text[start:end]
    left = start + len(words) - len(words.lstrip())
    right = start + len(words.rstrip())
    if left < right:
        yield left, right


def _setting(clauses: Sequence[Clause], clause: Clause) -> tuple[str, str]:
    """Section and table header: a row stands in the section of its table, under the table's header."""
    if clause.kind == "row" and clause.parent is not None:
        table = clauses[clause.parent]
        return section_of(clauses, table.parent or 0), table.heading
    if clause.kind == "table":
        return section_of(clauses, clause.parent or 0), ""
    return section_of(clauses, clause.index), ""
