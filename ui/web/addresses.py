"""Where a clause can be opened: its address, made in one place and read in another (`clause_routes.py`).

The address names the notice, the span, and the notice's digest, so that an older answer whose
notice has changed since says so instead of highlighting the wrong words.
"""

from __future__ import annotations

from urllib.parse import quote, urlencode

from assistant import Citation
from retrieval import Held

CLAUSE_PREFIX = "/clause/"
MARK_ID = "quoted"
_DIGEST_CHARACTERS = 12


def clause_address(citation: Citation, held: Held | None) -> str:
    """The address under which the cited clause is shown within its notice; `held` None when it is held no longer."""
    asked = {"start": str(citation.start), "end": str(citation.end)}
    if held is not None:
        asked["v"] = version_of(held)
    return f"{CLAUSE_PREFIX}{quote(citation.notice_id, safe='')}?{urlencode(asked)}#{MARK_ID}"


def notice_address(held: Held) -> str:
    """The address under which a whole notice is shown, nothing marked."""
    return f"{CLAUSE_PREFIX}{quote(held.id, safe='')}"


def version_of(held: Held) -> str:
    """A short name for the state of a notice's text."""
    return held.digest[:_DIGEST_CHARACTERS]
