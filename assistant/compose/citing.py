"""Citations from spans of a notice, and text fit for a sentence of an answer."""

from __future__ import annotations

import re

from assistant.catalogue import View
from assistant.records import Citation
from retrieval.card import Quote
from retrieval.clause import section_of
from retrieval.values import values_in

SHORT = 60
"""A line this short with a phone number in it is one of names and numbers: its blanks part them."""


def cite(view: View, start: int, end: int) -> Citation:
    """The citation of `start:end` of a notice; its marker is given when the answer is rendered."""
    held = view.held
    passage = next((p for p in held.passages if p.start <= start < p.end), None)
    section = passage.section if passage else ""
    if passage and not section:
        section = section_of(held.clauses, passage.clause)
    number = view.card.document_number
    return Citation(
        marker=0,
        notice_id=held.id,
        title=view.card.title.value,
        document_number=number.value if number else None,
        section=section,
        quote=held.text[start:end],
        start=start,
        end=end,
        url=held.url,
    )


def cite_quote(view: View, quote: Quote) -> Citation:
    """The citation of a card's quote."""
    return cite(view, quote.start, quote.end)


def lead_of(view: View) -> tuple[str, tuple[Citation, ...]]:
    """A notice's name to put before a statement, with the quotes that its numbers need."""
    label = view.card.label
    if not values_in(label):
        return label, ()
    quotes = [named.quote for named in (view.card.title, view.card.year) if named and named.quote]
    return label, tuple(cite_quote(view, quote) for quote in quotes[:1])


def prose(text: str) -> str:
    """A quote as a sentence of an answer: line breaks and marks of Markdown gone, columns one blank apart."""
    text = re.sub(r"\[[a-z]+:[^\]]*\]|\*\*|^#+\s*", "", text)
    return re.sub(r"\s+", lambda blank: _blank(text, blank), text.strip())


def _blank(text: str, blank: re.Match[str]) -> str:
    """What is left of white space: nothing in running Chinese, one blank between words and between columns."""
    before, after = text[blank.start() - 1], text[blank.end()]
    lone = len(text) <= SHORT and bool(re.search(r"\d{7}", text))
    columns = lone or "\t" in blank.group() or (len(blank.group()) > 1 and "\n" not in blank.group())
    return " " if columns or (before.isascii() and after.isascii()) else ""
