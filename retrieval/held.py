"""A notice as the library holds it: text, structure, passages and facts, read once.

`library.py` makes these from the database; the assistant reads them.
"""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.card import Card, Quote
from retrieval.clause import Clause
from retrieval.passage import Passage


@dataclass(frozen=True, slots=True)
class Phrasing:
    """Everyday ways to ask for one clause of a notice, from its phrasing.yaml."""

    quote: Quote
    asks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """One notice with everything known about it. `digest` is its `Notice.digest` when it was indexed."""

    id: str
    text: str
    digest: str
    url: str | None
    clauses: tuple[Clause, ...]
    passages: tuple[Passage, ...]
    card: Card
    phrasings: tuple[Phrasing, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What an ingest run did: notice ids by outcome; `refused` pairs a name with the reason in Chinese."""

    created: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()
