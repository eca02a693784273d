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
from dataclasses import asdict, dataclass

from assistant.catalogue import STATED, View
from assistant.compose.part import Case
from assistant.language import pattern, words
from assistant.reading.terms import Term
from assistant.records import Ask, Candidate
from assistant.scoring import EXPANDED, holds_kind, holds_measure, term_match
from assistant.stated.units import Unit
from retrieval.lexicon import lexicon
from retrieval.values import Value, supports, values_in

ALIKE = 0.2
"""A question so like a known phrasing of a clause is likely answered by it."""

TELLS = 0.9
"""What a sentence must be worth for its notice to be the one that is looked for ("哪个城市要博士")."""

SURE = 0.5
"""An intent of this probability ties a sentence to a question of which it holds no word."""

LEAST = -0.5
"""Log-odds from which a notice answers."""

LEAST_UNNAMED = 1.0
"""Log-odds from which a notice answers a question that names none: it may be about anything. Of 70 such questions
those that notices answer lie above 2.3, but for one; those that none answers below 0."""

NEAR, NEARLY = 4, 0.15
"""Among so many best candidates one with the value asked for comes first, if it states the matter nearly as well."""

FIRM = frozenset({"phone", "email", "url", "amount", "percent", "date", "span"})


@dataclass(frozen=True, slots=True)
class Odds:
    """What each sign adds to the log-odds that a notice answers.

    `topic`, `alike`: of the best sentence. `unmet`: it lacks the kind of value that is wanted. `certain`:
    how surely one intent is asked for. `narrow`: that intent is no topic but a narrow matter (insurance, fax…);
    `narrow_match`: the sentence states it by its wording. `stated`, `worded`: some sentence of the notice states it,
    by card and cues or by its wording. `silent`: a person found the notice silent on it. `aspect`: a narrow
    aspect (`aspects.yaml`) that the sentence does not name. `asked`, `covered`: how likely people ask so about the
    sentence, and how much of the question's content it holds. `apart`: it holds the value apart from its subject.
    `nowhere`: a number is asked for in a measure that nothing in the notice is told in.
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
    asked: float
    covered: float
    apart: float
    nowhere: float


PHRASED = Odds(0.2, 0.86, 5.5, -2.26, -2.13, -1.68, 5.29, 1.17, 1.56, -2.4, -1.84, 0.0, 0.44, -3.0, 0.0)
UNPHRASED = Odds(1.55, 0.59, 0.0, -1.84, -4.88, 0.17, 0.45, 2.33, 2.5, -2.4, -1.51, 1.62, 0.58, -4.6, -2.0)


def answering(case: Case, view: View, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates of one notice that may be quoted, best first; none when the notice does not answer."""
    if case.ask.form == "which":
        return [c for c in candidates if _holds_values(case, unit_of(view, c)) and c.worth >= TELLS]
    least = LEAST if case.scope.named else LEAST_UNNAMED
    ordered = _met_first(case.ask, view, candidates)
    if not ordered or _unsaid(case, ordered[0]) or log_odds(case, view, ordered[0]) < least:
        return []
    return ordered


def _met_first(ask: Ask, view: View, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, the first that holds the value asked for before a best one that only speaks of the matter.

    "截止受理时间请留意通知" is on deadlines, and no answer to when they are while another sentence gives the day.
    """
    if not candidates or not _unmet(ask, unit_of(view, candidates[0])):
        return list(candidates)
    told = (c for c in candidates[1:NEAR] if c.topic >= max(STATED, candidates[0].topic - NEARLY))
    first = next((c for c in told if not _unmet(ask, unit_of(view, c))), None)
    return list(candidates) if first is None else [first, *(c for c in candidates if c is not first)]


def _unsaid(case: Case, best: Candidate) -> bool:
    """Whether nothing ties the best sentence to the question: no topic, word or known phrasing, nor a sure intent."""
    sure = max(case.ask.intents.values(), default=0.0) >= SURE
    return not (sure or case.ask.topics or best.topic or best.coverage or best.alike >= ALIKE)


def log_odds(case: Case, view: View, best: Candidate) -> float:
    """The log-odds that a notice answers an ask, `best` being its best sentence."""
    odds = PHRASED if view.held.phrasings else UNPHRASED
    weights: dict[str, float] = asdict(odds)
    return odds.base + sum(weights[name] * sign for name, sign in signs(case, view, best).items())


def signs(case: Case, view: View, best: Candidate) -> dict[str, float]:
    """The signs that `Odds` weighs, by name."""
    unit = unit_of(view, best)
    intent, certain = next(iter(case.ask.intents.items()), ("", 0.0))
    narrow = intent not in lexicon().topics
    return {
        "topic": best.topic,
        "alike": best.alike,
        "asked": best.asked,
        "unmet": _unmet(case.ask, unit),
        "certain": certain,
        "narrow": certain * narrow,
        "narrow_match": certain * narrow * unit.intents.get(intent, 0.0),
        "stated": certain * max((one.topics.get(intent, 0.0) for one in view.units), default=0.0),
        "worded": certain * max((one.intents.get(intent, 0.0) for one in view.units), default=0.0),
        "silent": certain * (intent in view.card.silent),
        "aspect": any(not re.search(aspect.cue, unit.body) for aspect in case.ask.aspects),
        "covered": best.coverage,
        "apart": _apart(case.ask, unit),
        "nowhere": _nowhere(case.ask, view, unit),
    }


def _unmet(ask: Ask, unit: Unit) -> bool:
    """Whether a sentence lacks the kind of value, or the measure, that is asked for."""
    firm = ask.wants & FIRM
    return bool(firm and not holds_kind(unit, firm)) or bool(ask.measures and not holds_measure(unit, ask.measures))


def _nowhere(ask: Ask, view: View, best: Unit) -> bool:
    """Whether no sentence holds a number in the measure that is asked for, nor the best one a day."""
    if not ask.measures or any(value.kind == "date" for value in best.values):
        return False
    return not any(holds_measure(unit, ask.measures) for unit in view.units)


def _apart(ask: Ask, unit: Unit) -> bool:
    """Whether what is asked for stands in a sentence, but the value that is wanted stands elsewhere in it.

    "名单公示几天" is not answered by "自受理之日起5个工作日内核实，并予以公示".
    """
    wanted = [value.start for value in unit.values if _counted(ask, value)]
    if not wanted:
        return False
    parts = [(m.start(), m.end()) for m in re.finditer(r"[^，,；;。]+", unit.body)]
    held = {at for at, (start, end) in enumerate(parts) if any(_says(term, unit.body[start:end]) for term in ask.terms)}
    valued = {at for at, (start, end) in enumerate(parts) for begin in wanted if start <= begin < end}
    leads_in = pattern("wording.yaml", "leads_in")
    told = (
        held
        | {at + 1 for at in held}
        | {at - 1 for at in held if at and leads_in.search(unit.body[slice(*parts[at - 1])])}
    )
    return bool(held) and told.isdisjoint(valued)


def _says(term: Term, text: str) -> bool:
    return len(term[0]) > 1 and term_match(term, text) >= EXPANDED


def _counted(ask: Ask, value: Value) -> bool:
    """Whether a value is a number in the measure that is asked for, or a length of time where one is."""
    spans = words("wording.yaml", "spans")
    in_time = "span" in ask.wants or bool(ask.measures & spans)
    return value.kind == "count" and (value.unit in ask.measures or (in_time and value.unit in spans))


def _holds_values(case: Case, unit: Unit) -> bool:
    asked = [v for v in values_in(case.ask.bare) if v.kind not in ("year", "number") and v.number != 1]
    return all(supports(unit.values, value) for value in asked)


def unit_of(view: View, candidate: Candidate) -> Unit:
    """The sentence that a candidate is."""
    return next(unit for unit in view.units if unit.start == candidate.start)
