"""Barred: kinds of applicant that a notice names to shut them out (房地产、金融企业不在支持范围), and recusal.

Unlike `kinds`, which holds the asker against those who may apply, this reads the words of the rule that excludes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.catalogue import View
from assistant.compose.judging.ruling import LEADING, Ruling, lead_of
from assistant.compose.judging.told import Told, back, denied, expression, front
from assistant.language import any_of, table, words
from assistant.replies import phrase
from retrieval.card import Quote


def barred(told: Told, view: View) -> Iterator[Ruling]:
    """Rules that shut out by name one like the asker."""
    for unit in view.units:
        for match in expression("shut_out_by_name").finditer(unit.body):
            for item in re.split("[、,，]|以及|及|和|与", match["who"]):
                name = re.sub(expression("of_no_kind"), "", item)
                if len(name) >= 2 and name not in words("judging.yaml", "said_of_anyone") and _is(told, name):
                    quote = Quote(view.held.text[unit.start : unit.end], unit.start, unit.end)
                    yield Ruling(quote, "unmet", phrase("judge_shut_out", name=name))


def recusal(told: Told, view: View) -> Iterator[Ruling]:
    """Rules on which a reviewer must stand back, for one who tells of such a tie to the applicant."""
    if not expression("reviewing").search(told.text):
        return
    ties = [tie for tie in table("judging.yaml")["ties"] if _tells(told, tie["said"])]
    for place, unit in enumerate(view.units):
        around = f"{lead_of(view.units[max(0, place - LEADING) : place])} {unit.body}"
        for tie in ties:
            if expression("stands_back").search(around) and any_of(tie["ruled"]).search(unit.body):
                quote = Quote(view.held.text[unit.start : unit.end], unit.start, unit.end)
                yield Ruling(quote, "recuse", phrase("judge_tie", name=tie["name"]))


def _tells(told: Told, said: list[str]) -> bool:
    return any(not denied(told.text, match.start()) for match in any_of(said).finditer(told.text))


def _is(told: Told, name: str) -> bool:
    """Whether the asker says to be what a rule names, not to work with it or for it."""
    for match in re.finditer(re.escape(name), told.text):
        before, after = front(told.text, match.start()), back(told.text, match.end())
        if expression("of_others").search(before):
            continue
        if not denied(told.text, match.start()) and expression("being_after").match(after):
            return True
    return False
