"""`GET /clause/{notice_id}?start=&end=`: one notice as a page of its own, the cited words marked.

The chat page takes the article out of it and shows it beside the answer; opened by itself (a new tab,
a link that was sent to somebody, a browser without scripts) it is a page like any other.
"""

from __future__ import annotations

from html import escape
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from retrieval import Held, Library
from retrieval.clause import section_of
from ui.held_notices import require_held
from ui.render import today
from ui.web.addresses import CLAUSE_PREFIX, version_of
from ui.web.assets import asset_address
from ui.web.citation_panel import notice_html, standing_html, text, where_html
from ui.web.labels import label
from ui.web.standing import standing_of

_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_Offset = Annotated[int, Query(ge=0, le=10**9)]


def clause_routes(library: Library) -> APIRouter:
    """The address under which a clause is shown."""
    routes = APIRouter(include_in_schema=False)

    @routes.get(CLAUSE_PREFIX + "{notice_id}", response_class=HTMLResponse)
    def clause(notice_id: str, start: _Offset = 0, end: _Offset = 0, v: str = "") -> HTMLResponse:
        held = require_held(library, notice_id)
        page = clause_page(held, start, end, asked_version=v)
        return HTMLResponse(page, headers={"Content-Security-Policy": _POLICY, "Cache-Control": "no-store"})

    return routes


def clause_page(held: Held, start: int, end: int, *, asked_version: str = "") -> str:
    """The whole document for one clause of `held`."""
    title = text(held.card.title.value)
    return (
        f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<link rel="icon" href="{asset_address("icon.svg")}">'
        f'<link rel="stylesheet" href="{asset_address("page.css")}"></head><body class="sb-alone"><main>'
        f"{_article(held, start, end, asked_version)}"
        f'<p class="sb-home"><a href="/">{text(label("panel.back"))}</a></p></main></body></html>'
    )


def _article(held: Held, start: int, end: int, asked_version: str) -> str:
    card = held.card
    day = today()
    number = card.document_number.value if card.document_number else None
    issuers = "、".join(issuer.value for issuer in card.issuers)
    return (
        f'<article class="sb-notice" lang="zh-CN"><header><h2>{text(card.title.value)}</h2>'
        f"{where_html(number, issuers)}{_path(held, start) if end else ''}"
        f"{standing_html(standing_of(card, day), day)}{_source(held)}{_warning(held, start, end, asked_version)}"
        f'</header><div class="sb-text">{notice_html(held, start, end)}</div></article>'
    )


def _path(held: Held, start: int) -> str:
    inside = [clause.index for clause in held.clauses if clause.start <= start < clause.end]
    path = section_of(held.clauses, inside[-1]) if inside else ""
    return f'<p class="sb-path">{text(path)}</p>' if path else ""


def _source(held: Held) -> str:
    if not held.url or not held.url.startswith(("https://", "http://")):
        return ""
    address = escape(held.url, quote=True)
    return f'<p><a href="{address}" target="_blank" rel="noopener noreferrer">{text(label("panel.source"))}</a></p>'


def _warning(held: Held, start: int, end: int, asked_version: str) -> str:
    if asked_version and asked_version != version_of(held):
        return f'<p class="sb-warning" role="status">{text(label("panel.changed"))}</p>'
    if end and not start < end <= len(held.text):
        return f'<p class="sb-warning" role="status">{text(label("panel.no_place"))}</p>'
    return ""
