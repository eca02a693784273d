"""Direction: the categories or guide codes of a notice whose direction covers a technology.

The asker's words are matched themselves, by the official terms that the lexicon knows for them, and by
the phrasings of the notice's folder. All directions that cover the technology about as well are named.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence

from assistant.catalogue import View
from assistant.compose.citing import cite, lead_of, prose
from assistant.compose.focus import Span
from assistant.compose.part import Case, Part
from assistant.language import pattern, words
from assistant.phrasings import LIKE
from assistant.reading.terms import Term, terms_of
from assistant.reading.topics import ASKED
from assistant.records import Ask, Candidate, Statement
from assistant.replies import phrase
from retrieval import Fact
from retrieval.normalise import fold

MOST, BUDGET = 4, 330
"""Directions that are named of one notice, and the characters they may take, the first aside."""

RANKED = 0.25
"""What the ranking of a sentence by all signs counts beside its words, to tell the pieces of one direction apart."""

OFFICIAL = 0.9
"""How much an official term counts beside the asker's own word."""

PHRASED = 1.5
"""Weight of the likeness to a known phrasing of a direction beside the share of the subject it covers."""

COVERED, COVERED_UNPHRASED, OF_BEST = 0.25, 0.14, 0.7
"""What the best direction must score, and the share of its score that the others must reach."""

CLEARLY = 0.55
"""What the best direction must score to be what "哪份通知收石墨烯" asks for."""

NEAR = 0.4
"""The share of the best score that a notice's best direction must reach when nobody named a notice."""

FOUND = 0.4
"""What must speak for a sentence, its rank in the search apart, for its direction to be named."""

SHOWN, AS_GOOD, LONGEST = 2, 0.8, 160
"""Pieces shown of one direction, the share of the best one's score from which a second is, and both their length."""

Weighed = list[tuple[Term, float]]
Piece = tuple[float, int, int]


def direction(case: Case) -> Part | None:
    """For a look-up of a technology: the directions of each notice in scope that name it, or name it officially.

    A look-up that no direction covers is answered by nothing else.
    """
    looked_up = case.ask.form == "direction" or (case.ask.form == "which" and "direction" in case.ask.topics)
    if not looked_up and not _speaks_of_one(case):
        return None
    views = [case.catalogue.view(notice_id) for notice_id in case.scope.notices]
    terms = _weighed(_subject(case.ask), [fact for view in views for fact in directions(view)])
    found = [entry for view in views for entry in _covering(case, terms, view)]
    top = max((score for score, _ in found), default=0.0)
    if case.ask.form == "which" and top < CLEARLY:
        return None
    if top < (COVERED if any(view.held.phrasings for view in views) else COVERED_UNPHRASED):
        if case.ask.form == "direction" and any(directions(view) for view in views):
            return Part()
        found = list(_by_search(case))
        top = max((score for score, _ in found), default=0.0)
    kept = _kept(found, top, each=not case.scope.named)
    order = {view.held.id: at for at, view in enumerate(views)}
    told = tuple(told for _, told in sorted(kept, key=lambda entry: order[entry[1].notice_id]))
    return Part(statements=tuple(dict.fromkeys(told))) if told else None


def _kept(found: list[tuple[float, Statement]], top: float, *, each: bool) -> list[tuple[float, Statement]]:
    """The best directions; with `each`, also the best of every notice that comes near."""
    ranked = sorted(found, key=lambda entry: -entry[0])
    kept = _within_budget([entry for entry in ranked if entry[0] >= OF_BEST * top][:MOST])
    seen = {told.notice_id for _, told in kept}
    for score, told in ranked:
        if each and told.notice_id not in seen and score >= NEAR * top:
            seen.add(told.notice_id)
            kept.append((score, told))
    return kept


def _within_budget(ranked: list[tuple[float, Statement]]) -> list[tuple[float, Statement]]:
    kept: list[tuple[float, Statement]] = []
    for entry in ranked:
        if not kept or sum(len(told.text) for _, told in (*kept, entry)) <= BUDGET:
            kept.append(entry)
    return kept


def _by_search(case: Case) -> Iterator[tuple[float, Statement]]:
    """Directions that hold the sentences which all signs together speak for, where words alone find none."""
    for candidate in case.candidates[:MOST]:
        view = case.catalogue.view(candidate.notice_id)
        for fact in directions(view):
            inside = fact.quote.start <= candidate.start < fact.quote.end
            if inside and candidate.worth - candidate.topic >= FOUND:
                yield candidate.worth, _statement(view, fact, [(candidate.start, candidate.end)])


def _speaks_of_one(case: Case) -> bool:
    """Whether a question of no other topic is best answered by a sentence inside a direction."""
    asked = [topic for topic, strength in case.ask.topics.items() if strength >= ASKED]
    if asked[:1] not in ([], ["direction"]) or not case.candidates:
        return False
    best = case.candidates[0]
    if best.worth < FOUND:
        return False
    facts = directions(case.catalogue.view(best.notice_id))
    return any(fact.quote.start <= best.start < fact.quote.end for fact in facts)


def directions(view: View) -> list[Fact]:
    """The rows and codes of a notice; general remarks on its directions have neither."""
    return [fact for fact in view.card.of_topic("direction") if fact.code or fact.name]


def _subject(ask: Ask) -> tuple[Term, ...]:
    """The words for the technology itself."""
    return terms_of(_told(ask.bare)) or ask.terms


def _told(text: str) -> str:
    """What is told of a technology, without the words that only ask for its place."""
    return pattern("forms.yaml", "direction_words").sub(" ", text).strip() or text


def _weighed(terms: tuple[Term, ...], facts: list[Fact]) -> Weighed:
    """Each term with its share of the inverse document frequencies over the directions' pieces (Spärck Jones 1972)."""
    stop = words("forms.yaml", "direction_stop")
    terms = tuple(term for term in terms if len(term[0]) > 1 and term[0] not in stop) or terms
    texts = [piece for fact in facts for piece, _, _ in _pieces(fact)]
    weights = [math.log(1 + len(texts) / (1 + sum(_match(term, text) > 0 for text in texts))) for term in terms]
    total = sum(weights) or 1.0
    return [(term, weight / total) for term, weight in zip(terms, weights, strict=True)]


def _covering(case: Case, terms: Weighed, view: View) -> Iterator[tuple[float, Statement]]:
    alike = view.phrasings.alike(_told(case.ask.bare), LIKE)
    ranked = [c for c in case.candidates if c.notice_id == view.held.id]
    for fact in directions(view):
        head = head_of(fact)
        pieces = [
            (_score(terms, text) + _likeness(alike, first, last), first, last) for text, first, last in _pieces(fact)
        ]
        beyond = [entry for entry in pieces if entry[0] > 0 and (head is None or entry[1] >= head[1])]
        ranks = {entry: entry[0] + RANKED * _rank(ranked, *entry[1:]) for entry in beyond or pieces}
        best = sorted(ranks, key=lambda entry: -ranks[entry])
        told = [entry for entry in best[:SHOWN] if entry is best[0] or _as_good(entry, best[0], ranks)]
        named = _score(terms, fold(fact.name)) + _likeness(alike, fact.quote.start, fact.quote.end)
        if max(best[0][0], named) > 0:
            yield max(best[0][0], named), _statement(view, fact, [entry[1:] for entry in told])


def _as_good(piece: Piece, best: Piece, ranks: Mapping[Piece, float]) -> bool:
    """Whether a further piece covers the technology about as well as the best one, both being short."""
    length = sum(end - start for _, start, end in (piece, best))
    return ranks[piece] >= AS_GOOD * ranks[best] and length <= LONGEST


def _rank(ranked: list[Candidate], start: int, end: int) -> float:
    """The worth of the best sentence that overlaps a piece."""
    return max(
        (candidate.worth for candidate in ranked if candidate.start < end and start < candidate.end), default=0.0
    )


def _score(terms: Weighed, piece: str) -> float:
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
        if fold(form) in piece:
            return OFFICIAL / (1 + rank / 4)
    return 0.0


def _pieces(fact: Fact) -> list[tuple[str, int, int]]:
    """The parts of a direction between semicolons and full stops, with their places in the notice."""
    text = fact.quote.text
    found = [
        match for match in re.finditer(r"[^；;。\n]+[；;。]?(?:（[^（）]{1,20}）)?", text) if match.group().strip()
    ]
    pieces = [
        (fold(match.group()), fact.quote.start + match.start(), fact.quote.start + match.end()) for match in found
    ]
    return pieces or [(fold(text), fact.quote.start, fact.quote.end)]


def _statement(view: View, fact: Fact, pieces: Sequence[Span]) -> Statement:
    spans = sorted(_trimmed(view.held.text, *piece) for piece in pieces)
    lead, proof = lead_of(view)
    text = "；".join(re.sub(r"[；;，,。]$", "", prose(view.held.text[start:end])) for start, end in spans)
    told = tuple(cite(view, start, end) for start, end in spans)
    head = head_of(fact)
    if head is None:
        return Statement(f"{text}。", view.held.id, (*told, *proof), lead=lead)
    name = prose(view.held.text[head[0] : head[1]])
    if spans[0][0] < head[1]:
        whole = cite(view, min(spans[0][0], head[0]), max(spans[0][1], head[1]))
        return Statement(phrase("direction_alone", name=name), view.held.id, (whole, *proof), lead=lead)
    citations = (cite(view, *head), *told, *proof)
    return Statement(phrase("direction", name=name, piece=text), view.held.id, citations, lead=lead)


def head_of(fact: Fact) -> Span | None:
    """Where the code and the name of a direction stand in its quote; None when its name stands above it."""
    code = rf"{re.escape(fact.code)}\s*" if fact.code else ""
    name = r"\s*".join(map(re.escape, re.sub(r"\s", "", fact.name)))
    match = re.search(code + name, fact.quote.text) if name else None
    return (fact.quote.start + match.start(), fact.quote.start + match.end()) if match else None


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())
