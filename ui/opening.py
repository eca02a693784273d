"""Open the library and bring it up to date: what `ask`, `chat`, `serve` and the rest all begin with.

What is held is the documents folder and whatever was taken in by `shenbao ingest`. Every
start compares the folder with the index by digest: nothing changed, nothing is done and
nothing is printed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from retrieval.errors import DataFolderError, RetrievalError
from ui.console import Progress, note
from ui.settings import Settings

if TYPE_CHECKING:
    from retrieval import Library
    from retrieval.held import Report


class UnknownEmbeddingError(RetrievalError):
    """The settings name an embedding that is none."""


@contextmanager
def opened_library(settings: Settings, *, synced: bool = True) -> Iterator[Library]:
    """The library of `settings`, up to date with the documents folder, closed at the end."""
    library = open_library(settings)
    try:
        if synced:
            bring_up_to_date(library, settings)
        yield library
    finally:
        library.close()


def open_library(settings: Settings, *, rebuild: bool = False) -> Library:
    """The library as it was left, not yet compared with the documents folder; `rebuild` reads all of it anew."""
    from retrieval.embeddings import embedding_for
    from retrieval.library import Library

    try:
        embedding_for(settings.embedding)
    except ValueError as error:
        raise UnknownEmbeddingError(
            str(error), reason_zh=f"SHENBAO_EMBEDDING 的取值“{settings.embedding}”不可用，默认为 local。"
        ) from error
    return Library.open(settings.data, embedding=settings.embedding, rebuild=rebuild)


def sync(library: Library, settings: Settings) -> Report:
    """Compare the library with the documents folder and index what differs, with a bar on standard error."""
    with Progress() as progress:
        return library.sync(settings.documents, progress=progress)


def bring_up_to_date(library: Library, settings: Settings) -> None:
    """`sync`, naming on standard error what could not be taken in.

    A data folder that cannot be written (read-only, full, busy) keeps nobody from asking: what
    is held already goes on answering, and that is said. Raises `DataFolderError` when nothing is held.
    """
    try:
        report = sync(library, settings)
    except DataFolderError as error:
        if not library.ids:
            raise
        note(f"{error.reason_zh}。通知的最新改动没有收录，先用已有的索引。")
        return
    for name, reason in report.refused:
        note(f"未收录 {name}：{reason}")
