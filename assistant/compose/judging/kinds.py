"""Kinds of organisation: the asker's against the applicants that a rule lists, and against a needed partner."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.catalogue import View
from assistant.compose.judging.ruling import Ruling, Verdict, applies, rules_of
from assistant.compose.judging.told import Told, expression
from assistant.language import table, words
from assistant.reading.circumstances import organisations_in
from assistant.replies import phrase
from retrieval.card import Quote
from retrieval.normalise import fold


def kinds(told: Told, view: View) -> Iterator[Ruling]:
    """Rules on who may apply, for each kind of organisation that the asker is."""
    own = _own(told)
    if not own or not expression("applying").search(told.text):
        return
    for fact in rules_of(view):
        rule = fold(fact.quote.text)
        if "individual" in own and expression("individuals_rule").search(rule):
            yield Ruling(fact.quote, "open", phrase("judge_conditional"))
        elif fact.topic == "joint" and expression("partner_rule").search(rule):
            if set(organisations_in(" ".join(fact.who) or rule)) & (set(own) - {"enterprise"}):
                yield _partner(told, fact.quote)
        elif fact.topic == "applicant" and _lists_applicants(rule) and applies(fact, told):
            yield from _listed(rule, own, fact.quote)
        elif fact.topic == "applicant" and expression("legal_person_rule").search(rule):
            alone = words("judging.yaml", "no_legal_person_by_themselves")
            yield from _no_legal_person(tuple(kind for kind in own if kind in alone), fact.quote)


def _lists_applicants(rule: str) -> bool:
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
    listed = set(organisations_in(rule))
    for word, meant in table("judging.yaml")["also"].items():
        if word in rule:
            listed.update(meant)
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
