"""Holdings: permits, contracts, titles, residence papers… that the asker has, or has not yet, against rules that ask
for them.

No list names the papers: what the asker says to have or lack is found in the rule's own words for what must be
取得, 具有, 持有 or 签订, piece by piece ("中介的许可证" in 职业中介活动行政许可). Qualifications and degrees have
judges of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.catalogue import View
from assistant.compose.judging.ruling import Ruling, rules_of
from assistant.compose.judging.told import Told, expression
from assistant.language import any_of, table
from assistant.replies import phrase
from retrieval import Fact
from retrieval.card import Quote
from retrieval.normalise import fold

PIECE = 2
"""Characters in a row by which a thing told is found in a rule's words."""

SHORT = 2
"""Characters (a full stop, a number) that a fact may leave out of its sentence."""

LEAST = 3
"""Characters of a thing told that must be found."""


@dataclass(frozen=True, slots=True)
class Holding:
    """A thing that the asker says to have, or to lack."""

    what: str
    held: bool


def holdings(told: Told, view: View) -> Iterator[Ruling]:
    """Rules that ask for what the asker says to have or to lack; of alternatives, one lacking leaves the rule open."""
    own = tuple(_told(told.text))
    if not own:
        return
    for quote in _demands(view):
        rule = re.sub(r"\s+", "", fold(quote.text))
        demanded = [match.group("what") for match in expression("asks_for").finditer(rule)]
        for holding in own:
            inside = next((words for words in demanded if covers(words, holding.what)), None)
            if inside is None:
                continue
            if holding.held:
                yield Ruling(quote, "met", phrase("judge_has", what=holding.what))
            elif expression("other_ways").search(rule):
                yield Ruling(quote, "open", phrase("judge_has_not_one", what=holding.what), way=_way(holding.what))
            else:
                yield Ruling(quote, "unmet", phrase("judge_has_not", what=holding.what))


def covers(words: str, what: str) -> bool:
    """Whether a rule's words hold a thing told, all but a closing 证 or 书, in pieces of two characters or more."""
    left, found = what, 0
    while len(left) >= PIECE:
        size = next((size for size in range(len(left), PIECE - 1, -1) if left[:size] in words), 0)
        if not size:
            break
        left, found = left[size:], found + size
    return found >= LEAST and (not left or left in table("judging.yaml")["paper_ends"])


def _told(text: str) -> Iterator[Holding]:
    seen: set[str] = set()
    for name, held in (("lacks_thing", False), ("has_thing", True)):
        forms: list[str] = table("judging.yaml")[name]
        for match in (match for form in forms for match in re.finditer(form, text)):
            what = re.sub(expression("of_no_thing"), "", match[1])
            if len(what) >= LEAST and what not in seen and not _of_other_judges(what):
                seen.add(what)
                yield Holding(what, held)


def _of_other_judges(what: str) -> bool:
    named = [name for names in table("judging.yaml")["qualifications"].values() for name in names]
    degrees = [name for names in table("judging.yaml")["degrees"] for name in names]
    return bool(any_of([*named, *degrees]).search(what))


def _way(what: str) -> str:
    """Which of several ways a thing is: a high title is one with what `ranks` tells of."""
    return "rank" if expression("rank_rule").search(what) else what


def _demands(view: View) -> Iterator[Quote]:
    """The sentences that say what one must have: the card's rules, and others that say who may apply."""
    facts = rules_of(view)
    yield from (fact.quote for fact in facts if _binds(fact))
    for unit in view.units:
        known = any(fact.quote.start <= unit.start and unit.end - SHORT <= fact.quote.end for fact in facts)
        demands = expression("lets_apply").search(unit.body) or expression("of_conditions").search(unit.context)
        if not known and demands and not expression("background").search(unit.body):
            yield Quote(view.held.text[unit.start : unit.end], unit.start, unit.end)


def _binds(fact: Fact) -> bool:
    return fact.topic not in ("priority", "naming", "quota", "definition")
