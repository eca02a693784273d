"""Amounts, people, spans of time, shares: the asker's against bounds on the same thing (研发, 社保, 周期…).

What the asker tells is read in `quantities.py`; exemptions from a number are left to `counts`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.catalogue import View
from assistant.compose.judging.bounds import Limit, as_defined, clauses_of, defined_in, limits_in, meets, reason
from assistant.compose.judging.credentials import holding, lacking
from assistant.compose.judging.quantities import Amount, amounts_told, fitting, in_unit
from assistant.compose.judging.ruling import Rule, Ruling, applies, is_for, measured_rules
from assistant.compose.judging.special import decided, is_asked_for
from assistant.compose.judging.told import Told, expression
from assistant.language import table
from assistant.replies import phrase
from retrieval import Fact
from retrieval.card import Quote

__all__ = ["Amount", "amounts", "amounts_told", "fitting"]


def amounts(told: Told, view: View) -> Iterator[Ruling]:
    """Bounds on what the asker tells a quantity of."""
    own = amounts_told(told)
    if not own:
        return
    defined = defined_in(view.held.text)
    found: list[tuple[str, bool, Ruling]] = []
    for rule in measured_rules(view):
        if not applies(rule.fact, told) or not is_for(rule.fact, told):
            continue
        limits = tuple(as_defined(limit, defined) for limit in limits_in(rule.fact))
        for place, limit in enumerate(limits):
            amount = _of_topic(rule.fact.topic, fitting(limit, own, about=rule.about))
            conditions = _conditions(limits[:place], limit)
            holds = all(_holds(one, rule, own) for one in conditions)
            ruling = _special(rule, limit, amount, told, view) if amount and holds else None
            if amount and ruling:
                found.append((amount.of, bool(conditions), ruling))
    special = {of for of, conditioned, _ in found if conditioned}
    yield from (ruling for of, conditioned, ruling in found if conditioned or of not in special)


def _of_topic(topic: str, amount: Amount | None) -> Amount | None:
    """The quantity where a rule under a topic may be about its kind: a ratio bounds no sum, a duration no share."""
    kinds: str = table("judging.yaml")["kind_of_topic"].get(topic, "")
    return amount if amount and kinds in ("", amount.kind) else None


def _conditions(before: tuple[Limit, ...], limit: Limit) -> list[Limit]:
    """The bounds that say for whom one is (2亿元以上的，不低于2%): of its own clause where that says, else before."""
    found = [one for one in before if expression("conditional").match(one.after)]
    own = limit.before[: len(limit.before) - len(clauses_of(limit.before)[-1])]
    inside = [one for one in before if len(one.before) >= len(own)]
    return inside if any(one in inside for one in found) else found


def _special(rule: Rule, limit: Limit, amount: Amount, told: Told, view: View) -> Ruling | None:
    """The ruling on one bound, or on one of the asker's group beside it."""

    def by(other: Limit, quote: Quote) -> Ruling | None:
        return _judged(Rule(replace(rule.fact, quote=quote), rule.about, rule.bare), other, amount, told)

    ruling = by(limit, rule.fact.quote)
    if ruling is None:
        return None
    found = decided(told, view, limit, ruling, by)
    by_class = amount.of in table("judging.yaml")["told_by_class"]
    return None if by_class and found is ruling and not is_asked_for(told, limit) else found


def _holds(condition: Limit, rule: Rule, own: tuple[Amount, ...]) -> bool:
    """Whether the asker is of the class of which a rule speaks (营业收入2亿元以上的企业，…)."""
    amount = fitting(condition, own, about=rule.about)
    return bool(amount and meets(amount.number, in_unit(condition)))


def _judged(rule: Rule, limit: Limit, amount: Amount, told: Told) -> Ruling | None:
    """The ruling on one bound; None where the bound only tells a class of cases apart."""
    met = meets(amount.number, in_unit(limit))
    if met is None or expression("except").search(limit.after) or _tells_apart(limit):
        return None
    if expression("barred").match(limit.after):
        name = "judge_barred" if met else "judge_not_barred"
        why = phrase(name, said=amount.number.text, limit=limit.words)
        return Ruling(rule.fact.quote, "unmet" if met else "met", why, clause=limit.clause, sums=amount.sums)
    condition = expression("conditional").match(limit.after)
    if condition and (rule.bare or not expression("granting").match(limit.after[condition.end() :])):
        return None
    return _ruling(rule.fact, limit, amount, met, told)


def _tells_apart(limit: Limit) -> bool:
    """Whether a bound says which things are counted or spared (单台50万元以上的设备不少于5台), not what is demanded."""
    return bool(expression("of_one").search(limit.clause) or expression("classing").match(limit.after))


def _ruling(fact: Fact, limit: Limit, amount: Amount, met: bool, told: Told) -> Ruling:
    """The ruling on a threshold; where it describes one of several kinds, the asker may be of another."""
    others = _alternatives(limit)
    why = reason(amount.number, limit, met=met)
    if met:
        noun = re.match(r"的([^，。；独或]{2,14})", limit.after)
        extra = phrase("judge_amount_as", noun=noun[1]) if others and noun else ""
        return Ruling(fact.quote, "met", why + extra, clause=limit.clause, sums=amount.sums)
    held = [name for name in holding(told) if any(name in other for other in others)]
    if held:
        return Ruling(fact.quote, "met", phrase("judge_holds", name=held[0]))
    if not others and expression("or_else").match(limit.after):
        why += phrase("judge_or_other")
        return Ruling(fact.quote, "open", why, clause=limit.clause, sums=amount.sums)
    left = [other for other in others if not any(name in other for name in lacking(told))]
    if left:
        why += phrase("judge_others_open", others="、".join(left))
        return Ruling(fact.quote, "open", why, clause=limit.clause, sums=amount.sums)
    return Ruling(
        fact.quote,
        "unmet",
        why + (phrase("judge_others_denied") if others else ""),
        clause=limit.clause,
        sums=amount.sums,
    )


def _alternatives(limit: Limit) -> list[str]:
    """The other members of the list in which a limit describes one: A、B以及超过…的C."""
    if not limit.after.startswith("的"):
        return []
    listed = re.split(expression("list_mark"), re.split("[，。；,;]", limit.before)[-1])
    heads = tuple(table("judging.yaml")["list_heads"])
    return [re.sub("^.*的", "", item) for item in listed[:-1] if item.endswith(heads)]
