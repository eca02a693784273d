"""Tables that lost their rules: one cell a line, no tabs, no 序号, told by the rhythm of their cells.

国家级…企业 / 60万元 / 工业和信息化部 / 省级…企业 / 20万元 / …: where every third line holds an amount
and the others none, three columns stand below a header of three. So do they where every third line is a code
(KJ01, KJ02). Layouts of `tables.py`, tried last.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.table import Line
from retrieval.values import values_in

LONGEST_CELL, FEWEST_CELLS = 40, 6
"""Characters of a cell, and cells from which a run of short lines may be a table."""

COLUMNS = range(2, 7)
_ENDS = tuple("。；;：:，,、！？")
_CODE = re.compile(r"([A-Z]{1,3})-?\d{1,5}")
_LONGEST_HEADER_CELL, _LONGEST_CODED_CELL = 16, 200
_NOTHING = frozenset("—-－–/／")
_NUMBERED = tuple("一二三四五六七八九十（(①②③④⑤第附注")


def columns_of(text: str, lines: Sequence[Line], at: int) -> tuple[int | None, int]:
    """How many columns the run of cells at `at` has, None without a rhythm, and the line behind the run.

    A run with codes in it is not left behind: a table told by them may open further down.
    """
    stop = at
    while stop < len(lines) and _is_cell(text, lines[stop]):
        stop += 1
    if stop - at < FEWEST_CELLS:
        return None, at + 1
    kinds = [_kind(text[line.start : line.end]) for line in lines[at:stop]]
    for columns in COLUMNS:
        if len(kinds) % columns == 0 and _rhythmic(kinds, columns):
            return columns, stop
    coded = any(_code(text, lines, place) for place in range(at, stop))
    return None, at + 1 if coded else stop


def coded_columns(text: str, lines: Sequence[Line], at: int) -> tuple[int | None, int]:
    """How many columns stand below the header that opens at `at`, where each row opens with a code.

    None where no such table opens, and the line behind the table.
    """
    for columns in range(COLUMNS.start, COLUMNS.stop + 2):
        prefix = _code(text, lines, at + columns)
        if prefix:
            header = lines[at : at + columns]
            stop = at + columns
            while _code(text, lines, stop) == prefix and _is_row(text, lines, stop, columns):
                stop += columns
            if stop >= at + 3 * columns and all(_names_column(text, line) for line in header):
                return columns, stop
            return None, at + 1
    return None, at + 1


def _code(text: str, lines: Sequence[Line], at: int) -> str:
    """The letters of the code that a line is, "" for none."""
    found = _CODE.fullmatch(text, lines[at].start, lines[at].end) if at < len(lines) else None
    return found[1] if found else ""


def _is_row(text: str, lines: Sequence[Line], at: int, columns: int) -> bool:
    cells = lines[at : at + columns]
    filled = all(0 < cell.end - cell.start <= _LONGEST_CODED_CELL for cell in cells)
    return filled and len(cells) == columns and not any(_code(text, lines, at + place) for place in range(1, columns))


def _names_column(text: str, line: Line) -> bool:
    words = text[line.start : line.end]
    return 0 < len(words) <= _LONGEST_HEADER_CELL and not words.endswith(_ENDS) and not any(map(str.isdigit, words))


def _is_cell(text: str, line: Line) -> bool:
    words = text[line.start : line.end]
    if "\t" in text[line.raw : line.stop]:
        return False
    return 0 < len(words) <= LONGEST_CELL and not words.endswith(_ENDS) and not words.startswith(_NUMBERED)


def _kind(words: str) -> str:
    """What a cell is: a quantity that fills most of it, a dash that stands for none, or text."""
    if set(words) <= _NOTHING:
        return "none"
    covered = sum(value.end - value.start for value in values_in(words) if value.kind != "year")
    return "value" if 2 * covered >= len(words) else "text"


def _rhythmic(kinds: Sequence[str], columns: int) -> bool:
    """Whether, below a header of plain text, each column holds one kind of cell, and some column values."""
    header, body = kinds[:columns], kinds[columns:]
    if "value" in header or len(body) < 2 * columns:
        return False
    by_column = [set(body[place::columns]) - {"none"} or {"none"} for place in range(columns)]
    return by_column[0] == {"text"} and all(len(one) == 1 for one in by_column) and {"value"} in by_column
