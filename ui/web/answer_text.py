"""An answer as Markdown that cannot do anything but look right.

Answers come in light Markdown: bold, lists, tables, markers. These, and plain http addresses, are
carried over; every other ASCII punctuation mark becomes a character reference, so that words of a
notice, of an asker or of a model are never markup, a link, an image or HTML. Markers become
links to their clause.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Iterator, Mapping

from assistant import Answer
from ui.render import printable

_MARKS = str.maketrans({mark: f"&#{ord(mark)};" for mark in string.punctuation})
_INLINE = re.compile(
    r"\*\*(?P<bold>[^*\n]+)\*\*|\[(?P<marker>\d{1,3})\]|(?P<url>https?://[A-Za-z0-9][A-Za-z0-9._~:/?#@!$&*+,;=%-]*)"
)
_RULE = re.compile(r"\|(\s*:?-+:?\s*\|)+")
_TRAILING = ".,;:!?*"


def literal(text: str) -> str:
    """`text` as Markdown that shows exactly its characters."""
    return "\n".join(_escaped(line) or "&nbsp;" for line in printable(text).strip().splitlines())


def answer_markdown(answer: Answer, addresses: Mapping[int, str]) -> str:
    """The answer's text with its markers linked; `addresses` gives the address of each marker's clause."""
    blocks: list[str] = []
    before = ""
    for line in printable(answer.text).strip().splitlines():
        kind = _kind(line)
        if not kind:
            before = ""
            continue
        if blocks:
            blocks.append("\n" if kind == before else "\n\n")
        blocks.append(_LINES[kind](line.strip(), addresses))
        before = kind
    return "".join(blocks)


def pieces(markdown: str) -> Iterator[str]:
    """What is shown while an answer appears: its beginning, longer by a line each time, then all of it."""
    lines = markdown.splitlines(keepends=True)
    for count in range(1, len(lines) + 1):
        if lines[count - 1].strip():
            yield "".join(lines[:count])


def _kind(line: str) -> str:
    bare = line.strip()
    if not bare:
        return ""
    if bare.startswith("|") and bare.endswith("|") and len(bare) > 1:
        return "table"
    return "item" if bare.startswith(("- ", "* ")) else "plain"


def _item(line: str, addresses: Mapping[int, str]) -> str:
    return f"- {_inline(line[2:], addresses)}"


def _row(line: str, addresses: Mapping[int, str]) -> str:
    if _RULE.fullmatch(line):
        return line
    return "| " + " | ".join(_inline(cell.strip(), addresses) for cell in line[1:-1].split("|")) + " |"


def _inline(text: str, addresses: Mapping[int, str]) -> str:
    shown: list[str] = []
    at = 0
    for found in _INLINE.finditer(text):
        shown.append(_escaped(text[at : found.start()]))
        shown.append(_found(found, addresses))
        at = found.end()
    shown.append(_escaped(text[at:]))
    return "".join(shown)


def _found(found: re.Match[str], addresses: Mapping[int, str]) -> str:
    if found["bold"]:
        return f"**{_inline(found['bold'], addresses)}**"
    if found["url"]:
        address = found["url"].rstrip(_TRAILING)
        return f"[{_escaped(address)}](<{address}>){_escaped(found['url'][len(address) :])}"
    marker = int(found["marker"])
    if marker in addresses:
        return f"[&#91;{marker}&#93;](<{addresses[marker]}>)"
    return _escaped(found[0])


def _escaped(text: str) -> str:
    return text.translate(_MARKS)


_LINES: Mapping[str, Callable[[str, Mapping[int, str]], str]] = {"plain": _inline, "item": _item, "table": _row}
