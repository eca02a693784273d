"""Sums on a grant: what the first payment comes to, what total the full grant takes, what the years add up to.

The first two rest on rules of the card: the share of the first payment, the ratio and the cap; the last on
one sentence. The total that a plain question gives is worked out in `calculate.py`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import ROUND_CEILING, Decimal

from assistant.catalogue import View
from assistant.compose.citing import cite, cite_quote, lead_of, prose
from assistant.compose.part import Case, Part
from assistant.compose.sums.calculate import first_measure, is_granted, is_wanted, ratios_for, worked_out
from assistant.language import pattern, words
from assistant.records import Candidate, Statement, Sum
from assistant.replies import phrase
from assistant.stated.payments import at_once
from retrieval import Fact
from retrieval.card import Measure
from retrieval.values import amount_text, percent_text, values_in

LOOKED_AT = 4
"""Sentences, best first, among which a yearly sum is looked for."""

_NUMBERED = re.compile(r"^[0-9]{1,2}[.．](?=[0-9]{4})")
"""A list number that stands right before a year, with which it would be read as one number."""


def first_payment(case: Case) -> Part | None:
    """What the first payment of a grant comes to: of the amount the asker names, or of the cap for a full grant."""
    if not any(pattern("forms.yaml", "sums", name).search(case.ask.bare) for name in ("first_payment", "rest_payment")):
        return None
    amounts = [value.number for value in case.circumstances.amounts if value.number is not None]
    full = bool(pattern("forms.yaml", "sums", "full_grant").search(case.ask.bare))
    granted = full or is_granted(case)
    statements = []
    for notice_id in case.scope.notices:
        view = case.catalogue.view(notice_id)
        share = first_measure(view, "payment", "percent")
        if not view.card.reviewed and at_once(view.units, case.given[1], amounts[0] if amounts else None):
            continue
        cap = first_measure(view, "cap", "yuan")
        if share and len(amounts) == 1 and is_granted(case):
            statements.append(_first(view, amounts[0], share, None, case))
        elif share and len(amounts) == 1:
            statements.extend(_first_of_total(view, amounts[0], share, case))
        elif share and cap and granted:
            statements.append(_first(view, cap[1].number, share, cap[0], case))
    return Part(statements=tuple(statements)) if statements else None


def needed_total(case: Case) -> Part | None:
    """What total it takes to reach the cap by the ratio; only where both are a notice's own."""
    if not pattern("forms.yaml", "sums", "needed_total").search(case.ask.bare):
        return None
    wanted = [value.number for value in case.circumstances.amounts if value.number is not None]
    full = bool(pattern("forms.yaml", "sums", "full_grant").search(case.ask.bare))
    if len(wanted) > 1 or not (full or (wanted and is_wanted(case))):
        return None
    statements: list[Statement] = []
    for notice_id in case.scope.notices:
        view = case.catalogue.view(notice_id)
        cap = first_measure(view, "cap", "yuan")
        if wanted and (cap is None or wanted[0] <= cap[1].number):
            statements.extend(_needed(view, None, wanted[0], ratio, case) for ratio in ratios_for(view, case))
        elif cap:
            statements.extend(_needed(view, cap[0], cap[1].number, ratio, case) for ratio in ratios_for(view, case))
    return Part(statements=tuple(statements)) if statements else None


def total_of_years(case: Case) -> Part | None:
    """What a yearly sum comes to over the years of its sentence, as many as the asker counts where they do."""
    if not pattern("forms.yaml", "sums", "of_years").search(case.ask.bare):
        return None
    counted = [v.number for v in values_in(case.given[1]) if v.unit in words("wording.yaml", "years") and v.number]
    statements = []
    for candidate in case.candidates[:LOOKED_AT]:
        view = case.catalogue.view(candidate.notice_id)
        text = _NUMBERED.sub("", prose(view.held.text[candidate.start : candidate.end]))
        years = [int(v.norm.removeprefix("year:")) for v in values_in(text) if v.kind == "year"]
        amounts = [v.number for v in values_in(text) if v.kind == "amount" and v.number is not None]
        spanned = Decimal(max(years) - min(years) + 1) if len(years) == 2 else Decimal(0)
        if (
            len(amounts) == 1
            and spanned
            and (spanned in counted or not counted)
            and pattern("forms.yaml", "by_year").search(text)
        ):
            statements.append(_of_years(view, candidate, amounts[0], spanned, case, counted=bool(counted)))
            break
    return Part(statements=tuple(statements)) if statements else None


def _of_years(
    view: View, candidate: Candidate, yearly: Decimal, years: Decimal, case: Case, *, counted: bool
) -> Statement:
    """The yearly sum times the years; added up year by year where nobody counted them."""
    total = yearly * years
    terms = f"{amount_text(yearly)}×{years}" if counted else "+".join([amount_text(yearly)] * int(years))
    text = phrase("of_years", yearly=amount_text(yearly), terms=terms, total=amount_text(total))
    lead, proof = lead_of(view)
    added = tuple(Sum(yearly * year, "+", yearly, yearly * (year + 1)) for year in range(1, int(years)))
    sums = (Sum(yearly, "*", years, total),) if counted else added
    citations = (cite(view, candidate.start, candidate.end), *proof)
    return Statement(text, view.held.id, citations, given=case.given, sums=sums, lead=lead)


def _first(view: View, grant: Decimal, share: tuple[Fact, Measure], cap: Fact | None, case: Case) -> Statement:
    fact, measure = share
    amount = grant * measure.number / 100
    bound = phrase("at_least") if measure.bound in ("at_least", "more_than") else ""
    text = phrase(
        "first_payment",
        bound=bound,
        percent=percent_text(measure.number),
        total=amount_text(grant),
        share=amount_text(amount),
    )
    lead, proof = lead_of(view)
    citations = tuple(cite_quote(view, quoted.quote) for quoted in (fact, cap) if quoted)
    sums = [Sum(grant, "*", measure.number / 100, amount)]
    if not bound and pattern("forms.yaml", "sums", "rest_payment").search(case.ask.text):
        sums.append(Sum(grant, "-", amount, grant - amount))
        rest = phrase(
            "rest_payment", total=amount_text(grant), share=amount_text(amount), rest=amount_text(grant - amount)
        )
        text = text.rstrip("。") + rest
    return Statement(text, view.held.id, (*citations, *proof), given=case.given, sums=tuple(sums), lead=lead)


def _first_of_total(view: View, total: Decimal, share: tuple[Fact, Measure], case: Case) -> list[Statement]:
    """The first payment of the grant that a total comes to: both sums shown, one after the other."""
    told = []
    for ratio in ratios_for(view, case):
        whole = worked_out(view, total, ratio, case)
        grant = whole.sums[-1].result
        first = _first(view, grant, share, None, case)
        citations = tuple(dict.fromkeys((*whole.citations, *first.citations)))
        text = whole.text.rstrip("。") + "；" + first.text
        told.append(replace(whole, text=text, citations=citations, sums=(*whole.sums, *first.sums)))
    return told


def _needed(view: View, cap: Fact | None, grant: Decimal, ratio: tuple[Fact, Measure], case: Case) -> Statement:
    fact, share = ratio
    needed = (grant / (share.number / 100) / 100).to_integral_value(ROUND_CEILING) * 100
    text = "、".join(fact.who) + ("：" if fact.who else "")
    text += phrase(
        "needed_total",
        cap=f"{phrase('at_most') if cap else ''}{amount_text(grant)}",
        percent=percent_text(share.number),
        sign="=" if needed * share.number == grant * 100 else "≈",
        needed=amount_text(needed),
    )
    lead, proof = lead_of(view)
    citations = tuple(cite_quote(view, quoted.quote) for quoted in (cap, fact) if quoted)
    shown = Sum(grant, "/", share.number / 100, needed)
    return Statement(text, view.held.id, (*citations, *proof), given=case.given, sums=(shown,), lead=lead)
