"""Markdown to plain text, so that no quote shows ** or |.

Emphasis, links and tables lose their marks (a link keeps its address, tables become tab-separated
rows), list numbers stay. Only a heading without a number of its own keeps its "## ", the one
sign of its level; `sentences.py` leaves it out of quotes. Offsets therefore count in this text,
not in the file: `readers` keeps it, and all that follows sees only it.
"""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from retrieval.numbering import marker_at
from retrieval.readers.html import html_text

# Indented code and underlined headings are off: notices indent paragraphs and rule off parts with dashes.
_PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable(["code", "lheading"])


def markdown_text(source: str) -> str:
    """The text of a Markdown document, paragraphs parted by an empty line."""
    paragraphs: list[str] = []
    row: list[str] | None = None
    prefix, counts = "", _Counts()
    for token in _PARSER.parse(source):
        if token.type in ("heading_open", "list_item_open"):
            prefix = _prefix(token, counts, prefix)
        elif token.type in ("ordered_list_open", "bullet_list_open"):
            counts.open(token)
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            counts.close()
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close":
            _add_row(paragraphs, row or [])
            row = None
        elif token.type == "inline" and row is not None:
            row.append(" ".join(_inline(token.children or []).split()))
        elif token.type in ("inline", "fence", "html_block"):
            words = _words(token)
            if words:
                numbered = prefix.startswith("#") and marker_at(words, 0, len(words))
                paragraphs.append(words if numbered else prefix + words)
                prefix = ""
    return "\n".join(paragraphs)


class _Counts:
    """The next number of each open list; None for a list of bullets."""

    def __init__(self) -> None:
        self.open_lists: list[int | None] = []

    def open(self, token: Token) -> None:
        ordered = token.type == "ordered_list_open"
        self.open_lists.append(int(token.attrGet("start") or 1) if ordered else None)

    def close(self) -> None:
        self.open_lists.pop()

    def take(self) -> int | None:
        count = self.open_lists[-1] if self.open_lists else None
        if count is not None:
            self.open_lists[-1] = count + 1
        return count


def _prefix(token: Token, counts: _Counts, held: str) -> str:
    if token.type == "heading_open":
        return token.markup + " "
    count = counts.take()
    return held if count is None else f"{count}{token.markup} "


def _words(token: Token) -> str:
    if token.type == "html_block":
        return html_text(token.content)
    return (token.content if token.type == "fence" else _inline(token.children or [])).strip()


def _add_row(paragraphs: list[str], cells: Sequence[str]) -> None:
    line = "\t".join(cells)
    if line.strip():
        paragraphs.append(line)


def _inline(tokens: Sequence[Token]) -> str:
    words: list[str] = []
    address, mark = "", 0
    for token in tokens:
        if token.type in ("text", "code_inline"):
            words.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            words.append("\n")
        elif token.type == "image":
            words.append(token.content)
        elif token.type == "link_open":
            address, mark = str(token.attrGet("href") or ""), len(words)
        elif token.type == "link_close":
            shown = "".join(words[mark:])
            if address.startswith(("http", "mailto:")) and address.removeprefix("mailto:").rstrip("/") not in shown:
                words.append(f"（{address}）")
    return "".join(words)
