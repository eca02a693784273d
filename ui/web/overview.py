"""What is held, for the head of the page, its empty panel and its empty conversation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

from retrieval import Held, Library
from ui.web.addresses import notice_address
from ui.web.citation_panel import standing_html, text, where_html
from ui.web.labels import label
from ui.web.standing import standing_of


def held_notices(library: Library) -> list[Held]:
    """All notices held, in the library's order."""
    return [library.held(notice_id) for notice_id in library.ids]


def header_html(notices: Sequence[Held], day: date) -> str:
    """The head of the page, one line of HTML: the name, what it does, and the notices with their state on `day`."""
    brand = (
        f'<div class="sb-brand"><h1 class="sb-name">{text(label("page.name"))}</h1>'
        f'<p class="sb-tagline">{text(label("page.tagline"))}</p></div>'
    )
    if not notices:
        return f'{brand}<p class="sb-shelf">{text(label("page.held_none"))}</p>'
    items = "".join(f"<li>{_named(held)}{_badge(held, day)}</li>" for held in notices)
    count = text(label("page.held", count=len(notices)))
    return f'{brand}<details class="sb-shelf"><summary>{count}</summary><ul>{items}</ul></details>'


def shelf_html(notices: Sequence[Held], day: date) -> str:
    """What the panel shows while no answer cites anything: the notices held, each to be opened; one line of HTML."""
    hint = f'<p class="sb-panel-empty">{text(label("panel.empty" if notices else "page.held_none_help"))}</p>'
    items = "".join(
        f'<li class="sb-citation">{_named(held)}{where_html(_number(held))}'
        f"{standing_html(standing_of(held.card, day), day)}</li>"
        for held in notices
    )
    return f'<div class="sb-citations">{hint}<ol class="sb-list">{items}</ol></div>'


def greeting(notices: Sequence[Held]) -> str:
    """What an empty conversation says, as Markdown; with nothing held, what to do about it."""
    if not notices:
        return f"### {label('page.held_none')}\n\n{label('page.held_none_help')}"
    return f"### {label('chat.greeting')}\n\n{label('chat.greeting_help')}"


def choices(notices: Sequence[Held]) -> list[tuple[str, str]]:
    """Notices as choices of a selector: what people read, and the id."""
    return [(_name(held), held.id) for held in notices]


def _name(held: Held) -> str:
    year = held.card.year.value if held.card.year else ""
    return held.card.label if not year or year in held.card.label else f"{held.card.label}（{year}）"


def _named(held: Held) -> str:
    return f'<a class="sb-open" href="{escape(notice_address(held), quote=True)}">{text(_name(held))}</a>'


def _badge(held: Held, day: date) -> str:
    standing = standing_of(held.card, day)
    return f'<span class="sb-badge sb-{standing.state}">{text(standing.name)}</span>'


def _number(held: Held) -> str | None:
    return held.card.document_number.value if held.card.document_number else None
