"""Project titles: length, suffix, names of companies and models against the naming rules, a verdict for each."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from assistant.catalogue import View
from assistant.compose.judging.bounds import Limit, limits_in, meets
from assistant.compose.judging.ruling import Ruling
from assistant.compose.judging.told import Number, Told, expression
from assistant.language import table
from assistant.replies import phrase
from retrieval import Fact
from retrieval.normalise import fold
from retrieval.values import values_in


def titles(told: Told, view: View) -> Iterator[Ruling]:
    """The naming rules that a title told, or only its length, can be held against."""
    found = expression("title").search(told.text)
    title = next((group for group in found.groups() if group), "") if found else ""
    length = _length(told, title)
    if not expression("title_hint").search(told.text) or (not title and length is None):
        return
    for fact in view.card.of_topic("naming"):
        if length is not None:
            yield from _long(fact, length)
        if title:
            yield from _worded(fact, title)


def _length(told: Told, title: str) -> Number | None:
    """Characters of the title, each Latin letter and digit one; else the number the asker gives."""
    if title:
        return Number(Decimal(sum(1 for char in title if not char.isspace())), 0, "")
    found = expression("title_length").search(told.text)
    value = next(iter(values_in(f"{found['count']}个字")), None) if found else None
    return Number(value.number, 0, value.text) if value and value.number is not None else None


def _long(fact: Fact, length: Number) -> Iterator[Ruling]:
    limits = [limit for limit in limits_in(fact) if limit.value.unit in table("judging.yaml")["length_units"]]
    held = [(limit, meets(length, limit)) for limit in limits]
    missed = [limit for limit, met in held if met is False]
    if missed:
        yield Ruling(fact.quote, "unmet", phrase(_short_or_long(missed[0])))
    elif any(met for _, met in held):
        yield Ruling(fact.quote, "met", phrase("judge_title_fits"))


def _short_or_long(limit: Limit) -> str:
    return "judge_title_short" if limit.bound in ("at_least", "more_than") else "judge_title_long"


def _worded(fact: Fact, title: str) -> Iterator[Ruling]:
    rule = fold(fact.quote.text)
    suffix = expression("suffix").search(rule)
    if suffix:
        end = suffix[1] or suffix.groups()[-2] or ""
        verdict = "met" if end and title.endswith(end) else "unmet"
        yield Ruling(
            fact.quote, "met" if verdict == "met" else "unmet", phrase(f"judge_title_suffix_{verdict}", end=end)
        )
    if expression("forbids").search(rule):
        bad = [name for name in ("company", "model") if _holds(name, rule, title)]
        ruled = [name for name in ("company", "model") if expression(f"{name}_rule").search(rule)]
        if bad:
            why = "、".join(phrase(f"judge_title_{name}") for name in bad)
            yield Ruling(fact.quote, "unmet", phrase("judge_title_holds", what=why))
        elif ruled:
            why = "、".join(phrase(f"judge_title_{name}") for name in ruled)
            yield Ruling(fact.quote, "met", phrase("judge_title_clean", what=why))


def _holds(name: str, rule: str, title: str) -> bool:
    return bool(expression(f"{name}_rule").search(rule) and expression(name).search(title))
