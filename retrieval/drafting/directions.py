"""What a notice supports, entry by entry: guide codes, rows of a table of fields, titled fields.

Each becomes a fact under `direction` with its code or number, its name and the titles above it. A
field may be long; it is quoted whole, as one chooses by its details. Classes and groups that stand
under no title of their own are found by `classes.py`.
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
_FIELD_TABLE = re.compile("方向|领域|专项|支持重点|支持内容|研究内容|指南|榜题|榜单|攻关|场景|赛道|专题")
_CELL_BREAK = re.compile(r"\s*[\n\t|]\s*")
_FORM_TABLE = re.compile("项目名称|申报单位|备注|联系方式|负责人")
_NAME_CELL = re.compile("方向|领域|专项|名称|类别|赛道|榜题|场景|专题|题目|支持重点")
_CODE_CELL = re.compile("代码|编号|序号|编码|榜号")
_NUMBERED = re.compile(
    r"(?:专题|专项|主题|方向|领域|课题|任务|板块|榜单|榜题|赛道|场景)[〇零一二三四五六七八九十\d.．-]+[：:、．]?"
)
_GUIDE_TITLE = re.compile("(?:领域|方向|选题|指南|榜单|赛道|专题|场景|课题)(?:目录|一览表?|清单|指南|表)?$")
_CODED_LINE = re.compile(r"(?P<code>[A-Z]{1,3}-?\d{1,4})(?:[ \t\u3000]+|[：:、．.])(?P<name>[^，。；：:\n]{2,60})")
_SHORTEST = 10


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
            if _is_of_fields(table, above):
                yield from _row(text, clause, table, above)
        elif clause.kind == "paragraph" and (line := _CODED_LINE.match(text, clause.start, clause.end)):
            if _has_coded_neighbour(text, clauses, clause):
                yield _entry(text, clause, code=line["code"], name=line["name"].rstrip(), above=above)
        elif _NUMBERED.fullmatch(clause.number) or _is_field(clauses, clause, above):
            own = _own_text(clauses, clause)
            name = clause.heading or _first_words(text, own)
            if own.end - own.label_end > _SHORTEST or (clause.heading and not _has_numbered(clauses, clause)):
                yield _entry(text, own, code=clause.number, name=name, above=above)


def _entry(text: str, clause: Clause, *, code: str, name: str, above: Sequence[str]) -> Fact:
    titles = [title for title in above[-2:] if title != name and not re.search("指南|附件", title)]
    return Fact("direction", quote_of(text, clause), label=" / ".join(titles)[:40], code=code, name=name)


def _has_coded_neighbour(text: str, clauses: Sequence[Clause], clause: Clause) -> bool:
    """Whether the line before or after is coded too: one alone is a model number or the like."""
    beside = (clauses[at] for at in (clause.index - 1, clause.index + 1) if 0 <= at < len(clauses))
    return any(one.kind == "paragraph" and _CODED_LINE.match(text, one.start, one.end) for one in beside)


def _first_words(text: str, clause: Clause) -> str:
    """What an entry without a title begins with, up to its first pause."""
    found = re.match(r"\s*([^，。；：:、\n]{2,30})", text[clause.label_end : clause.end])
    return found[1] if found else ""


def _is_of_fields(table: Clause, above: Sequence[str]) -> bool:
    under = bool(above) and bool(_field_title().search(above[-1]))
    return (under or bool(_FIELD_TABLE.search(table.heading))) and not _FORM_TABLE.search(table.heading)


def _row(text: str, clause: Clause, table: Clause, above: Sequence[str]) -> Iterator[Fact]:
    cells = [cell for cell in _CELL_BREAK.split(text[clause.start : clause.end].strip()) if cell]
    head = [cell.strip() for cell in table.heading.split("|")]
    code = next((cell for cell in cells[:2] if CODE.fullmatch(cell)), "")
    named = [cell for cell in cells if not cell.isdigit() and cell != code]
    if len(cells) == len(head):
        told = [cell for cell, title in zip(cells, head, strict=True) if cell in named and _names(title)]
        named = [*told[:1], *(cell for cell in named if cell not in told[:1])]
    if len(named) >= 2 and len(named[0]) <= 30:
        yield Fact("direction", quote_of(text, clause), label=above[-1] if above else "", code=code, name=named[0])


def _names(title: str) -> bool:
    return bool(_NAME_CELL.search(title)) and not _CODE_CELL.search(title)


def _is_field(clauses: Sequence[Clause], clause: Clause, above: Sequence[str]) -> bool:
    """A titled clause right under a title like 主要任务 or 支持方向, with text of its own."""
    if clause.kind != "heading" or not clause.number or clause.parent is None or not above:
        return False
    titled = is_field_title(above[-1]) and len(clause.heading) <= 30
    return titled and clauses[clause.parent].heading == above[-1]


def is_field_title(title: str) -> bool:
    """Whether fields stand under a title: 支持方向, 重点布局领域, 选题指南."""
    return bool(_field_title().search(title) or _GUIDE_TITLE.search(title))


def _has_numbered(clauses: Sequence[Clause], clause: Clause) -> bool:
    """Whether entries with numbers of their own stand under a clause: then they are what one chooses."""
    return any(one.parent == clause.index and (one.number or one.kind == "table") for one in clauses)


def _own_text(clauses: Sequence[Clause], clause: Clause) -> Clause:
    """`clause` cut off before the first titled clause or entry below it."""
    below = (
        one.start for one in clauses[clause.index + 1 :] if one.parent == clause.index and (one.number or one.heading)
    )
    return replace(clause, end=min(next(below, clause.end), clause.end))


def quote_of(text: str, clause: Clause) -> Quote:
    """The words of a clause, without blanks around them and no more than one reads."""
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
