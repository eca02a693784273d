"""A web page to plain text: one paragraph a line, a table row a line with its cells tab-separated.

What no reader of the page sees (scripts, styles, navigation, hidden elements) is left out, so
nothing can be smuggled into a notice. Numbers of `<ol>` are written out, for they are part of the
rule's name. Headings without a number keep a "## " mark, the only sign of their level;
`sentences.py` leaves it out of quotes. Tables that only lay out the page are read as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from retrieval.errors import UnreadableNotice
from retrieval.numbering import marker_at
from retrieval.readers.html_tables import is_data_table, table_rows

_DROPPED_TAGS = (
    "head script style noscript template iframe object svg canvas nav select option button textarea input dialog"
)
_BLOCK_TAGS = (
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr html legend li main ol p pre section summary table tbody td tfoot th thead tr ul"
)
_DROPPED = frozenset(_DROPPED_TAGS.split())
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d]*[1-9])", re.IGNORECASE)
_NESTING = re.compile(r"<(/?)(?:div|section|article|aside|blockquote|center|dl|fieldset|main|ol|ul|details)\b", re.I)
_MAX_DEPTH = 5_000
_COLLAPSED = re.compile(r"[ \t\n\r\f]+")
_CN_DIGITS = "〇一二三四五六七八九"
_CN_LIST = re.compile(r"cjk-ideographic|simp-chinese|trad-chinese", re.IGNORECASE)


def html_text(source: str) -> str:
    """The text of an HTML page or fragment; "" when it shows none. `UnreadableNotice` on absurd nesting."""
    _refuse_abyss(source)
    root = LexborHTMLParser(source).root
    if root is None:
        return ""
    tables = _data_tables(root)
    writer = _Writer(tables)
    for node, entering in _walk(root, tables):
        if entering:
            writer.enter(node)
        else:
            writer.leave(node)
    return writer.text()


def _refuse_abyss(source: str) -> None:
    """Parsing takes time by the square of the nesting: thousands of open blocks are no page but an attack."""
    depth = deepest = 0
    for tag in _NESTING.finditer(source):
        depth = max(0, depth + (-1 if tag.group(1) else 1))
        deepest = max(deepest, depth)
    if deepest > _MAX_DEPTH:
        raise UnreadableNotice(
            f"HTML nests {deepest:,} blocks deep; at most {_MAX_DEPTH:,} are read. Save the notice as plain text.",
            reason_zh="网页的嵌套层数异常，请把通知正文另存为 .txt 后重新放入",
        )


def _data_tables(root: LexborNode) -> frozenset[int]:
    """The tables that show data, by `mem_id`; one that holds another table is there for the page's lay-out."""
    innermost: dict[int, LexborNode] = {}
    open_tables: list[int] = []
    for node, entering in _walk(root, frozenset()):
        if node.tag == "table" and entering:
            if open_tables:
                innermost.pop(open_tables[-1], None)
            open_tables.append(node.mem_id)
            innermost[node.mem_id] = node
        elif node.tag == "table":
            open_tables.pop()
    return frozenset(key for key, table in innermost.items() if is_data_table(table))


def _is_visible(node: LexborNode) -> bool:
    if node.tag in _DROPPED:
        return False
    if node.tag in ("header", "footer") and node.parent is not None and node.parent.tag == "body":
        return False
    attributes = node.attributes
    hidden = "hidden" in attributes or attributes.get("aria-hidden") == "true"
    return not hidden and not _HIDDEN.search(attributes.get("style") or "")


def _walk(root: LexborNode, closed: frozenset[int]) -> Iterator[tuple[LexborNode, bool]]:
    """Visible nodes in document order, elements entered and left, `closed` ones not looked into.

    Without recursion: a page may nest without bound.
    """
    waiting: list[tuple[LexborNode, bool]] = [(root, True)]
    while waiting:
        node, entering = waiting.pop()
        if entering and node.tag not in ("-text", "-comment", "!doctype"):
            if not _is_visible(node):
                continue
            waiting.append((node, False))
            if node.mem_id not in closed:
                children = []
                child = node.first_child
                while child is not None:
                    children.append((child, True))
                    child = child.next
                waiting.extend(reversed(children))
        yield node, entering


class _Writer:
    def __init__(self, tables: frozenset[int]) -> None:
        self.tables = tables
        self.lines: list[str] = []
        self.words: list[str] = []
        self.lists: list[int | None] = []
        self.prefix = ""
        self.preformatted = 0

    def text(self) -> str:
        self._break()
        return "\n".join(self.lines)

    def enter(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag == "-text":
            words = node.text_content or ""
            self.words.append(words if self.preformatted else _COLLAPSED.sub(" ", words))
        elif tag == "br":
            self._break()
        elif tag in _BLOCKS:
            self._break()
            self._open(node, tag)

    def leave(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag in _BLOCKS:
            self._break()
        if tag in ("ol", "ul") and self.lists:
            self.lists.pop()
        elif tag == "pre":
            self.preformatted -= 1
        elif tag in ("h2", "h3", "h4", "h5", "h6"):
            self.prefix = ""

    def _open(self, node: LexborNode, tag: str) -> None:
        if tag == "ol":
            self.lists.append(_integer(node.attributes.get("start"), 1))
        elif tag == "ul":
            self.lists.append(None)
        elif tag == "li" and self.lists and self.lists[-1] is not None:
            count = _integer(node.attributes.get("value"), self.lists[-1])
            self.prefix = _ordinal(count, node.parent)
            self.lists[-1] = count + 1
        elif tag == "pre":
            self.preformatted += 1
        elif tag in ("h2", "h3", "h4", "h5", "h6"):
            self.prefix = "#" * int(tag[1]) + " "
        elif node.mem_id in self.tables:
            self.lines.extend(table_rows(node))

    def _break(self) -> None:
        joined = "".join(self.words)
        self.words.clear()
        for line in joined.split("\n"):
            trimmed = line.strip()
            if trimmed:
                numbered = marker_at(trimmed, 0, len(trimmed)) if self.prefix else None
                self.lines.append(trimmed if numbered else self.prefix + trimmed)
                self.prefix = ""


def _ordinal(count: int, parent: LexborNode | None) -> str:
    attributes = parent.attributes if parent is not None else {}
    kind, style = attributes.get("type") or "1", attributes.get("style") or ""
    if re.search(r"list-style(?:-type)?\s*:[^;]*none", style):
        return ""
    if _CN_LIST.search(style) and 0 < count < 20:
        return ("十" if count >= 10 else "") + (_CN_DIGITS[count % 10] if count % 10 else "") + "、"
    if kind in ("a", "A") and 0 < count <= 26:
        return chr(ord(kind) + count - 1) + ". "
    return f"{count}. "


def _integer(value: str | None, otherwise: int) -> int:
    words = (value or "").strip()
    return int(words) if re.fullmatch(r"[0-9]{1,6}", words) else otherwise
