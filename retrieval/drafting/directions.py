"""What a notice supports, entry by entry: guide codes, rows of a table of fields, titled fields.

Each becomes a fact under `direction` with its code, its name and the titles above it. A
field may be long; it is quoted whole, as one chooses by its details.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from retrieval.card import Fact, Quote
from retrieval.clause import Clause, clause_path
from retrieval.drafting.limits import one_of
from retrieval.drafting.said import CODE
from retrieval.lexicon import lexicon

_MAX_QUOTE = 1500
_FIELD_TABLE = re.compile("方向|领域|专项|支持重点|支持内容|研究内容|指南")
_CELL_BREAK = re.compile(r"\s*[\n\t|]\s*")
_FORM_TABLE = re.compile("项目名称|申报单位|备注|联系方式|负责人")


def direction_facts(text: str, clauses: Sequence[Clause]) -> Iterator[Fact]:
    """One fact for each entry of a guide, in order."""
    for clause in clauses:
        path = clause_path(clauses, clause.index)
        above = tuple(one.heading for one in path[:-1] if one.heading and one.kind in ("heading", "part"))
        if CODE.fullmatch(clause.number):
            yield _entry(
                text, clause, code=clause.number, name=clause.heading or (above[-1] if above else ""), above=above
            )
        elif clause.kind == "row":
            table = clauses[clause.parent or 0]
            if _FIELD_TABLE.search(table.heading) and not _FORM_TABLE.search(table.heading):
                yield from _row(text, clause, above)
        elif _is_field(clauses, clause, above):
            own = _own_text(clauses, clause)
            if own.end - own.label_end > 10:
                yield _entry(text, own, code="", name=clause.heading, above=above)


def _entry(text: str, clause: Clause, *, code: str, name: str, above: Sequence[str]) -> Fact:
    titles = [title for title in above[-2:] if title != name and not re.search("指南|附件", title)]
    return Fact("direction", _quote(text, clause), label=" / ".join(titles)[:40], code=code, name=name)


def _row(text: str, clause: Clause, above: Sequence[str]) -> Iterator[Fact]:
    cells = [cell for cell in _CELL_BREAK.split(text[clause.start : clause.end].strip()) if cell]
    named = [cell for cell in cells if not cell.isdigit()]
    if len(named) >= 2 and len(named[0]) <= 30:
        number = cells[0] if cells[0].isdigit() else ""
        code = number if CODE.fullmatch(number) else ""
        yield Fact("direction", _quote(text, clause), label=above[-1] if above else "", code=code, name=named[0])


def _is_field(clauses: Sequence[Clause], clause: Clause, above: Sequence[str]) -> bool:
    """A titled clause right under a title like 主要任务 or 支持方向, with text of its own."""
    if clause.kind != "heading" or not clause.number or clause.parent is None or not above:
        return False
    titled = bool(_field_title().search(above[-1])) and len(clause.heading) <= 30
    return titled and clauses[clause.parent].heading == above[-1]


def _own_text(clauses: Sequence[Clause], clause: Clause) -> Clause:
    """`clause` cut off before the first titled clause or entry below it."""
    below = (
        one.start for one in clauses[clause.index + 1 :] if one.parent == clause.index and (one.number or one.heading)
    )
    return replace(clause, end=min(next(below, clause.end), clause.end))


def _quote(text: str, clause: Clause) -> Quote:
    start, end = clause.start, min(clause.end, clause.start + _MAX_QUOTE)
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Quote(text[start:end], start, end)


@cache
def _field_title() -> re.Pattern[str]:
    words = [word for word in lexicon().topics["direction"].heading if len(word) > 2]
    return re.compile(one_of(words) if words else "(?!)")
