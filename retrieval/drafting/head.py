"""The head of a notice: title, issuers, document number, year, day of issue.

Lay-outs differ: letterhead or none, the issuer inside the title (…委员会关于…的通知), a title
over several lines, lines of a web page around it, a signature before the attachments. The
words that tell these apart are data (`wording.yaml`, sections `titles` and `issuers`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retrieval.card import Named, Quote
from retrieval.clause import Clause
from retrieval.drafting.issuers import HEAD, Line, issuers_of, named, posted, signature
from retrieval.lexicon.wording import wording
from retrieval.values import values_in

_TITLE_MAX = 120
_EDGES = "*#　 \t\r\f\v<>"
_ASIDE = re.compile(r"(?:[（(][^（()）]{0,20}[)）])?[*\s]*$")
_ABOUT = re.compile(
    r"^[一-鿿、 ]{0,60}?关于[^。；]{2,100}?的(?:通知|公告|通告|公示|函|意见|决定|批复|通报)"
    r"(?:（[^（）]{1,20}）)?"
)
_SALUTED = re.compile(r"[：:]\s*$")
_STRUCTURE = re.compile(
    r"^(?:第[一二三四五六七八九十]+[章条]|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[、.．])"
)


@dataclass(frozen=True, slots=True)
class Head:
    """What stands at the head and the end of a notice; None and () where it is not found."""

    title: Named
    issuers: tuple[Named, ...]
    document_number: Named | None
    published: Named | None
    year: Named | None


def head_of(text: str, clauses: Sequence[Clause]) -> Head:
    """The head of the notice, each datum with its quote."""
    lines = tuple(_lines(text, HEAD))
    title = _title(text, lines)
    signed = signature(text, title)
    published = signed[1] if signed else posted(text)
    number = _document_number(text, lines, title)
    issuers = issuers_of(text, lines, title, signed[0] if signed else ())
    return Head(title, issuers, number, published, _year(text, title, number, published))


def _lines(text: str, limit: int) -> Iterator[Line]:
    at = 0
    for raw in text[:limit].split("\n"):
        words = raw.strip(_EDGES)
        if words:
            start = at + raw.index(words)
            yield Line(words, start, start + len(words))
        at += len(raw) + 1


def _title(text: str, lines: Sequence[Line]) -> Named:
    front = [line for line in lines[:12] if not _is_page_line(line.text)]
    for place, line in enumerate(front):
        if _STRUCTURE.match(line.text) or (_SALUTED.search(line.text) and "关于" not in line.text):
            front = front[:place]
            break
    titles = [title for title in (_about(front), _ended(front)) if title]
    found = min(titles, key=lambda title: title[0]) if titles else (_span(text, front[0]) if front else None)
    if found is None:
        start = len(text) - len(text.lstrip())
        found = (start, start + len(text[start : start + _TITLE_MAX].partition("\n")[0].rstrip()))
    quote = Quote(text[found[0] : found[1]], *found)
    return Named(re.sub(r"\s*\n\s*", "", quote.text).strip(), quote)


def _span(text: str, line: Line) -> tuple[int, int]:
    stop = re.search("(?<=.)[。！？；]", line.text)
    return line.start, line.start + min(stop.start() if stop else len(line.text), _TITLE_MAX)


def _about(front: Sequence[Line]) -> tuple[int, int] | None:
    """A title …关于…的通知, over up to three lines."""
    for first in range(len(front)):
        for last in range(first, min(first + 3, len(front))):
            joined = "".join(line.text for line in front[first : last + 1])
            found = _ABOUT.match(joined)
            if found and (first == last or "关于" in front[first].text):
                over = len(joined) - found.end()
                return front[first].start, front[last].end - over
    return None


def _ended(front: Sequence[Line]) -> tuple[int, int] | None:
    """A title that ends in 办法, 方案, 条例…: the first such line, with the line before it if that is cut off."""
    for place, line in enumerate(front):
        bare = _ASIDE.sub("", line.text)
        if len(bare) <= _TITLE_MAX and bare.endswith(tuple(wording()["titles"]["endings"])):
            start = line.start
            above = front[place - 1] if place else None
            if above and _is_cut_off(above, line):
                start = above.start
            return start, line.end
    return None


def _is_cut_off(above: Line, line: Line) -> bool:
    unfinished = not above.text.endswith(tuple(wording()["issuers"]["endings"])) and not re.search(
        "[。：:；号]$", above.text
    )
    return unfinished and line.start - above.end <= 2 and len(above.text) <= 40


def _is_page_line(line: str) -> bool:
    if len(line) <= 24 and any(
        line.startswith(word) or line.endswith(word) for word in wording()["titles"]["page_words"]
    ):
        return "关于" not in line
    values = values_in(line)
    digits_only = values and sum(len(value.text) for value in values) >= len(re.sub(r"[\s\W]", "", line))
    return bool(digits_only) or not re.search("[一-鿿A-Za-z]", line) or line.startswith("!--")


def _document_number(text: str, lines: Sequence[Line], title: Named) -> Named | None:
    """A document number on a line of its own at the head, or the order by which a law was issued."""
    limit = max((title.quote.end if title.quote else 0) + 200, 200)
    orders = []
    for line in lines:
        for value in values_in(line.text):
            if value.kind != "document_number" or line.start >= limit:
                continue
            number = named(text, value.text, line.start + value.start, line.start + value.end)
            if "令" in value.text:
                orders.append(number)
            elif len(value.text) >= len(line.text) - 6:
                return number
    return orders[-1] if orders else None


def _year(text: str, title: Named, number: Named | None, published: Named | None) -> Named | None:
    """The notice's year: of its title, else of its number, its issue, or the first year its text plans for."""
    if title.quote:
        found = re.search(r"(20\d{2})(?=\s*[年国度—-]|[一-鿿])", title.quote.text)
        if found:
            return Named(found[1], title.quote)
    if number and (year := re.search(r"(?:19|20)\d{2}", number.value)):
        return Named(year[0], number.quote)
    if published:
        return Named(published.value[:4], published.quote)
    for found in re.finditer(r"(?<![到至〔\d])(20\d{2})(?:年|[—－-]{1,2}20\d{2}年)", text):
        if text.rfind("《", 0, found.start()) <= text.rfind("》", 0, found.start()):
            return named(text, found[1], found.start(), found.end())
    return None
