"""Whether a numbered paragraph opens with a title, and where the title stops.

Used by `clauses.py`. A title is short, has no comma-like pause and stops at 。 or ： or at the
end of its line: "1.项目支持方式。根据…" has one, "1.项目符合本计划定位要求，属于…" has none. An
article (第X条) never has one but in brackets.
"""

from __future__ import annotations

import re

from retrieval.numbering import Marker

_STOPS = re.compile(r"[。：:！？；;，,!?]|\s{2,}|\u3000")
_GAP = re.compile(r"([一-鿿、“”]{2,12})\s+(?=\S{6}.*。)", re.DOTALL)
_BRACKETED = re.compile(r"[【（(]([^】）)，。]{2,20})[】）)]")
_ASIDES = re.compile(r"（[^（）]{0,60}）|\([^()]{0,60}\)|“[^“”]{0,40}”|《[^《》]{0,60}》")
_BLANKS_BETWEEN = re.compile(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])")
_WINDOW = 160

_MAX_LINE = 40
_MAX_CODE = 25
_MAX_SENTENCE = 22
_MAX_LONE_SENTENCE = 16
_MAX_LABEL = 15


def title_of(text: str, marker: Marker, end: int, *, followed: bool, listed: bool) -> tuple[str, int] | None:
    """The title behind `marker` in the paragraph that stops at `end`, and where its body begins; None if untitled.

    `followed` says that text of its own comes in the next paragraph, `listed` that the item before
    it in the list had no title: then a whole short sentence ("应达到相应要求。") is an item, not a title.
    """
    body = text[marker.end : min(end, marker.end + _WINDOW)]
    if marker.style == "条":
        found = _BRACKETED.match(body)
        return (clean(found.group(1)), marker.end + found.end()) if found else None
    masked = _ASIDES.sub(lambda aside: "x" * len(aside.group()), body)
    stop = next((m for m in _STOPS.finditer(masked) if not masked.startswith("//", m.end())), None)
    whole = marker.end + len(body) >= end
    if stop is None or (stop.group().isspace() and marker.style in ("编", "章", "节")):
        return _line_title(body, marker, end, listed) if whole else None
    title = body[: stop.start()]
    if not title.strip("* ") or stop.group() in "！？；;，,!?":
        return _gap_title(body, marker)
    behind = marker.end + stop.end()
    while behind < end and text[behind] in "* ":
        behind += 1
    if stop.group().isspace():
        return (clean(title), behind) if len(title) <= _MAX_LABEL and end - behind >= _MAX_CODE else None
    if _fits(title, stop.group(), marker, alone=behind >= end, followed=followed, listed=listed):
        return clean(title), behind
    return _gap_title(body, marker)


def clean(title: str) -> str:
    """A title for people: no Markdown stars, one line, letter-spacing ("总　则") closed up."""
    return _BLANKS_BETWEEN.sub("", " ".join(title.replace("*", "").split())).strip("。：: ")


def _line_title(body: str, marker: Marker, end: int, listed: bool) -> tuple[str, int] | None:
    limit = _MAX_CODE if marker.style.startswith("code") else _MAX_LINE
    return (clean(body), end) if body and len(body) <= limit and not listed else None


def _fits(title: str, stop: str, marker: Marker, *, alone: bool, followed: bool, listed: bool) -> bool:
    size = len(title.strip("* "))
    if marker.style.startswith("code"):
        return False
    if stop in "：:":
        return size <= _MAX_LABEL and not (alone and listed)
    if alone:
        return size <= _MAX_LONE_SENTENCE and followed and not listed
    return size <= _MAX_SENTENCE


def _gap_title(body: str, marker: Marker) -> tuple[str, int] | None:
    """A notice set as one line keeps only a blank between title and text: 一、支持重点 以形成…。"""
    found = None if marker.style.startswith("code") else _GAP.match(body)
    return (clean(found.group(1)), marker.end + found.end()) if found else None
