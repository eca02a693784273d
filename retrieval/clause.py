"""A clause (条款): one node of a notice's structure, and the way from the root to it.

`clauses.py` finds clauses in a text; this file only says what one is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

ClauseKind = Literal["notice", "part", "heading", "item", "paragraph", "table", "row"]


@dataclass(frozen=True, slots=True)
class Clause:
    """One node of the clause tree.

    `start:end` spans the clause with everything below it, in code points of the notice's
    text; `label_end` is where its number and heading stop (equal to `start` when it has
    none). `number` is as printed without blanks ("（一）", "1.", "第三条", "210103", "附件1"),
    `heading` the heading text without its number, "" where the clause is plain text.
    `kind`: "notice" is the root (index 0, parent None), "part" an attachment or a chapter,
    "heading" a titled clause, "item" a numbered one without a title of its own,
    "paragraph" unnumbered text, "table" a table (heading = its header cells joined by " | "),
    "row" one row of it.
    """

    index: int
    parent: int | None
    depth: int
    kind: ClauseKind
    number: str
    heading: str
    start: int
    label_end: int
    end: int


def clause_path(clauses: Sequence[Clause], index: int) -> tuple[Clause, ...]:
    """The clauses from just below the root down to `index`, root excluded."""
    path: list[Clause] = []
    at: int | None = index
    while at is not None:
        clause = clauses[at]
        if clause.parent is not None:
            path.append(clause)
        at = clause.parent
    return tuple(reversed(path))


def section_of(clauses: Sequence[Clause], index: int) -> str:
    """Where a clause stands, for people: "五、申报事项 > （二）申报时间". Empty at the top of a notice."""
    path = (clause for clause in clause_path(clauses, index) if clause.kind != "row")
    names = (f"{clause.number}{clause.heading}".strip() for clause in path)
    return " > ".join(name[:40] for name in names if name)
