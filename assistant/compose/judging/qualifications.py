"""Qualifications (高企, 科小…): what the asker has, lacks or once had against rules that name them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.catalogue import View
from assistant.compose.judging.ruling import Ruling, rules_of
from assistant.compose.judging.told import Told, back, denied, expression, front
from assistant.language import any_of, table
from assistant.replies import phrase
from retrieval.card import Quote
from retrieval.normalise import fold


def qualifications(told: Told, view: View) -> Iterator[Ruling]:
    """Rules that demand a qualification which the asker lacks or has, or forbid to have had it."""
    has, lacks = holding(told), lacking(told)
    had = bool(expression("had").search(told.text))
    for fact in rules_of(view):
        rule = fold(fact.quote.text)
        for name in (*has, *lacks):
            never = re.search(expression("never").pattern + name, rule)
            if never and name in has and had:
                yield Ruling(fact.quote, "unmet", phrase("judge_had", name=name))
            elif never and name in lacks:
                yield Ruling(fact.quote, "met", phrase("judge_never_had", name=name))
        if expression("kinds_rule").search(rule) or expression("of_enterprises").search(rule):
            yield from _listed(rule, has, lacks, fact.quote)


def _listed(rule: str, has: tuple[str, ...], lacks: tuple[str, ...], quote: Quote) -> Iterator[Ruling]:
    named = [name for name in table("judging.yaml")["qualifications"] if name in rule]
    held = [name for name in named if name in has]
    missing = [name for name in named if name in lacks]
    if held:
        yield Ruling(quote, "met", phrase("judge_holds", name=held[0]))
    elif missing and len(missing) == len(named) and not re.search(expression("list_mark"), rule):
        yield Ruling(quote, "unmet", phrase("judge_lacks", name="、".join(missing)))
    elif missing:
        yield Ruling(quote, "open", phrase("judge_lacks_one", name="、".join(missing)))


def holding(told: Told) -> tuple[str, ...]:
    """Official names of the qualifications that the asker says to have or have had."""
    return tuple(name for name in table("judging.yaml")["qualifications"] if True in _said(told.text, name))


def lacking(told: Told) -> tuple[str, ...]:
    """Official names of the qualifications that the asker denies."""
    return tuple(name for name in table("judging.yaml")["qualifications"] if _said(told.text, name) == {False})


def _said(text: str, name: str) -> set[bool]:
    """Whether a qualification is claimed or denied wherever it is named as the asker's own."""
    found = set()
    for match in any_of(table("judging.yaml")["qualifications"][name]).finditer(text):
        before, after = front(text, match.start()), back(text, match.end())
        if expression("not_qualified_for").search(before) or after.startswith(("培育", "认定", "申报", "才", "吗")):
            continue
        found.add(not denied(text, match.start()))
    return found
