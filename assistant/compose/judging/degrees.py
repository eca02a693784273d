"""Degrees: 大专 < 本科 < 硕士 < 博士 against the lowest that a rule accepts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from assistant.catalogue import View
from assistant.compose.judging.ruling import Ruling, Verdict, rules_of
from assistant.compose.judging.told import Told, back, denied, expression, front
from assistant.language import any_of, table
from assistant.replies import phrase
from retrieval.normalise import fold


def degrees(told: Told, view: View) -> Iterator[Ruling]:
    """Rules that ask for a degree against the highest one that the asker has."""
    own = degree_of(told)
    if own is None:
        return
    has, least = own
    for fact in rules_of(view):
        rule = fold(fact.quote.text)
        asked = [level for level in range(len(_levels())) if _level(level).search(rule)]
        if not asked or fact.topic not in ("degree", "leader", "applicant"):
            continue
        names = table("judging.yaml")["degree_names"]
        verdict: Verdict = "met" if has >= asked[0] else "unmet"
        if verdict == "unmet" and expression("other_ways").search(rule):
            yield Ruling(fact.quote, "open", phrase("judge_other_way", asked=names[asked[0]]))
        else:
            said = phrase("judge_no_degree", degree=names[least]) if least >= 0 else names[has]
            yield Ruling(fact.quote, verdict, phrase(f"judge_degree_{verdict}", said=said))


def degree_of(told: Told) -> tuple[int, int] | None:
    """(the highest degree that the asker has, the lowest they say they lack); -1 when they only deny one."""
    has: list[int] = []
    lacks: list[int] = []
    for level in range(len(_levels())):
        for found in _level(level).finditer(told.text):
            before = front(told.text, found.start())
            if expression("demanded").search(before) or back(told.text, found.end()).startswith(
                ("以上", "及以上", "学历才")
            ):
                continue
            (lacks if denied(told.text, found.start()) else has).append(level)
    if has:
        return max(has), -1
    return (min(lacks) - 1 if min(lacks) else -1, min(lacks)) if lacks else None


@cache
def _levels() -> list[list[str]]:
    levels: list[list[str]] = table("judging.yaml")["degrees"]
    return levels


@cache
def _level(level: int) -> re.Pattern[str]:
    return any_of(_levels()[level])
