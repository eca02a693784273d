"""Of things: what a percentage of a number of things comes to ("立项数的120%" of 35 are 42).

A most is rounded down and a least up to whole things. The rule is the one whose number of things the question speaks
of, of one notice alone. Shares of people and money are in `portion.py`,
`classed.py` and `shares.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from assistant.catalogue import View
from assistant.compose.citing import cite, lead_of, prose
from assistant.compose.part import Case, Part
from assistant.language import pattern, table, words
from assistant.records import Statement, Sum
from assistant.replies import phrase
from assistant.stated.portions import pairs
from assistant.stated.units import Unit
from assistant.sums import rounded
from retrieval.card import Bound
from retrieval.drafting.limits import bounded_in
from retrieval.drafting.said import Part as Said
from retrieval.values import Value, percent_text, values_in

FEWEST = 2
"""Telling pairs of characters that a question must share with the number of things that a percentage is of."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A percentage of a number of things that the question speaks of."""

    unit: Unit
    view: View
    percent: Decimal
    bound: Bound


def of_things(case: Case) -> Part | None:
    """For a question how many, with one number of things: the share that a rule gives of them."""
    asked = pattern("sums.yaml", "of_things", "asked").search(case.ask.text)
    if not asked or pattern("sums.yaml", "of_things", "of_money").search(case.ask.text):
        return None
    units = table("sums.yaml")["of_things"]["units"]
    own = [value for value in values_in(case.given[1]) if value.kind == "count" and value.unit in units]
    if len(own) != 1 or own[0].number is None:
        return None
    views = (case.catalogue.view(notice_id) for notice_id in case.scope.notices)
    rules = [rule for view in views for unit in view.units if (rule := _rule(case, view, unit)) is not None]
    if len(rules) != 1:
        return None
    return Part(statements=(_statement(case, rules[0], own[0], own[0].number),))


def _rule(case: Case, view: View, unit: Unit) -> Rule | None:
    body = re.sub(r"\s+", "", unit.body)
    match = re.search(table("sums.yaml")["of_things"]["rule"], body)
    if match is None:
        return None
    shared = len((pairs(match["base"]) - words("sums.yaml", "of_things", "idle")) & pairs(case.given[1]))
    percents = [one for one in bounded_in(Said(body, 0, values_in(body))) if one.value.kind == "percent"]
    if shared < FEWEST or len(percents) != 1 or percents[0].value.number is None:
        return None
    return Rule(unit, view, percents[0].value.number, percents[0].measure.bound)


def _statement(case: Case, rule: Rule, own: Value, number: Decimal) -> Statement:
    share = number * rule.percent / 100
    least = rule.bound in ("at_least", "more_than")
    whole = rounded(share, up=least)
    sums = [Sum(number, "*", rule.percent / 100, share, own.unit)]
    if whole != share:
        sums.append(Sum(share, "up" if least else "down", Decimal(1), whole, own.unit))
    text = phrase(
        "portion",
        rule=re.sub(r"[。；;，,]+$", "", prose(rule.view.held.text[rule.unit.start : rule.unit.end])),
        own=f"{number.normalize():f}{own.unit}",
        percent=percent_text(rule.percent),
        sign="=" if whole == share else "≈",
        result=f"{whole:f}{own.unit}",
    )
    bound = "at_least_so" if least else "at_most_so" if rule.bound in ("at_most", "less_than") else "so"
    text += phrase(bound, result=f"{whole:f}{own.unit}")
    lead, proof = lead_of(rule.view)
    citations = (cite(rule.view, rule.unit.start, rule.unit.end), *proof)
    return Statement(text, rule.view.held.id, citations, given=case.given, sums=tuple(sums), lead=lead)
