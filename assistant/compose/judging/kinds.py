"""Kinds of organisation: the asker's against the applicants that a rule lists, and against a needed partner."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.catalogue import View
from assistant.compose.judging.ruling import Ruling, Verdict, applies, rules_of
from assistant.compose.judging.told import Told, expression
from assistant.language import table, words
from assistant.reading.circumstances import organisations_in
from assistant.replies import phrase
from retrieval import Fact
from retrieval.card import Quote
from retrieval.normalise import fold


def kinds(told: Told, view: View) -> Iterator[Ruling]:
    """Rules on who may apply, for each kind of organisation that the asker is."""
    own = _own(told)
    if not own or not expression("applying").search(told.text):
        return
    accepting = {_heading(view, fact) for fact in rules_of(view) if _accepts(fact, own)}
    for fact in rules_of(view):
        rule = fold(fact.quote.text)
        if "individual" in own and expression("individuals_rule").search(rule):
            yield Ruling(fact.quote, "open", phrase("judge_conditional"))
        elif fact.topic == "joint" and expression("partner_rule").search(rule):
            if set(organisations_in(" ".join(fact.who) or rule)) & (set(own) - {"enterprise"}):
                yield _partner(told, fact.quote)
        elif fact.topic == "applicant" and _lists_applicants(rule) and applies(fact, told):
            listed = _listed(rule, own, fact.quote)
            of_another = bool(accepting) and _heading(view, fact) not in accepting
            yield from (ruling for ruling in listed if ruling.verdict != "unmet" or not of_another)
        elif fact.topic == "applicant" and expression("legal_person_rule").search(rule):
            alone = words("judging.yaml", "no_legal_person_by_themselves")
            yield from _no_legal_person(tuple(kind for kind in own if kind in alone), fact.quote)


def _accepts(fact: Fact, own: tuple[str, ...]) -> bool:
    """Whether a rule lists all kinds that the asker is: then others are for other parts."""
    rule = fold(fact.quote.text)
    return fact.topic == "applicant" and _lists_applicants(rule) and set(own) <= _kinds_in(rule)


def _heading(view: View, fact: Fact) -> str:
    """The headings that a rule stands under, without the bare numbers of items."""
    section = next((unit.section for unit in view.units if unit.start <= fact.quote.start < unit.end), "")
    return re.sub(r"( > [^\u4e00-\u9fff]*)+$", "", section)


def _kinds_in(rule: str) -> set[str]:
    listed = set(organisations_in(rule))
    for word, meant in table("judging.yaml")["also"].items():
        if word in rule:
            listed.update(meant)
    return listed


def _lists_applicants(rule: str) -> bool:
    if expression("of_some_projects").search(rule):
        return False
    return bool(expression("kinds_rule").search(rule)) and not expression("of_enterprises").search(rule)


def _own(told: Told) -> tuple[str, ...]:
    """The kinds that the asker is, without the partners that they name or lack."""
    kept = told.text
    for name in ("alone", "together", "owns"):
        kept = expression(name).sub(" ", kept)
    known = table("judging.yaml")["kinds"]
    return tuple(kind for kind in organisations_in(kept) if kind in known)


def _partner(told: Told, quote: Quote) -> Ruling:
    if expression("together").search(told.text) and not expression("alone").search(told.text):
        return Ruling(quote, "met", phrase("judge_partner_met"))
    if expression("alone").search(told.text):
        return Ruling(quote, "unmet", phrase("judge_partner_unmet"))
    return Ruling(quote, "open", phrase("judge_partner_open"))


def _listed(rule: str, own: tuple[str, ...], quote: Quote) -> Iterator[Ruling]:
    listed = _kinds_in(rule)
    names: dict[str, str] = table("judging.yaml")["kinds"]
    inside = [names[kind] for kind in own if kind in listed]
    without = [kind for kind in own if kind not in listed]
    if expression("legal_person").search(rule) and any(_no_legal_person(tuple(without), quote)):
        yield from _no_legal_person(tuple(without), quote)
    elif without and not inside and listed:
        verdict: Verdict = "open" if expression("open_list").search(rule) else "unmet"
        kind = "、".join(names[kind] for kind in without)
        yield Ruling(quote, verdict, phrase("judge_kind_unmet", kind=kind))
    elif inside and set(own) != {"enterprise"}:
        extra = phrase("judge_kind_besides", kind="、".join(names[kind] for kind in without)) if without else ""
        yield Ruling(quote, "met", phrase("judge_kind_met", kind="、".join(inside)) + extra, common=True)


def _no_legal_person(own: tuple[str, ...], quote: Quote) -> Iterator[Ruling]:
    names: dict[str, str] = table("judging.yaml")["kinds"]
    barred = [kind for kind in own if kind in table("judging.yaml")["no_legal_person"]]
    if barred:
        yield Ruling(quote, "unmet", phrase("judge_no_legal_person", kind=names[barred[0]]))
