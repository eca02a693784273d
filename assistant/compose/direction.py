"""Direction: the categories or guide codes of a notice whose direction covers a technology."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.catalogue import View
from assistant.compose.citing import cite, lead_of, prose
from assistant.compose.part import Case, Part
from assistant.records import Statement
from assistant.replies import phrase
from retrieval import Fact
from retrieval.normalise import fold

MOST_A_NOTICE = 4
WEIGHT_OF_EXPANSION = 0.8
OF_BEST = 0.6


def direction(case: Case) -> Part | None:
    """For a look-up of a technology: the directions of each notice in scope that name it, or name it officially."""
    if case.ask.form != "direction":
        return None
    found: list[tuple[float, Statement]] = []
    for notice_id in case.scope.notices:
        view = case.catalogue.view(notice_id)
        ranked = sorted(_covering(case, view), key=lambda pair: -pair[0])
        best = ranked[0][0] if ranked else 0.0
        found.extend(pair for pair in ranked[:MOST_A_NOTICE] if pair[0] >= OF_BEST * best)
    top = max((score for score, _ in found), default=0.0)
    statements = tuple(statement for score, statement in found if case.scope.named or score >= OF_BEST * top)
    return Part(statements=statements) if statements else None


def _covering(case: Case, view: View) -> Iterator[tuple[float, Statement]]:
    for fact in view.card.of_topic("direction"):
        pieces = _pieces(fact)
        scored = [(_score(case, piece), start, end) for piece, start, end in pieces]
        score, start, end = max(scored, key=lambda entry: entry[0])
        score += 1.5 * _score(case, fold(fact.name))
        if score > 0:
            yield score, _statement(view, fact, start, end)


def _score(case: Case, piece: str) -> float:
    """Characters of the piece that the ask's words, or the official terms for them, account for."""
    total = 0.0
    for word, terms in case.ask.terms:
        if word in piece:
            total += len(word)
        else:
            total += WEIGHT_OF_EXPANSION * max((len(term) for term in terms if fold(term) in piece), default=0)
    return total


def _pieces(fact: Fact) -> list[tuple[str, int, int]]:
    """The parts of a direction between semicolons and full stops, with their places in the notice."""
    text = fact.quote.text
    pieces = []
    for match in re.finditer(r"[^；;。\n]+[；;。]?", text):
        if match.group().strip():
            pieces.append((fold(match.group()), fact.quote.start + match.start(), fact.quote.start + match.end()))
    return pieces or [(fold(text), fact.quote.start, fact.quote.end)]


def _statement(view: View, fact: Fact, start: int, end: int) -> Statement:
    start, end = _trimmed(view.held.text, start, end)
    lead, proof = lead_of(view)
    piece = prose(view.held.text[start:end])
    name = " ".join(part for part in (fact.code, fact.name) if part)
    citations = [cite(view, start, end)]
    if fact.quote.start < start:
        citations.append(cite(view, *_head(view, fact)))
    text = phrase("direction", name=name, piece=piece) if name and not piece.startswith(name) else piece
    return Statement(text, view.held.id, (*citations, *proof), lead=lead)


def _head(view: View, fact: Fact) -> tuple[int, int]:
    """Where the direction's code and name stand: the first line of its quote, or its first piece."""
    first = _pieces(fact)[0]
    return _trimmed(view.held.text, first[1], first[2])


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())
