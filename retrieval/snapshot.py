"""One index generation with the notices it was built from: what a search runs against.

A snapshot never changes, so threads share it without locks; a newer generation is a new snapshot
(`library.py` swaps them). Ranking is done by `lexical.py` and `vectors.py`, fusing by
`fusion.py`; here they meet, timed, with what they did not choose kept for explanation.
"""

from __future__ import annotations

import logging
import time
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from itertools import accumulate

from retrieval.embeddings import Embedding
from retrieval.errors import EmbeddingUnavailable, IndexDamaged, UnknownNotice
from retrieval.fusion import fuse
from retrieval.generations import PassageIndex
from retrieval.held import Held
from retrieval.lexicon import lexicon
from retrieval.passage import Hit, Passage, Search
from retrieval.store import Catalogue
from retrieval.tokens import normal

_log = logging.getLogger(__name__)
REJECTED = 20
LONGEST_QUERY = 4000
_DEPTH = 50


class Snapshot:
    """The notices of `catalogue` with their index. `read` fetches a notice that is not in memory yet."""

    def __init__(
        self,
        catalogue: Catalogue,
        index: PassageIndex,
        read: Callable[[str], Held | None],
        known: Mapping[str, Held] | None = None,
    ) -> None:
        self.catalogue = catalogue
        self.index = index
        self._read = read
        self._known = dict(known or {})
        self._ids = tuple(sorted(catalogue.notices))
        self._ends = list(accumulate(catalogue.notices[name][1] for name in self._ids))

    @property
    def ids(self) -> tuple[str, ...]:
        """All notices, in the order in which their passages are numbered."""
        return self._ids

    def held(self, id: str) -> Held:
        """One notice, read once. Raises `UnknownNotice`; `IndexDamaged` when the database has moved on."""
        known = self._known.get(id)
        if known is not None:
            return known
        if id not in self.catalogue.notices:
            raise UnknownNotice(f"notice {id!r} is not held", reason_zh=f"没有收录编号为“{id[:40]}”的通知")
        held = self._read(id)
        if held is None or held.digest != self.catalogue.notices[id][0]:
            raise IndexDamaged(f"notice {id} is newer in the database than in this index")
        return self._known.setdefault(id, held)

    def search(
        self,
        query: str,
        *,
        k: int,
        notice_ids: Collection[str] | None,
        embedding: Embedding,
        lexical_only: bool = False,
    ) -> Search:
        """The `k` best passages and the next ones below them. Raises `IndexDamaged`, `UnknownNotice`.

        Of an endless query the first `LONGEST_QUERY` characters count.
        """
        for name in notice_ids or ():
            if name not in self.catalogue.notices:
                self.held(name)
        timing: dict[str, float] = {}
        unavailable: list[str] = []
        limit = max(_DEPTH, k + REJECTED)
        asked = query[:LONGEST_QUERY]
        plain = normal(asked)
        with _timed(timing, "expand"):
            expansions = lexicon().expansions(plain)
        with _timed(timing, "lexical"):
            rankings = {
                "lexical": self.index.lexical.search(plain, limit=limit, expansions=expansions, notice_ids=notice_ids)
            }
        vectors = None if lexical_only else self.index.vectors
        if vectors is None:
            unavailable.append("vector")
        elif plain.strip():
            try:
                with _timed(timing, "embed"):
                    vector = embedding.embed_query(asked)
                with _timed(timing, "vector"):
                    rankings["vector"] = vectors.nearest(vector, limit=limit, notice_ids=notice_ids)
            except EmbeddingUnavailable as error:
                _log.warning("lexical ranking alone answers: %s", error)
                unavailable.append("vector")
        with _timed(timing, "fuse"):
            fused = fuse(rankings, {"vector": embedding.weight})[: k + REJECTED]
            hits = tuple(Hit(self._passage(one.row), one.score, one.ranks) for one in fused)
        timing["total"] = sum(timing.values())
        return Search(
            query=query,
            hits=hits[:k],
            rejected=hits[k:],
            expansions=expansions,
            timing_ms=timing,
            index_digest=self.catalogue.pointer.digest,
            unavailable=tuple(unavailable),
        )

    def close(self) -> None:
        """Release the index's files."""
        self.index.close()

    def _passage(self, row: int) -> Passage:
        at = bisect_right(self._ends, row)
        if at == len(self._ids):
            raise IndexDamaged(f"row {row} of the index belongs to no notice")
        notice_id = self._ids[at]
        return self.held(notice_id).passages[row - (self._ends[at] - self.catalogue.notices[notice_id][1])]


@contextmanager
def _timed(timing: dict[str, float], stage: str) -> Iterator[None]:
    began = time.perf_counter()
    try:
        yield
    finally:
        timing[stage] = (time.perf_counter() - began) * 1000
