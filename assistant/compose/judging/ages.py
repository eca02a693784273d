"""Ages: the asker's against a bound in years of age; an encouragement refuses nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.catalogue import View
from assistant.compose.judging.bounds import Limit, as_defined, clauses_of, defined_in, limits_in, meets, reason
from assistant.compose.judging.groups import belongs, is_special
from assistant.compose.judging.ruling import Ruling, rules_of
from assistant.compose.judging.told import Number, Told, expression, front
from assistant.language import table
from assistant.replies import phrase
from retrieval.normalise import fold
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
            if expression("of_a_share").search(limit.after) or _of_others(limit, told):
                continue
            met = meets(own, limit)
            if met is not None:
                yield Ruling(fact.quote, "met" if met else "unmet", reason(own, limit, met=met), clause=limit.clause)


def _of_others(limit: Limit, told: Told) -> bool:
    """Whether a bound is for a group by its sign or theme (院士不超过75周岁) that the asker does not say to be of."""
    who = fold(clauses_of(limit.before)[-1])
    return is_special(who) and not belongs(told, re.sub("年龄.*$", "", who))


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
