"""A physical line of a text, and a table found among such lines.

`tables.py` finds tables; `layout.py` hands them to the clause tree.
"""

from __future__ import annotations

from dataclasses import dataclass

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Line:
    """A physical line: `raw:stop` as it stands, `start:end` without outer blanks (equal when blank)."""

    start: int
    end: int
    raw: int
    stop: int


@dataclass(frozen=True, slots=True)
class Row:
    """The non-empty cells of one row, in order."""

    cells: tuple[Span, ...]

    @property
    def start(self) -> int:
        """Where the first cell begins."""
        return self.cells[0][0]

    @property
    def end(self) -> int:
        """Where the last cell ends."""
        return self.cells[-1][1]


@dataclass(frozen=True, slots=True)
class Table:
    """A table over `lines[first:last]`. `head` holds its header cells and any empty form rows after them."""

    first: int
    last: int
    header: tuple[str, ...]
    head: tuple[Span, ...]
    rows: tuple[Row, ...]

    @property
    def start(self) -> int:
        """Where the first cell begins."""
        return self.head[0][0] if self.head else self.rows[0].start

    @property
    def end(self) -> int:
        """Where the last cell ends."""
        return self.rows[-1].end if self.rows else self.head[-1][1]
