"""The sentences of a notice with what is needed to judge them: where they stand, their parts, their values.

First step of drafting. Sentences are held without the blanks and line breaks of the lay-out
(研究开 发费用 reads 研究开发费用), and every place in them leads back to the notice.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Literal

from retrieval.card import Quote
from retrieval.clause import Clause, clause_path
from retrieval.sentences import sentences
from retrieval.values import Value, values_in

Zone = Literal["body", "guide", "form", "row"]

_RUN = re.compile(r"\S+")
_GUIDE = re.compile("指南|方向|目录")
_FORM = re.compile("表|书|格式|模板|样式|样表|名单|提纲")
_ANNEX = re.compile("附件|附表|附录|附$")
_LISTED = re.compile("(?<!通知如下)(?<!公告如下)(?<!事项如下)(?<!通告如下)[：:]$")
# 某某项目。 at the head of a paragraph says what its other sentences are about.
_SUBJECT = re.compile("[^，。；、0-9]{3,16}(?:项目|计划|专项|方向|类|基金)。")
CODE = re.compile(r"[0-9]{4,6}|[A-Z]{1,3}-?[0-9]{2,5}")
_ENCLOSED = {"（": "）", "(": ")", "《": "》", "“": "”", "【": "】", "〔": "〕", "[": "]"}


@dataclass(frozen=True)
class Part:
    """A stretch of a sentence between its commas. `start` is its place in the sentence; values count from 0."""

    text: str
    start: int
    values: tuple[Value, ...]

    @property
    def end(self) -> int:
        """Where the part stops in the sentence's `text`."""
        return self.start + len(self.text)


@dataclass(frozen=True)
class Said:
    """One sentence: `text` without lay-out blanks, `places` leads each of its characters back to the notice.

    `headings` are the titles above it, outermost first; `title` says that it is one itself.
    `lead` is the sentence that opens the list it stands in (应同时符合以下条件：), "" in no list.
    """

    notice: str
    text: str
    places: tuple[int, ...]
    headings: tuple[str, ...]
    lead: str
    title: bool
    zone: Zone
    clause: Clause

    @property
    def start(self) -> int:
        """The sentence's place in the notice."""
        return self.places[0]

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The sentence cut at commas and semicolons, brackets and quotation marks left whole."""
        cuts = [0, *_cuts(self.text), len(self.text)]
        pieces = ((left, self.text[left:right]) for left, right in pairwise(cuts) if left < right)
        return tuple(Part(words, left, values_in(words)) for left, words in pieces)

    @cached_property
    def values(self) -> tuple[Value, ...]:
        """The values of the whole sentence."""
        return values_in(self.text)

    def quote(self, start: int = 0, end: int | None = None) -> Quote:
        """The notice's own characters for `text[start:end]`, punctuation at both ends left out."""
        stop = len(self.text) if end is None else end
        while start < stop - 1 and self.text[start] in "，,；;、：: ":
            start += 1
        while stop - 1 > start and self.text[stop - 1] in "，,；;、 ":
            stop -= 1
        left, right = self.places[start], self.places[stop - 1] + 1
        return Quote(self.notice[left:right], left, right)


def said_in(text: str, clauses: Sequence[Clause]) -> tuple[Said, ...]:
    """Every sentence of `text` in order, with the clause that it stands in."""
    return tuple(_all(text, clauses))


def _all(text: str, clauses: Sequence[Clause]) -> Iterator[Said]:
    starts = [clause.start for clause in clauses]
    paths: dict[int, tuple[tuple[str, ...], Zone]] = {}
    leads: dict[int, str] = {}
    for start, end in sentences(text):
        clause = _innermost(clauses, starts, start)
        if clause.index not in paths:
            path = clause_path(clauses, clause.index)
            paths[clause.index] = (tuple(one.heading for one in path if one.heading), _zone(path))
        headings, zone = paths[clause.index]
        places = _kept(text, start, end)
        if places:
            title = end <= clause.label_end
            words = "".join(" " if text[place].isspace() else text[place] for place in places)
            above = headings[:-1] if title else headings
            yield Said(text, words, places, above, _lead(clauses, clause, leads), title, zone, clause)
            if _LISTED.search(words):
                leads[clause.index] = words
            elif _SUBJECT.fullmatch(words):
                paths[clause.index] = ((*headings, words.rstrip("。")), zone)


def _lead(clauses: Sequence[Clause], clause: Clause, leads: dict[int, str]) -> str:
    """The lead of the list that `clause` is an item of: of its parent, or of the paragraph right before the list."""
    if not clause.number or clause.parent is None:
        return ""
    parent = leads.get(clause.parent)
    if parent:
        return parent
    before = [
        one for one in clauses[clause.parent + 1 : clause.index] if one.parent == clause.parent and not one.number
    ]
    return leads.get(before[-1].index, "") if before else ""


def _innermost(clauses: Sequence[Clause], starts: Sequence[int], place: int) -> Clause:
    at: int | None = bisect_right(starts, place) - 1
    while at is not None and at > 0 and clauses[at].end <= place:
        at = clauses[at].parent
    return clauses[at or 0]


def _zone(path: Sequence[Clause]) -> Zone:
    if any(clause.kind in ("table", "row") or CODE.fullmatch(clause.number) for clause in path):
        return "row"
    annex = next((clause for clause in path if clause.kind == "part" and _ANNEX.search(clause.number)), None)
    if annex is None:
        return "body"
    if _GUIDE.search(annex.heading):
        return "guide"
    return "form" if _FORM.search(annex.heading) else "body"


def _kept(text: str, start: int, end: int) -> tuple[int, ...]:
    """Places of the characters that stay: a blank only where it parts two ASCII words or numbers."""
    places: list[int] = []
    for run in _RUN.finditer(text, start, end):
        if places and _is_word(text[places[-1]]) and _is_word(text[run.start()]):
            places.append(run.start() - 1)
        places.extend(range(run.start(), run.end()))
    return tuple(places)


def _is_word(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _cuts(text: str) -> Iterator[int]:
    """Places right behind the commas and semicolons that stand outside brackets."""
    closing: list[str] = []
    for place, character in enumerate(text):
        if character in _ENCLOSED:
            closing.append(_ENCLOSED[character])
        elif closing and character in closing:
            del closing[closing.index(character) :]
        elif not closing and (character in "，；;" or (character == "," and not text[place + 1 : place + 2].isdigit())):
            yield place + 1
