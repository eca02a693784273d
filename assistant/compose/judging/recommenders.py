"""Recommenders: how many experts recommend the asker against a rule that asks for so many (有2名…推荐)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from assistant.catalogue import View
from assistant.compose.judging.ruling import Ruling, Verdict, has_other_ways, rules_of
from assistant.compose.judging.told import Told, expression
from assistant.replies import phrase
from retrieval.normalise import fold
from retrieval.values import values_in


def recommenders(told: Told, view: View) -> Iterator[Ruling]:
    """Rules that ask for recommendations by a number of people, for an asker who tells how many they have."""
    own = _own(told)
    if own is None:
        return
    for fact in rules_of(view):
        found = expression("recommended_by").search(fold(fact.quote.text))
        needed = next((value for value in values_in(found.group()) if value.unit == "人"), None) if found else None
        if needed is None or needed.number is None:
            continue
        if own >= needed.number:
            yield Ruling(fact.quote, "met", phrase("judge_recommended", needed=needed.text))
        else:
            why = phrase("judge_not_recommended", needed=needed.text)
            verdict: Verdict = "open" if has_other_ways(fact.quote) else "unmet"
            yield Ruling(fact.quote, verdict, why, way="recommenders")


def _own(told: Told) -> Decimal | None:
    """How many recommend the asker; 0 when they say that nobody does, None when they do not say."""
    if expression("no_recommender").search(told.text):
        return Decimal(0)
    found = expression("recommenders").search(told.text)
    value = next((value for value in values_in(f"满{found['count']}人")), None) if found else None
    return value.number if value else None
