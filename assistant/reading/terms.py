"""The content words of a question, each with the official terms the lexicon knows for it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from assistant.language import words
from retrieval.lexicon import lexicon
from retrieval.values import values_in

_INTERROGATIVE = re.compile(r"(几|多少|多|什么|啥|哪|怎么|咋|要|得).{0,1}$")

Term = tuple[str, tuple[str, ...]]


def terms_of(text: str, places: Iterable[str] = ()) -> tuple[Term, ...]:
    """Content words of `text` (normalised), stop words left out; `places` and values in it count as words."""
    stop = words("forms.yaml", "stop")
    found: dict[str, tuple[str, ...]] = {place: () for place in places if place in text}
    found.update((value.text, ()) for value in values_in(text) if value.kind != "number")
    for key, terms in everyday(text):
        found[key] = terms
    for token in _segment(text):
        known = any(token in key for key in found)
        if token in stop or _INTERROGATIVE.match(token) or known or token.isdigit() or not token[0].isalnum():
            continue
        found[token] = ()
    return tuple(found.items())


def everyday(text: str) -> Iterable[Term]:
    """Everyday words of the lexicon in `text`, the longest where several overlap."""
    table = _table()
    at = 0
    while at < len(text):
        for length in range(min(_longest(), len(text) - at), 1, -1):
            terms = table.get(text[at : at + length])
            if terms and _stands_alone(text, at, at + length):
                yield text[at : at + length], terms
                at += length - 1
                break
        at += 1


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a Latin word is no part of a longer one; Chinese words always stand alone."""
    around = text[max(0, start - 1) : start] + text[end : end + 1]
    return not text[start:end].isascii() or not any(char.isascii() and char.isalnum() for char in around)


@cache
def _table() -> dict[str, tuple[str, ...]]:
    known = lexicon()
    return {**known.everyday, **known.technology}


@cache
def _longest() -> int:
    return max((len(word) for word in _table()), default=0)


def _segment(text: str) -> Iterable[str]:
    import rjieba

    return rjieba.cut(text)
