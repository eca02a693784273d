"""Improvements: how many indicators the asker has raised by how much, against 至少2项指标提升20%以上."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.catalogue import View
from assistant.compose.judging.ruling import Ruling, Verdict
from assistant.compose.judging.told import Told, expression
from assistant.replies import phrase
from retrieval.card import Quote
from retrieval.values import values_in


def improvements(told: Told, view: View) -> Iterator[Ruling]:
    """Rules that ask for so many indicators improved by so much; what is not told of the others leaves them open."""
    own = [_pair(match) for match in expression("improved_told").finditer(told.text)]
    if not own:
        return
    for unit in view.units:
        found = expression("improved_rule").search(unit.body)
        if found is None:
            continue
        needed, least = _pair(found)
        reached = sum((count for count, share in own if share >= least), Decimal(0))
        verdict: Verdict = "met" if reached >= needed else "open"
        if verdict == "open" and _tells_all(told):
            verdict = "unmet"
        quote = Quote(view.held.text[unit.start : unit.end], unit.start, unit.end)
        yield Ruling(quote, verdict, phrase(f"judge_improved_{verdict}", limit=found["limit"]))


def _tells_all(told: Told) -> bool:
    """Whether the asker says that no other indicator has improved as much."""
    return bool(expression("no_more_improved").search(told.text))


def _pair(match: re.Match[str]) -> tuple[Decimal, Decimal]:
    count = next((value.number for value in values_in(f"{match['count']}项") if value.number), None)
    share = next((value.number for value in values_in(match["share"]) if value.number), None)
    return count or Decimal(0), share or Decimal(0)
