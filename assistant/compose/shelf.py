"""Shelf: which notices are held, each by its title, for "你这里都有哪些通知" and for those who asked elsewhere."""

from __future__ import annotations

from itertools import islice

from assistant.catalogue import Catalogue
from assistant.compose.citing import cite_quote
from assistant.compose.part import Case, Part
from assistant.language import pattern
from assistant.records import Statement
from assistant.replies import phrase

MOST_NAMED = 6


def shelf(case: Case) -> Part | None:
    """One line a notice when the asker wants to know what is held."""
    if not pattern("forms.yaml", "shelf").search(case.ask.text):
        return None
    statements = []
    for notice_id in case.scope.notices:
        card = case.catalogue.view(notice_id).card
        if card.title.quote:
            citation = cite_quote(case.catalogue.view(notice_id), card.title.quote)
            statements.append(Statement(card.title.value, notice_id, (citation,)))
    return Part(statements=tuple(statements), before=phrase("shelf")) if statements else None


def labels(catalogue: Catalogue) -> str:
    """Names of the notices held, joined for a sentence; of many, the first few."""
    names = [view.card.label for view in islice(catalogue.views(), MOST_NAMED)]
    more = "等" if len(catalogue.ids) > MOST_NAMED else ""
    return "、".join(names) + more
