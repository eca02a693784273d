"""The truth: notices, what was read from them, and which index generation is current.

One database, through SQLAlchemy Core, so that any SQLAlchemy URL will do later; by default
SQLite in the data folder. A change of notices and the pointer to the new index are one
transaction. A notice is always read whole, so its clauses, passages and card are JSON
beside its text (`rows.py`). The index folders are `generations.py`; who may write, `indexer.py`.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.schema import CreateTable

from retrieval.errors import DataFolderError
from retrieval.generations import disk_full, no_room
from retrieval.held import Held
from retrieval.notice import Notice
from retrieval.rows import META, METADATA, NOTICES, VECTORS, held_of, row_of

_SCHEMA = "1"
_BUSY_S = 5.0


@dataclass(frozen=True, slots=True)
class Pointer:
    """What the index was built from and where it is; `previous` is kept for processes still reading it."""

    generation: str = ""
    previous: str = ""
    digest: str = ""
    embedding: str = ""
    version: str = ""
    dimensions: int = 0
    recipe: str = ""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The pointer and, by notice id in order, each notice's (digest, number of passages), read at one moment."""

    pointer: Pointer
    notices: Mapping[str, tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Edit:
    """What a change does to the notices in the database."""

    written: Sequence[tuple[Notice, Held]] = ()
    removed: Collection[str] = ()


class Store:
    """The database. Methods may be called from any thread; every one is a transaction of its own."""

    def __init__(self, path: Path | None, *, read_only: bool = False) -> None:
        self._where = str(path or "memory")
        self._path = path
        if read_only and path is not None and not path.exists():
            raise self._nothing_yet()
        with self._errors():
            self._engine = _engine(path, read_only=read_only)
            self._check_schema(read_only=read_only)

    def catalogue(self) -> Catalogue:
        """Pointer and notices as of one moment."""
        with self._reading() as connection:
            meta = {row.key: row.value for row in connection.execute(sa.select(META))}
            rows = connection.execute(
                sa.select(NOTICES.c.id, NOTICES.c.digest, NOTICES.c.passage_count).order_by(NOTICES.c.id)
            )
            notices = {row.id: (row.digest, row.passage_count) for row in rows}
        pointer = Pointer(
            generation=meta.get("generation", ""),
            previous=meta.get("previous", ""),
            digest=meta.get("digest", ""),
            embedding=meta.get("embedding", ""),
            version=meta.get("version", ""),
            dimensions=int(meta.get("dimensions", 0)),
            recipe=meta.get("recipe", ""),
        )
        return Catalogue(pointer, notices)

    def pointer_generation(self) -> str:
        """The current generation alone: the cheap question whether anything changed."""
        with self._reading() as connection:
            return str(connection.scalar(sa.select(META.c.value).where(META.c.key == "generation")) or "")

    def held(self, id: str) -> Held | None:
        """One notice with everything known about it, or None. Raises `IndexDamaged` on JSON of another time."""
        with self._reading() as connection:
            row = connection.execute(sa.select(NOTICES).where(NOTICES.c.id == id)).one_or_none()
        return None if row is None else held_of(row)

    def notices(self) -> list[Notice]:
        """All notices as they came in, to be read anew."""
        wanted = [NOTICES.c[name] for name in ("id", "text", "source", "card_source", "phrasing_source", "url")]
        with self._reading() as connection:
            return [Notice(*row) for row in connection.execute(sa.select(*wanted).order_by(NOTICES.c.id))]

    def vectors(self, version: str) -> dict[str, bytes]:
        """Kept vectors of one embedding version by text digest, as little-endian float32."""
        query = sa.select(VECTORS.c.text_digest, VECTORS.c.vector).where(VECTORS.c.version == version)
        with self._reading() as connection:
            return {row.text_digest: row.vector for row in connection.execute(query)}

    def apply(self, edit: Edit, pointer: Pointer, vectors: Mapping[str, bytes]) -> None:
        """Write the notices, the vectors to keep and the new pointer, all or nothing."""
        gone = [*edit.removed, *(notice.id for notice, _ in edit.written)]
        with self._writing() as connection:
            if gone:
                connection.execute(sa.delete(NOTICES).where(NOTICES.c.id == sa.bindparam("gone")), _rows("gone", gone))
            if edit.written:
                connection.execute(sa.insert(NOTICES), [row_of(notice, held) for notice, held in edit.written])
            self._keep_vectors(connection, pointer.version, vectors)
            connection.execute(sa.delete(META))
            values = {"schema": _SCHEMA, **{key: str(value) for key, value in asdict(pointer).items()}}
            connection.execute(sa.insert(META), [{"key": key, "value": value} for key, value in values.items()])

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _keep_vectors(self, connection: sa.Connection, version: str, vectors: Mapping[str, bytes]) -> None:
        connection.execute(sa.delete(VECTORS).where(VECTORS.c.version != version))
        kept = set(connection.scalars(sa.select(VECTORS.c.text_digest)))
        stale = kept - vectors.keys()
        fresh = vectors.keys() - kept
        if stale:
            connection.execute(
                sa.delete(VECTORS).where(VECTORS.c.text_digest == sa.bindparam("old")), _rows("old", stale)
            )
        if fresh:
            rows = [{"version": version, "text_digest": digest, "vector": vectors[digest]} for digest in fresh]
            connection.execute(sa.insert(VECTORS), rows)

    def _check_schema(self, *, read_only: bool) -> None:
        if not sa.inspect(self._engine).has_table(META.name):
            if read_only:
                raise self._nothing_yet()
            with self._writing() as connection:
                for table in METADATA.sorted_tables:  # another process may be making them at this moment
                    connection.execute(CreateTable(table, if_not_exists=True))
        with self._engine.connect() as connection:
            schema = connection.scalar(sa.select(META.c.value).where(META.c.key == "schema"))
        if schema not in {None, _SCHEMA}:
            raise DataFolderError(
                f"{self._where}: written by another version (schema {schema}). Move it away and run shenbao ingest",
                reason_zh="数据库由其他版本写入，请移走该文件后重新收录通知",
            )

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        with self._errors(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        with self._errors(), self._engine.connect().execution_options(writing=True) as connection, connection.begin():
            yield connection

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except exc.DatabaseError as error:
            raise self._refusal(str(error.orig)) from error
        except sqlite3.DatabaseError as error:
            raise self._refusal(str(error)) from error

    def _nothing_yet(self) -> DataFolderError:
        return DataFolderError(
            f"{self._where}: read-only and without an index. Name a folder that can be written with SHENBAO_DATA",
            reason_zh="数据文件夹只读且尚未建立索引，请用 SHENBAO_DATA 指定一个可写的文件夹",
        )

    def _refusal(self, found: str) -> DataFolderError:
        if "disk is full" in found or no_room(Path(self._where).parent):
            return disk_full(Path(self._where).parent)
        if "locked" in found:
            message = f"{self._where}: another process kept it locked for {_BUSY_S:g} s. Wait for it and run it again"
            return DataFolderError(message, reason_zh="另一个程序正在写入数据文件夹，请等它完成后再试")
        if "malformed" in found or "not a database" in found:
            return DataFolderError(
                f"{self._where}: damaged ({found}). Move it away and run shenbao ingest: it is made anew from notices",
                reason_zh="数据库文件已损坏，请移走后重新收录（通知原文不会丢失）",
            )
        return DataFolderError(
            f"{self._where}: cannot be used ({found}). Check its permissions, or name another folder with SHENBAO_DATA",
            reason_zh="数据文件夹无法读写，请检查权限，或用 SHENBAO_DATA 另指定文件夹",
        )


def _rows(name: str, values: Collection[str]) -> list[dict[str, str]]:
    return [{name: value} for value in values]


def _engine(path: Path | None, *, read_only: bool) -> sa.Engine:
    # Paths are parts, not pasted into an address: there ? and % of a folder's name mean something else.
    if path is None:
        return sa.create_engine("sqlite://", poolclass=sa.StaticPool, connect_args={"check_same_thread": False})
    if read_only:
        # Without anything in a leftover log SQLite needs no side files in the folder, for which there may be no room.
        log = path.with_name(path.name + "-wal")
        mode = "mode=ro" if log.exists() and log.stat().st_size else "mode=ro&immutable=1"
        file = f"file:{quote(path.as_posix())}?{mode}"
        engine = sa.create_engine(sa.URL.create("sqlite", database=file, query={"uri": "true"}))
    else:
        engine = sa.create_engine(sa.URL.create("sqlite", database=str(path)), connect_args={"timeout": _BUSY_S})

    @sa.event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None  # we begin transactions, so that two reads in one see one moment
        if not read_only:
            _log_ahead(connection)
            connection.execute("PRAGMA synchronous=FULL")

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writing") else "BEGIN")

    return engine


def _log_ahead(connection: sqlite3.Connection) -> None:
    # SQLite waits for a lock everywhere but here: two processes that make the database at one moment would collide.
    until = time.monotonic() + _BUSY_S
    while True:
        try:
            return connection.execute("PRAGMA journal_mode=WAL").close()
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.02)
