"""The notices that were taken in by `shenbao ingest`: kept as files in the data folder, beside the index.

What is held is the documents folder and this one (`Library.sync` takes both). Files and not only rows of the database,
because database and index are derived: they can be thrown away and made anew. A notice is
dropped by deleting its file here. The documents folder has the word: an id that it holds is
refused here, since otherwise the next start would silently undo what was ingested.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.errors import NoticeError, RetrievalError
from retrieval.held import Report
from retrieval.notice import Notice
from ui.settings import Settings

if TYPE_CHECKING:
    from retrieval import Library

_BESIDE = ("card.yaml", "phrasing.yaml")


class PathError(RetrievalError):
    """A path that was to be ingested is not there, or holds no notice."""


def ingest_paths(
    library: Library, paths: Sequence[Path], settings: Settings, *, progress: Callable[[str, int, int], None]
) -> Report:
    """Take in the notices under `paths` and keep their files; the report names every one of them.

    Raises `PathError` before anything is done when a path is not there.
    """
    sources: dict[str, Path] = {}
    notices: list[Notice] = []
    refused: list[tuple[str, str]] = []
    for source in [found for path in paths for found in notices_under(path)]:
        try:
            notice = Notice.from_file(source)
            _check_free(notice.id, source, settings)
        except NoticeError as error:
            refused.append((source.name, error.reason_zh))
            continue
        if notice.id in sources:
            refused.append((source.name, f"与 {sources[notice.id].name} 编号相同"))
            continue
        sources[notice.id] = source
        notices.append(notice)
    kept = library.ingested or settings.data / "ingested"
    report = library.add(notices, progress=progress)
    for notice_id in (*report.created, *report.updated, *report.unchanged):
        _keep(notice_id, sources[notice_id], kept, settings)
    return replace(report, refused=(*refused, *report.refused))


def notices_under(path: Path) -> list[Path]:
    """The notices that `path` means: itself, or those in a folder of notices. Raises `PathError`."""
    from retrieval.readers import find_notices

    if not path.exists():
        raise PathError(f"{path}: not found", reason_zh=f"没有“{path}”这个文件或文件夹，请核对路径。")
    found = list(find_notices(path))
    if not found:
        raise PathError(f"{path}: holds no notice", reason_zh=f"文件夹“{path}”里没有可以收录的通知。")
    return found


def _check_free(notice_id: str, source: Path, settings: Settings) -> None:
    if _inside(source, settings.documents):
        return
    if notice_id in _ids_in(settings.documents):
        raise NoticeError(
            f"{source}: the documents folder holds a notice {notice_id!r} already",
            reason_zh=f"{settings.documents} 里已有编号为“{notice_id}”的通知，请直接更新那里的文件，或改名后再收录",
        )


def _keep(notice_id: str, source: Path, kept: Path, settings: Settings) -> None:
    if _inside(source, settings.documents) or _inside(source, kept):
        return
    kept.mkdir(parents=True, exist_ok=True)
    target = kept / (notice_id if source.is_dir() else source.name)
    aside = kept / f".{target.name}.arriving"
    _discard(aside)
    if source.is_dir():
        aside.mkdir()
        for file in source.iterdir():
            if file.is_file() and (file.stem == "notice" or file.name in _BESIDE):
                shutil.copyfile(file, aside / file.name)
    else:
        shutil.copyfile(source, aside)
    for earlier in _named(kept, notice_id):
        _discard(earlier)
    aside.rename(target)


def _ids_in(folder: Path) -> set[str]:
    from retrieval.readers import find_notices

    return {_id_of(path) for path in find_notices(folder)} if folder.is_dir() else set()


def _named(folder: Path, notice_id: str) -> list[Path]:
    return [path for path in folder.iterdir() if not path.name.startswith(".") and _id_of(path) == notice_id]


def _id_of(path: Path) -> str:
    return "-".join((path.resolve().name if path.is_dir() else path.stem).split())


def _inside(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())


def _discard(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
