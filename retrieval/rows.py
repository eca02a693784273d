"""What a notice looks like in the database: the tables, and a row for a notice and back.

Used by `store.py` alone, which says when rows are read and written.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from pydantic import TypeAdapter, ValidationError

from retrieval.card import Card
from retrieval.clause import Clause
from retrieval.errors import IndexDamaged
from retrieval.held import Held, Phrasing
from retrieval.notice import Notice
from retrieval.passage import Passage

METADATA = sa.MetaData()

NOTICES = sa.Table(
    "notices",
    METADATA,
    sa.Column("id", sa.String(128), primary_key=True),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("passage_count", sa.Integer, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("source", sa.Text),
    sa.Column("url", sa.Text),
    sa.Column("card_source", sa.Text),
    sa.Column("phrasing_source", sa.Text),
    sa.Column("clauses", sa.Text, nullable=False),
    sa.Column("passages", sa.Text, nullable=False),
    sa.Column("card", sa.Text, nullable=False),
    sa.Column("phrasings", sa.Text, nullable=False),
)
VECTORS = sa.Table(
    "embeddings",
    METADATA,
    sa.Column("version", sa.String(200), primary_key=True),
    sa.Column("text_digest", sa.String(64), primary_key=True),
    sa.Column("vector", sa.LargeBinary, nullable=False),
)
META = sa.Table(
    "meta", METADATA, sa.Column("key", sa.String(40), primary_key=True), sa.Column("value", sa.Text, nullable=False)
)

_CLAUSES = TypeAdapter(tuple[Clause, ...])
_PASSAGES = TypeAdapter(tuple[Passage, ...])
_CARD = TypeAdapter(Card)
_PHRASINGS = TypeAdapter(tuple[Phrasing, ...])


def held_of(row: sa.Row[Any]) -> Held:
    """The notice that a row of `NOTICES` holds. Raises `IndexDamaged` on JSON of another form."""
    try:
        return Held(
            id=row.id,
            text=row.text,
            digest=row.digest,
            url=row.url,
            clauses=_CLAUSES.validate_json(row.clauses),
            passages=_PASSAGES.validate_json(row.passages),
            card=_CARD.validate_json(row.card),
            phrasings=_PHRASINGS.validate_json(row.phrasings),
        )
    except ValidationError as error:
        raise IndexDamaged(f"notice {row.id} was stored in another form ({error})") from error


def row_of(notice: Notice, held: Held) -> dict[str, object]:
    """The row of `NOTICES` for `notice` and what was read from it."""
    return {
        "id": notice.id,
        "digest": held.digest,
        "passage_count": len(held.passages),
        "text": notice.text,
        "source": notice.source,
        "url": notice.url,
        "card_source": notice.card_source,
        "phrasing_source": notice.phrasing_source,
        "clauses": _CLAUSES.dump_json(held.clauses).decode(),
        "passages": _PASSAGES.dump_json(held.passages).decode(),
        "card": _CARD.dump_json(held.card).decode(),
        "phrasings": _PHRASINGS.dump_json(held.phrasings).decode(),
    }
