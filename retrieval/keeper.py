"""Keeps the current snapshot of a library, and replaces it: when another process published,
when this one writes, and when the index turns out damaged.

Behind `library.py`, which is the public door. How a generation is written is in `indexer.py`; what
a search does, in `snapshot.py`. A snapshot in use by another thread is closed only
after its successor has been replaced too.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Lock, RLock
from typing import TypeVar

from retrieval.embeddings import Embedding
from retrieval.errors import DataFolderError, EmbeddingChanged, EmbeddingUnavailable, IndexDamaged, NoticeError
from retrieval.generations import PassageIndex
from retrieval.held import Held, Report
from retrieval.indexer import Indexer, Progress
from retrieval.notice import Notice
from retrieval.snapshot import Snapshot
from retrieval.store import Catalogue, Edit, Pointer, Store
from retrieval.taking_in import distinct, recipe, take_in

_log = logging.getLogger(__name__)
_T = TypeVar("_T")
REFRESH_S = 1.0

Gone = Callable[[Mapping[str, object]], Sequence[str]]


class Keeper:
    """The current snapshot of the data folder `folder`, or of memory when it is None."""

    def __init__(self, store: Store, folder: Path | None, embedding: Embedding, *, writable: bool = True) -> None:
        self.embedding = embedding
        self._store = store
        self._indexer = Indexer(store, folder)
        self._on_disk = folder is not None
        self._writable = writable
        self._swapping = Lock()
        self._recovering = RLock()
        self._checked_at = time.monotonic()
        self._foreign = ""
        self._retired: Snapshot | None = None
        self._snapshot = Snapshot(Catalogue(Pointer(), {}), PassageIndex.empty(), store.held)

    def start(self, *, rebuild: bool) -> None:
        """Load what the folder holds, repaired or made anew where needed. Raises `EmbeddingChanged`."""
        catalogue = self._store.catalogue()
        pointer = catalogue.pointer
        if not pointer.generation:
            return
        if rebuild:
            self.renew(self.embedding, _silent)
            return
        if pointer.embedding != self.embedding.name:
            raise EmbeddingChanged(
                f"The index was built with embedding {pointer.embedding} ({pointer.dimensions} numbers a text); "
                f"settings name {self.embedding.name}. Rebuild it: shenbao ingest --rebuild",
                reason_zh=f"索引由 {pointer.embedding} 建立，现设置为 {self.embedding.name}；"
                "请运行 shenbao ingest --rebuild 重建，或改回原设置",
            )
        if self._is_ours(pointer):
            self._adopt(self._load(catalogue))
            return
        try:
            _log.info("the index was made by another version of this program; it is made anew")
            self.renew(self.embedding, _silent, unless_ours=True)
        except (DataFolderError, EmbeddingUnavailable) as error:
            _log.warning("an index in memory serves: %s", error)
            self._adopt(self._in_memory(catalogue))

    def current(self) -> Snapshot:
        """The newest snapshot; the database is asked about newer ones at most every `REFRESH_S`."""
        if self._on_disk and time.monotonic() - self._checked_at > REFRESH_S:
            self._checked_at = time.monotonic()
            try:
                self._refresh()
            except DataFolderError as error:
                _log.warning("the index in use stays: %s", error)
        return self._snapshot

    def steadily(self, run: Callable[[Snapshot], _T]) -> _T:
        """`run` on the current snapshot; when that turns out damaged or outdated, again on its successor."""
        for _ in range(2):
            snapshot = self.current()
            try:
                return run(snapshot)
            except IndexDamaged as error:
                self._recover(snapshot, error)
        return run(self._snapshot)

    def change(
        self, incoming: Sequence[Notice], gone: Gone, refused: list[tuple[str, str]], progress: Progress
    ) -> Report:
        """Take in what is new in `incoming`, drop what `gone` names among the notices held, publish both at once."""
        if self._on_disk:
            self._refresh()
        wanted = distinct(incoming, refused)
        held = self._snapshot.catalogue.notices
        changed = [notice for notice in wanted if held.get(notice.id, ("",))[0] != notice.digest]
        taken: list[tuple[Notice, Held]] = []
        for number, notice in enumerate(changed, start=1):
            try:
                taken.append((notice, take_in(notice)))
            except NoticeError as error:
                refused.append((notice.id, error.reason_zh))
            progress("read", number, len(changed))
        removed = gone(held)
        if taken or removed:
            with self._indexer.writing():
                if self._on_disk:
                    self._refresh()
                if self._foreign:
                    raise _taken_over()
                held = self._snapshot.catalogue.notices
                removed = gone(held)
                self._publish(taken, removed, progress)
        changed_ids = {notice.id for notice in changed}
        return Report(
            created=tuple(notice.id for notice, _ in taken if notice.id not in held),
            updated=tuple(notice.id for notice, _ in taken if notice.id in held),
            unchanged=tuple(notice.id for notice in wanted if notice.id not in changed_ids),
            removed=tuple(removed),
            refused=tuple(refused),
        )

    def renew(self, embedding: Embedding, progress: Progress, *, unless_ours: bool = False) -> None:
        """Read every stored notice anew and publish. What cannot be read any more stays as it was read before."""
        with self._indexer.writing():
            catalogue = self._store.catalogue()
            if unless_ours and self._is_ours(catalogue.pointer):
                self._adopt(self._load(catalogue))
                return
            written: list[tuple[Notice, Held]] = []
            kept: list[Held] = []
            for notice in self._store.notices():
                try:
                    written.append((notice, take_in(notice)))
                except NoticeError as error:
                    _log.error("notice %s cannot be read anew, its earlier reading stays: %s", notice.id, error)
                    kept.extend(held for held in (self._store.held(notice.id),) if held is not None)
            notices = sorted([*kept, *(held for _, held in written)], key=lambda held: held.id)
            published, index = self._indexer.publish(catalogue, notices, Edit(written), embedding, progress)
            self.embedding = embedding
            self._adopt(Snapshot(published, index, self._store.held, {held.id: held for held in notices}))

    def close(self) -> None:
        """Release files and connections."""
        with self._swapping:
            for snapshot in (self._snapshot, self._retired):
                if snapshot is not None:
                    snapshot.close()
            self._retired = None
        self._store.close()

    def _publish(self, taken: Sequence[tuple[Notice, Held]], removed: Sequence[str], progress: Progress) -> None:
        before = self._snapshot
        notices = {name: before.held(name) for name in before.ids if name not in removed}
        notices.update((held.id, held) for _, held in taken)
        catalogue, index = self._indexer.publish(
            before.catalogue,
            [notices[name] for name in sorted(notices)],
            Edit(taken, removed),
            self.embedding,
            progress,
        )
        self._adopt(Snapshot(catalogue, index, self._store.held, notices))

    def _refresh(self) -> None:
        """Adopt the generation that the database names, if it is another one and was made as ours are."""
        generation = self._store.pointer_generation()
        if generation in {self._snapshot.catalogue.pointer.generation, self._foreign}:
            return
        catalogue = self._store.catalogue()
        if not self._is_ours(catalogue.pointer):
            self._foreign = catalogue.pointer.generation
            _log.warning("another version or setting of this program wrote a new index; the one in use stays")
            return
        self._foreign = ""
        self._adopt(self._load(catalogue))

    def _load(self, catalogue: Catalogue) -> Snapshot:
        try:
            return Snapshot(catalogue, self._indexer.open(catalogue), self._store.held)
        except IndexDamaged as error:
            return self._repaired(catalogue, error)

    def _repaired(self, catalogue: Catalogue, error: IndexDamaged) -> Snapshot:
        """An index built from the database anew: on disk, or in memory where the folder cannot be written."""
        if self._writable:
            _log.warning("the index is rebuilt from the database: %s", error)
            try:
                with self._indexer.writing():
                    newest = self._store.catalogue()
                    if newest.pointer.generation != catalogue.pointer.generation and self._is_ours(newest.pointer):
                        return Snapshot(newest, self._indexer.open(newest), self._store.held)
                    notices = self._stored(newest)
                    whole = replace(newest, pointer=replace(newest.pointer, generation=newest.pointer.previous))
                    published, index = self._indexer.publish(whole, notices, Edit(), self.embedding, _silent)
                    return Snapshot(published, index, self._store.held, {held.id: held for held in notices})
            except (DataFolderError, EmbeddingUnavailable, IndexDamaged) as second:
                error = IndexDamaged(str(second))
        _log.warning("an index in memory serves: %s", error)
        return self._in_memory(catalogue)

    def _in_memory(self, catalogue: Catalogue) -> Snapshot:
        notices = self._stored(catalogue)
        index = self._indexer.in_memory(notices, self.embedding)
        found = Catalogue(catalogue.pointer, {held.id: (held.digest, len(held.passages)) for held in notices})
        return Snapshot(found, index, self._store.held, {held.id: held for held in notices})

    def _stored(self, catalogue: Catalogue) -> list[Held]:
        found = (self._store.held(name) for name in sorted(catalogue.notices))
        return [held for held in found if held is not None]

    def _recover(self, damaged: Snapshot, error: IndexDamaged) -> None:
        with self._recovering:
            if self._snapshot is not damaged:
                return
            self._refresh()
            if self._snapshot is damaged:
                self._adopt(self._repaired(damaged.catalogue, error))

    def _is_ours(self, pointer: Pointer) -> bool:
        made = (pointer.embedding, pointer.version, pointer.recipe)
        return made == (self.embedding.name, self.embedding.version, recipe())

    def _adopt(self, snapshot: Snapshot) -> None:
        with self._swapping:
            unused, self._retired, self._snapshot = self._retired, self._snapshot, snapshot
            self._checked_at = time.monotonic()
        if unused is not None:
            unused.close()


def _taken_over() -> DataFolderError:
    return DataFolderError(
        "another version or setting of this program has written the index meanwhile. Restart this process",
        reason_zh="索引已由另一版本或另一设置的程序更新，请重新启动本程序",
    )


def _silent(stage: str, done: int, total: int) -> None:
    """Report nothing."""
