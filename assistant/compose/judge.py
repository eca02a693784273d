"""Judge: the asker's own case against a notice's rules, a verdict for each rule that the case touches.

Nothing is judged as a whole: a "符合" speaks of one rule only, and the rule stands beside its
verdict in the notice's words. The kinds of rules are in `judging/`, the words of cases in
`judging.yaml`. A question that tells no case, or touches no rule, is left to `quote`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.catalogue import View
from assistant.compose.citing import cite_quote, lead_of, prose
from assistant.compose.judging import JUDGES, Ruling, Told
from assistant.compose.judging.credentials import holding, lacking
from assistant.compose.judging.fit import fitted
from assistant.compose.judging.quantities import amounts_told
from assistant.compose.judging.ruling import has_other_ways, is_wish, softness, ways_of
from assistant.compose.judging.told import expression
from assistant.compose.part import Case, Part
from assistant.language import pattern, words
from assistant.reading.topics import ASKED
from assistant.records import Statement
from assistant.replies import phrase
from retrieval.card import Quote
from retrieval.normalise import normalise_question

MOST = 4
"""Rules shown of one notice."""

MOST_UNNAMED, BY_FAR = 5, 0.7
"""Of more notices that nobody named, one is judged whose rivals reach this share of its score, else none."""

BUDGET = 330
"""Characters of all verdicts on one notice, the first one aside."""

ORDER = ("unmet", "recuse", "less", "open", "free", "met")


def judge(case: Case) -> Part | None:
    """Verdicts for each rule of the notices in scope that the asker's case touches; None when none is."""
    if not _seeks_verdict(case):
        return None
    notices = _judged(case)
    told = _told(case)
    asked = {topic for topic, strength in case.ask.topics.items() if strength >= ASKED}
    about_who = not asked or bool(asked & words("judging.yaml", "who_topics"))
    statements: list[Statement] = []
    met_only = True
    for notice_id in notices:
        view = case.catalogue.view(notice_id)
        found = [ruling for judge_kind in JUDGES for ruling in fitted(told, view, judge_kind(told, view))]
        rulings = _worth_telling(ruling for ruling in found if about_who or not ruling.common)
        met_only = met_only and all(ruling.verdict in ("met", "free") for ruling in rulings)
        statements.extend(_statement(view, ruling, case.given) for ruling in rulings)
    if not statements:
        return None
    return Part(statements=tuple(statements), after=phrase("judge_after") if met_only else "")


def _judged(case: Case) -> tuple[str, ...]:
    """The notices that are judged by: those meant; of too many, one whose sentence stands out by far."""
    if case.scope.named or len(case.scope.notices) <= MOST_UNNAMED:
        return case.scope.notices
    best = next(iter(case.candidates), None)
    if best is None:
        return ()
    others = (candidate.score for candidate in case.candidates if candidate.notice_id != best.notice_id)
    return (best.notice_id,) if max(others, default=0.0) <= BY_FAR * best.score else ()


def _seeks_verdict(case: Case) -> bool:
    """Whether an ask is for a verdict: yes or no on a case, or a wish told without another question."""
    text = case.ask.text
    if case.ask.form in ("compare", "which") or (case.ask.form == "direction" and not _tells_more(case)):
        return False
    if case.ask.form == "status" and pattern("judging.yaml", "day").search(expression("own_day").sub("", text)):
        return False
    if pattern("judging.yaml", "thing").search(text) or pattern("judging.yaml", "general").search(text):
        return False
    return bool(pattern("judging.yaml", "verdict").search(text) or pattern("judging.yaml", "wish").search(text))


def _tells_more(case: Case) -> bool:
    """Whether one who says what field they work in tells of a case beside it: a number, what they are or are not."""
    told = _told(case)
    return bool(holding(told) or lacking(told) or amounts_told(told))


def _told(case: Case) -> Told:
    """The case as told; a blank between words parts them like a comma ("总投150万 行不")."""
    whole = normalise_question(case.question)
    text = whole if case.ask.text in whole else f"{whole}。{case.ask.text}"
    text = re.sub(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])", ",", text)
    return Told(text, whole, case.ask.organisations or case.circumstances.organisations, case.day)


def _worth_telling(rulings: Iterable[Ruling]) -> list[Ruling]:
    """The rulings that are told, the worst first: one for each rule, what everyone meets only when nothing else is.

    Of a rule with several ways, one way met settles it: what is open in the others is not told. What is met of a
    rule that refuses for something else is not told either.
    """
    found = _without_a_way(list(rulings))
    settled = {ruling.quote for ruling in found if ruling.verdict == "met" and has_other_ways(ruling.quote)}
    found = [ruling for ruling in found if ruling.verdict != "open" or ruling.quote not in settled]
    refused = {ruling.quote for ruling in found if ruling.verdict == "unmet"}
    found = [ruling for ruling in found if ruling.verdict != "met" or ruling.clause or ruling.quote not in refused]
    special = [ruling for ruling in found if not ruling.common]
    kept: list[Ruling] = []
    for ruling in sorted(special or found, key=_rank):
        if not any(_same_rule(ruling, other) for other in kept):
            kept.append(ruling)
    shown: list[Ruling] = []
    for ruling in kept[:MOST]:
        length = sum(len(other.quote.text) + len(other.why) for other in (*shown, ruling))
        if not shown or length <= BUDGET:
            shown.append(ruling)
    return shown


def _without_a_way(rulings: list[Ruling]) -> list[Ruling]:
    """Rulings left open in every way that a rule gives become one against the asker."""
    lacking: dict[Quote, set[str]] = {}
    for ruling in rulings:
        if ruling.way:
            lacking.setdefault(ruling.quote, set()).add(ruling.way)
    closed = {quote for quote, ways in lacking.items() if len(ways) >= ways_of(quote)}
    refused = [Ruling(quote, "unmet", phrase("judge_no_way")) for quote in closed]
    return [*refused, *(ruling for ruling in rulings if ruling.quote not in closed or not ruling.way)]


def _rank(ruling: Ruling) -> tuple[int, int]:
    return ORDER.index(ruling.verdict), len(ruling.quote.text)


def _same_rule(ruling: Ruling, other: Ruling) -> bool:
    """Whether two rulings rest on the same words and say no two things."""
    shared = min(ruling.quote.end, other.quote.end) - max(ruling.quote.start, other.quote.start)
    return shared > 0 and (ruling.quote != other.quote or ruling.why == other.why)


def _statement(view: View, ruling: Ruling, given: tuple[str, ...]) -> Statement:
    lead, proof = lead_of(view)
    rule = re.sub(r"[；;，,。：:]+$", "", prose(ruling.quote.text))
    soft = softness(ruling.quote)
    name = f"judge_{ruling.verdict}"
    if soft and ruling.verdict == "unmet":
        name = "judge_wish" if is_wish(ruling.quote) else "judge_unmet_softly"
    text = phrase(name, why=ruling.why, rule=rule, soft=soft)
    return Statement(
        text, view.held.id, (cite_quote(view, ruling.quote), *proof), given=given, sums=ruling.sums, lead=lead
    )
