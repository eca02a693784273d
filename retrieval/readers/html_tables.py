"""Tables of a web page as rows of tab-separated cells, merged cells filled in.

A cell merged over rows is repeated in each, so that every row can be quoted alone; one merged
over columns leaves the further columns empty. Spans and sizes are capped: a page may claim
any. Used by `html.py`.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

_MAX_SPAN = 100
_MAX_CELLS = 50_000
_MAX_CELL_CHARACTERS = 1_500
_MAX_FILLED = 2_000_000
_CELLS = ("td", "th")


def is_data_table(table: LexborNode) -> bool:
    """Whether a table without tables inside shows data: several columns, no cell that holds a page of text."""
    if table.attributes.get("role") == "presentation":
        return False
    rows = table.css("tr")
    widest = max((sum(1 for _ in _cells(row)) for row in rows), default=0)
    return widest > 1 and all(len(cell.text()) <= _MAX_CELL_CHARACTERS for row in rows for cell in _cells(row))


def table_rows(table: LexborNode) -> list[str]:
    """One line a row, all with the same number of tabs; rows without text are left out."""
    rows: list[list[str]] = []
    caption = table.css_first("caption")
    carried: dict[int, tuple[int, str]] = {}
    budget = _MAX_CELLS
    filled = 0
    for row in table.css("tr"):
        line: list[str] = []
        for cell in _cells(row):
            filled += _take_carried(line, carried)
            words = " ".join(cell.text(separator=" ").split())
            columns, down = _span(cell, "colspan"), _span(cell, "rowspan")
            if down > 1 and filled < _MAX_FILLED:
                carried[len(line)] = (down - 1, words)
            line.extend([words, *[""] * (columns - 1)])
        filled += _take_carried(line, carried)
        budget -= len(line)
        rows.append(line)
        if budget < 0:
            break
    width = min(max((len(line) for line in rows), default=0), _MAX_SPAN * 2)
    lines = ["\t".join((line + [""] * width)[: max(width, len(line))]) for line in rows if any(line)]
    head = [" ".join(caption.text().split())] if caption is not None else []
    return [line for line in (*head, *lines) if line]


def _take_carried(line: list[str], carried: dict[int, tuple[int, str]]) -> int:
    """Fills in cells that an upper row reaches down with, at the place the row has come to."""
    taken = 0
    while len(line) in carried:
        left, words = carried.pop(len(line))
        if left > 1:
            carried[len(line)] = (left - 1, words)
        line.append(words)
        taken += len(words) + 1
    return taken


def _cells(row: LexborNode) -> list[LexborNode]:
    found = []
    child = row.first_child
    while child is not None:
        if child.tag in _CELLS:
            found.append(child)
        child = child.next
    return found


def _span(cell: LexborNode, name: str) -> int:
    words = (cell.attributes.get(name) or "").strip()
    return min(max(int(words), 1), _MAX_SPAN) if re.fullmatch(r"[0-9]{1,9}", words) else 1
