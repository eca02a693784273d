"""Quantities: the amounts, people, spans of time, shares and scores that an asker tells, each with what it is of.

What a number is of stands right before it, else right behind; the words are in `judging.yaml`, `quantities`.
A quantity of nothing known is left out: it is held against no rule. Which of them a rule's bound is about is
found by `fitting`; the verdict is in `amounts.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_UP, Decimal
from typing import Any

from assistant.compose.judging.bounds import Limit, clauses_of
from assistant.compose.judging.told import Number, Told, back, expression, front, number_of
from assistant.language import any_of, table
from assistant.records import Sum
from assistant.replies import phrase
from retrieval.normalise import fold
from retrieval.values import Value, values_in

NEAR, BEHIND = 24, 10
"""Characters before and behind a number that may say what it is of."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number that the asker tells, with what it is of and its kind (a currency, people, months, percent, score).

    `sums` show how it was worked out of two numbers told.
    """

    of: str
    kind: str
    number: Number
    sums: tuple[Sum, ...] = ()


def amounts_told(told: Told) -> tuple[Amount, ...]:
    """The quantities of a message with what they are of, shares worked out of two of them last."""
    found: list[Amount] = []
    values = _joined(values_in(told.text))
    edges = [0, *(value.end for value in values)], [*(value.start for value in values), len(told.text)]
    for place, value in enumerate(values):
        before = front(told.text, value.start)[-(value.start - edges[0][place]) or len(told.text) :][-NEAR:]
        after = back(told.text, value.end)[: edges[1][place + 1] - value.end][:BEHIND]
        for kind in _kinds(value, before, after):
            of = _said_behind(after, kind) or _said(before, kind) or _said(after, kind)
            if of and not _of_others(before, after):
                found.append(Amount(of, kind, number_of(told, value, months_of(value))))
                break
    return (*found, *_shares(found))


def _of_others(before: str, after: str) -> bool:
    """Whether the words about a number make it the rule's, as heard, or somebody else's."""
    heard = expression("not_told").search(before) or expression("of_the_rule_after").match(after)
    return bool(heard or expression("of_another").search(before))


def fitting(limit: Limit, own: tuple[Amount, ...], *, about: tuple[str, ...] = ()) -> Amount | None:
    """The asker's quantity of what a limit is about; None when they tell none of it, or several.

    A limit whose own clause does not say what it is about ("C类不超过18个月") is about what the first of `about` says.
    """
    parts = clauses_of(fold(limit.before))
    subject, kind = parts[-1], _kind(limit.value)
    ruled = _ruled(subject + fold(limit.words), kind)
    if not ruled and expression("bare_subject").search(subject):
        wider = (",".join(parts[-3:]), *about)
        ruled = next((names for text in wider if (names := _ruled(text, kind))), set())
    if not ruled and kind == "people":
        ruled = _ruled(clauses_of(fold(limit.after))[0], kind)
    fits = {amount for amount in own if amount.kind == kind and amount.of in ruled}
    return fits.pop() if len(fits) == 1 else None


def kind_of(limit: Limit) -> str:
    """The kind of quantity that a bound is on: a currency, people, months, percent, score; "" for others."""
    return _kind(limit.value)


def counts_money(limit: Limit) -> bool:
    """Whether a bound is on an amount of money: of people, one for some is a share of the whole, none of its own."""
    return limit.value.kind == "amount"


def ruled_in(clause: str, limit: Limit) -> bool:
    """Whether a clause itself says what its bound is on."""
    return bool(_ruled(clause, kind_of(limit)))


def in_unit(limit: Limit) -> Limit:
    """The limit with its number in the unit in which quantities are held: a span of time in months."""
    months = months_of(limit.value)
    return limit if months is None else replace(limit, value=replace(limit.value, number=months))


def months_of(value: Value) -> Decimal | None:
    """How many months a count of years or months is."""
    per: dict[str, int] = table("judging.yaml")["months"]
    if value.kind != "count" or value.number is None or value.unit not in per or ":第" in value.norm:
        return None
    return value.number * per[value.unit]


def _joined(values: tuple[Value, ...]) -> list[Value]:
    """The values of a message, years and months that follow each other as one span ("3年8个月")."""
    joined: list[Value] = []
    for value in values:
        last = joined[-1] if joined else None
        months = months_of(value)
        whole = months_of(last) if last and last.end == value.start and last.unit == "年" else None
        if last and months is not None and whole is not None and value.unit != "年":
            span = Value("count", last.text + value.text, last.start, value.end, "count:span", months + whole, "个月")
            joined[-1] = span
        else:
            joined.append(value)
    return joined


def _kinds(value: Value, before: str, after: str) -> Iterator[str]:
    """The kinds of quantity that a value may be; a number of things is people where the words about it say so."""
    if value.number is None or ":第" in value.norm:
        return
    if value.kind == "amount":
        yield value.norm.partition(":")[0]
    elif value.kind == "percent":
        yield "percent"
    elif months_of(value) is not None:
        if not expression("ago").match(after):
            yield "months"
    elif _counts_people(value, before, after):
        yield "people"
    elif value.unit == "分" or (value.kind == "number" and _said(before[-6:], "score")):
        yield "score"


def _counts_people(value: Value, before: str, after: str) -> bool:
    people: list[str] = table("judging.yaml")["people_units"]
    if value.unit in people or (value.unit in ("", "个") and after.startswith(tuple(people))):
        return True
    return value.unit == "个" and bool(_said(before[-8:], "people")) and not re.match(r"[\u4e00-\u9fff]", after)


def _entries(kind: str) -> list[dict[str, Any]]:
    money = kind not in ("people", "months", "percent", "score")
    entries: list[dict[str, Any]] = table("judging.yaml")["quantities"]
    return [entry for entry in entries if entry["kind"] == ("money" if money else kind)]


def _said(text: str, kind: str) -> str:
    """What the number beside `text` is of: the first kind, in the table's order, that `text` names."""
    return next((str(entry["name"]) for entry in _entries(kind) if any_of(entry["said"]).search(text)), "")


def _said_behind(after: str, kind: str) -> str:
    """What the words right behind a number make it, before all others ("卖90万一台")."""
    names = [str(entry["name"]) for entry in _entries(kind)]
    forms: dict[str, str] = table("judging.yaml")["said_behind"]
    return next((name for name, form in forms.items() if name in names and re.match(form, after)), "")


def _ruled(subject: str, kind: str) -> set[str]:
    return {str(entry["name"]) for entry in _entries(kind) if any_of(entry["ruled"]).search(subject)}


def _kind(value: Value) -> str:
    if value.kind == "amount":
        return value.norm.partition(":")[0]
    if value.kind == "percent":
        return "percent"
    if months_of(value) is not None:
        return "months"
    if value.unit in table("judging.yaml")["people_units"]:
        return "people"
    return "score" if value.unit == "分" else ""


def _shares(found: list[Amount]) -> Iterator[Amount]:
    """The shares of which both numbers are told: 6 people in research of 90 are 6.67 %."""
    for share in table("judging.yaml")["shares"]:
        part = [amount for amount in found if amount.of in share["part"]]
        whole = [amount for amount in found if amount.of in share["whole"]]
        if len(part) != 1 or len(whole) != 1 or part[0].kind != whole[0].kind:
            continue
        left, right = part[0].number, whole[0].number
        if left.nudge or right.nudge or not 0 < left.number < right.number:
            continue
        exact = left.number * 100 / right.number
        shown = exact.quantize(Decimal("0.01"), ROUND_UP).normalize()
        name = "judge_share" if shown == exact else "judge_share_about"
        text = phrase(name, part=left.text, whole=right.text, percent=f"{shown:f}")
        worked = Sum(left.number, "/", right.number, shown)
        yield Amount(share["name"], "percent", Number(exact, 0, text), (worked,))
