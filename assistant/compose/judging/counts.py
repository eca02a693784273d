"""Counts: how many the asker wants to hand in against a limit, with the exemption that the same sentence gives."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.catalogue import View
from assistant.compose.judging.bounds import Limit, limits_in, meets, reason
from assistant.compose.judging.quantities import amounts_told, fitting
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
    if own is None and not expression("about_limit").search(told.text):
        return
    for fact in _for_asker_alone(told, rules_of(view)):
        limits = limits_in(fact)
        counted = [limit for limit in limits if limit.value.unit in table("judging.yaml")["wanted_units"]]
        if own is None:
            yield from _exempt(fact, limits, told)
        elif counted:
            yield from _ruled(fact, counted[0], limits, own, told)
        elif expression("except").search(fact.quote.text) and fact.who and not limits:
            yield Ruling(fact.quote, "free", phrase("judge_unlimited"))


def wanted(told: Told) -> Number | None:
    """How many the asker wants to hand in ("想提四个"); None when they do not say."""
    for value in values_in(told.text):
        counted = value.unit in table("judging.yaml")["wanted_units"] and value.number is not None
        if counted and expression("wanted").search(front(told.text, value.start)):
            return number_of(told, value)
    return None


def _for_asker_alone(told: Told, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """The limits that are for the asker; where some name them, no other one's quota is."""
    names = {name for fact in facts if fact.topic == "quota" for name in map(fold, fact.who) if name in told.text}
    longest = {name for name in names if not any(name != other and name in other for other in names)}
    named = {fact for fact in facts if fact.topic == "quota" and longest & set(map(fold, fact.who))}
    return tuple(
        fact
        for fact in facts
        if ((fact.topic == "limit" and not named) or (fact.topic == "quota" and (fact in named or not named)))
        and _for_asker(fact, told)
    )


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
        yield Ruling(fact.quote, "met", reason(own, limit, met=True))
        return
    why = reason(own, limit, met=False)
    exempt = next((one for one in limits if one is not limit and expression("except").search(one.after)), None)
    ruling = next(_exempt(fact, limits, told), None)
    if exempt is None:
        yield Ruling(fact.quote, "unmet", why)
    elif ruling is None:
        yield Ruling(fact.quote, "open", why + phrase("judge_exempt_open", limit=exempt.words))
    elif ruling.verdict == "free":
        yield ruling
    else:
        yield Ruling(fact.quote, "unmet", f"{why}，{ruling.why}")


def _exempt(fact: Fact, limits: tuple[Limit, ...], told: Told) -> Iterator[Ruling]:
    """The ruling on an exemption (超过…的不受此限) that turns on an amount the asker tells."""
    for limit in limits:
        amount = fitting(limit, amounts_told(told)) if expression("except").search(limit.after) else None
        met = meets(amount.number, limit) if amount else None
        if amount and met is not None:
            name = "judge_exempt_met" if met else "judge_exempt_unmet"
            yield Ruling(fact.quote, "free" if met else "unmet", reason(amount.number, limit, met=met) + phrase(name))
