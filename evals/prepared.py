"""The assistant and the library that are evaluated: the project's notices, in memory.

Suites in `samples/unseen/` are about real notices outside the project, those in `samples/invented/` about
invented ones. Both are put beside the project's own in libraries of their own, so that they change no other
answer, and are read without a card or phrasings. The real ones lie in the folder that SHENBAO_EVAL_NOTICES names;
without it their suites are skipped. The invented ones lie in `notices/`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from evals.sample import SAMPLES, is_held, suite_files
from retrieval.errors import NoticeError
from retrieval.notice import Notice

if TYPE_CHECKING:
    from assistant import Assistant
    from retrieval import Library

PROJECT = Path(__file__).resolve().parents[1]
DOCUMENTS = PROJECT / "documents"
INVENTED = Path(__file__).resolve().parent / "notices"


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


def outside_suites(
    names: Sequence[str], *, held: bool = False, root: Path = SAMPLES
) -> Mapping[Path | None, tuple[str, ...]]:
    """The suites about outside notices among `names`, by the folder of their notices (None when it is missing).

    `unseen` and `invented` name all of their folder, and no names at all name all; those kept apart with `held`.
    """
    folders: dict[str, Path | None] = {
        "invented/held/": INVENTED / "held",
        "invented/": INVENTED / "shown",
        "unseen/": outside_folder(),
    }
    found: dict[Path | None, tuple[str, ...]] = {}
    for name in suite_files(root):
        prefix = next((prefix for prefix in folders if name.startswith(prefix)), None)
        named = not names or name in names or name.split("/")[0] in names
        if prefix and named and (held or not is_held(name)):
            found[folders[prefix]] = (*found.get(folders[prefix], ()), name)
    return found
