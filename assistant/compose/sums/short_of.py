"""Short of: what goes back of what was received for each year that is missing, or each month that is late.

"每少服务1年，退还20%": the years missing are told, or are those between the years done and the years that the rule
wants; a year begun counts as whole only where the rule says so. Where a number is vague ("三年多") nothing is worked
out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from assistant.catalogue import View
from assistant.compose.citing import cite, lead_of, prose
from assistant.compose.part import Case, Part
from assistant.language import pattern, table
from assistant.records import Statement, Sum
from assistant.replies import phrase
from assistant.stated.tiers import Tier
from assistant.stated.units import Unit
from retrieval.values import Value, amount_text, percent_text, values_in

YEARS, ONE = "count:年", 1
"""The kind of tiers of years, and the year for which so much goes back."""

MONTHS = 12

DAY = "日"


@dataclass(frozen=True, slots=True)
class Years:
    """How many years are missing: told, or `full` less `done`; `source` wants the full years, if not the rule."""

    missing: Decimal
    full: Decimal | None = None
    done: Decimal | None = None
    source: Unit | None = None


def short_of(case: Case) -> Part | None:
    """For a question what goes back of one amount: the percentage for each year missing or month late, times them."""
    if not pattern("sums.yaml", "short_of", "asked").search(case.ask.text):
        return None
    amounts = [v.number for v in values_in(case.given[1]) if v.kind == "amount" and v.number is not None]
    if len(amounts) != 1 or not (case.scope.named or len(case.scope.notices) == 1):
        return None
    views = (case.catalogue.view(notice_id) for notice_id in case.scope.notices)
    statements = tuple(told for view in views if (told := _of_notice(case, view, amounts[0])) is not None)
    return Part(statements=statements) if statements else None


def _of_notice(case: Case, view: View, own: Decimal) -> Statement | None:
    known = table("sums.yaml")["short_of"]
    rules = [(unit, match) for unit in view.units if (match := re.search(known["rule"], _plain(unit)))]
    daily = [(unit, match) for unit in view.units if (match := re.search(known["daily"], _plain(unit)))]
    found = daily if _told(case.given[1], DAY) and daily else rules
    if len(found) != 1:
        return None
    unit, match = found[0]
    per = DAY if found is daily else values_in(f"1{match['per']}")[0].unit
    years = _years(case.given[1], view, unit) if per == "年" else _told(case.given[1], per)
    percent = Decimal(match["percent"])
    if years is None or years.missing <= 0 or years.missing * percent > 100:
        return None
    return _statement(case, view, unit, own, percent, years, per)


def _years(text: str, view: View, rule: Unit) -> Years | None:
    """The years missing; None where they are not told, or the rule is for other numbers of years done."""
    known = table("sums.yaml")["short_of"]
    values = [value for value in values_in(text) if value.unit in ("年", "个月") and value.number is not None]
    missing = [one for one in values if re.search(known["missing"], text[: one.start])]
    done = [one for one in values if one.unit == "年" and re.search(known["done"], text[: one.start])]
    if any(re.match(known["vague"], text[one.end :]) for one in values):
        return None
    if len(missing) == 1 and missing[0].unit == "年" and not done:
        return Years(missing[0].number or Decimal(0))
    if len(done) != 1 or missing or not _is_whole(values, done[0], rule):
        return None
    number = done[0].number or Decimal(0)
    tiers = [tier for tier in rule.tiers if tier.kind == YEARS and ONE not in (tier.low, tier.high)]
    full, source = _full(view, tiers)
    if full is None or any(not tier.holds(number) for tier in tiers):
        return None
    return Years(full - number, full, number, source)


def _told(text: str, per: str) -> Years | None:
    """The months or days missing or late, where they are told as whole ones."""
    known = table("sums.yaml")["short_of"]
    told = [one for one in values_in(text) if one.unit == per and re.search(known["missing"], text[: one.start])]
    if len(told) != 1 or told[0].number is None or re.match(known["vague"], text[told[0].end :]):
        return None
    return Years(told[0].number)


def _is_whole(values: list[Value], done: Value, rule: Unit) -> bool:
    """Whether the years done are whole, or months beside them count as a year missing by the rule."""
    months = [one for one in values if one.unit == "个月"]
    if not months:
        return done.number == (done.number or Decimal(0)).to_integral_value()
    beside = len(months) == 1 and months[0].start == done.end and (months[0].number or 0) < MONTHS
    return beside and bool(re.search(table("sums.yaml")["short_of"]["rounded_up"], _plain(rule)))


def _full(view: View, tiers: list[Tier]) -> tuple[Decimal | None, Unit | None]:
    """The years that are wanted: the upper end of the rule's own range, or what one other sentence wants."""
    ends = {tier.high for tier in tiers if tier.high is not None}
    if len(ends) == 1:
        return ends.pop(), None
    expression = table("sums.yaml")["short_of"]["full"]
    wanted = [(Decimal(match["years"]), unit) for unit in view.units if (match := re.search(expression, _plain(unit)))]
    return wanted[0] if len({years for years, _ in wanted}) == 1 else (None, None)


def _statement(case: Case, view: View, unit: Unit, own: Decimal, percent: Decimal, years: Years, per: str) -> Statement:
    sums = []
    if years.full is not None and years.done is not None:
        sums.append(Sum(years.full, "-", years.done, years.missing, "年"))
    each = own * percent / 100
    sums += [Sum(own, "*", percent / 100, each, "元"), Sum(each, "*", years.missing, each * years.missing, "元")]
    text = phrase(
        "short_of" if years.full is not None else "short_of_told",
        rule=re.sub(r"[。；;，,]+$", "", prose(view.held.text[unit.start : unit.end])),
        full=f"{years.full or 0:f}年",
        done=f"{years.done or 0:f}年",
        rest=f"{years.missing:f}{'天' if per == DAY else per}",
        own=amount_text(own),
        percent=percent_text(percent),
        result=amount_text(each * years.missing),
    )
    lead, proof = lead_of(view)
    cited = [one for one in (unit, years.source) if one is not None]
    citations = (*(cite(view, one.start, one.end) for one in cited), *proof)
    return Statement(text, view.held.id, citations, given=case.given, sums=tuple(sums), lead=lead)


def _plain(unit: Unit) -> str:
    return re.sub(r"\s+", "", unit.body)
