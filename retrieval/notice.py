"""A notice as issued: its id, its text, and what lies beside it in its folder.

First record of the flow: readers turn a file into a `Notice`; `clauses.py` gives it
structure. Reading file types is in `readers/`; checking cards is in `card.py`.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from retrieval.errors import NoticeError

_ID = re.compile(r"[^\s/\\.][^\s/\\]{0,127}")
# Controls, invisible marks, and bytes of a file name that are no UTF-8: none can be typed, stored or shown.
_UNSEEN = frozenset({"Cc", "Cf", "Cs"})


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice (通知) and the sources of what is known about it.

    `text` is what the reader of its file type returned, newlines as `\\n`; every offset
    of clauses, passages, facts and citations counts Unicode code points in it.
    `card_source` and `phrasing_source` are the YAML texts beside it, unparsed, or None.
    """

    id: str
    text: str
    source: str | None = None
    card_source: str | None = None
    phrasing_source: str | None = None
    url: str | None = None

    @classmethod
    def from_text(cls, id: str, text: str, *, card: str | None = None, phrasing: str | None = None) -> Notice:
        """A notice from a string. Raises `NoticeError` on an unusable id, `UnreadableNotice` on blank text."""
        from retrieval.readers import checked_text

        return cls(id=checked_id(id), text=checked_text(text, where=id), card_source=card, phrasing_source=phrasing)

    @classmethod
    def from_file(cls, path: Path | str) -> Notice:
        """A notice from a bare file, or from a folder holding notice.* with card.yaml and phrasing.yaml beside it."""
        from retrieval.readers import read_notice

        return read_notice(Path(path))

    @property
    def digest(self) -> str:
        """SHA-256 over text, card and phrasings: the index is renewed when it changes."""
        whole = "\x00".join((self.text, self.card_source or "", self.phrasing_source or "", self.url or ""))
        return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()


def checked_id(id: str) -> str:
    """`id` if it can name a notice: 1 to 128 visible characters, no blanks, no slashes, no leading dot."""
    if not _ID.fullmatch(id) or any(unicodedata.category(char) in _UNSEEN for char in id):
        shown = "".join("?" if unicodedata.category(char) in _UNSEEN else char for char in id[:40])
        raise NoticeError(
            f"notice id {id!r}: an id has 1 to 128 visible characters, no blanks, no slashes and no leading dot",
            reason_zh=f"通知编号“{shown}”不可用：长度为 1 到 128 个字，不能含空格、斜杠或看不见的字符，也不能以点开头",
        )
    return id
