"""Ages: the asker's against a bound in years of age; an encouragement refuses nobody."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.catalogue import View
from assistant.compose.judging.bounds import as_defined, defined_in, limits_in, meets, reason
from assistant.compose.judging.ruling import Ruling, rules_of
from assistant.compose.judging.told import Number, Told, expression, front
from assistant.language import table
from assistant.replies import phrase
from retrieval.values import values_in


def ages(told: Told, view: View) -> Iterator[Ruling]:
    """Rules with an age against the one the asker tells, not the one they claim it to be."""
    own = _age(told)
    if own is None:
        return
    defined = defined_in(view.held.text)
    for fact in rules_of(view):
        for limit in (as_defined(one, defined) for one in limits_in(fact)):
            if limit.value.unit not in table("judging.yaml")["age_units"]:
                continue
            if expression("of_a_share").search(limit.after):
                continue
            met = meets(own, limit)
            if met is not None:
                yield Ruling(fact.quote, "met" if met else "unmet", reason(own, limit, met=met), clause=limit.clause)


def _age(told: Told) -> Number | None:
    if not expression("age_hint").search(told.text):
        return None
    found = list(expression("age").finditer(told.text))
    found = [match for match in found if not expression("of_another").search(front(told.text, match.start()))]
    own = [match for match in found if not expression("age_claimed").search(front(told.text, match.start()))]
    if not found:
        return None
    sure = [match for match in own or found if expression("in_years").match(told.text[match.end() :])]
    value = next(iter(values_in(f"{(sure or own or found)[-1]['age']}岁")), None)
    number = value.number if value else None
    return Number(number, 0, phrase("judge_that_age")) if number is not None else None
