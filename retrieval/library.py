"""The library: notices in, ranked passages out.

    Library.open(data_dir)      kept in a folder: a database and an index derived from it
    Library.in_memory()         the same without a folder, gone with the process

Searching runs against an immutable snapshot (`snapshot.py`) and needs no lock; writing goes
through `indexer.py`, one process at a time. A reader notices within a second that another
process published. An index that cannot be read is rebuilt from the database, and while
that is impossible (read-only folder), an index in memory serves.
"""

from __future__ import annotations

import contextlib
import errno
import logging
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.embeddings import embedding_for
from retrieval.errors import DataFolderError, IndexDamaged, NoticeError, UnreadableNotice
from retrieval.generations import disk_full
from retrieval.held import Held, Report
from retrieval.indexer import Progress
from retrieval.keeper import Keeper
from retrieval.notice import Notice
from retrieval.passage import Hit, Search
from retrieval.snapshot import Snapshot
from retrieval.store import Store

if TYPE_CHECKING:
    from retrieval.langchain import LibraryRetriever

_log = logging.getLogger(__name__)


class Library:
    """The notices that are held, and the search over them. Made by `open` or `in_memory`; threads may share it."""

    def __init__(self, keeper: Keeper, *, ingested: Path | None = None) -> None:
        self._keeper = keeper
        self.ingested = ingested

    @classmethod
    def open(cls, data_dir: Path | str, *, embedding: str = "local", rebuild: bool = False) -> Library:
        """The library in `data_dir`, which is made when it is not there.

        A damaged index is rebuilt on the way. `rebuild=True` reads and embeds everything anew, with
        another embedding if one is named. Raises `EmbeddingChanged` when the index was built
        with another embedding and `rebuild` is not asked for; `DataFolderError` when the
        folder cannot be used; `ValueError` for an embedding name that is none.
        """
        chosen = embedding_for(embedding)
        folder = Path(data_dir).expanduser().resolve()
        store, writable = _opened(folder)
        keeper = Keeper(store, folder, chosen, writable=writable)
        try:
            keeper.start(rebuild=rebuild)
        except BaseException:
            keeper.close()
            raise
        return cls(keeper, ingested=folder / "ingested")

    @classmethod
    def in_memory(cls, *, embedding: str = "local") -> Library:
        """An empty library without a folder, for tests and small tools. Its vector ranking is exact."""
        return cls(Keeper(Store(None), None, embedding_for(embedding)))

    def add(self, notices: Iterable[Notice], *, progress: Progress | None = None) -> Report:
        """Take `notices` in; those with an id that is held replace it when anything about them changed.

        A notice that cannot be taken in is refused with its reason, and what was held under
        its id stays. `progress` is called with a stage (read, embed, index), done and total.
        Raises `DataFolderError`, `EmbeddingUnavailable`: then nothing has changed.
        """
        return self._keeper.change(list(notices), lambda _: (), [], progress or _silent)

    def sync(self, documents: Path | str, *, progress: Progress | None = None) -> Report:
        """Make what is in the folder `documents` what is held: add, update, remove what is gone.

        Notices kept in the data folder (`ingested/`, put there by a face) stay held beside them; of
        two with one id the folder's is taken. A file that cannot be read is refused, and an
        earlier version of it stays held. Raises `NoticeError` when the folder is not there: a
        wrong path must not empty the library.
        """
        from retrieval.readers import find_notices

        found: list[Notice] = []
        refused: list[tuple[str, str]] = []
        names: set[str] = set()
        if not Path(documents).exists():
            raise UnreadableNotice(
                f"{documents}: no such folder. Name the notices' folder with --documents",
                reason_zh=f"找不到通知文件夹“{documents}”，请用 --documents 指定",
            )
        paths = list(find_notices(Path(documents)))
        if self.ingested is not None and self.ingested.is_dir():
            given = {_named(path) for path in paths}
            paths += [path for path in find_notices(self.ingested) if _named(path) not in given]
        for path in paths:
            names.add(_named(path))
            try:
                found.append(Notice.from_file(path))
            except NoticeError as error:
                refused.append((path.name, error.reason_zh))
        names.update(notice.id for notice in found)
        return self._keeper.change(
            found, lambda held: [name for name in held if name not in names], refused, progress or _silent
        )

    def remove(self, ids: Iterable[str]) -> Report:
        """Hold these notices no longer. Raises `UnknownNotice`, and then removes none."""
        gone = list(dict.fromkeys(ids))
        for name in gone:
            self.held(name)
        return self._keeper.change([], lambda held: [name for name in gone if name in held], [], _silent)

    def reindex(self, embedding: str | None = None, *, progress: Progress | None = None) -> None:
        """Read every notice anew and build the index anew, with another embedding if one is named."""
        chosen = self._keeper.embedding if embedding is None else embedding_for(embedding)
        self._keeper.renew(chosen, progress or _silent)

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the notices held, sorted."""
        return self._keeper.current().ids

    @property
    def digest(self) -> str:
        """Names the state of the index: the same notices read the same way have the same digest."""
        return self._keeper.current().catalogue.pointer.digest

    def held(self, id: str) -> Held:
        """One notice with everything known about it, kept in memory. Raises `UnknownNotice`."""
        return self._keeper.steadily(lambda snapshot: snapshot.held(id))

    def search(self, query: str, k: int = 10, notice_ids: Sequence[str] | None = None) -> list[Hit]:
        """The `k` passages that answer `query` best, best first; within `notice_ids` unless None.

        Raises `UnknownNotice` for an id that is not held.
        """
        return list(self.explain(query, k=k, notice_ids=notice_ids).hits)

    def explain(self, query: str, *, k: int = 10, notice_ids: Sequence[str] | None = None) -> Search:
        """A search with what it rejected, the terms it added, its times and the index it ran on."""
        if k < 1:
            raise ValueError(f"k is {k}: it is at least 1")
        within = None if notice_ids is None else frozenset(notice_ids)

        def run(snapshot: Snapshot, *, lexical_only: bool = False) -> Search:
            embedding = self._keeper.embedding
            return snapshot.search(query, k=k, notice_ids=within, embedding=embedding, lexical_only=lexical_only)

        try:
            return self._keeper.steadily(run)
        except IndexDamaged as error:
            _log.error("lexical ranking alone answers: %s", error)
            return run(self._keeper.current(), lexical_only=True)

    def as_retriever(self, *, k: int = 10, notice_ids: Sequence[str] | None = None) -> LibraryRetriever:
        """A LangChain retriever over this library."""
        from retrieval.langchain import LibraryRetriever

        return LibraryRetriever(library=self, k=k, notice_ids=None if notice_ids is None else tuple(notice_ids))

    def close(self) -> None:
        """Release files and connections; the library is not used again."""
        self._keeper.close()

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _named(path: Path) -> str:
    """The id that `read_notice` would give it: known even when the file cannot be read."""
    return "-".join((path.resolve().name if path.is_dir() else path.stem).split())


def _opened(folder: Path) -> tuple[Store, bool]:
    """The database of `folder`, and whether it can be written: on a full disk what is held can still be read."""
    path = folder / "library.db"
    if not _made_writable(folder):
        return Store(path, read_only=True), False
    try:
        return Store(path), True
    except DataFolderError as error:
        with contextlib.suppress(DataFolderError):
            return Store(path, read_only=True), False
        raise error


def _made_writable(folder: Path) -> bool:
    """Whether `folder`, made if need be, can be written to. Raises `DataFolderError` when it cannot even be made."""
    try:
        str(folder).encode()
    except UnicodeEncodeError as error:
        raise DataFolderError(
            f"{str(folder)!r}: the name is no UTF-8, and index and database take no other. Name another (SHENBAO_DATA)",
            reason_zh="数据文件夹的路径含有无法识别的字符，请用 SHENBAO_DATA 另指定文件夹",
        ) from error
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise disk_full(folder) from error
        raise DataFolderError(
            f"{folder}: cannot be made ({error}). Name another data folder with SHENBAO_DATA",
            reason_zh="数据文件夹无法创建，请用 SHENBAO_DATA 另指定文件夹",
        ) from error
    return os.access(folder, os.W_OK)


def _silent(stage: str, done: int, total: int) -> None:
    """Report nothing."""
