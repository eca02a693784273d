"""Tables that lost their rules: one cell a line, no tabs, no 序号, told by the rhythm of their cells.

国家级…企业 / 60万元 / 工业和信息化部 / 省级…企业 / 20万元 / …: where every third line holds an amount
and the others none, three columns stand below a header of three. A layout of `tables.py`, tried last.
"""

from __future__ import annotations

from collections.abc import Sequence

from retrieval.table import Line
from retrieval.values import values_in

LONGEST_CELL, FEWEST_CELLS = 40, 6
"""Characters of a cell, and cells from which a run of short lines may be a table."""

COLUMNS = range(2, 7)
_ENDS = tuple("。；;：:，,、！？")
_NUMBERED = tuple("一二三四五六七八九十（(①②③④⑤第附注")


def columns_of(text: str, lines: Sequence[Line], at: int) -> tuple[int | None, int]:
    """How many columns the run of cells at `at` has, None without a rhythm, and the line behind the run."""
    stop = at
    while stop < len(lines) and _is_cell(text, lines[stop]):
        stop += 1
    if stop - at < FEWEST_CELLS:
        return None, at + 1
    kinds = [_kind(text[line.start : line.end]) for line in lines[at:stop]]
    for columns in COLUMNS:
        if len(kinds) % columns == 0 and _rhythmic(kinds, columns):
            return columns, stop
    return None, stop


def _is_cell(text: str, line: Line) -> bool:
    words = text[line.start : line.end]
    if "\t" in text[line.raw : line.stop]:
        return False
    return 0 < len(words) <= LONGEST_CELL and not words.endswith(_ENDS) and not words.startswith(_NUMBERED)


def _kind(words: str) -> str:
    """What a cell is: a quantity that fills most of it, or text."""
    covered = sum(value.end - value.start for value in values_in(words) if value.kind != "year")
    return "value" if 2 * covered >= len(words) else "text"


def _rhythmic(kinds: Sequence[str], columns: int) -> bool:
    """Whether, below a header of plain text, each column holds one kind of cell, and some column values."""
    header, body = kinds[:columns], kinds[columns:]
    if "value" in header or len(body) < 2 * columns:
        return False
    by_column = [set(body[place::columns]) for place in range(columns)]
    return by_column[0] == {"text"} and all(len(one) == 1 for one in by_column) and {"value"} in by_column
