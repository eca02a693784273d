"""The facts of one sentence: every topic that it states, each with the clause that states it.

A fact quotes the whole sentence where it is short, else the part that says it together with
the condition in front of it (人数满8人的，补助3万元) and the exception behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from retrieval.card import Fact, Measure, Quote
from retrieval.drafting.limits import bounded_in
from retrieval.drafting.quotas import shares_in
from retrieval.drafting.rules import merged, rules_in
from retrieval.drafting.said import Said
from retrieval.drafting.topics import Span, applicants_of, strength_of, topics_of
from retrieval.drafting.windows import Calendar, deadlines_in

_SHORT = 60
_LONG = 180
_WHOLE = 400
_LONE_TITLE = 14
_FREE = re.compile("不受.{0,12}(?:名额|数量|限额|限制)|不占.{0,8}名额")
# A sentence that gives the first of these in numbers needs no second fact under the others.
_TOGETHER = {
    "quota": ("limit", "recommendation", "review"),
    "limit": ("applicant", "leader"),
    "deadline": ("exclusion", "submission", "recommendation"),
}
_LABEL = 20
_CONDITION = re.compile("(?:的|时|后|企业|单位|项目|课题|年|内)[，,]$|^(?:如|若|凡|对|对于|其中|除)")
_EXCEPTION = re.compile("^(?:但|不受|其中|除外|除|超过部分|逾期|且|最高|并)")
_MEASURED = frozenset(("goals", "funding_source", "payment", "self_fund", "outcome"))


def facts_in(said: Said, calendar: Calendar) -> Iterator[Fact]:
    """The facts that a sentence of a notice's body states, those that rest on a number first."""
    stated: set[str] = set()
    for fact in _by_number(said, calendar):
        stated.update((fact.topic, *_TOGETHER.get(fact.topic, ())))
        yield fact
    if said.title and (len(said.text) <= _LONE_TITLE or said.text[-1] not in "。；"):
        return
    for topic, spans in topics_of(said, stated=stated):
        yield _plain(said, topic, spans)


def _by_number(said: Said, calendar: Calendar) -> Iterator[Fact]:
    for deadline in deadlines_in(said, calendar):
        quote, strength = _quote(said, deadline.part), strength_of(said.parts[deadline.part].text)
        yield Fact("deadline", quote, label=deadline.label, window=deadline.window, strength=strength)
    for rule in merged(rules_in(said)):
        words = said.parts[rule.part].text
        yield Fact(
            rule.topic,
            _quote(said, rule.part, short=_LONG if rule.topic == "naming" else _SHORT),
            label=rule.label or _label(said),
            who=_who(said, rule.part),
            measures=rule.measures,
            strength=strength_of(words),
        )
    quotas = False
    for place in range(len(said.parts)):
        for share in shares_in(said, place):
            start = said.parts[place].start
            quote = (
                said.quote(start + share.start, start + share.end) if share.topic == "quota" else _quote(said, place)
            )
            yield Fact(share.topic, quote, label=share.label or _label(said), who=share.who, measures=(share.measure,))
            quotas = quotas or share.topic == "quota"
    for part in said.parts if quotas else ():
        if free := _FREE.search(part.text):
            yield Fact(
                "quota",
                said.quote(part.start, part.end),
                label=free[0],
                who=applicants_of(part.text),
            )


def _plain(said: Said, topic: str, spans: Sequence[Span]) -> Fact:
    cued = [
        place
        for place, part in enumerate(said.parts)
        if any(part.start < end and start < part.end for start, end in spans)
    ]
    first, last = (cued[0], cued[-1]) if cued else (0, len(said.parts) - 1)
    words = "".join(said.parts[place].text for place in cued) or said.text
    measures: tuple[Measure, ...] = ()
    if topic in _MEASURED:
        bounded = (one for part in said.parts[first : last + 1] for one in bounded_in(part))
        measures = tuple(one.measure for one in bounded if _is_measured(topic, one.measure))
    quote = _quote(said, first, last, short=_WHOLE if topic == "purpose" else _LONG)
    return Fact(
        topic, quote, label=_label(said), who=applicants_of(words), measures=measures, strength=strength_of(words)
    )


def _is_measured(topic: str, measure: Measure) -> bool:
    if topic == "goals":
        return measure.bound != "exactly"
    return measure.unit in ("yuan", "percent")


def _quote(said: Said, place: int, until: int | None = None, *, short: int = _SHORT) -> Quote:
    """The parts from `place` on with their condition and exception, or the whole sentence when that is short."""
    if len(said.text) <= short:
        return said.quote()
    parts = said.parts
    first, last = place, place if until is None else until
    while first > 0 and (_CONDITION.search(parts[first - 1].text) or len(parts[first].text) < 8):
        first -= 1
    while last + 1 < len(parts) and _EXCEPTION.match(parts[last + 1].text):
        last += 1
    return said.quote(parts[first].start, parts[last].end)


def _who(said: Said, place: int) -> tuple[str, ...]:
    return applicants_of(said.parts[place].text) or applicants_of(said.text)


def _label(said: Said) -> str:
    """The innermost title that is short enough to be a label."""
    return next((title for title in reversed(said.headings) if len(title) <= _LABEL), "")
