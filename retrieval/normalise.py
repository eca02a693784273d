"""One spelling for what people type, and a same-length one for what notices print.

Questions go through `normalise_question` before anything else looks at them; `fold` is for
finding words in a notice, where every offset must stay. Which misspellings are mended is
data: `lexicon/misspellings.tsv`; dialect words and spoken numbers: `lexicon/spoken.tsv`.
Chinese numerals are left alone: `values/` reads them.
"""

from __future__ import annotations

import re
import string
import sys
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache, lru_cache

from retrieval.lexicon import lexicon

KEPT = 256
"""Questions whose normal form is kept: every step of the flow asks for it."""

_BLANKS = re.compile(r"\s+")
_CONTROL_BLANKS = re.compile("[\t\n\r\f\v\x85\x1c-\x1f\u2028\u2029]")
# Invisible, yet of no category that says so: variation selectors, joiners, Hangul fillers.
_FILLERS = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")
_LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)
# Han characters of the basic plane: where traditional forms stand that OpenCC maps one to one.
_HAN = (range(0x3400, 0xA000), range(0xF900, 0xFB00))


@lru_cache(maxsize=KEPT)
def normalise_question(text: str) -> str:
    """`text` in NFKC, simplified, lower-case, one blank for many, without invisible characters and misspellings.

    Control, zero-width, bidirectional and tag characters and lone surrogates go: they show
    nothing and can hide words. A misspelling is mended only where it is a word by itself
    (安装钉子 keeps its 装钉).
    """
    visible = text if text.isascii() and text.isprintable() else _visible(text)
    plain = unicodedata.normalize("NFKC", visible)
    if not plain.isascii():
        plain = _simplified()(_visible(plain))
    return _spelt_right(_as_written(_BLANKS.sub(" ", plain).strip().translate(_LOWER)))


def fold(text: str) -> str:
    """`text` in half-width, simplified, lower-case characters, each for each: the length and all offsets stay."""
    return text.translate(_folding())


def _visible(text: str) -> str:
    spaced = _CONTROL_BLANKS.sub(" ", text)
    return "".join(
        character
        for character in _FILLERS.sub("", spaced)
        if unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Cn")
    )


@cache
def _simplified() -> Callable[[str], str]:
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert


@cache
def _folding() -> Mapping[int, str]:
    table = {0x3000: " ", 0xA0: " "}
    table.update({code: chr(code - 0xFEE0).lower() for code in range(0xFF01, 0xFF5F)})
    for code in range(0x600):
        lower = chr(code).lower()
        if lower != chr(code) and len(lower) == 1:
            table[code] = lower
    characters = [chr(code) for block in _HAN for code in block]
    # One call for all, a line each: single characters cannot join into phrases.
    for traditional, simplified in zip(characters, _simplified()("\n".join(characters)).split("\n"), strict=True):
        if traditional != simplified and len(simplified) == 1:
            table[ord(traditional)] = sys.intern(simplified)
    return table


@cache
def _misspelt() -> re.Pattern[str] | None:
    words = sorted(lexicon().misspellings, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words))) if words else None


def _spelt_right(text: str) -> str:
    misspelt = _misspelt()
    if misspelt is None or not misspelt.search(text):
        return text
    edges = _word_edges(text)

    def mended(match: re.Match[str]) -> str:
        if not {match.start(), match.end()} <= edges:
            return match[0]
        return lexicon().misspellings[match[0]]

    return misspelt.sub(mended, text)


def _as_written(text: str) -> str:
    """`text` with dialect words and spoken numbers as they are written ("三百来万" → 三百万)."""
    for spoken, written in lexicon().spoken:
        text = spoken.sub(written, text)
    return text


def _word_edges(text: str) -> set[int]:
    import rjieba

    edges, place = {0}, 0
    for word in rjieba.cut(text, False):
        place += len(word)
        edges.add(place)
    return edges
