"""Per unit: what rates ("每满1年计8分", "每项奖5万元，最高20万元") come to on the asker's own numbers, added up.

A question is taken apart at its commas; each part with a number of the asker's must find the one rule that is about it,
else nothing is worked out and the rules are quoted. Rates are read in `stated/rates.py`, what a part is about in
`matching.py`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.catalogue import View
from assistant.compose.citing import cite, lead_of, prose
from assistant.compose.part import Case, Part
from assistant.compose.sums.matching import Match, matches
from assistant.language import pattern, table
from assistant.records import Citation, Statement, Sum
from assistant.replies import phrase
from assistant.stated.rates import POINTS, YUAN, Rate
from retrieval.values import amount_text

LONGEST = 36
"""Characters up to which a rule is repeated whole beside its sum; of a longer one, the part with the number."""


SEVERAL = 2
"""Rules that are added up even where none of them multiplies anything."""


@dataclass(frozen=True, slots=True)
class Worked:
    """What one rule comes to: in words, the sums, and what is given."""

    text: str
    sums: tuple[Sum, ...]
    given: Decimal


def per_unit(case: Case) -> Part | None:
    """What the rules that give so much for each come to on the asker's numbers; the parts added up."""
    text = spelled_out(case.given[1])
    kinds = [kind for kind, name in ((POINTS, "points"), (YUAN, "money")) if _asks(case, name)]
    if (
        not kinds
        or case.ask.form not in ("fact", "calculate")
        or not (case.scope.named or len(case.scope.notices) == 1)
    ):
        return None
    told = (_of_notice(case, case.catalogue.view(notice_id), text, kinds) for notice_id in case.scope.notices)
    statements = tuple(statement for statement in told if statement is not None)
    return Part(statements=statements) if statements else None


def spelled_out(text: str) -> str:
    """A question with sayings that stand for several things put as those things."""
    known: dict[str, str] = table("sums.yaml")["rates"]["spelled_out"]
    return re.sub("|".join(sorted(known, key=len, reverse=True)), lambda said: known[said[0]], text)


def _asks(case: Case, name: str) -> bool:
    return bool(pattern("sums.yaml", "rates", name).search(case.ask.text))


def _of_notice(case: Case, view: View, text: str, kinds: Sequence[str]) -> Statement | None:
    rates = [rate for rate in view.rates if rate.kind in kinds]
    found = matches(case, text, rates)
    worked = [_worked(view, one) for one in found]
    if not any(one.sums for one in worked) and len(worked) < SEVERAL:
        return None
    return _total(case, view, text, found, worked)


def _worked(view: View, match: Match) -> Worked:
    """The rule times the numbers told for it, held to its limits; what is given once stands as it is."""
    rate, sums = match.rate, list[Sum]()
    given, shown = rate.pay, _printed(rate.pay, rate.kind)
    if match.base is not None and match.bound is not None:
        return _fallen(view, match, match.base, match.bound)
    factors, text = list[str](), f"“{_said(view, rate)}”"
    for each, number, unit in match.counted:
        count, told = number, _plain(number) + unit
        if each.size > 1:
            count = number // each.size
            sums.append(Sum(number, "whole", each.size, count))
            text += f"{_plain(number)}{unit}÷{_plain(each.size)}{unit}≈{_plain(count)}，"
            told = _plain(count)
        if rate.longest and rate.longest.number is not None and count > rate.longest.number:
            sums.append(Sum(count, "min", rate.longest.number, rate.longest.number))
            count, told = rate.longest.number, rate.longest.text
        sums.append(Sum(given, "*", count, given * count, rate.kind))
        given *= count
        factors.append(told)
    if match.people:
        sums.append(Sum(given, "over", match.people, given / match.people, rate.kind))
        given /= match.people
    if factors:
        by = f"÷{_plain(match.people)}" if match.people else ""
        text += f"{'×'.join((*factors, shown))}{by}={_printed(given, rate.kind)}"
    if rate.cap is not None and given > rate.cap:
        sums.append(Sum(given, "min", rate.cap, rate.cap, rate.kind))
        text += phrase("per_unit_capped", cap=_printed(rate.cap, rate.kind))
        given = rate.cap
    return Worked(text, tuple(sums), given)


def _fallen(view: View, match: Match, base: Rate, bound: Decimal) -> Worked:
    """What is left of the points below a bound, so much less for each above it (年龄每增加1岁少加2分)."""
    rate = match.rate
    _, number, unit = match.counted[0]
    over = number - bound
    less = over * rate.pay
    left = base.pay - less
    sums = (
        Sum(number, "-", bound, over, unit),
        Sum(over, "*", rate.pay, less, rate.kind),
        Sum(base.pay, "-", less, left, rate.kind),
    )
    text = f"“{_said(view, base)}”“{_said(view, rate)}”" + phrase(
        "per_unit_fallen",
        own=_plain(number) + unit,
        bound=_plain(bound) + unit,
        over=_plain(over) + unit,
        pay=_printed(rate.pay, rate.kind),
        less=_printed(less, rate.kind),
        base=_printed(base.pay, rate.kind),
        left=_printed(left, rate.kind),
    )
    return Worked(text, sums, left)


def _total(case: Case, view: View, text: str, found: Sequence[Match], worked: Sequence[Worked]) -> Statement | None:
    kinds = {match.rate.kind for match in found}
    if len(kinds) != 1:
        return None
    kind = kinds.pop()
    sums = [shown for one in worked for shown in one.sums]
    total = worked[0].given
    for one in worked[1:]:
        sums.append(Sum(total, "+", one.given, total + one.given, kind))
        total += one.given
    said = "；".join(one.text for one in worked)
    terms = "+".join(_printed(one.given, kind) for one in worked)
    name = "per_unit_sum" if len(worked) > 1 else "per_unit"
    shown = said + phrase(name, terms=terms, total=_printed(total, kind))
    lead, proof = lead_of(view)
    citations = (*_cited(view, found), *proof)
    given = tuple(dict.fromkeys((*case.given, text)))
    return Statement(shown, view.held.id, citations, given=given, sums=tuple(sums), lead=lead)


def _cited(view: View, found: Sequence[Match]) -> tuple[Citation, ...]:
    units = [
        unit for one in found for rate in (one.base, one.rate) if rate for unit in (rate.unit, rate.capped_by) if unit
    ]
    return tuple(dict.fromkeys(cite(view, unit.start, unit.end) for unit in units))


def _said(view: View, rate: Rate) -> str:
    """The rule in few words: of a long one, the part from the last comma before its number on."""
    text = re.sub(r"\s+", "", prose(view.held.text[rate.unit.start : rate.unit.end]))
    body = re.sub(r"\s+", "", rate.unit.body)
    if len(body) > LONGEST and len(text) == len(body):
        text = text[slice(*rate.span)]
    return re.sub(r"[。；;，,]+$", "", text)


def _printed(number: Decimal, kind: str) -> str:
    return amount_text(number) if kind == YUAN else f"{_plain(number)}{POINTS}"


def _plain(number: Decimal) -> str:
    return format(number.normalize(), "f")
