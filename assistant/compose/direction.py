"""Direction: the entry of a guide that covers what the asker does, for "做石墨烯的填哪个代码" and "报哪个赛道".

The fields, guide codes, classes and groups of a notice are matched with what is told of a technology or of the
asker (`covering.py`). All that cover it about as well are named, each by its number and title with the words
that speak for it. What the notice shuts out is quoted before that; a look-up that nothing covers is answered by no
neighbour.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.catalogue import View
from assistant.compose.citing import cite, lead_of, prose
from assistant.compose.covering import Covered, Weighed, covered, score_of, told_of, weighed
from assistant.compose.fields import above_of, directions, head_of, kind_asked, of_kind
from assistant.compose.focus import Span
from assistant.compose.part import Case, Part
from assistant.compose.quote import statement_of
from assistant.language import pattern, words
from assistant.reading.terms import terms_of
from assistant.reading.topics import ASKED
from assistant.records import Statement
from assistant.replies import phrase
from assistant.stated.units import SHORT_ROW
from retrieval import Fact
from retrieval.normalise import normalise_question

MOST, BUDGET = 4, 330
"""Directions that are named of one notice, and the characters they may take, the first aside."""

COVERED, COVERED_UNPHRASED, OF_BEST = 0.25, 0.14, 0.7
"""What the best direction must score, and the share of its score that the others must reach."""

COVERED_ASKED, OF_BEST_ASKED = 0.45, 0.75
"""The same where how people ask is weighed as well: beside at least one word that an entry holds."""

ALONE, FAR = 1.0, 1.5
"""What an entry must score of which no such word speaks, and how many times the score of the next."""

CHOSEN, AHEAD, FEW = 0.8, 0.2, 6
"""Of so few classes of one kind one is likely what the asker is: what it must score, and be ahead of the next by."""

CLEARLY = 0.55
"""What the best direction must score to be what "哪份通知收石墨烯" asks for."""

NEAR = 0.4
"""The share of the best score that a notice's best direction must reach when nobody named a notice."""

FOUND = 0.4
"""What must speak for a sentence, its rank in the search apart, for its direction to be named."""

SHUT_OUT = 0.25
"""The share of what is told that a sentence must hold that says what is not supported."""

SURELY, HARDLY = 0.6, 0.1
"""How likely another matter is asked for, and a direction, where the form of a look-up is only chance."""

Found = list[tuple[float, Statement]]


def direction(case: Case) -> Part | None:
    """For a look-up of a technology or class: the entries of each notice in scope that cover it.

    A look-up that no entry covers is answered by nothing else.
    """
    views = [case.catalogue.view(notice_id) for notice_id in case.scope.notices]
    looked_up = _looks_up(case) or (case.ask.form == "which" and "direction" in case.ask.topics)
    if not looked_up and not _asks_kind(case, views) and not _speaks_of_one(case):
        return None
    text = _subject(case)
    entries = {view.held.id: _entries(case, view) for view in views}
    terms = weighed(text, case.ask.terms, [fact for own in entries.values() for fact in own])
    shut = [_shut_out(view, terms) for view in views if case.scope.named]
    if any(shut):
        return Part(statements=tuple(refusal for refusal in shut if refusal is not None))
    found = _found(case, text, terms, entries)
    top = max((score for score, _ in found), default=0.0)
    if case.ask.form == "which" and top < CLEARLY:
        return None
    if not found:
        if _looks_up(case) and any(directions(view) for view in views):
            return Part()
        found = list(_by_search(case))
        top = max((score for score, _ in found), default=0.0)
    kept = _kept(found, top, each=not case.scope.named)
    order = {view.held.id: at for at, view in enumerate(views)}
    statements = (told for _, told in sorted(kept, key=lambda entry: order[entry[1].notice_id]))
    return Part(statements=tuple(dict.fromkeys(statements))) if kept else None


def _looks_up(case: Case) -> bool:
    """Whether the question has the form of a look-up, and is not likely of quite another matter (哪号字体)."""
    intents = case.ask.intents
    of_another = max(intents.values(), default=0.0) >= SURELY and intents.get("direction", 0.0) < HARDLY
    return case.ask.form == "direction" and not of_another


def _subject(case: Case) -> str:
    """What tells of the technology: the ask, or the whole question where the ask only asks for the place of it."""
    told = pattern("forms.yaml", "direction_words").sub(" ", told_of(case.ask.bare))
    own = terms_of(told) if told.strip() and told_of(case.ask.bare) != case.ask.bare else (("", ()),)
    return case.ask.bare if own else normalise_question(case.question)


def _entries(case: Case, view: View) -> list[Fact]:
    """The entries of a notice, those of the kind asked for where it has such."""
    facts = directions(view)
    return (not view.card.reviewed and of_kind(facts, kind_asked(case.ask.text))) or facts


def _found(case: Case, text: str, terms: Weighed, entries: dict[str, list[Fact]]) -> Found:
    """The entries that cover `text` well enough, each as a statement with its score."""
    views = [case.catalogue.view(notice_id) for notice_id in entries]
    phrased = any(view.held.phrasings for view in views)
    asked = not any(view.card.reviewed for view in views)
    found = [
        (view, entry)
        for view in views
        for entry in covered(text, terms, view, entries[view.held.id], case.candidates, asked=asked)
    ]
    if asked:
        found = _surely(found, few=all(len(own) <= FEW for own in entries.values()))
    elif max((entry.score for _, entry in found), default=0.0) < (COVERED if phrased else COVERED_UNPHRASED):
        return []
    return [(entry.score, _statement(view, entry)) for view, entry in found]


def _surely(found: list[tuple[View, Covered]], *, few: bool) -> list[tuple[View, Covered]]:
    """The entries of notices that nobody reviewed of which a word speaks too; or the one of few that is far ahead."""
    ranked = sorted(found, key=lambda pair: -pair[1].score)
    worded = [pair for pair in ranked if pair[1].worded and pair[1].score >= COVERED_ASKED]
    if worded and worded[0] is ranked[0]:
        return [pair for pair in worded if pair[1].score >= OF_BEST_ASKED * worded[0][1].score]
    first, second = ([entry.score for _, entry in ranked] + [0.0, 0.0])[:2]
    chosen = few and first >= CHOSEN and first - second >= AHEAD
    return ranked[:1] if chosen or (first >= ALONE and first >= FAR * second) else worded[:1]


def _kept(found: Found, top: float, *, each: bool) -> Found:
    """The best directions; with `each`, also the best of every notice that comes near."""
    ranked = sorted(found, key=lambda entry: -entry[0])
    kept = _within_budget([entry for entry in ranked if entry[0] >= OF_BEST * top][:MOST])
    seen = {told.notice_id for _, told in kept}
    for score, told in ranked:
        if each and told.notice_id not in seen and score >= NEAR * top:
            seen.add(told.notice_id)
            kept.append((score, told))
    return kept


def _within_budget(ranked: Found) -> Found:
    kept: Found = []
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
                span = (candidate.start, candidate.end)
                yield candidate.worth, _statement(view, Covered(fact, candidate.worth, 0.0, 0.0, (span,)))


def _asks_kind(case: Case, views: Sequence[View]) -> bool:
    """Whether the class is asked for by the word that the one notice meant has for its classes ("哪个赛道")."""
    kind = kind_asked(case.ask.text)
    return bool(kind) and len(views) == 1 and not views[0].card.reviewed and bool(of_kind(directions(views[0]), kind))


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


def _shut_out(view: View, terms: Weighed) -> Statement | None:
    """The sentence that says of what is told that it is not supported."""
    says = pattern("wording.yaml", "not_supported")
    told = [(term, weight) for term, weight in terms if term[0] not in words("forms.yaml", "direction_stop")]
    for unit in view.units:
        if says.search(unit.body) and score_of(told, unit.body) >= SHUT_OUT:
            return statement_of(view, ((unit.start, unit.end),))
    return None


def _statement(view: View, entry: Covered) -> Statement:
    spans = _row(view, entry.fact) or sorted(_trimmed(view.held.text, *piece) for piece in entry.pieces)
    lead, proof = lead_of(view)
    text = "；".join(re.sub(r"[；;，,。]$", "", prose(view.held.text[start:end])) for start, end in spans)
    told = tuple(cite(view, start, end) for start, end in spans)
    head = head_of(entry.fact)
    if head is None:
        return Statement(f"{text}。", view.held.id, (*told, *proof), lead=lead)
    name = prose(view.held.text[head[0] : head[1]])
    above = above_of(view, entry.fact)
    if above is not None:
        name = phrase("direction_under", above=prose(view.held.text[above[0] : above[1]]), name=name)
        proof = (cite(view, *above), *proof)
    if spans[0][0] < head[1]:
        whole = cite(view, min(spans[0][0], head[0]), max(spans[0][1], head[1]))
        return Statement(_alone(view, name, head, spans), view.held.id, (whole, *proof), lead=lead)
    citations = (cite(view, *head), *told, *proof)
    return Statement(phrase("direction", name=name, piece=text), view.held.id, citations, lead=lead)


def _row(view: View, fact: Fact) -> list[Span]:
    """The whole of a short row of a table: its cells belong together."""
    start, end = fact.quote.start, fact.quote.end
    of_table = any(clause.kind == "row" and clause.start <= start < clause.end for clause in view.held.clauses)
    return [(start, end)] if of_table and end - start <= SHORT_ROW and not view.card.reviewed else []


def _alone(view: View, name: str, head: Span, spans: Sequence[Span]) -> str:
    """An entry whose best part begins with its own name: what stands behind that is told, if there is anything."""
    rest = re.sub(r"^[\W_]+|[；;，,。]+$", "", prose(view.held.text[head[1] : max(head[1], spans[0][1])]))
    return phrase("direction", name=name, piece=rest) if rest else phrase("direction_alone", name=name)


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())
