"""Quote: the sentences of the notices that answer, whole, with the conditions that belong to them.

The composer of last resort, and the most used one: where nothing is to be worked out or
judged, the notice's own words are the best answer. What answers is decided in `answering.py`,
how much of it is quoted in `choosing.py` and `focus.py`; that nothing answers is told by `decline.py`.
"""

from __future__ import annotations

from assistant.catalogue import View
from assistant.compose.answering import answers
from assistant.compose.choosing import chosen
from assistant.compose.citing import cite, lead_of, prose
from assistant.compose.focus import Span
from assistant.compose.part import Case, Part
from assistant.records import Candidate, Statement

OF_BEST = 0.6
"""Where no notice is named, others answer too when their best sentence scores this share of the best."""


def quote(case: Case) -> Part | None:
    """Statements that quote the best sentences of each notice in scope that answers; None when none does."""
    best = _best_by_notice(case)
    if not best:
        return None
    top = max(candidates[0].score for candidates in best.values())
    if not case.scope.named:
        best = {notice_id: found for notice_id, found in best.items() if found[0].score >= OF_BEST * top}
    statements: list[Statement] = []
    for notice_id, candidates in best.items():
        view = case.catalogue.view(notice_id)
        groups = chosen(case, view, candidates, alone=len(best) == 1)
        statements.extend(statement_of(view, spans) for spans in groups)
    return Part(statements=tuple(statements))


def statement_of(view: View, spans: tuple[Span, ...]) -> Statement:
    """A statement in the notice's own words: the text of `spans`, which belong together."""
    lead, proof = lead_of(view)
    text = "".join(prose(view.held.text[start:end]) for start, end in spans)
    citations = tuple(cite(view, start, end) for start, end in spans)
    return Statement(text=text, notice_id=view.held.id, citations=(*citations, *proof), lead=lead)


def _best_by_notice(case: Case) -> dict[str, list[Candidate]]:
    best: dict[str, list[Candidate]] = {}
    for candidate in case.candidates:
        if answers(case, candidate):
            best.setdefault(candidate.notice_id, []).append(candidate)
    return best
