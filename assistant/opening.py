"""Where the notices and the data folder are, from the environment, and the library over them.

`SHENBAO_DOCUMENTS` (the project's documents/), `SHENBAO_DATA` (a per-user data folder) and
`SHENBAO_EMBEDDING` ("local"). Options of the command line are in `ui/settings.py`.
"""

from __future__ import annotations

import os
from pathlib import Path

from retrieval import Library


def default_documents() -> Path:
    """The notices that come with the program: beside the packages, in a checkout as in an installed wheel."""
    return Path(__file__).resolve().parent.parent / "documents"


def default_data() -> Path:
    """The per-user folder for index and database, as the operating system wants it."""
    import platformdirs

    return Path(platformdirs.user_data_dir("shenbao", appauthor=False))


def open_library() -> Library:
    """The library of the environment, brought up to date with its documents folder."""
    library = Library.open(
        Path(os.environ.get("SHENBAO_DATA") or default_data()),
        embedding=os.environ.get("SHENBAO_EMBEDDING") or "local",
    )
    library.sync(Path(os.environ.get("SHENBAO_DOCUMENTS") or default_documents()))
    return library
