"""Retrieve: the sentences of the notices in scope that may answer, each with what speaks for it.

Third step of the flow. Passages come from the library's fused search; within them, and among the
sentences that state a topic asked for, sentences are ranked by topic, content words and values.
Nothing is decided here about whether the best one is good enough: that is for `compose/`.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.catalogue import Catalogue, Unit, View
from assistant.phrasings import LIKE
from assistant.reading.terms import Term
from assistant.records import Ask, Candidate, Evidence, Reading, Scope
from retrieval import Hit, Library

MOST_NOTICES = 8
"""Notices whose sentences are weighed one by one; of more, those with the best passages."""

PASSAGES_A_NOTICE = 12
KEPT = 24

COVERAGE, RANK, PHRASING, WANTED = 0.8, 0.25, 2.0, 0.25
"""Weights beside the topic's 1.0: content words covered, rank of the passage, likeness to a known
phrasing, and whether a value of the wanted kind stands in the sentence. Tuned on evals/samples."""

FITS = 0.4
"""For a rule limited to the asker's kind of organisation; as much against one for other kinds."""

BODY, EXPANDED, HEADED, PARTIAL = 1.0, 0.85, 0.5, 0.5
LONE_CHARACTER = 0.4
"""A word of one character says less than its rarity suggests."""


def retrieve(reading: Reading, scope: Scope, library: Library, catalogue: Catalogue) -> Evidence:
    """Candidates for each ask of `reading` among the notices in `scope`, best first."""
    found: list[tuple[Candidate, ...]] = []
    seen: dict[tuple[str, int], Hit] = {}
    for ask in reading.asks:
        k = PASSAGES_A_NOTICE * min(len(scope.notices), 4)
        hits = library.search(ask.bare or ask.text, k=k, notice_ids=scope.notices)
        seen.update({(hit.passage.notice_id, hit.passage.start): hit for hit in hits})
        views = [catalogue.view(notice_id) for notice_id in _promising(scope.notices, hits)]
        found.append(_ranked(ask, views, hits))
    return Evidence(tuple(found), tuple(seen.values()))


def _promising(ids: Sequence[str], hits: Sequence[Hit]) -> list[str]:
    if len(ids) <= MOST_NOTICES:
        return list(ids)
    return list(dict.fromkeys(hit.passage.notice_id for hit in hits))[:MOST_NOTICES]


@dataclass(frozen=True, slots=True)
class _Scorer:
    """What one ask looks for, prepared once for all sentences."""

    ask: Ask
    terms: tuple[tuple[Term, float], ...]

    def topic(self, unit: Unit) -> float:
        strengths = sorted(
            (weight * unit.topics.get(topic, 0.0) for topic, weight in self.ask.topics.items()), reverse=True
        )
        if not strengths:
            return 0.0
        second = strengths[1] if len(strengths) > 1 else 0.0
        return min(1.0, strengths[0] + 0.2 * second)

    def coverage(self, unit: Unit) -> float:
        total = sum(weight for _, weight in self.terms)
        if not total:
            return 0.0
        return sum(weight * _match(term, unit) for term, weight in self.terms) / total

    def wanted(self, unit: Unit) -> float:
        kinds = self.ask.wants - {"person"}
        if not kinds:
            return 0.0
        return WANTED if any(value.kind in kinds for value in unit.values) else -WANTED

    def fits(self, unit: Unit) -> float:
        """Whether the rule is for the kind of organisation that the ask names."""
        kinds = set(self.ask.organisations)
        if not kinds or not unit.who:
            return 0.0
        return FITS if kinds & unit.who else -FITS


def _ranked(ask: Ask, views: Sequence[View], hits: Sequence[Hit]) -> tuple[Candidate, ...]:
    scorer = _Scorer(ask, _weighed(ask.terms, views))
    best = max((hit.score for hit in hits), default=1.0) or 1.0
    candidates: list[Candidate] = []
    for view in views:
        ranks = [
            (hit.passage.start, hit.passage.end, hit.score / best)
            for hit in hits
            if hit.passage.notice_id == view.held.id
        ]
        phrasings = view.phrasings.alike(ask.bare, LIKE)
        for unit in view.units:
            candidate = _candidate(unit, view, scorer, ranks, phrasings)
            if candidate.score > 0:
                candidates.append(candidate)
    candidates.sort(key=lambda candidate: -candidate.score)
    return _best_of_each(candidates)


def _best_of_each(candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    kept: Counter[str] = Counter()
    best = []
    for candidate in candidates:
        kept[candidate.notice_id] += 1
        if kept[candidate.notice_id] <= KEPT:
            best.append(candidate)
    return tuple(best)


def _candidate(
    unit: Unit,
    view: View,
    scorer: _Scorer,
    ranks: Sequence[tuple[int, int, float]],
    phrasings: Sequence[tuple[int, int, float]],
) -> Candidate:
    topic = scorer.topic(unit)
    rank = _spanning(unit, ranks)
    alike = _spanning(unit, phrasings)
    coverage = scorer.coverage(unit) if topic or rank or alike else 0.0
    score = topic + COVERAGE * coverage + RANK * rank + PHRASING * alike
    if score > 0:
        score += scorer.wanted(unit) + scorer.fits(unit)
    return Candidate(view.held.id, unit.start, unit.end, unit.section, topic, coverage, alike, score)


def _spanning(unit: Unit, spans: Sequence[tuple[int, int, float]]) -> float:
    return max((score for start, end, score in spans if start < unit.end and unit.start < end), default=0.0)


def _weighed(terms: Sequence[Term], views: Sequence[View]) -> tuple[tuple[Term, float], ...]:
    """Each term with its inverse document frequency over the sentences weighed (Spärck Jones 1972)."""
    bodies = [unit.body for view in views for unit in view.units]
    weighed = []
    for term in terms:
        forms = (term[0], *term[1])
        frequency = sum(1 for body in bodies if any(form in body for form in forms))
        length = LONE_CHARACTER if len(term[0]) == 1 else 1.0
        weighed.append((term, length * math.log(1 + len(bodies) / (1 + frequency))))
    return tuple(weighed)


def term_match(term: Term, text: str) -> float:
    """How well `text` (folded) holds a word of the question, itself, by an official term, or in part: 0 to 1."""
    word, expansions = term
    if word in text:
        return BODY
    if any(form in text for form in expansions):
        return EXPANDED
    if len(word) >= 3 and not expansions:
        pairs = [word[at : at + 2] for at in range(len(word) - 1)]
        return PARTIAL * sum(pair in text for pair in pairs) / len(pairs)
    return 0.0


def _match(term: Term, unit: Unit) -> float:
    return max(term_match(term, unit.body), HEADED * term_match(term, unit.context))
