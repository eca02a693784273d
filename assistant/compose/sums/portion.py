"""Portion: what a part must come to when the asker tells the whole, or whether the part told is enough of it.

"200个员工最少要几个科技人员" is 200×10%; a share of a share is worked out through the first (研发费, 其中境内);
"一共花200万，省内只花了110万" is held against the percentage. Rules are read in `assistant/stated/portions.py`. Shares
that are granted are in `calculate.py` and `shares.py`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.catalogue import View
from assistant.compose.citing import cite, lead_of, prose
from assistant.compose.part import Case, Part
from assistant.language import any_of, pattern, table
from assistant.records import Statement, Sum
from assistant.replies import phrase
from assistant.stated.portions import PEOPLE, Portion, kind_named, years_in
from assistant.sums import rounded, shared
from retrieval.values import Value, amount_text, percent_text, values_in


@dataclass(frozen=True, slots=True)
class Own:
    """A number of the asker's: what it is of ("" when its words do not say), over how many years.

    `before` and `after` are the words around it, up to the next number.
    """

    value: Value
    number: Decimal
    kind: str
    years: Decimal | None
    before: str
    after: str


def portion(case: Case) -> Part | None:
    """For a question how much a part must be, or whether it is enough: by the rules on shares of the notice meant."""
    enough = bool(pattern("sums.yaml", "portions", "enough").search(case.ask.text))
    amount = bool(pattern("sums.yaml", "portions", "amount").search(case.ask.text))
    own = numbers_told(_alike(case.given[1]))
    if not (enough or amount) or not own or not (case.scope.named or len(case.scope.notices) == 1):
        return None
    statements: list[Statement] = []
    for notice_id in case.scope.notices:
        view = case.catalogue.view(notice_id)
        told = _enough(case, view, view.portions, own) if enough else None
        if told is None and amount:
            told = _asked(case, view, view.portions, own)
        statements.extend([told] if told else [])
    return Part(statements=tuple(statements)) if statements else None


def numbers_told(text: str) -> tuple[Own, ...]:
    """The amounts and numbers of people of a question, each with what its own words say of it.

    One that only says over how many years ("三年合计1亿") is of the same as the one before it.
    """
    found: list[Own] = []
    values = [value for value in values_in(text) if value.number is not None]
    for at, value in enumerate(values):
        clause = re.split("[，。,；;?？!]", text[: value.start])[-1]
        last = max(value.start - len(clause), found[-1].value.end if found else 0)
        upto = next((later.start for later in values[at + 1 :]), len(text))
        before, after = text[last : value.start], re.split("[，。,；;?？!]", text[value.end : upto])[0]
        people = _counts_people(value, before, text[value.end :])
        if value.number is None or not (people or value.kind == "amount"):
            continue
        years = years_in(clause)
        kind = PEOPLE if people else kind_named(before, "said") or kind_named(after, "said")
        kind = kind or (found[-1].kind if found and years is not None else "")
        found.append(Own(value, value.number, kind, years, before, after))
    return tuple(found)


def _counts_people(value: Value, before: str, after: str) -> bool:
    beside = re.match("人|员工|职工", after) or re.search("(人员|员工|职工|人)(有|是|共)?$", before)
    return value.unit == "人" or (value.unit == "个" and bool(beside))


def _alike(text: str) -> str:
    known: dict[str, str] = table("sums.yaml")["portions"]["alike"]
    return re.sub("|".join(map(re.escape, known)), lambda said: known[said[0]], text)


def _speaks_of(text: str, rule: Portion) -> bool:
    """Whether a text is about the part of a rule: by its kind where the whole is of another, else by its own words."""
    if rule.part_kind != rule.whole_kind:
        said = [one["said"] for one in table("sums.yaml")["portions"]["kinds"] if one["name"] == rule.part_kind]
        return any(any_of(expressions).search(text) for expressions in said)
    return any(pair in text for pair in rule.telling)


def _covers(rule: Portion, own: Own) -> bool:
    return own.kind == rule.whole_kind and (own.years is None or rule.years is None or own.years == rule.years)


def _holds(rule: Portion, own: Sequence[Own]) -> bool:
    """Whether the asker is in the tier of a rule, by an amount of the whole's kind over the tier's years."""
    of_kind = [one for one in own if one.kind == rule.whole_kind]
    if rule.tier is None:
        return not any(tier.holds(one.number) for tier in rule.unless for one in of_kind)
    fitting = [one for one in of_kind if rule.tier_years is None or one.years == rule.tier_years]
    return len(fitting) == 1 and rule.tier.holds(fitting[0].number)


def _asked(case: Case, view: View, rules: Sequence[Portion], own: Sequence[Own]) -> Statement | None:
    """What the part that is asked for must come to."""
    text = _alike(case.ask.bare)
    if pattern("sums.yaml", "portions", "granted").search(text):
        return None
    asked = (rule for rule in rules if _speaks_of(text, rule) and _holds(rule, own) and not _is_told(rule, own))
    chains = [chain for rule in asked if (chain := _chain(rule, rules, own)) is not None]
    narrow = [chain for chain in chains if chain[1][-1].part_kind == chain[1][-1].whole_kind]
    meant = narrow or chains
    return _worked(case, view, *meant[0]) if len(meant) == 1 else None


def _is_told(rule: Portion, own: Sequence[Own]) -> bool:
    """Whether the asker tells the part as well as the whole: then it is not what they ask for."""
    return rule.part_kind != rule.whole_kind and rule.part_kind in {one.kind for one in own}


def _chain(last: Portion, rules: Sequence[Portion], own: Sequence[Own]) -> tuple[Own, tuple[Portion, ...]] | None:
    """The asker's number and the rules that lead from it to the part: one, or two where one is part of the other."""
    direct = [one for one in own if _covers(last, one)]
    if len(direct) == 1:
        return direct[0], (last,)
    wider = [
        (one, rule)
        for rule in rules
        if rule.part_kind == last.whole_kind != rule.whole_kind and _holds(rule, own)
        for one in own
        if _covers(rule, one) and not (rule.tier and rule.years != one.years)
    ]
    if direct or len(wider) != 1:
        return None
    return wider[0][0], (wider[0][1], last)


def _worked(case: Case, view: View, own: Own, chain: Sequence[Portion]) -> Statement:
    sums: list[Sum] = []
    number, text = own.number, ""
    for rule in chain:
        share = number * rule.percent / 100
        up = rule.bound not in ("at_most", "less_than")
        result = rounded(share, up=up) if own.kind == PEOPLE else share
        sums.append(Sum(number, "*", rule.percent / 100, share, "人" if own.kind == PEOPLE else "元"))
        if result != share:
            sums.append(Sum(share, "up" if up else "down", Decimal(1), result, "人"))
        text += phrase(
            "portion" if rule is chain[-1] else "portion_first",
            rule="”“".join(_said(view, rule)),
            own=_printed(number, own.kind),
            percent=percent_text(rule.percent),
            sign="=" if result == share else "≈",
            result=_printed(result, own.kind),
        )
        number = result
    bound = {"at_least": "at_least_so", "more_than": "at_least_so", "at_most": "at_most_so", "less_than": "at_most_so"}
    text += phrase(bound.get(chain[-1].bound, "so"), result=_printed(number, own.kind))
    return _statement(case, view, text, sums, chain)


def _enough(case: Case, view: View, rules: Sequence[Portion], own: Sequence[Own]) -> Statement | None:
    """Whether the part that the asker tells is enough of the whole that they tell as well."""
    for rule in rules:
        part = _part_told(rule, own)
        whole = [one for one in own if one not in part and _covers(rule, one)]
        if len(part) != 1 or len(whole) != 1 or not whole[0].number or not _holds(rule, own):
            continue
        if part[0].number > whole[0].number or rule.bound not in ("at_least", "at_most"):
            continue
        share = shared(part[0].number, whole[0].number)
        met = share >= rule.percent if rule.bound == "at_least" else share <= rule.percent
        text = phrase(
            "portion_met" if met else "portion_unmet",
            part=_printed(part[0].number, whole[0].kind),
            whole=_printed(whole[0].number, whole[0].kind),
            sign="=" if share * whole[0].number == part[0].number * 100 else "≈",
            share=percent_text(share),
            rule="”“".join(_said(view, rule)),
        )
        shown = Sum(part[0].number, "share", whole[0].number, share, "%")
        return _statement(case, view, text, [shown], [rule])
    return None


def _part_told(rule: Portion, own: Sequence[Own]) -> list[Own]:
    """The asker's numbers of the part, by the words before them, else by those behind."""
    likely = [one for one in own if one.kind in ("", rule.part_kind)]
    return [one for one in likely if _speaks_of(one.before, rule)] or [
        one for one in likely if _speaks_of(one.after, rule)
    ]


def _statement(case: Case, view: View, text: str, sums: Sequence[Sum], rules: Sequence[Portion]) -> Statement:
    lead, proof = lead_of(view)
    units = dict.fromkeys((unit.start, unit.end) for rule in rules for unit in rule.units)
    citations = tuple(cite(view, start, end) for start, end in units)
    return Statement(text, view.held.id, (*citations, *proof), given=case.given, sums=tuple(sums), lead=lead)


def _said(view: View, rule: Portion) -> list[str]:
    return [re.sub(r"[。；;，,：:]+$", "", prose(view.held.text[unit.start : unit.end])) for unit in rule.units]


def _printed(number: Decimal, kind: str) -> str:
    return f"{number.normalize():f}人" if kind == PEOPLE else amount_text(number)
