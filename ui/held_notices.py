"""Held notices as plain values, for JSON and for tables. Nothing is decided here but where a day stands in a window."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from retrieval.card import Fact, Named, Window
from retrieval.clause import Clause, section_of
from retrieval.errors import UnknownNotice
from retrieval.held import Held
from retrieval.passage import Hit

if TYPE_CHECKING:
    from retrieval import Library


def require_held(library: Library, notice_id: str) -> Held:
    """The notice of that id. Raises `UnknownNotice`, in Chinese, naming what is held."""
    if notice_id in library.ids:
        return library.held(notice_id)
    known = "、".join(library.ids[:8]) or "尚未收录任何通知"
    raise UnknownNotice(
        f"no notice {notice_id!r} is held", reason_zh=f"没有编号为“{notice_id[:60]}”的通知。现有：{known}"
    )


def notice_summary(held: Held, day: date) -> dict[str, object]:
    """One line of the list of notices; windows stand as they do on `day`."""
    card = held.card
    return {
        "id": held.id,
        "title": card.title.value,
        "label": card.label,
        "region": _value(card.region),
        "year": _value(card.year),
        "programme": _value(card.programme),
        "document_number": _value(card.document_number),
        "issuers": [issuer.value for issuer in card.issuers],
        "published": _value(card.published),
        "reviewed": card.reviewed,
        "url": held.url,
        "windows": [_window_row(fact, fact.window, day) for fact in card.facts if fact.window],
    }


def notice_record(held: Held, day: date) -> dict[str, object]:
    """One notice whole: its text, the clause tree as rows with their parents, and its card."""
    from retrieval.card_file import card_to_json

    return {
        **notice_summary(held, day),
        "digest": held.digest,
        "text": held.text,
        "clauses": [_clause_row(held.clauses, clause) for clause in held.clauses],
        "card": card_to_json(held.card),
    }


def hit_row(hit: Hit) -> dict[str, object]:
    """One hit as the search address gives it."""
    passage = hit.passage
    return {
        "notice_id": passage.notice_id,
        "section": passage.section,
        "text": passage.text,
        "start": passage.start,
        "end": passage.end,
        "score": round(hit.score, 6),
    }


def window_state(window: Window, day: date) -> str:
    """Where `day` stands: "upcoming", "open", "closed", or "none" when no date is given. Both ends are in."""
    if window.opens and day < window.opens:
        return "upcoming"
    if window.closes:
        return "closed" if day > window.closes else "open"
    return "open" if window.opens else "none"


def _window_row(fact: Fact, window: Window, day: date) -> dict[str, object]:
    return {
        "label": fact.label,
        "opens": window.opens.isoformat() if window.opens else None,
        "closes": window.closes.isoformat() if window.closes else None,
        "closes_at": f"{window.closes_at:%H:%M}" if window.closes_at else None,
        "state": window_state(window, day),
        "days_left": (window.closes - day).days if window.closes and day <= window.closes else None,
    }


def _clause_row(clauses: tuple[Clause, ...], clause: Clause) -> dict[str, object]:
    return {
        "index": clause.index,
        "parent": clause.parent,
        "depth": clause.depth,
        "kind": clause.kind,
        "number": clause.number,
        "heading": clause.heading,
        "section": section_of(clauses, clause.index),
        "start": clause.start,
        "label_end": clause.label_end,
        "end": clause.end,
    }


def _value(named: Named | None) -> str | None:
    return named.value if named else None
