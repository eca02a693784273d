"""How well an entry of a guide covers what a question tells: by its words, by official terms, by known phrasings.

Where a person has listed phrasings they are the second sign beside the words; where nobody has, how likely
people ask so about the entry is (`translation.py`). Which entries are named is decided in `direction.py`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.catalogue import View
from assistant.compose.fields import head_of, pieces_of
from assistant.compose.focus import Span
from assistant.language import pattern, table, words
from assistant.learned.phrasings import LIKE
from assistant.learned.translation import Marked, translation
from assistant.reading.terms import Term, terms_of
from assistant.records import Candidate
from retrieval import Fact
from retrieval.normalise import fold

OFFICIAL = 0.9
"""How much an official term counts beside the asker's own word."""

IN_PART, MOSTLY, SHORTEST_IN_PART, LOOKED_AT = 0.5, 0.6, 4, 6
"""How much a term counts most of whose pairs of characters an entry holds; what is most of them; of how many
characters it must be at least; and how many terms of a word are looked at so."""

PHRASED = 1.5
"""Weight of the likeness to a known phrasing of a direction beside the share of the subject it covers."""

RANKED = 0.25
"""What the ranking of a sentence by all signs counts beside its words, to tell the pieces of one direction apart."""

SHOWN, AS_GOOD, LONGEST = 2, 0.8, 160
"""Pieces shown of one direction, the share of the best one's score from which a second is, and both their length."""

_ASIDE = re.compile(r"[（(][^（()）]*[)）]")

Weighed = list[tuple[Term, float]]
Piece = tuple[float, int, int]


@dataclass(frozen=True, slots=True)
class Covered:
    """An entry with how well it covers the subject: `worded` by its words alone, `asked` by how people ask about it.

    `pieces` are the parts of it that speak for that, best first.
    """

    fact: Fact
    score: float
    worded: float
    asked: float
    pieces: tuple[Span, ...]


def told_of(text: str) -> str:
    """What is told of a technology, without the words that only ask for its place."""
    left = pattern("forms.yaml", "direction_words").sub(" ", re.sub(table("forms.yaml")["kind_asked"], " ", text))
    return left.strip() or text


def weighed(text: str, terms: tuple[Term, ...], facts: Sequence[Fact]) -> Weighed:
    """Each term with its share of the inverse document frequencies over the directions' pieces (Spärck Jones 1972)."""
    terms = terms_of(told_of(text)) or terms
    stop = words("forms.yaml", "direction_stop")
    terms = tuple(term for term in terms if len(term[0]) > 1 and term[0] not in stop) or terms
    texts = [piece for fact in facts for piece, _, _ in pieces_of(fact)]
    weights = [math.log(1 + len(texts) / (1 + sum(_match(term, text) > 0 for text in texts))) for term in terms]
    total = sum(weights) or 1.0
    return [(term, weight / total) for term, weight in zip(terms, weights, strict=True)]


def covered(
    text: str, terms: Weighed, view: View, facts: Sequence[Fact], candidates: Iterable[Candidate], *, asked: bool
) -> list[Covered]:
    """The entries that have anything in common with what `text` tells; with `asked`, weighed by how people ask too."""
    alike = view.phrasings.alike(told_of(text), LIKE)
    ranked = [candidate for candidate in candidates if candidate.notice_id == view.held.id]
    likely = translation().likely(told_of(text), _marked(tuple(facts))) if asked and facts else [0.0] * len(facts)
    found = []
    for fact, likelihood in zip(facts, likely, strict=True):
        pieces = [
            (score_of(terms, piece) + _likeness(alike, first, last), first, last)
            for piece, first, last in pieces_of(fact)
        ]
        name = score_of(terms, fold(fact.name)) + _likeness(alike, fact.quote.start, fact.quote.end)
        worded = max(name, *(score for score, _, _ in pieces))
        if worded + likelihood > 0:
            best = _best(fact, pieces, ranked)
            found.append(Covered(fact, worded + float(likelihood), worded, float(likelihood), best))
    return found


def _best(fact: Fact, pieces: list[Piece], ranked: list[Candidate]) -> tuple[Span, ...]:
    head = head_of(fact)
    beyond = [entry for entry in pieces if entry[0] > 0 and (head is None or entry[1] >= head[1])]
    rest = [entry for entry in pieces if head is not None and entry[1] >= head[1]]
    ranks = {entry: entry[0] + RANKED * _rank(ranked, *entry[1:]) for entry in beyond or rest[:1] or pieces}
    best = sorted(ranks, key=lambda entry: -ranks[entry])
    return tuple(entry[1:] for entry in best[:SHOWN] if entry is best[0] or _as_good(entry, best[0], ranks))


def _as_good(piece: Piece, best: Piece, ranks: Mapping[Piece, float]) -> bool:
    """Whether a further piece covers the technology about as well as the best one, both being short."""
    length = sum(end - start for _, start, end in (piece, best))
    return ranks[piece] >= AS_GOOD * ranks[best] and length <= LONGEST


def _rank(ranked: list[Candidate], start: int, end: int) -> float:
    """The worth of the best sentence that overlaps a piece."""
    return max(
        (candidate.worth for candidate in ranked if candidate.start < end and start < candidate.end), default=0.0
    )


def score_of(terms: Weighed, piece: str) -> float:
    """The share of what is told that a piece of text holds."""
    return sum(weight * _match(term, piece) for term, weight in terms)


def _likeness(alike: list[tuple[int, int, float]], start: int, end: int) -> float:
    """The best likeness of a phrasing whose clause lies in the span or holds it, weighted."""
    held = (share for first, last, share in alike if first < end and start < last)
    return PHRASED * max(held, default=0.0)


def _match(term: Term, piece: str) -> float:
    """1 for the word itself, less for an official term for it: the first that the lexicon names counts most."""
    word, official = term
    if word in piece:
        return 1.0
    for rank, form in enumerate(official):
        if fold(form) in piece or (len(plain := _ASIDE.sub("", form)) > SHORTEST_IN_PART - 2 and fold(plain) in piece):
            return OFFICIAL / (1 + rank / 4)
    parts = (_shared(fold(form), piece) / (1 + rank / 4) for rank, form in enumerate((*official, word)[:LOOKED_AT]))
    return IN_PART * max(parts, default=0.0)


def _shared(form: str, piece: str) -> float:
    """1 when most pairs of characters of a term of four or more stand in `piece` (电池回收拆解, 电池回收再生)."""
    pairs = [form[at : at + 2] for at in range(len(form) - 1)]
    return float(len(form) >= SHORTEST_IN_PART and sum(pair in piece for pair in pairs) >= MOSTLY * len(pairs))


@lru_cache(maxsize=64)
def _marked(facts: tuple[Fact, ...]) -> Marked:
    return translation().marked([fold(f"{fact.name} {fact.label} {fact.quote.text}") for fact in facts])
