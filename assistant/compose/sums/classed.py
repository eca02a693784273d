"""Classed: the share that is paid for the asker's class or kind of organisation, where shares differ by them.

"A、B类20%，最高40万元；C类15%" and "企业25%、高校60%" with a cap by class. The class is the one that a question names,
or that of the row of the notice's table that names the asker ("副高"). Where it is not clear, the rules are quoted.
Shares that hold for everyone are in `calculate.py` and `shares.py`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.catalogue import View
from assistant.compose.citing import cite, lead_of, prose
from assistant.compose.part import Case, Part
from assistant.compose.sums.calculate import held_to_cap, is_granted, is_wanted, of_something_else
from assistant.language import pattern, words
from assistant.records import Statement, Sum
from assistant.replies import phrase
from assistant.stated.bases import base_told, kinds_in
from assistant.stated.portions import pairs
from assistant.stated.scales import Scale, caps_in, class_of_row, classes_in, least_in, scales_in
from assistant.stated.units import Unit
from retrieval.values import amount_text, percent_text, values_in

LOOKED_AT = 6
"""Sentences of a notice, best first, one of which must stand in the clause of the share."""


@dataclass(frozen=True, slots=True)
class Class:
    """The class of the asker, and the row of a table that puts them there, where one does."""

    name: str
    row: Unit | None = None


def classed(case: Case) -> Part | None:
    """For a question how much, with one amount: the share for the asker's class or kind, held to its cap."""
    if case.ask.form not in ("fact", "calculate") or not pattern("forms.yaml", "how_much").search(case.ask.text):
        return None
    own = [value.number for value in values_in(case.given[1]) if value.kind == "amount" and value.number is not None]
    if len(own) != 1 or not (case.scope.named or len(case.scope.notices) == 1):
        return None
    elsewhere = pattern("wording.yaml", "no_share").search(case.ask.bare)
    if elsewhere or is_granted(case) or is_wanted(case) or of_something_else(case):
        return None
    views = [case.catalogue.view(notice_id) for notice_id in case.scope.notices]
    told = (_of_notice(case, view, own[0]) for view in views if not view.card.reviewed)
    statements = tuple(statement for statement in told if statement is not None)
    return Part(statements=statements) if statements else None


def _of_notice(case: Case, view: View, own: Decimal) -> Statement | None:
    mine = _class_of(case, view)
    scales = [scale for unit in view.units for scale in scales_in(unit)]
    fitting = _by_class(case, view, scales, mine) if mine else []
    fitting = [one for one in fitting or _by_kind(case, view, scales) if not _is_of_another(case, view, one)]
    if len(fitting) != 1:
        return None
    scale = fitting[0]
    caps, cap = ([scale.cap], None) if scale.cap is not None else _caps_elsewhere(view, mine)
    if len(caps) > 1 or (cap is not None and any(own < least for least in least_in(cap))):
        return None
    return _worked(case, view, own, scale, caps[0] if caps else None, [cap, mine.row if mine else None])


def _is_of_another(case: Case, view: View, scale: Scale) -> bool:
    """Whether a share is taken of another thing than the asker's amount is of."""
    own = next(value for value in values_in(case.given[1]) if value.kind == "amount")
    told = base_told(case.given[1], own)
    clause = "".join(one.body for one in view.units if one.section == scale.unit.section)
    said = (scale.unit.body, f"{scale.unit.context}{clause}")
    ruled = next((kinds for text in said if (kinds := kinds_in(text, "ruled"))), frozenset())
    return bool(told.kinds and ruled) and not told.kinds & ruled


def _class_of(case: Case, view: View) -> Class | None:
    """The class that the question names, or the one of the only row that names the asker."""
    named = classes_in(case.given[1])
    if named:
        return Class(next(iter(named))) if len(named) == 1 else None
    words = [word for word, _ in case.ask.terms if len(word) > 1 and re.fullmatch("[一-鿿]+", word)]
    rows = [(unit, class_of_row(view.held.text[unit.start : unit.end], words)) for unit in view.units]
    found = [Class(name, unit) for unit, name in rows if name]
    return found[0] if len(found) == 1 else None


def _by_class(case: Case, view: View, scales: Sequence[Scale], mine: Class) -> list[Scale]:
    """The scales for a class, of the clause that the best sentence with such scales stands in."""
    by_section = {scale.unit.section for scale in scales if scale.classes}
    best = [one for one in case.candidates if one.notice_id == view.held.id][:LOOKED_AT]
    section = next((one.section for one in best if one.section in by_section), None)
    if section is None or not _speaks_of(case, [unit for unit in view.units if unit.section == section]):
        return []
    return [one for one in scales if one.unit.section == section and mine.name in one.classes]


def _speaks_of(case: Case, clause: Sequence[Unit]) -> bool:
    """Whether the question is about what a clause gives, by pairs of characters or official words for its own."""
    said = "".join(f"{unit.context}{unit.body}" for unit in clause)
    telling = pairs(case.ask.bare) - words("wording.yaml", "of_any_grant")
    return any(pair in said for pair in telling) or any(form in said for _, forms in case.ask.terms for form in forms)


def _by_kind(case: Case, view: View, scales: Sequence[Scale]) -> list[Scale]:
    """The scales for the asker's kind of organisation alone; of several sentences, those of the best ranked."""
    kinds = set(case.ask.organisations or case.circumstances.organisations)
    mine = [one for one in scales if len(kinds) == 1 and one.kinds and kinds & one.kinds and not one.classes]
    if len({one.unit.start for one in mine}) <= 1:
        return mine
    best = [one.start for one in case.candidates if one.notice_id == view.held.id][:LOOKED_AT]
    first = next((start for start in best if any(one.unit.start == start for one in mine)), None)
    return [one for one in mine if one.unit.start == first]


def _caps_elsewhere(view: View, mine: Class | None) -> tuple[list[Decimal], Unit | None]:
    """The most that is paid by another sentence: the one for the asker's class, or the only one of the notice."""
    paid = [unit for unit in view.units if "cap" in unit.topics and len(caps_in(unit)) == 1]
    named = {unit.start: frozenset(name for names in unit.designated.values() for name in names) for unit in paid}
    if mine:
        own = [unit for unit in paid if mine.name in named[unit.start]]
        paid = own or [unit for unit in paid if not any(classes_in(name) for name in named[unit.start])]
    caps = [caps_in(unit)[0] for unit in paid]
    return caps, paid[0] if len(paid) == 1 else None


def _worked(
    case: Case, view: View, own: Decimal, scale: Scale, cap: Decimal | None, beside: Sequence[Unit | None]
) -> Statement:
    share = own * scale.percent / 100
    sums = [Sum(own, "*", scale.percent / 100, share, "元")]
    shown = phrase(
        "share",
        rule=re.sub(r"[。；;，,]+$", "", prose(view.held.text[scale.unit.start : scale.unit.end])),
        own=amount_text(own),
        percent=percent_text(scale.percent),
        result=amount_text(share),
    )
    if cap is None:
        shown += phrase("at_most_so", result=amount_text(share))
    else:
        sums.append(Sum(share, "min", cap, min(share, cap), "元"))
        shown += held_to_cap(share, cap)
    lead, proof = lead_of(view)
    units = [scale.unit, *(unit for unit in beside if unit is not None)]
    citations = (*(cite(view, unit.start, unit.end) for unit in units), *proof)
    return Statement(shown, view.held.id, citations, given=case.given, sums=tuple(sums), lead=lead)
