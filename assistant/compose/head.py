"""Head: what stands at the head of a notice: its document number, who issued it, when, its title."""

from __future__ import annotations

from assistant.catalogue import View
from assistant.compose.citing import cite_quote, lead_of
from assistant.compose.part import Case, Part
from assistant.language import pattern
from assistant.records import Statement
from assistant.replies import phrase
from retrieval.card import Named

MAY_BE = 0.1
"""Probability of a datum from which its words ask for it."""

DATA = ("document_number", "issuer", "published")


def head(case: Case) -> Part | None:
    """For an ask about the notice itself: the datum of each notice in scope that has it."""
    wanted = [name for name in DATA if _is_asked(case, name)]
    statements = [
        statement
        for notice_id in case.scope.notices
        for name in wanted
        for statement in _stated(case.catalogue.view(notice_id), name)
    ]
    return Part(statements=tuple(statements)) if statements else None


def _is_asked(case: Case, name: str) -> bool:
    """Whether a datum is asked for by its words, and nothing else is surely asked for ("由谁出面交")."""
    named = bool(pattern("forms.yaml", "head", name).search(case.ask.bare))
    return named and case.ask.intents.get(name, 0.0) >= MAY_BE


def _stated(view: View, name: str) -> list[Statement]:
    lead, proof = lead_of(view)
    return [
        Statement(phrase(name, value=_printed(named)), view.held.id, (cite_quote(view, named.quote), *proof), lead=lead)
        for named in _data(view, name)
        if named.quote
    ]


def _data(view: View, name: str) -> tuple[Named, ...]:
    card = view.card
    if name == "issuer":
        return card.issuers
    datum = card.document_number if name == "document_number" else card.published
    return (datum,) if datum else ()


def _printed(named: Named) -> str:
    """The datum as the notice prints it, where that says the same; a date is given in the notice's form."""
    return named.quote.text if named.quote and any(char.isdigit() for char in named.value) else named.value
