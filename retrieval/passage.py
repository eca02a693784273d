"""A passage (片段), what is retrieved; a hit, a passage with its score; and why it ranked so.

`passages.py` cuts clauses into passages; `library.py` ranks them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Passage:
    """A quotable piece of one clause: a paragraph, a numbered item, a table row.

    `text` is exactly `notice.text[start:end]`. `section` is the heading path for people,
    `header` the table's header for a row ("" otherwise): both are indexed with the text
    but never quoted as it. `clause` indexes the notice's clauses.
    """

    notice_id: str
    index: int
    text: str
    start: int
    end: int
    section: str
    header: str
    clause: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a query. `score` is the fused score, higher is better.

    `ranks` tells how each ranking placed it, 1 the best: {"lexical": 1, "vector": 3}.
    """

    passage: Passage
    score: float
    ranks: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Search:
    """A search that can be explained afterwards.

    `hits` were kept, `rejected` ranked below the cut; `expansions` are the official terms
    the lexicon added; `timing_ms` by stage; `index_digest` names the index generation;
    `unavailable` names rankings that could not be asked ("vector" when the embedding is down).
    """

    query: str
    hits: tuple[Hit, ...]
    rejected: tuple[Hit, ...]
    expansions: tuple[str, ...]
    timing_ms: Mapping[str, float]
    index_digest: str
    unavailable: tuple[str, ...] = ()
