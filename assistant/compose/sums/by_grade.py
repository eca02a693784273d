"""By grade: what a grade is given, times how many of it the asker has, added up and held to the year's cap.

"一等奖30万元、三等奖8万元" makes 30+2×8 of one first and two thirds. Each thing that the asker counts must fit one
grade alone; else the rules are quoted. Grades are read in `assistant/stated/grades.py`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from assistant.catalogue import View
from assistant.compose.citing import cite, lead_of, prose
from assistant.compose.part import Case, Part
from assistant.compose.sums.calculate import held_to_cap
from assistant.language import pattern
from assistant.records import Statement, Sum
from assistant.replies import phrase
from assistant.stated.grades import Counted, Grade, counted_in, grades_in
from assistant.stated.portions import pairs
from assistant.stated.scales import caps_in
from assistant.stated.units import Unit
from retrieval.values import amount_text


def by_grade(case: Case) -> Part | None:
    """For a question how much money, with how many of which grade: the sum, by the one notice meant."""
    counted = counted_in(case.given[1])
    asked = pattern("sums.yaml", "by_grade", "asked").search(case.ask.text)
    if not asked or not counted or not (case.scope.named or len(case.scope.notices) == 1):
        return None
    views = (case.catalogue.view(notice_id) for notice_id in case.scope.notices)
    statements = tuple(told for view in views if (told := _of_notice(case, view, counted)) is not None)
    return Part(statements=statements) if statements else None


def _of_notice(case: Case, view: View, counted: Sequence[Counted]) -> Statement | None:
    grades = list(grades_in(view.units))
    found = [(one, grade) for one in counted if (grade := _grade_of(one, grades)) is not None]
    if len(found) != len(counted) or len({grade.unit.section for _, grade in found}) != 1:
        return None
    if len(found) == 1 and found[0][0].number == 1:
        return None
    return _worked(case, view, found)


def _grade_of(one: Counted, grades: Sequence[Grade]) -> Grade | None:
    """The grade that what the asker names fits: its label, and where several sentences have it, what they are on."""
    said = pairs(one.text)
    labels = [(len(pairs(grade.label) & said), grade) for grade in grades]
    top = max((shared for shared, _ in labels), default=0)
    fitting = [grade for shared, grade in labels if shared == top and _names(grade, one.text)]
    on = [(len((pairs(grade.head) - pairs(grade.label)) & said), grade) for grade in fitting]
    most = max((shared for shared, _ in on), default=0)
    meant = [grade for shared, grade in on if shared == most]
    return meant[0] if top and len(meant) == 1 and (most or not meant[0].head or len(fitting) == 1) else None


def _names(grade: Grade, text: str) -> bool:
    """Whether the asker's words hold the telling part of a grade's label: 一等 of 奖金标准为一等奖."""
    named = pattern("sums.yaml", "by_grade", "label").search(grade.label)
    return bool(named and named[0] in text)


def _worked(case: Case, view: View, found: Sequence[tuple[Counted, Grade]]) -> Statement:
    sums: list[Sum] = []
    terms: list[tuple[str, Decimal]] = []
    for one, grade in found:
        amount = grade.pay * one.number
        if one.number != 1:
            sums.append(Sum(grade.pay, "*", one.number, amount, "元"))
        terms.append((amount_text(grade.pay) + (f"×{one.number:f}" if one.number != 1 else ""), amount))
    total = terms[0][1]
    for _, amount in terms[1:]:
        sums.append(Sum(total, "+", amount, total + amount, "元"))
        total += amount
    units = list(dict.fromkeys((grade.unit.start, grade.unit.end) for _, grade in found))
    rules = [re.sub(r"[。；;，,]+$", "", prose(view.held.text[start:end])) for start, end in units]
    shown = phrase(
        "by_grade", rule="”“".join(rules), terms="+".join(term for term, _ in terms), total=amount_text(total)
    )
    cap = _cap(view, found[0][1].unit)
    if cap is not None:
        limit, unit = cap
        sums.append(Sum(total, "min", limit, min(total, limit), "元"))
        shown += held_to_cap(total, limit)
        units.append((unit.start, unit.end))
    else:
        shown += phrase("so", result=amount_text(total))
    lead, proof = lead_of(view)
    citations = (*(cite(view, start, end) for start, end in units), *proof)
    return Statement(shown, view.held.id, citations, given=case.given, sums=tuple(sums), lead=lead)


def _cap(view: View, grade: Unit) -> tuple[Decimal, Unit] | None:
    """The most that one asker is paid together, by a sentence of the same clause."""
    together = pattern("sums.yaml", "by_grade", "together")
    found = [
        (caps[0], unit)
        for unit in view.units
        if unit.section == grade.section and together.search(unit.body) and len(caps := caps_in(unit)) == 1
    ]
    return found[0] if len(found) == 1 else None
