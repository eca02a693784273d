"""The day on which a question is asked, as people type it."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from ui.web.labels import label

_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


class DayError(ValueError):
    """A day that cannot be read; `reason_zh` says so to the asker."""

    def __init__(self, given: str) -> None:
        super().__init__(f"{given!r} is no day")
        self.reason_zh = label("problem.day", given=given[:20])


def day_from(given: str | None) -> date | None:
    """The day in "2023-12-01", "2023/12/1" or "2023年12月1日"; None for blank. Raises `DayError`."""
    bare = unicodedata.normalize("NFKC", given or "").strip()
    if not bare:
        return None
    found = _DAY.fullmatch("".join(bare.split()))
    try:
        return date(*(int(part) for part in found.groups())) if found else _refuse(bare)
    except ValueError as error:
        raise DayError(bare) from error


def _refuse(bare: str) -> date:
    raise DayError(bare)
