"""Whether a notice answers what is asked, or is only near it.

The line between an answer and "the notice does not say". A notice answers when the log-odds that its best
sentence does are above `LEAST`: what speaks for the sentence is weighed against how surely the question asks for
something that no sentence of the notice states. The weights were fitted by logistic regression on
evals/samples (answered or not stated) and on questions of the bank about matters on which notices
are silent. Of the samples that were fitted on, 3 % of the answered questions fall below the line, and 86 % of those
that the notice does not answer; without card and phrasings 6 and 81 %.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.catalogue import View
from assistant.compose.part import Case
from assistant.records import Candidate
from assistant.scoring import holds_kind
from assistant.units import Unit
from retrieval.lexicon import lexicon
from retrieval.values import supports, values_in

ALIKE = 0.2
"""A question so like a known phrasing of a clause is likely answered by it."""

TELLS = 0.9
"""What a sentence must be worth for its notice to be the one that is looked for ("哪个城市要博士")."""

SURE = 0.5
"""An intent of this probability ties a sentence to a question of which it holds no word."""

LEAST = -0.5
"""Log-odds from which a notice answers."""

FIRM = frozenset({"phone", "email", "url", "amount", "percent", "date", "span"})


@dataclass(frozen=True, slots=True)
class Odds:
    """What each sign adds to the log-odds that a notice answers.

    `topic`, `alike`: of the best sentence. `unmet`: it lacks the kind of value that is wanted. `certain`:
    how surely one intent is asked for. `narrow`: that intent is no topic but a narrow matter (insurance, fax…);
    `narrow_match`: the sentence states it by its wording. `stated`, `worded`: some sentence of the notice states it,
    by card and cues or by its wording. `silent`: a person found the notice silent on it. `aspect`: a narrow
    aspect (`aspects.yaml`) that the sentence does not name.
    """

    base: float
    topic: float
    alike: float
    unmet: float
    certain: float
    narrow: float
    narrow_match: float
    stated: float
    worded: float
    silent: float
    aspect: float


PHRASED = Odds(2.9, 0.3, 3.9, -2.35, -3.7, -2.8, 11.0, 2.0, 0.5, -3.9, -2.9)
UNPHRASED = Odds(5.6, 0.0, 0.0, -2.1, -8.8, 1.3, 0.0, 3.8, 4.05, -3.9, -2.4)


def answering(case: Case, view: View, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates of one notice that may be quoted, best first; none when the notice does not answer."""
    if case.ask.form == "which":
        return [c for c in candidates if _holds_values(case, unit_of(view, c)) and c.worth >= TELLS]
    if not candidates or _unsaid(case, candidates[0]) or log_odds(case, view, candidates[0]) < LEAST:
        return []
    return list(candidates)


def _unsaid(case: Case, best: Candidate) -> bool:
    """Whether nothing ties the best sentence to the question: no topic, word or known phrasing, nor a sure intent."""
    sure = max(case.ask.intents.values(), default=0.0) >= SURE
    return not (sure or case.ask.topics or best.topic or best.coverage or best.alike >= ALIKE)


def log_odds(case: Case, view: View, best: Candidate) -> float:
    """The log-odds that a notice answers an ask, `best` being its best sentence."""
    odds = PHRASED if view.held.phrasings else UNPHRASED
    unit = unit_of(view, best)
    intent, certain = next(iter(case.ask.intents.items()), ("", 0.0))
    narrow = intent not in lexicon().topics
    firm = case.ask.wants & FIRM
    signs = (
        (odds.topic, best.topic),
        (odds.alike, best.alike),
        (odds.unmet, bool(firm) and not holds_kind(unit, firm)),
        (odds.certain, certain),
        (odds.narrow, certain * narrow),
        (odds.narrow_match, certain * narrow * unit.intents.get(intent, 0.0)),
        (odds.stated, certain * max((one.topics.get(intent, 0.0) for one in view.units), default=0.0)),
        (odds.worded, certain * max((one.intents.get(intent, 0.0) for one in view.units), default=0.0)),
        (odds.silent, certain * (intent in view.card.silent)),
        (odds.aspect, any(not re.search(aspect.cue, unit.body) for aspect in case.ask.aspects)),
    )
    return odds.base + sum(weight * sign for weight, sign in signs)


def _holds_values(case: Case, unit: Unit) -> bool:
    asked = [v for v in values_in(case.ask.bare) if v.kind not in ("year", "number") and v.number != 1]
    return all(supports(unit.values, value) for value in asked)


def unit_of(view: View, candidate: Candidate) -> Unit:
    """The sentence that a candidate is."""
    return next(unit for unit in view.units if unit.start == candidate.start)
