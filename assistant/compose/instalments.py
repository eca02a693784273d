"""Instalments: what the parts of a grant come to that is paid year by year or step by step ("立项后60%，验收后40%").

The amount is one that the asker says was granted; the parts are those of one sentence, and make the whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from assistant.catalogue import View
from assistant.compose.answering import unit_of
from assistant.compose.citing import cite, lead_of, prose
from assistant.compose.part import Case, Part
from assistant.designators import designators_in
from assistant.language import pattern, table
from assistant.records import Statement, Sum
from assistant.replies import phrase
from assistant.units import Unit
from retrieval.values import amount_text, percent_text, values_in

LOOKED_AT = 6
"""Sentences of a notice, best first, among which the one with the parts is looked for."""

WHOLE, FEWEST = Decimal(100), 2


def instalments(case: Case) -> Part | None:
    """For a question on the parts of a granted amount: each part that the sentence names, worked out in its order."""
    if not pattern("sums.yaml", "instalments", "asked").search(case.ask.text):
        return None
    text = case.given[1]
    amounts = [value for value in values_in(text) if value.kind == "amount" and value.number is not None]
    if len(amounts) != 1 or not (case.scope.named or len(case.scope.notices) == 1):
        return None
    own = amounts[0]
    if own.number is None or not pattern("sums.yaml", "instalments", "granted").search(text[: own.start]):
        return None
    views = [case.catalogue.view(notice_id) for notice_id in case.scope.notices]
    statements = tuple(
        told for view in views if (told := _of_notice(case, view, own.number)) and not view.card.reviewed
    )
    return Part(statements=statements) if statements else None


def _of_notice(case: Case, view: View, own: Decimal) -> Statement | None:
    best = [unit_of(view, one) for one in case.candidates if one.notice_id == view.held.id][:LOOKED_AT]
    asked = designators_in(case.ask.bare)
    found = [(unit, parts) for unit in best if (parts := _parts(unit) or _times(unit)) and _is_for(unit, asked)]
    if len(found) != 1:
        return None
    unit, parts = found[0]
    if isinstance(parts, Decimal):
        each = own / parts
        if each * parts != own:
            return None
        sums = [Sum(own, "over", parts, each, "元")]
        shown = [f"{amount_text(own)}÷{parts:f}={amount_text(each)}"]
    else:
        sums = [Sum(own, "*", percent / 100, own * percent / 100, "元") for percent in parts]
        shown = [f"{amount_text(own)}×{percent_text(part)}={amount_text(own * part / 100)}" for part in parts]
    rule = re.sub(r"[。；;，,]+$", "", prose(view.held.text[unit.start : unit.end]))
    lead, proof = lead_of(view)
    text = phrase("instalments", rule=rule, sums="，".join(shown))
    citations = (cite(view, unit.start, unit.end), *proof)
    return Statement(text, view.held.id, citations, given=case.given, sums=tuple(sums), lead=lead)


def _is_for(unit: Unit, asked: Mapping[int, frozenset[str]]) -> bool:
    """Whether a sentence is for everyone, or for a class that the question names."""
    return all(asked.get(family, frozenset()) & names for family, names in unit.designated.items())


def _parts(unit: Unit) -> tuple[Decimal, ...]:
    """The percentages in which a sentence pays the whole, in its order; the one of each year for equal years."""
    body = re.sub(r"\s+", "", unit.body)
    known = table("sums.yaml")["instalments"]
    yearly = re.search(known["each_year"], body)
    if yearly and Decimal(yearly["years"]) * Decimal(yearly["percent"]) == WHOLE:
        return (Decimal(yearly["percent"]),)
    percents = tuple(_percents(body))
    paid = bool(re.search(known["paid"], body))
    return percents if paid and len(percents) >= FEWEST and sum(percents) == WHOLE else ()


def _times(unit: Unit) -> Decimal | None:
    """In how many equal parts a sentence pays."""
    match = re.search(table("sums.yaml")["instalments"]["equal"], re.sub(r"\s+", "", unit.body))
    counted = values_in(f"{match['times']}次") if match else ()
    return counted[0].number if len(counted) == 1 else None


def _percents(body: str) -> Iterator[Decimal]:
    yield from (value.number for value in values_in(body) if value.kind == "percent" and value.number is not None)
