"""Index folders that are written once: built aside, checked, renamed, then only read.

    index/<generation>/lexical/        tantivy
    index/<generation>/vectors/        Chroma
    index/<generation>/manifest.json   how many passages, and the checksum of each file
    index/<generation>.building/       unfinished; whoever finds it may delete it

Chroma breaks for good when killed while writing, so no live folder is ever written to.
Which generation is current is one row in the database (`store.py`), written in the same
transaction as the texts: texts and index cannot disagree. All of it is derived.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import secrets
import shutil
import zlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from retrieval.embeddings import Matrix
from retrieval.entry import Entry
from retrieval.errors import DataFolderError, IndexDamaged
from retrieval.lexical import LexicalIndex
from retrieval.vectors import ChromaVectors, ExactVectors, VectorIndex

_BUILDING = ".building"
_NO_ROOM_BYTES = 4_000_000
_NO_ROOM_FOR_A_PAGE_BYTES = 100_000
# SQLite inside Chroma is touched by every reader; Chroma and SQLite look after it themselves.
_UNSUMMED = frozenset({"chroma.sqlite3", "chroma.sqlite3-wal", "chroma.sqlite3-shm", "manifest.json"})


@dataclass(frozen=True, slots=True)
class PassageIndex:
    """Both rankings over the same rows. `vectors` is None when no vectors could be had: lexical alone."""

    lexical: LexicalIndex
    vectors: VectorIndex | None

    @classmethod
    def in_memory(cls, entries: Sequence[Entry], vectors: Matrix | None) -> PassageIndex:
        """An index that leaves nothing on disk."""
        return cls(LexicalIndex.build(entries), None if vectors is None else ExactVectors(entries, vectors))

    @classmethod
    def empty(cls) -> PassageIndex:
        """The index of no passages."""
        return cls.in_memory([], np.zeros((0, 1), dtype=np.float32))

    def close(self) -> None:
        """Release the files; the index is not searched again."""
        if self.vectors is not None:
            self.vectors.close()


class Generations:
    """The folder `index/` of a data folder."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def build(self, entries: Sequence[Entry], vectors: Matrix, *, digest: str) -> str:
        """Name of a new, complete generation on disk. Raises `DataFolderError` or `IndexDamaged`, leaving no trace."""
        name = f"{digest[:16]}-{secrets.token_hex(3)}"
        aside = self._root / f"{name}{_BUILDING}"
        try:
            with _disk_errors(self._root):
                (aside / "lexical").mkdir(parents=True)
                (aside / "vectors").mkdir()
                built = LexicalIndex.build(entries, aside / "lexical")
                _check_lexical(built, entries)
                ChromaVectors.build(aside / "vectors", entries, vectors)
                manifest = {"passages": len(entries), "files": _checksums(aside)}
                (aside / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
                _sync_tree(aside)
                aside.rename(self._root / name)
                _sync(self._root)
        except BaseException:
            shutil.rmtree(aside, ignore_errors=True)
            raise
        return name

    def open(self, name: str, *, passages: int) -> PassageIndex:
        """The generation `name`, its files checked byte for byte. Raises `IndexDamaged`.

        The vectors themselves are opened and checked at the first question.
        """
        path = self._root / name
        try:
            manifest = json.loads((path / "manifest.json").read_bytes())
            held, files = manifest["passages"], manifest["files"]
            if held != passages:
                raise IndexDamaged(f"{path}: {held} passages indexed, {passages} in the database")
            changed = [file for file, checksum in files.items() if _checksum(path / file) != checksum]
            if changed or not (path / "vectors" / "chroma.sqlite3").is_file():
                raise IndexDamaged(f"{path}: changed or missing: {', '.join(changed) or 'vectors/chroma.sqlite3'}")
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise IndexDamaged(f"{path}: the index folder cannot be read ({error})") from error
        lexical = LexicalIndex.open(path / "lexical")
        if lexical.count != passages:
            raise IndexDamaged(f"{path}: {lexical.count} passages in the lexical index, expected {passages}")
        return PassageIndex(lexical, ChromaVectors(path / "vectors", count=passages))

    def prune(self, keep: Collection[str | None]) -> None:
        """Delete all generations but `keep`, finished or not, as far as the system lets us. For the writer only."""
        with contextlib.suppress(OSError):
            for folder in list(self._root.iterdir()):
                if folder.name not in keep:
                    shutil.rmtree(folder, ignore_errors=True)


def _check_lexical(index: LexicalIndex, entries: Sequence[Entry]) -> None:
    if index.count != len(entries):
        raise IndexDamaged(f"the lexical index took {index.count} of {len(entries)} passages")
    if entries and entries[0].body.strip() and not index.search(entries[0].body, limit=1):
        raise IndexDamaged("the lexical index does not find its first passage")


@contextlib.contextmanager
def _disk_errors(root: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError, IndexDamaged) as error:
        full = getattr(error, "errno", None) in {errno.ENOSPC, errno.EDQUOT} or any(
            sign in str(error) for sign in ("No space left", "disk is full", "code: 28")
        )
        if isinstance(error, IndexDamaged):  # Chroma hides the reason when its vector files find no room
            full = full or shutil.disk_usage(root).free < _NO_ROOM_BYTES
        if full:
            raise disk_full(root) from error
        if isinstance(error, OSError):
            raise DataFolderError(
                f"{root}: cannot be written ({error}). Check its permissions or name another folder with SHENBAO_DATA",
                reason_zh="数据文件夹无法写入，请检查权限，或用 SHENBAO_DATA 另指定文件夹",
            ) from error
        raise


def no_room(root: Path) -> bool:
    """Whether so little space is left that SQLite, too, may fail without naming the reason."""
    with contextlib.suppress(OSError):
        return shutil.disk_usage(root).free < _NO_ROOM_FOR_A_PAGE_BYTES
    return False


def disk_full(root: Path) -> DataFolderError:
    """The refusal when there is no space left; what was held before stays whole."""
    return DataFolderError(
        f"{root}: no space left on the device. Free some and run it again; what was indexed before is whole",
        reason_zh="磁盘空间不足，请清理后重试；此前已收录的内容不受影响",
    )


def _files(root: Path) -> Iterator[Path]:
    return (path for path in sorted(root.rglob("*")) if path.is_file())


def _checksum(path: Path) -> int:
    checksum = 0
    with path.open("rb") as source:
        while block := source.read(1 << 20):
            checksum = zlib.crc32(block, checksum)
    return checksum


def _checksums(root: Path) -> dict[str, int]:
    return {
        path.relative_to(root).as_posix(): _checksum(path)
        for path in _files(root)
        if path.name not in _UNSUMMED and path.suffix != ".lock"
    }


def _sync(path: Path) -> None:
    if os.name == "nt" and path.is_dir():
        return  # Windows cannot open a folder; it orders renames itself
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sync_tree(root: Path) -> None:
    for path in _files(root):
        _sync(path)
    for folder in (root, *(path for path in root.rglob("*") if path.is_dir())):
        _sync(folder)
