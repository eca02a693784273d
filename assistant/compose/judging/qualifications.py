"""Qualifications (高企, 科小…): what the asker has, lacks or once had against rules that name them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.catalogue import View
from assistant.compose.judging.bounds import limits_in
from assistant.compose.judging.credentials import holding, lacking
from assistant.compose.judging.quantities import amounts_told, fitting
from assistant.compose.judging.ruling import Ruling, rules_of
from assistant.compose.judging.told import Told, expression
from assistant.language import table
from assistant.replies import phrase
from retrieval.card import Quote
from retrieval.normalise import fold
from retrieval.values import values_in


def qualifications(told: Told, view: View) -> Iterator[Ruling]:
    """Rules that demand a qualification which the asker lacks or has, or forbid to have had it.

    A rule that gives a threshold as another way, on what the asker tells, is left to `amounts`.
    """
    has, lacks = holding(told), lacking(told)
    if not has and not lacks:
        return
    had = bool(expression("had").search(told.text))
    for fact in rules_of(view):
        rule = fold(fact.quote.text)
        for name in (*has, *lacks):
            if not re.search(expression("never").pattern + name, rule):
                continue
            if name in lacks:
                yield Ruling(fact.quote, "met", phrase("judge_never_had", name=name))
            elif had and not _before(told.text, rule):
                yield Ruling(fact.quote, "unmet", phrase("judge_had", name=name))
        if any(fitting(limit, amounts_told(told)) for limit in limits_in(fact)):
            continue
        if expression("kinds_rule").search(rule) or expression("of_enterprises").search(rule):
            yield from _listed(rule, has, lacks, fact.quote)


def _before(text: str, rule: str) -> bool:
    """Whether every year that the asker tells lies before the year from which the rule counts."""
    told, counted = (
        [value.norm.removeprefix("year:") for value in values_in(words) if value.kind == "year"]
        for words in (text, rule)
    )
    return bool(told and counted) and max(told) < min(counted)


def _listed(rule: str, has: tuple[str, ...], lacks: tuple[str, ...], quote: Quote) -> Iterator[Ruling]:
    named = [name for name in table("judging.yaml")["qualifications"] if name in rule]
    held = [name for name in named if name in has]
    missing = [name for name in named if name in lacks]
    if held:
        yield Ruling(quote, "met", phrase("judge_holds", name=held[0]))
    elif missing and len(missing) == len(named) >= len(re.split(expression("list_mark"), rule)):
        yield Ruling(quote, "unmet", phrase("judge_lacks", name="、".join(missing)))
    elif missing:
        yield Ruling(quote, "open", phrase("judge_lacks_one", name="、".join(missing)))
