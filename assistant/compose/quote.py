"""Quote: the sentences of the notices that answer, whole, with the conditions that belong to them.

The composer of last resort, and the most used one: where nothing is to be worked out or
judged, the notice's own words are the best answer. What answers is decided in `answering.py`,
how much of it is quoted in `choosing.py` and `focus.py`; that nothing answers is told by `decline.py`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.catalogue import View
from assistant.compose.answering import answering, log_odds
from assistant.compose.choosing import chosen
from assistant.compose.citing import cite, lead_of, prose
from assistant.compose.focus import Span
from assistant.compose.part import Case, Part
from assistant.records import Candidate, Statement
from assistant.scoring import PHRASED

OF_BEST, SURELY_ANSWERS = 0.7, 5.0
"""Where no notice is named, others answer too when their best sentence scores this share of the best, or when the
log-odds that it answers are so high: whose rule is meant was left open."""


def quote(case: Case) -> Part | None:
    """Statements that quote the best sentences of each notice in scope that answers; None when none does."""
    best = _best_by_notice(case)
    if not best:
        return None
    if not case.scope.named:
        best = _worth_telling(case, best)
    statements: list[Statement] = []
    for notice_id, candidates in best.items():
        view = case.catalogue.view(notice_id)
        groups = chosen(case, view, candidates, alone=len(best) == 1)
        statements.extend(statement_of(view, spans) for spans in groups)
    return Part(statements=tuple(statements))


def statement_of(view: View, spans: tuple[Span, ...]) -> Statement:
    """A statement in the notice's own words: the text of `spans`, which belong together."""
    lead, proof = lead_of(view)
    text = re.sub(r"[；;，,、]?$", "", _joined([prose(view.held.text[start:end]) for start, end in spans]), count=1)
    text = text if re.search(r"[。！？!?：:]$", text) else f"{text}。"
    citations = tuple(cite(view, start, end) for start, end in spans)
    return Statement(text=text, notice_id=view.held.id, citations=(*citations, *proof), lead=lead)


def _joined(parts: Sequence[str]) -> str:
    """Quotes as one text: one that ends without a mark is parted from the next, a heading from its items by a colon."""
    text = ""
    for at, part in enumerate(parts):
        open_end = at > 0 and bool(re.search(r"[^\W_]$|[）)]$", text))
        text += ("：" if at == 1 else "；") * open_end + part
    return text


def _worth_telling(case: Case, best: dict[str, list[Candidate]]) -> dict[str, list[Candidate]]:
    """Of several notices that nobody named, those whose best sentence is about as good as the best, or surely answers.

    Likeness to phrasings is left out of the comparison: it is only known of notices that list some.
    """
    strengths = {notice_id: _strength(candidates) for notice_id, candidates in best.items()}
    top = max(strengths.values())
    return {
        notice_id: own
        for notice_id, own in best.items()
        if strengths[notice_id] >= OF_BEST * top
        or log_odds(case, case.catalogue.view(notice_id), own[0]) >= SURELY_ANSWERS
    }


def _strength(candidates: list[Candidate]) -> float:
    return max(candidate.strength - PHRASED.phrasing * candidate.alike for candidate in candidates[:3])


def _best_by_notice(case: Case) -> dict[str, list[Candidate]]:
    found: dict[str, list[Candidate]] = {}
    for candidate in case.candidates:
        found.setdefault(candidate.notice_id, []).append(candidate)
    fitting = {notice_id: answering(case, case.catalogue.view(notice_id), own) for notice_id, own in found.items()}
    return {notice_id: own for notice_id, own in fitting.items() if own}
