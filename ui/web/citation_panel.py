"""Citations and notices as HTML. Every character that comes from a notice is escaped here.

Two things are drawn: the list of an answer's citations, and one notice whole with the cited words
marked. The list goes through Gradio's sanitising Markdown view, so it holds no blank line
(after which Markdown would begin) and only plain attributes; the notice is sent as a page
(`clause_routes.py`). Nothing is decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from itertools import pairwise

from assistant import Answer, Citation
from retrieval import Clause, Held
from ui.render import printable, today
from ui.web.addresses import MARK_ID
from ui.web.labels import label
from ui.web.standing import Standing, standing_of

_BLANKS = re.compile(r"\s+")
_TITLED = frozenset({"part", "heading"})


@dataclass(frozen=True, slots=True)
class _Cut:
    start: int
    end: int
    tag: str


def text(value: str) -> str:
    """`value` on one line, escaped for HTML; also safe inside Markdown's HTML blocks."""
    return escape(_BLANKS.sub(" ", printable(value)).strip(), quote=True)


def citations_html(answer: Answer, held: Mapping[str, Held], addresses: Mapping[int, str]) -> str:
    """An answer's citations under the notices they come from, in the order of their markers; one line of HTML."""
    if not answer.citations:
        return uncited_html()
    cited: dict[str, list[Citation]] = {}
    for citation in answer.citations:
        cited.setdefault(citation.notice_id, []).append(citation)
    groups = "".join(
        _group(citations, held.get(notice_id), addresses, answer.as_of) for notice_id, citations in cited.items()
    )
    count = text(label("panel.found", count=len(answer.citations)))
    return f'<div class="sb-citations"><p class="sb-found">{count}</p><ol class="sb-list">{groups}</ol></div>'


def uncited_html() -> str:
    """What the panel shows beside an answer that cites nothing."""
    return f'<p class="sb-panel-empty">{text(label("panel.none"))}</p>'


def _group(citations: Sequence[Citation], held: Held | None, addresses: Mapping[int, str], day: date) -> str:
    first = citations[0]
    standing = standing_html(standing_of(held.card, day), day) if held else ""
    clauses = "".join(_clause(citation, addresses[citation.marker]) for citation in citations)
    return (
        f'<li class="sb-citation"><h3 class="sb-title">{text(first.title)}</h3>{where_html(first.document_number)}'
        f'{standing}<ol class="sb-clauses">{clauses}</ol></li>'
    )


def _clause(citation: Citation, address: str) -> str:
    return (
        f'<li><a class="sb-open" href="{escape(address, quote=True)}"><span class="sb-number">{citation.marker}</span>'
        f"<span>{text(citation.section or label('panel.section_none'))}</span></a>"
        f'<blockquote class="sb-quote">{text(citation.quote)}</blockquote></li>'
    )


def where_html(*parts: str | None) -> str:
    """A line of small print: what there is of document number, section, issuer."""
    spans = "".join(f"<span>{text(part)}</span>" for part in parts if part)
    return f'<p class="sb-where">{spans}</p>' if spans else ""


def standing_html(standing: Standing, day: date) -> str:
    """A notice's state on `day` as a badge and a line; the day is named when it is not today."""
    of_day = "" if day == today() else label("panel.as_of", day=day)
    return (
        f'<p class="sb-standing"><span class="sb-badge sb-{standing.state}">{text(standing.name)}</span>'
        f'<span class="sb-line">{text(standing.line + of_day)}</span></p>'
    )


def notice_html(held: Held, start: int, end: int) -> str:
    """The notice's text as paragraphs, headings set off, `start:end` marked. Tabs and inner blanks are kept."""
    marked = False
    shown: list[str] = []
    cuts = [*_labels(held.clauses), _Cut(start, end, "mark")]
    for begin, finish in _lines(held.text):
        inside = [cut for cut in cuts if cut.start < finish and cut.end > begin]
        line = "".join(_runs(held.text, begin, finish, inside, first=not marked))
        marked = marked or "<mark" in line
        kind = ' class="sb-heading"' if any(cut.tag == "strong" for cut in inside) else ""
        shown.append(f"<p{kind}>{line}</p>")
    return "".join(shown)


def _labels(clauses: Sequence[Clause]) -> list[_Cut]:
    return [_Cut(clause.start, clause.label_end, "strong") for clause in clauses if clause.kind in _TITLED]


def _lines(notice: str) -> Iterator[tuple[int, int]]:
    at = 0
    for line in notice.splitlines(keepends=True):
        if line.strip():
            yield at, at + len(line.rstrip())
        at += len(line)


def _runs(notice: str, begin: int, finish: int, cuts: Sequence[_Cut], *, first: bool) -> Iterator[str]:
    edges = sorted({begin, finish, *(edge for cut in cuts for edge in (cut.start, cut.end) if begin < edge < finish)})
    for left, right in pairwise(edges):
        tags = [cut.tag for cut in cuts if cut.start <= left and cut.end >= right]
        run = escape(printable(notice[left:right]), quote=True)
        if "strong" in tags:
            run = f"<strong>{run}</strong>"
        if "mark" in tags:
            identity = f' id="{MARK_ID}" tabindex="-1"' if first else ""
            run, first = f"<mark{identity}>{run}</mark>", False
        yield run
