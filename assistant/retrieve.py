"""Retrieve: the sentences of the notices in scope that may answer, each with what speaks for it.

Third step of the flow. Passages come from the library's fused search; within them, and among the
sentences that state a topic asked for, sentences are ranked by `scoring.py`. Nothing is decided here
about whether the best one is good enough: that is for `compose/`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from assistant.catalogue import Catalogue, View
from assistant.learned.phrasings import LIKE
from assistant.learned.translation import translation
from assistant.records import Ask, Candidate, Evidence, Reading, Scope
from assistant.scoring import Found, Scorer, weighed
from assistant.stated.columns import Column
from assistant.stated.siblings import classes_told, of_own_class
from assistant.stated.tiers import fitting, told
from retrieval import Hit, Library
from retrieval.normalise import fold
from retrieval.values import Value, values_in

MOST_NOTICES = 8
"""Notices whose sentences are weighed one by one; of more, those with the best passages."""

PASSAGES_A_NOTICE = 12


def retrieve(reading: Reading, scope: Scope, library: Library, catalogue: Catalogue) -> Evidence:
    """Candidates for each ask of `reading` among the notices in `scope`, best first."""
    found: list[tuple[Candidate, ...]] = []
    seen: dict[tuple[str, int], Hit] = {}
    for ask in reading.asks:
        k = PASSAGES_A_NOTICE * min(len(scope.notices), 4)
        within = scope.notices if len(scope.notices) < len(catalogue.ids) else None
        hits = library.search(ask.bare or ask.text, k=k, notice_ids=within)
        seen.update({(hit.passage.notice_id, hit.passage.start): hit for hit in hits})
        views = [catalogue.view(notice_id) for notice_id in _promising(scope.notices, hits)]
        found.append(_ranked(ask, views, hits, fold(reading.question.text)))
    return Evidence(tuple(found), tuple(seen.values()))


def _promising(ids: Sequence[str], hits: Sequence[Hit]) -> list[str]:
    if len(ids) <= MOST_NOTICES:
        return list(ids)
    return list(dict.fromkeys(hit.passage.notice_id for hit in hits))[:MOST_NOTICES]


def _ranked(ask: Ask, views: Sequence[View], hits: Sequence[Hit], question: str) -> tuple[Candidate, ...]:
    said = values_in(ask.bare) if ask.form == "which" else ()
    tells = tuple(value for value in said if _tells(value))
    scorer = Scorer(ask, weighed(ask, views), tells)
    own = told(ask.text)
    candidates: list[Candidate] = []
    for view in views:
        tiers = fitting(own, view.units)
        fits = np.array([tiers.get(unit.start, 0.0) for unit in view.units])
        found = _found(ask, view, hits)
        classes = classes_told(ask, view)
        scored = replace(scorer, classes=classes).candidates(view, found, asked=_asked(ask, view), tiers=fits)
        candidates.extend(of_own_class(scored, view, classes, question))
    return tuple(sorted(candidates, key=lambda candidate: -candidate.score))


def _asked(ask: Ask, view: View) -> Column:
    """How much likelier than of most sentences of its notice an ask is asked of each sentence."""
    likely = translation().likely(ask.bare, view.marked)
    return np.maximum(0.0, likely - np.median(likely)) if len(likely) else likely


def _tells(value: Value) -> bool:
    """Whether a value can tell one notice from another: not a bare number, nor one of a thing."""
    return value.kind != "number" and not (value.kind == "count" and value.number == 1)


def _found(ask: Ask, view: View, hits: Sequence[Hit]) -> Found:
    own = [hit for hit in hits if hit.passage.notice_id == view.held.id]
    lexical, vector = (
        [(hit.passage.start, hit.passage.end, 1 / hit.ranks[name]) for hit in own if name in hit.ranks]
        for name in ("lexical", "vector")
    )
    return Found(lexical, vector, view.phrasings.alike(ask.bare, LIKE))
