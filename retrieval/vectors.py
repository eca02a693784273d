"""The vector ranking: a Chroma collection on disk, or an exact scan in memory. Chroma's only home here.

On disk a collection is written once, aside, and then only read (`generations.py`). Chroma is
imported and the collection opened at the first question, because the import alone takes
the better part of a second. In memory (tests, small tools, a data folder that cannot be
read) the same cosine is computed by numpy: exact, as fast below some 10,000 passages, and
free of Chroma's per-process shared state.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Protocol, cast

import numpy as np
from numpy.typing import NDArray

from retrieval.embeddings import Matrix
from retrieval.entry import Entry
from retrieval.errors import IndexDamaged

if TYPE_CHECKING:
    from chromadb import Collection as ChromaCollection
    from chromadb.api.client import Client
    from chromadb.api.collection_configuration import CreateHNSWConfiguration
    from chromadb.api.types import Where

_NAME = "passages"
_LARGEST_BATCH = 5000
_DIGITS = 6
# Chroma's own search width of 100 missed some of the first 50 among 300 passages, others at each build.
_HNSW: CreateHNSWConfiguration = {"space": "cosine", "ef_search": 500, "ef_construction": 200, "max_neighbors": 32}


class VectorIndex(Protocol):
    """Nearest rows by cosine."""

    def nearest(self, query: Matrix, *, limit: int, notice_ids: Collection[str] | None = None) -> list[int]:
        """Rows by falling cosine with `query`, at most `limit`. Raises `IndexDamaged`."""

    def close(self) -> None:
        """Release files; the index is not searched again."""


class ExactVectors:
    """All vectors in memory, compared one by one.

    They are kept column by column: a question has something in few of a hashed vector's columns, and only those are
    read. `_rows` are the rows of each notice.
    """

    def __init__(self, entries: Sequence[Entry], vectors: Matrix) -> None:
        self._columns = np.ascontiguousarray(vectors.T)
        rows: dict[str, list[int]] = {}
        for row, entry in enumerate(entries):
            rows.setdefault(entry.notice_id, []).append(row)
        self._rows = {notice_id: np.array(own) for notice_id, own in rows.items()}

    def nearest(self, query: Matrix, *, limit: int, notice_ids: Collection[str] | None = None) -> list[int]:
        """Rows by falling cosine with `query`, at most `limit`."""
        count = self._columns.shape[1]
        rows = np.arange(count) if notice_ids is None else self._within(notice_ids)
        if not len(rows):
            return []
        cosines = np.zeros(len(rows))
        for column in np.flatnonzero(query[0]):
            own = self._columns[column]
            cosines += query[0, column] * (own if len(rows) == count else own[rows])
        distances = np.round(1.0 - cosines, _DIGITS)
        if len(rows) > limit:
            near = np.flatnonzero(distances <= np.partition(distances, limit - 1)[limit - 1])
            rows, distances = rows[near], distances[near]
        return [int(row) for row in rows[np.argsort(distances, kind="stable")[:limit]]]

    def close(self) -> None:
        """Nothing to release."""

    def _within(self, notice_ids: Collection[str]) -> NDArray[np.int64]:
        own = [self._rows[notice_id] for notice_id in notice_ids if notice_id in self._rows]
        return np.sort(np.concatenate(own)) if own else np.arange(0)


class ChromaVectors:
    """A collection in a folder of its own. Rows are its ids; `notice` is the metadata it filters by."""

    def __init__(self, path: Path, *, count: int) -> None:
        self._path = path
        self._count = count
        self._opening = Lock()
        self._client: Client | None = None
        self._collection: ChromaCollection | None = None

    @classmethod
    def build(cls, path: Path, entries: Sequence[Entry], vectors: Matrix) -> None:
        """Write a new collection to the folder `path`, check it and let go of it.

        `sync_threshold` is the smallest batch, so that every batch reaches the HNSW files: otherwise
        each reader would replay Chroma's log and rewrite those files on its own.
        """
        batches = np.array_split(np.arange(len(entries)), -(-len(entries) // _LARGEST_BATCH)) if entries else []
        smallest = max(2, min((len(batch) for batch in batches), default=2))
        with _as_damage(path):
            client = _client(path)
            collection = client.create_collection(
                _NAME,
                embedding_function=None,
                configuration={"hnsw": {**_HNSW, "sync_threshold": smallest, "batch_size": smallest}},
            )
            for batch in batches:
                collection.add(
                    ids=[str(row) for row in batch],
                    embeddings=vectors[batch],
                    metadatas=[{"notice": entries[row].notice_id} for row in batch],
                )
            client.close()
        written = cls(path, count=len(entries))
        written._opened()
        written.close()

    def nearest(self, query: Matrix, *, limit: int, notice_ids: Collection[str] | None = None) -> list[int]:
        """Rows by falling cosine with `query`, at most `limit`; of equal ones the first. Raises `IndexDamaged`."""
        if not self._count or (notice_ids is not None and not notice_ids):
            return []
        within = None if notice_ids is None else cast("Where", {"notice": {"$in": [*notice_ids]}})
        with _as_damage(self._path):
            found = self._opened().query(
                query_embeddings=query,
                n_results=min(limit, self._count),
                where=within,
                include=["distances"],
            )
            distances = (found["distances"] or [[]])[0]
            ordered = sorted(zip((round(one, _DIGITS) for one in distances), map(int, found["ids"][0]), strict=True))
            return [row for _, row in ordered]

    def close(self) -> None:
        """Let go of the folder."""
        with self._opening:
            client, self._client, self._collection = self._client, None, None
            if client is not None:
                client.close()

    def _opened(self) -> ChromaCollection:
        if self._collection is None:
            with self._opening:
                if self._collection is None:
                    self._collection = self._checked()
        return self._collection

    def _checked(self) -> ChromaCollection:
        with _as_damage(self._path):
            self._client = _client(self._path)
            collection = self._client.get_collection(_NAME, embedding_function=None)
            if collection.count() != self._count:
                raise IndexDamaged(f"{self._path}: {collection.count()} vectors, expected {self._count}")
            if self._count:
                first = collection.get(ids=["0"], include=["embeddings"])["embeddings"]
                if first is None or len(first) != 1:
                    raise IndexDamaged(f"{self._path}: the vector of the first passage is missing")
                distances = collection.query(query_embeddings=first, n_results=1, include=["distances"])["distances"]
                if not distances or not distances[0] or distances[0][0] > 1e-3:
                    raise IndexDamaged(f"{self._path}: a passage does not find itself")
            return collection


def _client(path: Path) -> Client:
    import chromadb
    from chromadb.config import Settings

    if not path.is_dir():
        raise IndexDamaged(f"{path}: the folder is missing")
    # The factory is typed as the protocol, which lacks `close`; what it makes is a Client.
    return cast("Client", chromadb.PersistentClient(str(path), settings=Settings(anonymized_telemetry=False)))


@contextmanager
def _as_damage(path: Path) -> Iterator[None]:
    """What Chroma raises over files it cannot use, as `IndexDamaged`; its own bugs pass."""
    from chromadb.errors import ChromaError

    try:
        yield
    except (ChromaError, sqlite3.Error, OSError, ValueError, KeyError) as error:
        raise IndexDamaged(
            f"{path}: the vector index cannot be used ({error})", reason_zh="向量索引无法读写，请重新建立索引"
        ) from error
