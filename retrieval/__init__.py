"""A notice file in, ranked passages out; knows nothing of answers.

    from retrieval import Library, Notice
    library = Library.open(data_dir)
    library.add([Notice.from_text("my-notice", text)])
    library.search("能拿多少钱", k=10)

Importing this package is cheap: `Library` brings its database and index engines with it
only when it is first named, Chroma and LangChain only when they are first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.card import Card, Fact
from retrieval.clause import Clause
from retrieval.errors import (
    CardError,
    DataFolderError,
    EmbeddingChanged,
    EmbeddingUnavailable,
    FalseQuote,
    IndexDamaged,
    IndexFailure,
    NoticeError,
    RetrievalError,
    UnknownNotice,
    UnreadableNotice,
)
from retrieval.held import Held, Phrasing, Report
from retrieval.notice import Notice
from retrieval.passage import Hit, Passage, Search

if TYPE_CHECKING:
    from retrieval.library import Library

__all__ = [
    "Card",
    "CardError",
    "Clause",
    "DataFolderError",
    "EmbeddingChanged",
    "EmbeddingUnavailable",
    "Fact",
    "FalseQuote",
    "Held",
    "Hit",
    "IndexDamaged",
    "IndexFailure",
    "Library",
    "Notice",
    "NoticeError",
    "Passage",
    "Phrasing",
    "Report",
    "RetrievalError",
    "Search",
    "UnknownNotice",
    "UnreadableNotice",
]


def __getattr__(name: str) -> object:
    if name == "Library":
        from retrieval.library import Library

        return Library
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
