"""Instalments: what the parts of a grant come to that is paid year by year or step by step ("立项后60%，验收后40%").

The amount is one that the asker says was granted; the parts are those of one sentence, and make the whole. A sentence
for one direction alone ("方向1.3按里程碑拨付") holds for whoever names that direction, and no other does for them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from assistant.catalogue import View
from assistant.compose.citing import cite, lead_of, prose
from assistant.compose.part import Case, Part
from assistant.language import pattern
from assistant.records import Statement, Sum
from assistant.replies import phrase
from assistant.stated.codes import CODE, code_named
from assistant.stated.designators import designators_in
from assistant.stated.payments import Paid, at_once, parts_in, times_in, upto_asked
from assistant.stated.units import Unit
from retrieval.values import amount_text, percent_text, values_in

LOOKED_AT = 6
"""Sentences of a notice, best first, among which the one with the parts stands where several name parts."""


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
    whole = at_once(view.units, case.given[1], own)
    if whole is not None:
        return _statement(case, view, whole, prose(view.held.text[whole.start : whole.end]), ())
    code = code_named(case.given[1], view)
    paying = [
        (unit, parts) for unit in view.units if (parts := parts_in(unit) or times_in(unit)) and _is_for(case, unit)
    ]
    mine = [one for one in paying if code and code in one[0].body]
    found = mine or [one for one in paying if not CODE.search(one[0].body)]
    best = [one.start for one in case.candidates if one.notice_id == view.held.id][:LOOKED_AT]
    found = found if len(found) == 1 else [one for one in found if one[0].start in best]
    if len(found) != 1:
        return None
    unit, parts = found[0]
    shown, sums = _equal(own, parts) if isinstance(parts, Decimal) else _parts(case, own, parts)
    if not sums:
        return None
    rule = re.sub(r"[。；;，,]+$", "", prose(view.held.text[unit.start : unit.end]))
    return _statement(case, view, unit, phrase("instalments", rule=rule, sums=shown), sums)


def _statement(case: Case, view: View, unit: Unit, text: str, sums: Sequence[Sum]) -> Statement:
    lead, proof = lead_of(view)
    citations = (cite(view, unit.start, unit.end), *proof)
    return Statement(text, view.held.id, citations, given=case.given, sums=tuple(sums), lead=lead)


def _equal(own: Decimal, times: Decimal) -> tuple[str, list[Sum]]:
    each = own / times
    sums = [Sum(own, "over", times, each, "元")] if each * times == own else []
    return f"{amount_text(own)}÷{times:f}={amount_text(each)}", sums


def _parts(case: Case, own: Decimal, parts: tuple[Paid, ...]) -> tuple[str, list[Sum]]:
    """Each part worked out; where all that was paid up to a step is asked for, those up to it added up."""
    amounts = [own * part.percent / 100 for part in parts]
    upto = upto_asked(case.ask.text, parts) or 0
    several = list(zip(parts, amounts, strict=True))[: upto or None]
    sums = [Sum(own, "*", part.percent / 100, amount, "元") for part, amount in several]
    shown = "，".join(
        f"{amount_text(own)}×{percent_text(part.percent)}={amount_text(amount)}" for part, amount in several
    )
    if upto > 1:
        total = amounts[0]
        for amount in amounts[1:upto]:
            sums.append(Sum(total, "+", amount, total + amount, "元"))
            total += amount
        shown += f"；{'+'.join(amount_text(amount) for amount in amounts[:upto])}={amount_text(total)}"
    return shown, sums


def _is_for(case: Case, unit: Unit) -> bool:
    """Whether a sentence is for everyone, or for a class that the question names."""
    asked = designators_in(case.ask.bare)
    return all(asked.get(family, frozenset()) & names for family, names in unit.designated.items())
