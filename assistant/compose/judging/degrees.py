"""Degrees: 大专 < 本科 < 硕士 < 博士 against the lowest that a rule accepts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from assistant.catalogue import View
from assistant.compose.judging.ruling import Ruling, rules_of
from assistant.compose.judging.told import Told, back, denied, expression, front
from assistant.language import any_of, table
from assistant.replies import phrase
from retrieval.normalise import fold


def degrees(told: Told, view: View) -> Iterator[Ruling]:
    """Rules that ask for a degree against the highest one that the asker has."""
    own = degree_of(told)
    if own is None:
        return
    has, lacks = own
    names: list[str] = table("judging.yaml")["degree_names"]
    for fact in rules_of(view):
        rule = fold(fact.quote.text)
        asked = [level for level in range(len(_levels())) if _level(level).search(rule)]
        if not asked or fact.topic not in ("degree", "leader", "applicant"):
            continue
        if expression("counting_rule").search(rule) or expression("of_members").search(rule):
            continue
        if has is not None and has >= asked[0]:
            yield Ruling(fact.quote, "met", phrase("judge_degree_met", said=names[has]))
            continue
        if has is None and (lacks is None or lacks > asked[0]):
            continue
        if expression("other_ways").search(rule):
            yield Ruling(fact.quote, "open", phrase("judge_other_way", asked=names[asked[0]]), way="degree")
        elif has is not None:
            yield Ruling(fact.quote, "unmet", phrase("judge_degree_unmet", said=names[has]))
        else:
            yield Ruling(fact.quote, "unmet", phrase("judge_no_degree", degree=names[asked[0]]))


def degree_of(told: Told) -> tuple[int | None, int | None] | None:
    """(the highest degree that the asker has, the lowest that they lack), each None when not told; None for neither."""
    has: list[int] = []
    lacks: list[int] = []
    for level in range(len(_levels())):
        for found in _level(level).finditer(told.text):
            before = front(told.text, found.start())
            after = back(told.text, found.end())
            if expression("demanded").search(before) or expression("demanded_after").match(after):
                continue
            unfinished = expression("studying").search(before + after)
            (lacks if unfinished or denied(told.text, found.start()) else has).append(level)
    return (max(has, default=None), min(lacks, default=None)) if has or lacks else None


@cache
def _levels() -> list[list[str]]:
    levels: list[list[str]] = table("judging.yaml")["degrees"]
    return levels


@cache
def _level(level: int) -> re.Pattern[str]:
    return any_of(_levels()[level])
