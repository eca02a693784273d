"""Ranks: the asker's professional title (教授, 讲师…) against rules that ask for a high one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.catalogue import View
from assistant.compose.judging.ruling import Ruling, rules_of
from assistant.compose.judging.told import Told, denied, expression, front
from assistant.replies import phrase
from retrieval.normalise import fold


def ranks(told: Told, view: View) -> Iterator[Ruling]:
    """Rules that ask for a high title; where they give other ways, a lower one leaves them open."""
    high, lower = _own(told, "high_rank"), _own(told, "lower_rank")
    if not high and not lower:
        return
    for fact in rules_of(view):
        rule = fold(fact.quote.text)
        if not expression("rank_rule").search(rule) or expression("of_a_part").search(rule):
            continue
        if high:
            yield Ruling(fact.quote, "met", phrase("judge_rank", said=high))
        elif expression("other_ways").search(rule):
            yield Ruling(fact.quote, "open", phrase("judge_rank_open", said=lower), way="rank")
        else:
            yield Ruling(fact.quote, "unmet", phrase("judge_rank_unmet", said=lower))


def _own(told: Told, name: str) -> str:
    """The title that the asker has, not one of somebody else."""
    for match in re.finditer(expression(name), told.text):
        others = expression("rank_of_others").search(front(told.text, match.start()))
        if not others and not denied(told.text, match.start()):
            return match.group()
    return ""
