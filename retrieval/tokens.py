"""Cut Chinese text into the tokens that the lexical index holds and a query asks for.

Single characters, character pairs and whole ASCII words and numbers: on everyday
questions about official notices they find more than dictionary words do, because an
everyday word and the official one often share only a character. Measured figures are
in `docs/decisions.md`. One reading serves text and question, so the two always meet.
Extracting amounts and dates is in `values.py`, not here.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencc import OpenCC

_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef]")
_RUN = re.compile("([\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇々]+)|([a-z]+|[0-9]+(?:\\.[0-9]+)?)")
_LONGEST = 64


@cache
def _simplifier() -> OpenCC:
    from opencc import OpenCC

    return OpenCC("t2s")


def normal(text: str) -> str:
    """`text` as it is compared: NFKC, lower case, simplified characters, nothing invisible.

    Full-width digits become plain ones. The length may change, so offsets into the
    original do not hold in the result.
    """
    seen = _UNSEEN.sub("", text.encode("utf-8", "replace").decode("utf-8"))
    folded = unicodedata.normalize("NFKC", seen).lower()
    return folded if folded.isascii() else _simplifier().convert(folded)


def tokens(text: str) -> list[str]:
    """Tokens of `text` with repeats: "资助100万" → 资, 助, 资助, 100, 万.

    Pairs do not cross punctuation, digits or letters.
    """
    found: list[str] = []
    for run in _RUN.finditer(normal(text)):
        han = run[1]
        if han is None:
            found.append(run[2][:_LONGEST])
            continue
        found.extend(han)
        found.extend(han[at : at + 2] for at in range(len(han) - 1))
    return found
