"""Outline: the headings below one heading, for "分哪几个阶段", "一共设了几类计划，都叫什么".

A notice often answers such a question by its structure alone: the names that are asked for head its
clauses. Which heading is meant is told by the words that it and those below it hold; the names
of technical directions are called by `roll.py`.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from assistant.catalogue import View
from assistant.compose.citing import cite, lead_of, prose
from assistant.compose.part import Case, Part
from assistant.language import pattern, words
from assistant.learned.phrasings import grams
from assistant.records import Statement
from assistant.replies import phrase
from retrieval.clause import Clause
from retrieval.normalise import fold

_FIRST = re.compile("(?<![0-9])0*1(?![0-9])|(?<![十百])一|①|Ⅰ")

FEWEST, MOST = 3, 12
"""Headings below another from which they make a list, and the most that are named."""

OPENING = 12
"""Characters of a clause, behind its heading, in which its year stands."""

TELLING = 0.9
"""How rare, as a share of the rarest, the rarest pair of characters must be that question and headings share."""

LIKELY = 0.3
"""Likeness of the question to a known phrasing of the heading from which the heading is meant."""


def outline(case: Case) -> Part | None:
    """The names below the heading that is asked about, each cited where it stands; None when none is."""
    if not pattern("forms.yaml", "outline").search(case.ask.bare or case.ask.text):
        return None
    views = [case.catalogue.view(notice_id) for notice_id in case.scope.notices]
    found = [(*best, view) for view in views if (best := _meant(case, view)) is not None]
    if not found:
        return None
    top = max(score for score, _, _ in found)
    return Part(statements=tuple(_named(case, view, parent) for score, parent, view in found if score == top))


def _meant(case: Case, view: View) -> tuple[float, Clause] | None:
    """The heading that shares most with the question, by its own words and those that most below it share."""
    parents = [(parent, below) for parent in view.held.clauses[1:] if _is_list(below := children(view, parent))]
    held = [_shared_grams(parent, below) for parent, below in parents]
    frequency = Counter(gram for one in held for gram in one)
    asked = {gram for gram in grams(case.ask.bare) if len(gram) > 1} - words("forms.yaml", "stop")
    alike = view.phrasings.alike(case.ask.bare, LIKELY)
    years = bool(pattern("forms.yaml", "by_year").search(case.ask.text))
    best: tuple[float, Clause] | None = None
    for (parent, below), own in zip(parents, held, strict=True):
        weights = [math.log(1 + len(held) / frequency[gram]) for gram in asked & own]
        like = max((share for start, end, share in alike if _heads(parent, below, start, end)), default=0.0)
        by_year = years and _dated(view, below)
        told = by_year or max(weights, default=0.0) >= TELLING * math.log(1 + len(held))
        score = sum(weights) + math.log(1 + len(held)) * (2 * like + by_year)
        if (told or like) and (best is None or score > best[0]):
            best = score, parent
    return best


def _dated(view: View, below: Sequence[Clause]) -> bool:
    """Whether each of the clauses opens with a year of its own."""
    texts = (view.held.text[clause.label_end : clause.label_end + OPENING] for clause in below)
    years = [found[0] for text in texts if (found := re.search(r"20\d\d(?=年)", text))]
    return len(set(years)) == len(below)


def _is_list(below: Sequence[Clause]) -> bool:
    """Whether titled clauses make a whole list: enough of them, numbered from the first on."""
    return len(below) >= FEWEST and bool(_FIRST.search(below[0].number))


def _shared_grams(parent: Clause, below: Sequence[Clause]) -> frozenset[str]:
    """Pairs of characters of a heading, and those that most of the headings below it share."""
    counted = Counter(gram for child in below for gram in grams(fold(child.heading)))
    shared = {gram for gram, count in counted.items() if 2 * count >= len(below)}
    return frozenset(gram for gram in grams(fold(parent.heading)) | shared if len(gram) > 1)


def _heads(parent: Clause, below: Sequence[Clause], start: int, end: int) -> bool:
    """Whether a span is the heading itself, or holds several of those below it."""
    if parent.start <= start and end <= parent.label_end + 1:
        return True
    return sum(start <= child.start < end for child in below) >= 2


def children(view: View, parent: Clause) -> list[Clause]:
    """The titled clauses right below another, in order."""
    return [
        clause for clause in view.held.clauses if clause.parent == parent.index and clause.heading and clause.number
    ]


def _named(case: Case, view: View, parent: Clause) -> Statement:
    text = view.held.text
    below = children(view, parent)[:MOST]
    names = [re.sub(r"[。：:；;，,]+$", "", prose(text[child.start : child.label_end])) for child in below]
    lead, proof = lead_of(view)
    citations = [cite(view, child.start, child.label_end) for child in below]
    head = prose(text[parent.start : parent.label_end]) if parent.parent is not None else ""
    if head:
        citations.insert(0, cite(view, parent.start, parent.label_end))
    told = (
        phrase("outline", head=re.sub(r"[。：:]+$", "", head), names="；".join(names))
        if head
        else "；".join(names) + "。"
    )
    return Statement(told, view.held.id, (*citations, *proof), lead=lead)
