"""From a file or a folder to a `Notice`: which files are notices, and what their text is.

First step of the flow. `.txt` is taken as it stands; `markdown.py` and `html.py` turn their
types into plain text with one paragraph a line. `decoding.py` tells encodings apart,
`checking.py` refuses what cannot be a notice. Structure is found later, in `clauses.py`.

To add a file type: a function from text to text, and its endings in `_CONVERTERS`.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from retrieval.errors import CardError, UnreadableNotice
from retrieval.notice import Notice, checked_id
from retrieval.readers.checking import checked_text
from retrieval.readers.decoding import decoded, file_bytes

__all__ = ["SUPPORTED", "checked_text", "find_notices", "read_notice"]


def _html(text: str) -> str:
    from retrieval.readers.html import html_text

    return html_text(text)


def _markdown(text: str) -> str:
    from retrieval.readers.markdown import markdown_text

    return markdown_text(text)


_CONVERTERS: dict[str, Callable[[str], str] | None] = {".txt": None, ".md": _markdown, ".html": _html, ".htm": _html}
SUPPORTED = tuple(_CONVERTERS)
# Types a person may well drop in: they are found, so that they are refused with a reason rather than passed over.
_FOUND_AND_REFUSED = (".docx", ".doc", ".wps", ".pdf", ".rtf", ".ofd", ".odt")
_NOT_NOTICES = ("readme", "license", "licence", "changelog", "sources", "notice_license")
_BESIDE = {"card.yaml", "phrasing.yaml"}
_MAX_BESIDE_BYTES = 2_000_000


def read_notice(path: Path) -> Notice:
    """The notice in a bare file, or in a folder with `notice.*` and, beside it, card.yaml and phrasing.yaml.

    Its id is the folder's name, or the file's without its ending, blanks as "-". Raises
    `UnreadableNotice` (what is wrong and what to do), `CardError` when a file beside it is no
    text, `NoticeError` on a name that cannot be an id.
    """
    folder = path if path.is_dir() else None
    file = _notice_file(path) if folder else path
    notice_id = "-".join((folder.resolve().name if folder else file.stem).split())
    checked_id(notice_id)
    return Notice(
        id=notice_id,
        text=_text_of(file),
        source=os.fsencode(file).decode("utf-8", "replace"),  # the name of a folder above may be no UTF-8
        card_source=_beside(folder, "card.yaml"),
        phrasing_source=_beside(folder, "phrasing.yaml"),
    )


def find_notices(folder: Path) -> tuple[Path, ...]:
    """The notices of a documents folder, sorted by name: sub-folders with a `notice.*`, and bare files.

    A file, or a folder that is itself one notice, is returned as such. Hidden files, README and
    LICENSE are passed over. Word and PDF files are listed too: reading them says why they cannot be.
    """
    if not folder.is_dir():
        return (folder,) if folder.is_file() else ()
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        raise UnreadableNotice(
            f"{folder}: cannot be listed ({error.strerror}). Check that the folder may be read.",
            reason_zh=f"文件夹“{folder.name}”打不开，请检查读取权限",
        ) from error
    if any(_is_notice_file(entry) for entry in entries):
        return (folder,)
    return tuple(entry for entry in entries if _is_notice_folder(entry) or _is_bare_notice(entry))


def _is_notice_file(path: Path) -> bool:
    return path.stem.lower() == "notice" and path.suffix.lower() in (*SUPPORTED, *_FOUND_AND_REFUSED) and path.is_file()


def _is_notice_folder(path: Path) -> bool:
    if path.name.startswith(".") or not path.is_dir():
        return False
    try:
        return any(_is_notice_file(entry) for entry in path.iterdir())
    except OSError:
        return False


def _is_bare_notice(path: Path) -> bool:
    stem = path.stem.lower()
    return (
        not path.name.startswith((".", "~"))
        and not stem.startswith(_NOT_NOTICES)
        and path.suffix.lower() in (*SUPPORTED, *_FOUND_AND_REFUSED)
        and path.is_file()
    )


def _notice_file(folder: Path) -> Path:
    """The notice in a folder; a type that can be read goes before one kept only as the original."""
    found = [entry for entry in sorted(folder.iterdir()) if _is_notice_file(entry)]
    order = (*SUPPORTED, *_FOUND_AND_REFUSED)
    if not found:
        raise UnreadableNotice(
            f"{folder}: holds no notice.* file. Put the notice there as notice.txt, .md or .html.",
            reason_zh=f"文件夹“{folder.name}”里没有通知文件，请把通知存为 notice.txt（或 .md、.html）放进去",
        )
    return min(found, key=lambda file: order.index(file.suffix.lower()))


def _text_of(file: Path) -> str:
    suffix = file.suffix.lower()
    if suffix not in _CONVERTERS:
        raise UnreadableNotice(
            f"{file}: file type {suffix or '(none)'} is not read; supported: {', '.join(SUPPORTED)}. "
            "Save the notice as one of these.",
            reason_zh=f"“{file.name}”的类型不支持：目前能读 {'、'.join(SUPPORTED)}，请另存为其中一种后重新放入",
        )
    convert = _CONVERTERS[suffix]
    text = checked_text(decoded(file_bytes(file), where=file.name, html=suffix in (".html", ".htm")), where=file.name)
    return checked_text(convert(text), where=file.name) if convert else text


def _beside(folder: Path | None, name: str) -> str | None:
    if folder is None or not (folder / name).exists():
        return None
    try:
        return decoded(file_bytes(folder / name, limit=_MAX_BESIDE_BYTES), where=f"{folder.name}/{name}")
    except UnreadableNotice as error:
        raise CardError(str(error), reason_zh=error.reason_zh) from error
