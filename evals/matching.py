"""How an answer's words and quotes are held against a sample's, forgiving only what a reader would.

White space, Markdown marks, citation markers and full or half width do not count; every
other character does. Quotes are found in a notice white space apart, wherever they stand.
Used by the scorers and the retrieval metrics.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple, Protocol

from retrieval.held import Held

MARKER = re.compile(r"\[\d{1,3}\]")
_BULLET = re.compile(r"(?m)^[ \t]*(?:[-*+•]|#{1,6}|>)[ \t]+")
_TABLE_RULE = re.compile(r"(?m)^[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-*:?[ \t]*)*$")
_MARKS = re.compile(r"\*{2,3}|`+|__|~~|\||[①-⑳]")


class Holding(Protocol):
    """What the scorers need of a library: the notices by id."""

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the notices held."""

    def held(self, id: str, /) -> Held:
        """One notice. Raises `UnknownNotice` when it is not held."""


class Span(NamedTuple):
    """A stretch of a notice's text, `end` exclusive."""

    start: int
    end: int

    def overlaps(self, start: int, end: int) -> bool:
        """Whether `start:end` shares a character with this span."""
        return start < self.end and self.start < end


def without_marks(text: str) -> str:
    """`text` without citation markers, Markdown marks and circled item numbers; line breaks stay."""
    plain = _BULLET.sub("", _TABLE_RULE.sub("", MARKER.sub("", text)))
    return _MARKS.sub("", plain)


def comparable(text: str) -> str:
    """What is compared of `text`: **最高 １００万元**[1] and 最高100万元 are the same."""
    return "".join(unicodedata.normalize("NFKC", without_marks(text)).casefold().split())


def spans_of(quote: str, text: str) -> tuple[Span, ...]:
    """Every place of `text` where `quote` stands, white space apart; none when it does not."""
    pattern = r"\s*".join(re.escape(character) for character in "".join(quote.split()))
    return tuple(Span(*found.span()) for found in re.finditer(pattern, text)) if pattern else ()
