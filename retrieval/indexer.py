"""The writing side of the library: vectors, a new generation, and one transaction that makes it current.

Order of a change: vectors (kept ones are used again) → generation built aside, checked
and renamed → texts and pointer committed together → older generations deleted. Killed
anywhere, the database still points to the old, whole generation. Only one process
writes: it holds `write.lock`. What a notice says is read in `taking_in.py`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock

import numpy as np
from filelock import FileLock, Timeout

from retrieval.embeddings import Embedding, Matrix
from retrieval.entry import Entry, entries_of
from retrieval.errors import DataFolderError, EmbeddingUnavailable
from retrieval.generations import Generations, PassageIndex
from retrieval.held import Held
from retrieval.store import Catalogue, Edit, Pointer, Store
from retrieval.taking_in import recipe

Progress = Callable[[str, int, int], None]

LOCK_TIMEOUT_S = 10.0


class Indexer:
    """Writes to one data folder, or to memory when `folder` is None."""

    def __init__(self, store: Store, folder: Path | None) -> None:
        self._store = store
        self._folder = folder
        self._generations = None if folder is None else Generations(folder / "index")
        # One lock object, so that a repair inside a change may enter again; threads queue at `_threads`.
        self._threads = RLock()
        self._lock = None if folder is None else FileLock(folder / "write.lock", LOCK_TIMEOUT_S, thread_local=False)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """The right to write, for one thread of one process. Raises `DataFolderError` when another keeps it."""
        with self._threads:
            if self._lock is None:
                yield
                return
            try:
                self._lock.acquire()
            except Timeout as error:
                raise DataFolderError(
                    f"{self._folder}: another process is writing. Wait for it, or name another folder (SHENBAO_DATA)",
                    reason_zh="另一个程序正在写入数据文件夹，请等它完成后再试，或用 SHENBAO_DATA 另指定文件夹",
                ) from error
            except (OSError, NotImplementedError) as error:
                raise DataFolderError(
                    f"{self._folder}: cannot be written ({error})",
                    reason_zh="数据文件夹无法写入，请检查权限，或用 SHENBAO_DATA 另指定文件夹",
                ) from error
            try:
                yield
            finally:
                self._lock.release()

    def open(self, catalogue: Catalogue) -> PassageIndex:
        """The index that `catalogue` points to. Raises `IndexDamaged`."""
        passages = sum(count for _, count in catalogue.notices.values())
        if self._generations is None or not catalogue.pointer.generation:
            return PassageIndex.empty()
        return self._generations.open(catalogue.pointer.generation, passages=passages)

    def publish(
        self,
        current: Catalogue,
        notices: Sequence[Held],
        edit: Edit,
        embedding: Embedding,
        progress: Progress,
    ) -> tuple[Catalogue, PassageIndex]:
        """Make `notices`, sorted by id, what is held; `edit` is what it changes in the database."""
        entries = entries_of(notices)
        vectors, kept = self.vectors(entries, embedding, progress)
        digest = _digest(notices, embedding)
        progress("index", 0, len(entries))
        generations = self._generations
        generation = digest if generations is None else generations.build(entries, vectors, digest=digest)
        pointer = Pointer(
            generation=generation,
            previous=current.pointer.generation,
            digest=digest,
            embedding=embedding.name,
            version=embedding.version,
            dimensions=vectors.shape[1],
            recipe=recipe(),
        )
        try:
            self._store.apply(edit, pointer, kept)
        except DataFolderError:
            self._prune(current.pointer)
            raise
        self._prune(pointer)
        progress("index", len(entries), len(entries))
        catalogue = Catalogue(pointer, {held.id: (held.digest, len(held.passages)) for held in notices})
        index = PassageIndex.in_memory(entries, vectors) if self._generations is None else self.open(catalogue)
        return catalogue, index

    def in_memory(self, notices: Sequence[Held], embedding: Embedding) -> PassageIndex:
        """An index of `notices` that touches no disk: for a data folder that can be read but not repaired."""
        entries = entries_of(notices)
        try:
            vectors, _ = self.vectors(entries, embedding, lambda *_: None)
        except EmbeddingUnavailable:
            return PassageIndex.in_memory(entries, None)
        return PassageIndex.in_memory(entries, vectors)

    def vectors(
        self, entries: Sequence[Entry], embedding: Embedding, progress: Progress
    ) -> tuple[Matrix, dict[str, bytes]]:
        """Vectors of `entries`, and the same by text digest; only texts without a kept vector are embedded."""
        texts = {entry.digest: entry.embedded for entry in entries}
        kept = {digest: vector for digest, vector in self._store.vectors(embedding.version).items() if digest in texts}
        missing = [digest for digest in texts if digest not in kept]
        if missing:
            fresh = embedding.embed([texts[digest] for digest in missing], lambda n: progress("embed", n, len(missing)))
            kept.update((digest, vector.astype("<f4").tobytes()) for digest, vector in zip(missing, fresh, strict=True))
        if len({len(vector) for vector in kept.values()}) > 1:
            raise EmbeddingUnavailable(
                f"embedding {embedding.name}: vectors of another length than before. Rebuild: shenbao ingest --rebuild",
                reason_zh=f"{embedding.name} 返回的向量长度与已有索引不一致，请用 shenbao ingest --rebuild 重建",
            )
        if not entries:
            return np.zeros((0, 1), dtype=np.float32), kept
        return np.stack([np.frombuffer(kept[entry.digest], dtype="<f4") for entry in entries]), kept

    def _prune(self, pointer: Pointer) -> None:
        if self._generations is not None:
            self._generations.prune({pointer.generation, pointer.previous})


def _digest(notices: Sequence[Held], embedding: Embedding) -> str:
    parts = [recipe(), embedding.version, *(part for held in notices for part in (held.id, held.digest))]
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()
