"""Tables in plain text: which lines are one, what its header is, which lines make a row.

Six lay-outs are recognised: one cell a line behind a tab with a blank line between rows
(what Word leaves behind), cells separated by tabs, Markdown pipes, and one cell a line
without tabs where a 序号 column counts the rows, where each row opens with a code or where the
cells have a rhythm (`loose_tables.py`). Anything less certain stays paragraphs.

Rows whose only text is their number are an empty form: they stay part of the header.
To add a lay-out: a function (text, lines, at) → Table | None, appended to `_LAYOUTS`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from retrieval.loose_tables import coded_columns, columns_of
from retrieval.table import Line, Row, Span, Table
from retrieval.titles import clean

_MAX_HEADER_CELL = 24
_MIN_COLUMNS = 2
_MIN_ROWS = 2
_MAX_OPENING = 8
_MAX_HEADER_LINES = 16


def find_tables(text: str, lines: Sequence[Line]) -> tuple[Table, ...]:
    """The tables of a text, in order, not overlapping. Linear in the number of lines."""
    found: list[Table] = []
    at = 0
    while at < len(lines):
        table, reached = None, at + 1
        for layout in _LAYOUTS:
            table, reached = layout(text, lines, at)
            if table is not None or reached > at + 1:
                break
        if table is not None:
            found.append(table)
        at = reached
    return tuple(found)


def _tab_indented(text: str, lines: Sequence[Line], at: int) -> tuple[Table | None, int]:
    if not _is_tab_cell(text, lines[at]):
        return None, at + 1
    groups: list[list[Line]] = [[]]
    here = at
    while here < len(lines):
        line = lines[here]
        if _is_tab_cell(text, line):
            groups[-1].append(line)
        elif line.start == line.end:
            if groups[-1]:
                groups.append([])
        else:
            break
        here += 1
    groups = [group for group in groups if group]
    several = sum(len(group) >= _MIN_COLUMNS for group in groups)
    if len(groups) < _MIN_ROWS or several * 2 <= len(groups):
        return None, here
    return _assemble(text, at, here, [[_span(cell) for cell in group] for group in groups]), here


def _is_tab_cell(text: str, line: Line) -> bool:
    return text[line.raw : line.raw + 1] == "\t" and "\t" not in text[line.start : line.end]


def _tab_separated(text: str, lines: Sequence[Line], at: int) -> tuple[Table | None, int]:
    rows: list[list[Span]] = []
    here = at
    while here < len(lines) and "\t" in text[lines[here].raw : lines[here].stop]:
        rows.append(_split_cells(text, lines[here].raw, lines[here].stop))
        here += 1
    if len(rows) < _MIN_ROWS:
        return None, max(here, at + 1)
    if sum(len(row) >= _MIN_COLUMNS for row in rows) * 2 < len(rows):
        return None, here
    return _assemble(text, at, here, rows), here


def _markdown(text: str, lines: Sequence[Line], at: int) -> tuple[Table | None, int]:
    here = at
    while here < len(lines) and lines[here].start < lines[here].end and text[lines[here].start] == "|":
        here += 1
    ruled = here - at >= _MIN_ROWS and set(text[lines[at + 1].start : lines[at + 1].end]) <= set("|-: \t")
    if not ruled:
        return None, max(here, at + 1)
    rows = [[(line.start, line.end)] for line in lines[at:here]]
    names = tuple(cell.strip() for cell in text[lines[at].start : lines[at].end].strip("|").split("|"))
    body = tuple(Row(tuple(cells)) for cells in rows[2:] if text[cells[0][0] : cells[0][1]].strip("| \t"))
    head = [rows[0][0], rows[1][0]]
    return Table(at, here, names, tuple(head), body) if len(body) == len(rows) - 2 else None, here


_SERIAL = re.compile(r"序\s*号|编\s*号")
_STOP = re.compile(r"注[:：]|附件|附表|附：|第[一二三四五六七八九十百]{1,4}[章条]|[一二三四五六七八九十]{1,3}、")


def _counted(text: str, lines: Sequence[Line], at: int) -> tuple[Table | None, int]:
    """One cell a line without tabs: short header lines with 序号 among them, then lone 1, 2, 3."""
    one = _first_row(text, lines, at)
    if one is None:
        return None, at + 1
    header = [line for line in lines[at:one] if line.start < line.end]
    while header and len("".join(text[header[-1].start : header[-1].end].split())) == 1:
        header.pop()
    if len(header) < _MIN_COLUMNS:
        return None, at + 1
    counts, last = _counting(text, lines, one)
    if len(counts) < _MIN_ROWS:
        return None, at + 1
    header_end = header[-1].end
    starts = [_group_start(text, lines, count, header_end) for count in counts]
    bounds = [*starts[1:], last]
    rows = [
        [_span(line) for line in lines[first:stop] if line.start < line.end]
        for first, stop in zip(starts, bounds, strict=True)
    ]
    return _assemble(text, at, last, [[_span(line) for line in header], *rows]), last


def _first_row(text: str, lines: Sequence[Line], at: int) -> int | None:
    """The line of the lone 1 that ends the header opening at `at`, or None if no header opens there."""
    opening = text[lines[at].start : lines[at].end]
    if not opening or len("".join(opening.split())) > _MAX_OPENING or _STOP.match(opening) or opening[-1] in "表单录":
        return None
    serial = False
    for here in range(at, min(at + _MAX_HEADER_LINES, len(lines))):
        words = text[lines[here].start : lines[here].end]
        if words == "1":
            return here if serial else None
        if len(words) > _MAX_HEADER_CELL or words[-1:] in tuple("。：；:;，"):
            return None
        serial = serial or (here <= at + 2 and _SERIAL.fullmatch(words) is not None)
    return None


def _counting(text: str, lines: Sequence[Line], one: int) -> tuple[list[int], int]:
    counts: list[int] = []
    expected = 1
    indented = text[lines[one].raw : lines[one].raw + 1].isspace()
    for here in range(one, len(lines)):
        line = lines[here]
        words = text[line.start : min(line.end, line.start + 12)]
        if words in (str(expected), "1") and line.end - line.start <= 3:
            counts.append(here)
            expected = int(words) + 1
        elif _STOP.match(words) or (not indented and words and text[line.raw] in "\u3000"):
            return counts, here
    return counts, len(lines)


def _group_start(text: str, lines: Sequence[Line], count: int, after: int) -> int:
    """A group name set vertically, one character a line, stands before the row it opens."""
    here = count
    while here > 0 and lines[here - 1].start >= after and lines[here - 1].end - lines[here - 1].start == 1:
        if text[lines[here - 1].start].isdigit():
            break
        here -= 1
    return here


def _assemble(text: str, first: int, last: int, groups: Sequence[Sequence[Span]]) -> Table | None:
    rows = [tuple(cell for cell in group if cell[0] < cell[1]) for group in groups]
    filled = [(len(group), cells) for group, cells in zip(groups, rows, strict=True) if cells]
    if not filled:
        return None
    top = _header_place(text, filled)
    header = tuple(clean(text[start:end]) for start, end in filled[top][1]) if top is not None else ()
    opened = top + 1 if top is not None else 0
    head = [cell for _, cells in filled[:opened] for cell in cells]
    body = [cells for _, cells in filled[opened:]]
    while header and body and _is_blank_form(text, body[0]):
        head.extend(body.pop(0))
    return Table(first, last, header, tuple(head), tuple(Row(cells) for cells in body))


def _header_place(text: str, filled: Sequence[tuple[int, tuple[Span, ...]]]) -> int | None:
    """The first row, or the second below a caption or a row of merged cells, if it can be a header."""
    for place, (columns, cells) in enumerate(filled[:2]):
        names = [clean(text[start:end]) for start, end in cells]
        if place + 1 < len(filled) and _is_header(names, columns):
            return place
        if len(cells) >= columns:
            return None
    return None


def _is_header(names: Sequence[str], columns: int) -> bool:
    return (
        len(names) == columns >= _MIN_COLUMNS
        and all(0 < len(name) <= _MAX_HEADER_CELL and name[-1] not in "：:。；" for name in names)
        and not any(name.replace(".", "").isdigit() for name in names)
    )


def _is_blank_form(text: str, cells: Sequence[Span]) -> bool:
    return len(cells) == 1 and text[cells[0][0] : cells[0][1]].strip(".、 ").isdigit()


def _split_cells(text: str, start: int, end: int) -> list[Span]:
    cells: list[Span] = []
    at = start
    for piece in text[start:end].split("\t"):
        left = at + len(piece) - len(piece.lstrip())
        cells.append((left, max(left, at + len(piece.rstrip()))))
        at += len(piece) + 1
    return cells


def _span(line: Line) -> Span:
    return line.start, line.end


def _loose(text: str, lines: Sequence[Line], at: int) -> tuple[Table | None, int]:
    return _in_columns(text, lines, at, *columns_of(text, lines, at))


def _coded(text: str, lines: Sequence[Line], at: int) -> tuple[Table | None, int]:
    return _in_columns(text, lines, at, *coded_columns(text, lines, at))


def _in_columns(text: str, lines: Sequence[Line], at: int, columns: int | None, stop: int) -> tuple[Table | None, int]:
    if columns is None:
        return None, stop
    rows = [[_span(line) for line in lines[place : place + columns]] for place in range(at, stop, columns)]
    return _assemble(text, at, stop, rows), stop


_LAYOUTS: tuple[Callable[[str, Sequence[Line], int], tuple[Table | None, int]], ...] = (
    _tab_indented,
    _tab_separated,
    _markdown,
    _counted,
    _coded,
    _loose,
)
