"""Read everything there is to know about a notice, once: clauses, passages, card, phrasings.

The one place where the readers of structure and facts are put together; `library.py` keeps
what comes out. `recipe` changes with any of this package's code or tables, so that what an
older version read is read anew, without anybody having to remember a version number.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from retrieval.errors import UnreadableNotice
from retrieval.held import Held
from retrieval.notice import Notice, checked_id


def take_in(notice: Notice) -> Held:
    """`notice` with everything read from it. Raises `NoticeError` with the reason it is refused.

    A card beside the notice is loaded and proved against the text; without one the program
    draws it up.
    """
    from retrieval.card_file import load_card, load_phrasings
    from retrieval.clauses import parse_clauses
    from retrieval.drafting import draft_card
    from retrieval.passages import cut_passages

    checked_id(notice.id)
    _check_text(notice)
    clauses = parse_clauses(notice.text)
    passages = cut_passages(notice.id, notice.text, clauses)
    if notice.card_source is not None:
        card = load_card(notice.card_source, notice.id, notice.text)
    else:
        card = draft_card(notice.id, notice.text, clauses, passages)
    phrasings = load_phrasings(notice.phrasing_source, notice.text) if notice.phrasing_source is not None else ()
    return Held(notice.id, notice.text, notice.digest, notice.url, tuple(clauses), tuple(passages), card, phrasings)


def distinct(incoming: Sequence[Notice], refused: list[tuple[str, str]]) -> list[Notice]:
    """`incoming` with each id once, the first; the others are added to `refused`."""
    distinct: dict[str, Notice] = {}
    for notice in incoming:
        if notice.id in distinct:
            refused.append((notice.source or notice.id, f"编号“{notice.id}”重复，已收录同编号的另一份"))
        else:
            distinct[notice.id] = notice
    return list(distinct.values())


@cache
def recipe() -> str:
    """Digest of this package's own files: code and tables."""
    digest = hashlib.sha256()
    for name, content in sorted(_sources(files("retrieval"), "")):
        digest.update(name.encode() + b"\x00" + content)
    return digest.hexdigest()[:16]


def _sources(folder: Traversable, at: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for entry in folder.iterdir():
        if entry.is_dir() and entry.name != "__pycache__":
            found.extend(_sources(entry, f"{at}{entry.name}/"))
        elif entry.name.endswith((".py", ".yaml", ".tsv", ".toml")):
            found.append((f"{at}{entry.name}", entry.read_bytes()))
    return found


def _check_text(notice: Notice) -> None:
    try:
        "".join((notice.text, notice.card_source or "", notice.phrasing_source or "", notice.url or "")).encode()
    except UnicodeEncodeError as error:
        raise UnreadableNotice(
            f"notice {notice.id}: half a surrogate pair, which no file can hold ({error.reason})",
            reason_zh="含有无法保存的残缺字符",
        ) from error
    if not notice.text.strip():
        raise UnreadableNotice(f"notice {notice.id}: the text is blank", reason_zh="正文为空")
