"""The clause tree of a notice: parts, titled clauses, numbered items, paragraphs, tables.

After reading, before passages. `layout.py` gives paragraphs and tables in order; a stack of
open clauses (`levels.py`) receives them: a number's level follows from what is open, not from
its style alone. An attachment starts afresh; closing words, signature and date belong to the
notice or attachment as a whole, not to its last item. What a number looks like is in
`numbering.py`, what a title is in `titles.py`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.clause import Clause, ClauseKind
from retrieval.layout import GENRES, Block, layout
from retrieval.levels import Draft, Levels, Open, sequels
from retrieval.numbering import Marker
from retrieval.table import Table
from retrieval.titles import clean, title_of

_PART = re.compile(r"附[件表录][ \t]*([一二三四五六七八九十\d]{0,3})[ \t]*(?:[：:.、．]|(?=\s|$))\s*")
_CLOSING = re.compile(r"特此|抄送|主送|此页无正文|公开方式")
_DATE = re.compile(
    r"(?:\d{4}|[〇○零一二三四五六七八九]{4})\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日"
)
_LABEL = re.compile(r"[^\s，。；、：:]{2,12}[：:]")
_PAUSE = re.compile(r"[，。；：:？！]")
_TITLE_ENDS = (*GENRES, "表", "书", "模板", "格式", "样式", "提纲")
_MAX_TITLE = 60
_MAX_LEADING_CELLS = 6
_MAX_SIGNATURE = 30
_MAX_SIGNERS = 4
_LABEL_RANK = 50
_ATTACHED_RANK = 5.5
_CHAPTERS = ("编", "章", "节")


def parse_clauses(text: str) -> tuple[Clause, ...]:
    """The tree of a notice's clauses in document order, parents before children.

    Index 0 is the root, spanning everything. Children lie inside their parent, in order, without
    overlap; every non-blank character lies in some clause below the root.
    """
    return _Parser(text).parse()


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.elements = layout(text)
        self.levels = Levels(text, sequels([e.marker if isinstance(e, Block) else None for e in self.elements]))
        self.signed = self._signatures()
        self.in_body = False
        self.after_date = False

    def parse(self) -> tuple[Clause, ...]:
        at = 0
        while at < len(self.elements):
            element = self.elements[at]
            at = self._table(element, at) if isinstance(element, Table) else self._block(element, at)
        return tuple(draft.clause(index) for index, draft in enumerate(self.levels.drafts))

    def _block(self, block: Block, at: int) -> int:
        dated, self.after_date = self.after_date, False
        part = _PART.match(self.text, block.start, block.end)
        if part and (reached := self._attachment(block, part, at)):
            return reached
        if at in self.signed or _CLOSING.match(self.text, block.start, block.end):
            self.levels.close_to_base()
            self._paragraph(block)
            self.after_date = at in self.signed and self._is_date(block)
        elif block.marker is not None and not self._is_document_title(block, block.marker):
            self._numbered(block, block.marker, at)
        elif dated and self._is_title(block, GENRES):
            self.levels.close_to_root()
            self._open_part("", clean(self._words(block)), block.start, block.end)
        elif self._is_label(block, at):
            self.levels.close_style("label")
            self._add("heading", "", clean(self._words(block)), block, block.end)
            self._push(block, _LABEL_RANK, "label", 0, titled=True, at=at)
        else:
            self.levels.close_finished_lists(at)
            self._paragraph(block)
            self.after_date = dated and self._words(block)[0] in "（("
        self.in_body = self.in_body or self.text[block.end - 1] == "。"
        return at + 1

    def _table(self, table: Table, at: int) -> int:
        levels = self.levels
        head_end = table.head[-1][1] if table.head else table.start
        index = levels.add(Draft("table", "", " | ".join(table.header), table.start, head_end, table.end))
        for row in table.rows:
            cells = (self.text[left:right] for left, right in row.cells[:_MAX_LEADING_CELLS])
            number = next((cell for cell in cells if len(cell) <= 4 and cell.rstrip(".、").isdigit()), "")
            levels.add(Draft("row", number, "", row.start, row.start, row.end), parent=index)
        return at + 1

    def _numbered(self, block: Block, marker: Marker, at: int) -> None:
        sibling = self.levels.make_room(marker, block.start, at)
        listed = sibling is not None and not sibling.titled and sibling.ordinal + 1 == marker.ordinal
        titled = title_of(self.text, marker, block.end, followed=self._is_followed(marker, at), listed=listed)
        heading, label_end = titled or ("", min(marker.end, block.end))
        kind: ClauseKind = "part" if marker.style in _CHAPTERS else "heading" if titled else "item"
        self._add(kind, marker.number, heading, block, label_end)
        styles = sibling.styles | {marker.style} if sibling else {marker.style}
        rank = min(sibling.rank, marker.rank) if sibling else marker.rank
        self._push(block, rank, marker.style, marker.ordinal, titled=titled is not None, at=at, styles=styles)

    def _attachment(self, block: Block, found: re.Match[str], at: int) -> int:
        """Opens an attachment, or the list of attachments; the place to go on at, or 0 if the words are neither."""
        rest, number = self.text[found.end() : block.end], found.group(1)
        printed = self.text[block.start : block.start + 2] + number
        coming = self.elements[at + 1] if at + 1 < len(self.elements) else None
        colon = found.group().rstrip()[-1] in "：:"
        listing = (colon and not number) or self._starts_part(coming) or at + 1 in self.signed
        if not rest and not (colon and not number):
            heading, label_end, reached = self._part_title(at + 1, block.end)
            self.levels.close_to_root()
            self._open_part(printed, heading, block.start, label_end)
            return reached
        if listing or coming is None:
            self.levels.close_to_base()
            self._add("heading", printed, "", block, min(found.end(), block.end))
            self._push(block, _ATTACHED_RANK, "attached", 0, titled=True, at=at)
            return at + 1
        if len(rest) <= _MAX_TITLE and not _PAUSE.search(rest):
            self.levels.close_to_root()
            self._open_part(printed, clean(rest), block.start, block.end)
            return at + 1
        return 0

    def _part_title(self, at: int, end: int) -> tuple[str, int, int]:
        """Up to three short lines below 附件N are its title, until one ends as titles of documents do."""
        words: list[str] = []
        for place in range(at, min(at + 3, len(self.elements))):
            block = self.elements[place]
            if not isinstance(block, Block) or block.marker or not self._is_title(block, ("",)):
                break
            words.append(self._words(block))
            if words[-1].endswith(_TITLE_ENDS):
                return clean("".join(words)), block.end, place + 1
        first = self.elements[at] if words else None
        return (clean(words[0]), first.end, at + 1) if first else ("", end, at)

    def _open_part(self, number: str, heading: str, start: int, end: int) -> None:
        index = self.levels.add(Draft("part", number, heading, start, end, end))
        self.levels.open_base(Open(index, 0, {"part"}, 0, titled=True, start=start, place=0))

    def _paragraph(self, block: Block) -> None:
        self.levels.close_style("attached")
        self._add("paragraph", "", "", block, block.start)
        self.levels.top.lead_in = self.text[block.end - 1] in "：:"

    def _add(self, kind: ClauseKind, number: str, heading: str, block: Block, label_end: int) -> int:
        return self.levels.add(Draft(kind, number, heading, block.start, label_end, block.end))

    def _push(
        self,
        block: Block,
        rank: float,
        style: str,
        ordinal: int,
        *,
        titled: bool,
        at: int,
        styles: set[str] | None = None,
    ) -> None:
        index = len(self.levels.drafts) - 1
        opened = Open(index, rank, styles or {style}, ordinal, titled=titled, start=block.start, place=at)
        opened.lead_in = self.text[block.end - 1] in "：:"
        self.levels.stack.append(opened)

    def _signatures(self) -> set[int]:
        """Places of dates that stand alone and of the names above them, once the text proper has begun."""
        signed: set[int] = set()
        begun = False
        for at, element in enumerate(self.elements):
            if not isinstance(element, Block):
                continue
            if begun and self._is_date(element):
                signed.add(at)
                for above in range(at - 1, max(at - 1 - _MAX_SIGNERS, 0), -1):
                    if not self._is_signer(self.elements[above]):
                        break
                    signed.add(above)
            begun = begun or self.text[element.end - 1] == "。"
        return signed

    def _is_signer(self, element: Block | Table) -> bool:
        return (
            isinstance(element, Block)
            and element.marker is None
            and element.end - element.start <= _MAX_SIGNATURE
            and not _PAUSE.search(self.text, element.start, element.end)
            and not _PART.match(self.text, element.start, element.end)
        )

    def _is_date(self, block: Block) -> bool:
        return _DATE.fullmatch(self.text, block.start, block.end) is not None

    def _is_title(self, block: Block, endings: Sequence[str]) -> bool:
        words = self._words(block)
        return len(words) <= _MAX_TITLE and not _PAUSE.search(words) and words.endswith(tuple(endings))

    def _is_document_title(self, block: Block, marker: Marker) -> bool:
        return marker.style == "#1" and not self.in_body and len(self.levels.stack) == 1

    def _is_label(self, block: Block, at: int) -> bool:
        coming = self.elements[at + 1] if at + 1 < len(self.elements) else None
        return (
            len(self.levels.stack) > 1
            and isinstance(coming, Block)
            and coming.marker is None
            and _LABEL.fullmatch(self.text, block.start, block.end) is not None
        )

    def _is_followed(self, marker: Marker, at: int) -> bool:
        coming = self.elements[at + 1] if at + 1 < len(self.elements) else None
        if not isinstance(coming, Block) or coming.marker is None:
            return coming is not None and at + 1 not in self.signed and not self._starts_part(coming)
        return coming.marker.rank > marker.rank and coming.marker.ordinal == 1

    def _starts_part(self, element: Block | Table | None) -> bool:
        return isinstance(element, Block) and bool(
            _PART.match(self.text, element.start, element.end) or _CLOSING.match(self.text, element.start, element.end)
        )

    def _words(self, block: Block) -> str:
        return self.text[block.start : min(block.end, block.start + 200)]
