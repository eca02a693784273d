"""Places in an award: the asker's among the winners against a rule that bars the first so many (前三位不得…)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.catalogue import View
from assistant.compose.judging.ruling import Ruling
from assistant.compose.judging.told import Told, expression
from assistant.replies import phrase
from retrieval.card import Quote
from retrieval.values import values_in


def award_places(told: Told, view: View) -> Iterator[Ruling]:
    """Rules that bar the first of a former award; of a place among them in a year not told nothing is decided."""
    found = expression("award_place").search(told.text)
    own = _count(found["own"] or found["own2"]) if found else None
    if found is None or own is None or not expression("award_told").search(told.text):
        return
    years = _years_told(told)
    for unit in view.units:
        rule = expression("first_places_barred").search(unit.body)
        first = _count(rule["first"]) if rule else None
        if rule is None or first is None:
            continue
        ruled = _years(rule["years"])
        if years and ruled and not years & ruled:
            continue
        quote = Quote(view.held.text[unit.start : unit.end], unit.start, unit.end)
        words = {"said": found.group(), "limit": rule["limit"]}
        if own > first:
            yield Ruling(quote, "met", phrase("judge_not_barred", **words))
        elif years or not ruled:
            yield Ruling(quote, "unmet", phrase("judge_barred", **words))
        else:
            yield Ruling(quote, "open", phrase("judge_award_when", **words))


def _years(text: str) -> set[int]:
    return {int(year) for year in re.findall(r"20\d\d", text)}


def _years_told(told: Told) -> set[int]:
    """The years that the asker names, those counted back from the day among them (去年)."""
    back = {"去年": 1, "前年": 2}
    counted = {told.day.year - years for word, years in back.items() if told.day and word in told.text}
    return _years(told.text) | counted


def _count(text: str) -> Decimal | None:
    value = next(iter(values_in(f"{text}个")), None)
    return value.number if value else None
