"""Everything that retrieval can refuse, as one tree.

    RetrievalError
    ├── NoticeError            a notice cannot be taken in
    │   ├── UnreadableNotice   empty, binary, unknown encoding or file type, too large
    │   └── CardError          card.yaml or phrasing.yaml is malformed
    │       └── FalseQuote     a quote that the notice does not contain
    ├── UnknownNotice          an id that is not held
    └── IndexFailure
        ├── EmbeddingChanged   the index was built with another embedding
        ├── EmbeddingUnavailable  the embedding's endpoint, model or extra cannot be used
        ├── IndexDamaged       the index cannot be read; it is derived and can be rebuilt
        └── DataFolderError    the data folder is read-only, full or held by another writer

Messages say where, what was found and what to do. What an applicant reads is
written by the faces, not here; `reason_zh` is a short Chinese reason for an
operator's report.
"""


class RetrievalError(Exception):
    """Base of all refusals of this package. `reason_zh` is one Chinese sentence for operators."""

    def __init__(self, message: str, *, reason_zh: str = "") -> None:
        super().__init__(message)
        self.reason_zh = reason_zh or message


class NoticeError(RetrievalError):
    """A notice that cannot be taken in."""


class UnreadableNotice(NoticeError):
    """The file is empty, binary, of an unknown type or encoding, or too large."""


class CardError(NoticeError):
    """card.yaml or phrasing.yaml is malformed."""


class FalseQuote(CardError):
    """A quote of a card or a phrasing that does not stand in the notice."""


class UnknownNotice(RetrievalError):
    """A notice id that the library does not hold."""


class IndexFailure(RetrievalError):
    """The index cannot be used as it is."""


class EmbeddingChanged(IndexFailure):
    """The index was built with another embedding than settings name."""


class EmbeddingUnavailable(IndexFailure):
    """The embedding's endpoint, model or extra cannot be used now; the index is left as it was."""


class IndexDamaged(IndexFailure):
    """The derived index cannot be read; it can be rebuilt from the database."""


class DataFolderError(IndexFailure):
    """The data folder is read-only, full, or another process is writing to it."""
