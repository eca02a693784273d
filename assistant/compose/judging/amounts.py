"""Amounts and numbers of people: the asker's against thresholds on the same thing (研发, 销售, 总投入…)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.catalogue import View
from assistant.compose.judging.bounds import Limit, limits_in, meets, reason
from assistant.compose.judging.credentials import holding, lacking
from assistant.compose.judging.ruling import Ruling, applies, rules_of
from assistant.compose.judging.told import Number, Told, back, expression, front, number_of
from assistant.language import any_of, pattern, table
from assistant.replies import phrase
from retrieval import Fact
from retrieval.normalise import fold
from retrieval.values import Value, values_in


@dataclass(frozen=True, slots=True)
class Amount:
    """A number that the asker tells, with what it is of and its kind (a currency, people)."""

    of: str
    kind: str
    number: Number


def amounts(told: Told, view: View) -> Iterator[Ruling]:
    """Thresholds on what the asker tells an amount of; exemptions from a number are left to `counts`."""
    own = amounts_told(told)
    if not own:
        return
    for fact in rules_of(view):
        for limit in limits_in(fact):
            amount = fitting(limit, own)
            met = meets(amount.number, limit) if amount else None
            exempts = expression("except").search(limit.after)
            if amount and met is not None and not exempts and applies(fact, told):
                yield _ruling(fact, limit, amount, met, told)


def amounts_told(told: Told) -> tuple[Amount, ...]:
    """The amounts of a message with what they are of; those of nothing known are left out."""
    found = []
    for value in values_in(told.text):
        before, after = front(told.text, value.start), back(told.text, value.end)
        if value.kind == "amount":
            of = _nearest(before) or _nearest(after)
            if of:
                found.append(Amount(of, value.norm.partition(":")[0], number_of(told, value)))
        elif _counts_people(value, before, after):
            found.append(Amount("people", "count", number_of(told, value)))
    return tuple(found)


def _counts_people(value: Value, before: str, after: str) -> bool:
    people: list[str] = table("judging.yaml")["people_units"]
    counted = value.unit in people or (value.kind == "count" and after.startswith(tuple(people)))
    return counted and bool(pattern("judging.yaml", "people").search(before[-8:] + after[:6]))


def fitting(limit: Limit, own: tuple[Amount, ...]) -> Amount | None:
    """The asker's amount of what a limit is about; None when they tell none of it."""
    if limit.value.unit in table("judging.yaml")["people_units"]:
        return next((amount for amount in own if amount.of == "people"), None)
    if limit.value.kind != "amount":
        return None
    subject = fold(re.split("[，。；,;]", limit.before)[-1])
    kind = limit.value.norm.partition(":")[0]
    ruled = [entry["name"] for entry in table("judging.yaml")["amounts"] if any_of(entry["ruled"]).search(subject)]
    return next((amount for amount in own if amount.kind == kind and amount.of in ruled), None)


def _ruling(fact: Fact, limit: Limit, amount: Amount, met: bool, told: Told) -> Ruling:
    """The ruling on a threshold; where it describes one of several kinds, the asker may be of another."""
    others = _alternatives(limit)
    why = reason(amount.number, limit, met=met)
    if met:
        noun = re.match(r"的([^，。；独或]{2,14})", limit.after)
        return Ruling(fact.quote, "met", why + (phrase("judge_amount_as", noun=noun[1]) if others and noun else ""))
    held = [name for name in holding(told) if any(name in other for other in others)]
    if held:
        return Ruling(fact.quote, "met", phrase("judge_holds", name=held[0]))
    left = [other for other in others if not any(name in other for name in lacking(told))]
    if left:
        return Ruling(fact.quote, "open", why + phrase("judge_others_open", others="、".join(left)))
    return Ruling(fact.quote, "unmet", why + (phrase("judge_others_denied") if others else ""))


def _alternatives(limit: Limit) -> list[str]:
    """The other members of the list in which a limit describes one: A、B以及超过…的C."""
    if not limit.after.startswith("的"):
        return []
    listed = re.split(expression("list_mark"), re.split("[，。；,;]", limit.before)[-1])
    heads = tuple(table("judging.yaml")["list_heads"])
    return [re.sub("^.*的", "", item) for item in listed[:-1] if item.endswith(heads)]


def _nearest(text: str) -> str:
    """What the amount beside `text` is of: the first kind, in the table's order, that `text` names."""
    named = (str(entry["name"]) for entry in table("judging.yaml")["amounts"] if any_of(entry["said"]).search(text))
    return next(named, "")
