"""The assistant and the library that are evaluated: the project's notices, in memory.

Suites in `samples/unseen/` are about real notices outside the project, which are put beside
the project's own in a library of their own, so that they change no other answer. They lie
in the folder that SHENBAO_EVAL_NOTICES names; without it those suites are skipped.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from evals.sample import SAMPLES, suite_files
from retrieval.errors import NoticeError
from retrieval.notice import Notice

if TYPE_CHECKING:
    from assistant import Assistant
    from retrieval import Library

PROJECT = Path(__file__).resolve().parents[1]
DOCUMENTS = PROJECT / "documents"


def prepared(*, outside: Path | None = None) -> tuple[Assistant, Library]:
    """The assistant over a library in memory with the project's notices, and those in `outside` beside them."""
    from assistant import Assistant
    from retrieval import Library

    library = Library.in_memory()
    report = library.sync(DOCUMENTS)
    refused = list(report.refused)
    if outside is not None:
        refused += library.add(outside_notices(outside)).refused
    if refused:
        raise NoticeError("notices were refused: " + "; ".join(f"{name}: {reason}" for name, reason in refused))
    return Assistant(library), library


def outside_folder() -> Path | None:
    """The folder with notices outside the project, None when there is none."""
    named = os.environ.get("SHENBAO_EVAL_NOTICES", "").strip()
    return Path(named) if named and Path(named).is_dir() else None


def outside_notices(folder: Path) -> list[Notice]:
    """The notices of `folder`; files named in capitals (README, SOURCES) speak about the folder and are none."""
    from retrieval.readers import find_notices

    return [Notice.from_file(path) for path in find_notices(folder) if not path.stem.isupper()]


def unseen_suites(names: Sequence[str], root: Path = SAMPLES) -> tuple[str, ...]:
    """The suites about outside notices among `names`; `unseen` names them all, and so do no names at all."""
    every = tuple(name for name in suite_files(root) if name.startswith("unseen/"))
    if not names or "unseen" in names:
        return every
    return tuple(name for name in names if name in every)
