"""Whether a sentence answers what is asked, or is only near it.

The line between an answer and "the notice does not say". The thresholds were set on evals/samples:
questions that a notice answers against questions inside the field that none does.
"""

from __future__ import annotations

import re

from assistant.catalogue import Unit, View
from assistant.compose.part import Case
from assistant.reading.topics import ASKED
from assistant.records import Candidate
from assistant.scoring import holds_kind, worth
from retrieval.lexicon import lexicon
from retrieval.values import supports, values_in

STATES = 0.6
"""A sentence states the topic asked for from this strength on: a card's fact or a cue with its value."""

PROVEN, SHARES = 0.88, 0.15
"""A card's fact needs no shared words; a cue needs some content of the question beside it."""

COVERS = 0.55
"""Without a topic, a sentence answers when it covers this share of the question's content."""

COVERS_BESIDE_TOPIC = 0.65
"""Where a topic is asked for that the sentence does not state, it must cover more to answer."""

COVERS_WITHOUT_VALUE = 0.3
"""A sentence without the kind of value that the question seems to want must share so much of its content."""

STRONG, STRONG_UNPHRASED = 2.0, 1.2
"""All signs together (`Candidate.strength`) from which a sentence answers, whichever of them speaks for it;
less is asked of a notice that lists no phrasings, since that sign is missing there."""

WORTH, WORTH_UNPHRASED = 0.3, 0.1
"""What must speak for such a sentence beside its rank in the search, which is first for something even for nonsense."""

ALIKE, ALIKE_BESIDE_SILENCE, COVERS_BESIDE_SILENCE = 0.2, 0.5, 0.8
"""A question so like a known phrasing of a clause is answered by it; nearly word for word is needed
where the reviewed card says that the notice is silent on the topic."""

FIRM = frozenset({"phone", "email", "url", "amount", "percent", "date", "span"})


def answers(case: Case, candidate: Candidate) -> bool:
    """Whether a sentence states what is asked: the topic, or most of the words where no topic is known.

    A narrow aspect must be named by the sentence itself; a kind of value that is wanted must stand
    in it; what only a cue suggests must share content with the question.
    """
    view = case.catalogue.view(candidate.notice_id)
    unit = _unit(view, candidate)
    if any(not re.search(aspect.cue, unit.body) for aspect in case.ask.aspects):
        return False
    firm = case.ask.wants & FIRM
    unmet = bool(firm) and not holds_kind(unit, firm)
    if unmet and candidate.coverage < COVERS_WITHOUT_VALUE and not _of_value(case, candidate):
        return False
    if case.ask.form == "which" and not _holds_values(case, unit):
        return False
    asked = [topic for topic, strength in case.ask.topics.items() if strength >= ASKED]
    if asked and asked[0] in view.card.silent:
        return candidate.coverage >= COVERS_BESIDE_SILENCE or candidate.alike >= ALIKE_BESIDE_SILENCE
    return _states(candidate, asked=bool(asked), phrased=bool(view.held.phrasings))


def _of_value(case: Case, candidate: Candidate) -> bool:
    """Whether a card's fact states a topic of values without one, as "常年受理" does for a date."""
    topic = next(iter(case.ask.topics), None)
    return topic is not None and candidate.topic >= 1 and bool(lexicon().topics[topic].value)


def _states(candidate: Candidate, *, asked: bool, phrased: bool) -> bool:
    if candidate.alike >= ALIKE or candidate.topic >= PROVEN:
        return True
    strong, least = (STRONG, WORTH) if phrased else (STRONG_UNPHRASED, WORTH_UNPHRASED)
    if candidate.strength >= strong and worth(candidate) >= least:
        return True
    if candidate.topic >= STATES and candidate.coverage >= SHARES:
        return True
    return candidate.coverage >= (COVERS_BESIDE_TOPIC if asked else COVERS)


def _holds_values(case: Case, unit: Unit) -> bool:
    asked = [v for v in values_in(case.ask.bare) if v.kind not in ("year", "number") and v.number != 1]
    return all(supports(unit.values, value) for value in asked)


def _unit(view: View, candidate: Candidate) -> Unit:
    return next(unit for unit in view.units if unit.start == candidate.start)
