"""By parts: a share that changes at a bound ("500万元以下的部分按10%，超过500万元的部分按5%"), on one amount.

Each part of the amount is worked out by its own percentage, and the parts are added up, held to the cap of the
sentence. Shares that apply to the whole amount are in `shares.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from assistant.catalogue import View
from assistant.compose.answering import unit_of
from assistant.compose.citing import cite, lead_of, prose
from assistant.compose.part import Case, Part
from assistant.compose.sums.calculate import held_to_cap, is_granted, is_wanted
from assistant.language import pattern, table, words
from assistant.records import Statement, Sum
from assistant.replies import phrase
from assistant.stated.portions import pairs
from assistant.stated.scales import caps_in
from assistant.stated.units import Unit
from retrieval.values import amount_text, percent_text, values_in

LOOKED_AT = 6
"""Sentences of a notice, best first, among which the one with the parts is looked for."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Percentages of what lies up to a bound and of what lies above it, and the most that is paid."""

    unit: Unit
    bound: Decimal
    below: Decimal
    above: Decimal
    cap: Decimal | None


def by_parts(case: Case) -> Part | None:
    """For a question how much, with one amount: what its parts below and above a rule's bound come to."""
    if not pattern("forms.yaml", "how_much").search(case.ask.text) or is_granted(case) or is_wanted(case):
        return None
    own = [value.number for value in values_in(case.given[1]) if value.kind == "amount" and value.number is not None]
    if len(own) != 1 or not (case.scope.named or len(case.scope.notices) == 1):
        return None
    views = (case.catalogue.view(notice_id) for notice_id in case.scope.notices)
    statements = tuple(told for view in views if (told := _of_notice(case, view, own[0])) is not None)
    return Part(statements=statements) if statements else None


def _of_notice(case: Case, view: View, own: Decimal) -> Statement | None:
    best = [unit_of(view, one) for one in case.candidates if one.notice_id == view.held.id][:LOOKED_AT]
    found = [parts for unit in best if (parts := _parts(unit)) is not None and _speaks_of(case, unit)]
    return _worked(case, view, own, found[0]) if len(found) == 1 else None


def _speaks_of(case: Case, unit: Unit) -> bool:
    """Whether the question is about the amount that is parted, by the words before the bound."""
    before = re.split(table("sums.yaml")["parts"]["below"], re.sub(r"\s+", "", unit.body))[0]
    return bool((pairs(before) - words("wording.yaml", "of_any_grant")) & pairs(case.given[1]))


def _parts(unit: Unit) -> Parts | None:
    """The two parts of a sentence that meet at one bound; None where there are more, or they do not meet."""
    body = re.sub(r"\s+", "", unit.body)
    known = table("sums.yaml")["parts"]
    below, above = list(re.finditer(known["below"], body)), list(re.finditer(known["above"], body))
    if len(below) != 1 or len(above) != 1:
        return None
    bounds = [value.number for one in (below[0], above[0]) for value in values_in(one["bound"])]
    caps = [cap for cap in caps_in(unit) if cap not in bounds]
    if len(bounds) != len(below) + len(above) or len(set(bounds)) != 1 or bounds[0] is None or len(caps) > 1:
        return None
    percents = Decimal(below[0]["percent"]), Decimal(above[0]["percent"])
    return Parts(unit, bounds[0], *percents, caps[0] if caps else None)


def _worked(case: Case, view: View, own: Decimal, parts: Parts) -> Statement:
    lower = min(own, parts.bound)
    total = lower * parts.below / 100
    sums = [Sum(lower, "*", parts.below / 100, total, "元")]
    shown = f"{amount_text(lower)}×{percent_text(parts.below)}={amount_text(total)}"
    if own > parts.bound:
        rest = own - parts.bound
        more = rest * parts.above / 100
        sums += [Sum(own, "-", parts.bound, rest, "元"), Sum(rest, "*", parts.above / 100, more, "元")]
        sums.append(Sum(total, "+", more, total + more, "元"))
        shown += phrase(
            "by_parts_above",
            own=amount_text(own),
            bound=amount_text(parts.bound),
            rest=amount_text(rest),
            percent=percent_text(parts.above),
            more=amount_text(more),
            lower=amount_text(total),
            total=amount_text(total + more),
        )
        total += more
    if parts.cap is not None:
        sums.append(Sum(total, "min", parts.cap, min(total, parts.cap), "元"))
        shown += held_to_cap(total, parts.cap)
    else:
        shown += phrase("so", result=amount_text(total))
    rule = re.sub(r"[。；;，,]+$", "", prose(view.held.text[parts.unit.start : parts.unit.end]))
    lead, proof = lead_of(view)
    citations = (cite(view, parts.unit.start, parts.unit.end), *proof)
    text = phrase("by_parts", rule=rule, sums=shown)
    return Statement(text, view.held.id, citations, given=case.given, sums=tuple(sums), lead=lead)
