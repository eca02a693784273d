"""Counts: how many the asker wants to hand in against a limit, with the exemption that the same sentence gives."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.catalogue import View
from assistant.compose.judging.amounts import amounts_told, fitting
from assistant.compose.judging.bounds import Limit, limits_in, meets
from assistant.compose.judging.ruling import Ruling, rules_of
from assistant.compose.judging.told import Number, Told, expression, front, number_of
from assistant.language import table
from assistant.reading.circumstances import organisations_in
from assistant.replies import phrase
from retrieval import Fact
from retrieval.normalise import fold
from retrieval.values import values_in


def counts(told: Told, view: View) -> Iterator[Ruling]:
    """Limits on the number of applications for one that is like the asker."""
    own = wanted(told)
    if own is None:
        return
    for fact in rules_of(view):
        if fact.topic not in ("limit", "quota") or not _for_asker(fact, told):
            continue
        limits = limits_in(fact)
        counted = [limit for limit in limits if limit.value.unit in table("judging.yaml")["wanted_units"]]
        if counted:
            yield from _ruled(fact, counted[0], limits, own, told)
        elif expression("except").search(fact.quote.text) and fact.who and not limits:
            yield Ruling(fact.quote, "met", phrase("judge_unlimited"))


def wanted(told: Told) -> Number | None:
    """How many the asker wants to hand in ("想提四个"); None when they do not say."""
    for value in values_in(told.text):
        if value.unit in table("judging.yaml")["wanted_units"] and value.number is not None:
            if expression("wanted").search(front(told.text, value.start)):
                return number_of(told.text, value)
    return None


def _for_asker(fact: Fact, told: Told) -> bool:
    """Whether a limit is for the asker's kind: a leader's for a person, a region's or a school's for those named."""
    rule = fold(fact.quote.text)
    if bool(expression("of_leader").search(rule)) != bool(expression("by_person").search(told.text)):
        return False
    kinds = set(organisations_in(" ".join(fact.who)))
    if fact.topic == "quota":
        return any(fold(name) in told.text for name in fact.who) or bool(kinds & set(told.organisations))
    return not kinds or not told.organisations or bool(kinds & set(told.organisations))


def _ruled(fact: Fact, limit: Limit, limits: tuple[Limit, ...], own: Number, told: Told) -> Iterator[Ruling]:
    met = meets(own, limit)
    if met is None:
        return
    if met:
        yield Ruling(fact.quote, "met", phrase("judge_count_met", said=own.text, limit=limit.words))
        return
    why = phrase("judge_count_unmet", said=own.text, limit=limit.words)
    exempt = next((one for one in limits if one is not limit and expression("except").search(one.after)), None)
    if exempt is None:
        yield Ruling(fact.quote, "unmet", why)
        return
    amount = fitting(exempt, amounts_told(told))
    freed = meets(amount.number, exempt) if amount else None
    if amount and freed is not None:
        name = "judge_exempt_met" if freed else "judge_exempt_unmet"
        reason = phrase(name, said=amount.number.text, limit=exempt.words)
        yield Ruling(fact.quote, "met" if freed else "unmet", reason if freed else f"{why}，{reason}")
    else:
        yield Ruling(fact.quote, "open", why + phrase("judge_exempt_open", limit=exempt.words))
