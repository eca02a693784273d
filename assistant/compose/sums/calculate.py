"""Calculate: what a total of the asker's own comes to under a notice's ratio, cap and threshold.

The ratio and the cap apply together: the smaller one decides. Both are cited, the product is
shown. Nothing is promised: it is the most that the rule allows.
"""

from __future__ import annotations

from decimal import Decimal

from assistant.catalogue import View
from assistant.compose.citing import cite_quote, lead_of
from assistant.compose.judging.amounts import amounts_told
from assistant.compose.judging.told import Told
from assistant.compose.part import Case, Part
from assistant.language import pattern, words
from assistant.reading.circumstances import organisations_in
from assistant.records import Statement, Sum
from assistant.replies import phrase
from assistant.stated.bases import Base, base_told, is_of, kinds_in
from retrieval import Fact
from retrieval.card import Measure
from retrieval.normalise import normalise_question
from retrieval.values import amount_text, percent_text, values_in

MONEY_TOPICS = frozenset({"cap", "ratio", "threshold", "self_fund"})


def is_granted(case: Case) -> bool:
    """Whether the amount the asker names is a grant already given, not a total."""
    return bool(pattern("forms.yaml", "sums", "granted").search(case.ask.text))


def is_wanted(case: Case) -> bool:
    """Whether the amount the asker names is the grant they hope for, not a total."""
    return bool(pattern("forms.yaml", "sums", "wanted").search(case.ask.text))


def first_measure(view: View, topic: str, unit: str) -> tuple[Fact, Measure] | None:
    """The first fact of a card under a topic that has a measure in `unit`, with that measure."""
    for fact in view.card.of_topic(topic):
        for measure in fact.measures:
            if measure.unit == unit:
                return fact, measure
    return None


def ratios_for(view: View, case: Case) -> list[tuple[Fact, Measure]]:
    """The notice's ratios for the asker's kind of organisation, all when it is not told or none is limited to it.

    Of a card that nobody reviewed, only those of a total that is put in.
    """
    ratios = [(fact, m) for fact in view.card.of_topic("ratio") for m in fact.measures if m.unit == "percent"]
    if not view.card.reviewed:
        ratios = [(fact, m) for fact, m in ratios if pattern("wording.yaml", "of_total").search(m.of)]
    kinds = set(case.ask.organisations or case.circumstances.organisations)
    fitting = [(fact, m) for fact, m in ratios if kinds & set(organisations_in(" ".join(fact.who)))]
    return fitting or ratios


def calculate(case: Case) -> Part | None:
    """For an ask about money that names a total: the result by each notice in scope that has a ratio."""
    totals = [value.number for value in case.circumstances.amounts if value.number is not None]
    own_share = bool(pattern("forms.yaml", "sums", "own_share").search(case.ask.bare))
    if len(totals) != 1 or not (own_share or MONEY_TOPICS & set(case.ask.topics)):
        return None
    if pattern("forms.yaml", "sums", "cost_item").search(case.ask.bare):
        return None
    if case.ask.form == "which" or is_granted(case) or is_wanted(case) or of_something_else(case):
        return None
    statements: list[Statement] = []
    for notice_id in case.scope.notices:
        statements.extend(_for_notice(case.catalogue.view(notice_id), totals[0], case))
    return Part(statements=tuple(statements)) if statements else None


def of_something_else(case: Case) -> bool:
    """Whether the amount is of sales or of capital, which no share is taken of."""
    told = amounts_told(Told(normalise_question(case.question), ""))
    return any(amount.of in words("judging.yaml", "not_put_in") for amount in told)


def _for_notice(view: View, total: Decimal, case: Case) -> list[Statement]:
    short = _below(view, total, case)
    if short:
        return [short]
    return [
        worked_out(view, total, ratio, case)
        for ratio in ratios_for(view, case)
        if _is_of(view, ratio[0], ratio[1], case)
    ]


def _below(view: View, total: Decimal, case: Case) -> Statement | None:
    """The refusal when the total misses the notice's threshold on the total put in."""
    found = first_measure(view, "threshold", "yuan")
    if not found or not view.card.of_topic("ratio"):
        return None
    fact, measure = found
    missed = total < measure.number or (measure.bound == "more_than" and total == measure.number)
    if measure.bound not in ("at_least", "more_than") or not missed or not _is_of(view, fact, measure, case):
        return None
    lead, proof = lead_of(view)
    text = phrase("below_threshold", total=amount_text(total), rule=fact.quote.text)
    return Statement(text, view.held.id, (cite_quote(view, fact.quote), *proof), given=case.given, lead=lead)


def _is_of(view: View, fact: Fact, measure: Measure, case: Case) -> bool:
    """Whether the asker's total is of what a fact's number is of; a reviewed card is taken for it unless told other."""
    text = case.given[1]
    amounts = [value for value in values_in(text) if value.kind == "amount"]
    told = base_told(text, amounts[0])
    named = measure.of or fact.label or fact.quote.text
    ruled = Base(kinds_in(named, "ruled") or kinds_in(fact.quote.text, "ruled"), named)
    if view.card.reviewed and not (told.kinds and ruled.kinds):
        return True
    return is_of(told, ruled, text)


def held_to_cap(share: Decimal, limit: Decimal) -> str:
    """How a share stands to the most that is paid, and what is paid then: below it, just as much, cut off by it."""
    name = "calculate_within" if share < limit else "calculate_full" if share == limit else "calculate_capped"
    return phrase(name, cap=amount_text(limit), result=amount_text(min(share, limit)))


def worked_out(view: View, total: Decimal, ratio: tuple[Fact, Measure], case: Case) -> Statement:
    """What a total comes to by one ratio of a notice and its cap; the last sum shown is the result."""
    fact, measure = ratio
    cap = first_measure(view, "cap", "yuan")
    share = total * measure.number / 100
    result = min(share, cap[1].number) if cap else share
    lead, proof = lead_of(view)
    text = phrase(
        "calculate_ratio",
        who="、".join(fact.who),
        of=measure.of or fact.label,
        bound="最高" if measure.bound in ("at_most", "less_than") else "",
        percent=percent_text(measure.number),
        total=amount_text(total),
        share=amount_text(share),
    )
    sums = [Sum(total, "*", measure.number / 100, share)]
    citations = [cite_quote(view, fact.quote)]
    if cap:
        limit = cap[1].number
        sums.append(Sum(share, "min", limit, result))
        text += held_to_cap(share, limit)
        if cap[0].quote != fact.quote:
            citations.append(cite_quote(view, cap[0].quote))
    else:
        text += phrase("calculate_no_cap", result=amount_text(share))
    if pattern("forms.yaml", "sums", "own_share").search(case.ask.bare):
        rest = total - result
        sums.append(Sum(total, "-", result, rest))
        text = text.rstrip("。") + phrase(
            "own_share", total=amount_text(total), result=amount_text(result), rest=amount_text(rest)
        )
    return Statement(text, view.held.id, (*citations, *proof), given=case.given, sums=tuple(sums), lead=lead)
