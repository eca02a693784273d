"""Own funds: the least that must be put in beside a grant, by a ratio of the two ("自筹经费与财政资助的比例不低于2:1").

A ratio for a theme ("其中主题四不低于1:1") holds where the question names the theme, or a direction of it by its code.
The grant is the one that the asker names. Where a sentence asks nothing of their kind of organisation, nothing is
worked out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from assistant.catalogue import View
from assistant.compose.citing import cite, lead_of, prose
from assistant.compose.part import Case, Part
from assistant.language import pattern, table
from assistant.reading.circumstances import organisations_in
from assistant.records import Statement, Sum
from assistant.replies import phrase
from assistant.stated.codes import code_named
from assistant.stated.units import Unit
from retrieval.values import amount_text, values_in


@dataclass(frozen=True, slots=True)
class Ratio:
    """`own` parts to be put in for each `granted` parts."""

    own: Decimal
    granted: Decimal


def own_funds(case: Case) -> Part | None:
    """For a question what must be put in, with one amount that is granted: the least by the notice's ratio."""
    if not pattern("sums.yaml", "own_funds", "asked").search(case.ask.text):
        return None
    text = case.given[1]
    amounts = [v.number for v in values_in(text) if v.kind == "amount" and v.number is not None]
    if (
        pattern("sums.yaml", "own_funds", "not_granted").search(text)
        or len(amounts) != 1
        or not (case.scope.named or len(case.scope.notices) == 1)
    ):
        return None
    views = (case.catalogue.view(notice_id) for notice_id in case.scope.notices)
    statements = tuple(told for view in views if (told := _of_notice(case, view, amounts[0])) is not None)
    return Part(statements=statements) if statements else None


def _of_notice(case: Case, view: View, grant: Decimal) -> Statement | None:
    kinds = set(case.ask.organisations or case.circumstances.organisations)
    found = [(unit, match) for unit in view.units if (match := re.search(_rule(), _plain(unit)))]
    if len(found) != 1:
        return None
    unit, match = found[0]
    for_whom = set(organisations_in(_plain(unit)[: match.start()]))
    if for_whom and kinds and not kinds & for_whom:
        return None
    ratio = _special(case, view, unit) or Ratio(Decimal(match["own"]), Decimal(match["granted"]))
    return _statement(case, view, unit, grant, ratio) if ratio.granted else None


def _special(case: Case, view: View, unit: Unit) -> Ratio | None:
    """The ratio for the theme that the question names, or that the direction it names stands in."""
    match = re.search(table("sums.yaml")["own_funds"]["special"], _plain(unit))
    if match is None:
        return None
    major = code_named(case.given[1], view).partition(".")[0]
    theme = "一二三四五六七八九"[int(major) - 1] if major and 0 < int(major) < 10 else ""
    named = match["who"] in case.given[1] or (theme and match["who"].endswith(theme))
    return Ratio(Decimal(match["own"]), Decimal(match["granted"])) if named else None


def _statement(case: Case, view: View, unit: Unit, grant: Decimal, ratio: Ratio) -> Statement:
    whole = grant * ratio.own
    least = whole / ratio.granted
    sums = [Sum(grant, "*", ratio.own, whole, "元")]
    if ratio.granted != 1:
        sums.append(Sum(whole, "over", ratio.granted, least, "元"))
    text = phrase(
        "own_funds",
        rule=re.sub(r"[。；;，,]+$", "", prose(view.held.text[unit.start : unit.end])),
        ratio=f"{ratio.own:f}:{ratio.granted:f}",
        terms=f"{amount_text(grant)}×{ratio.own:f}" + (f"÷{ratio.granted:f}" if ratio.granted != 1 else ""),
        least=amount_text(least),
    )
    lead, proof = lead_of(view)
    citations = (cite(view, unit.start, unit.end), *proof)
    return Statement(text, view.held.id, citations, given=case.given, sums=tuple(sums), lead=lead)


def _rule() -> str:
    return str(table("sums.yaml")["own_funds"]["rule"])


def _plain(unit: Unit) -> str:
    return re.sub(r"\s+", "", unit.body)
