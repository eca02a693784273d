"""Special bounds: a bound of their own for some (整机不低于150万元，其中医疗装备不低于80万元) beats the general one.

Of the asker's group, the special bound decides; where their words do not say whether they are of it and it
would decide otherwise, nothing is decided and both are told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from assistant.catalogue import View
from assistant.compose.judging.bounds import Limit, clauses_of, limits_in
from assistant.compose.judging.groups import belongs, is_special, rest_of
from assistant.compose.judging.quantities import counts_money, kind_of, ruled_in
from assistant.compose.judging.ruling import Ruling
from assistant.compose.judging.told import Told, expression
from assistant.replies import phrase
from retrieval import Fact
from retrieval.card import Quote
from retrieval.normalise import fold

PIECE = 2
"""Characters in a row that a special group's name shares with the general one, and which tell nothing of it."""


@dataclass(frozen=True, slots=True)
class Special:
    """A bound for the group `who` (folded), with the words of the notice from the general bound to its end."""

    who: str
    limit: Limit
    quote: Quote


def decided(
    told: Told, view: View, limit: Limit, ruling: Ruling, by: Callable[[Limit, Quote], Ruling | None]
) -> Ruling | None:
    """The ruling on a bound where special ones stand beside it; `by` rules on a bound with its quote."""
    open_to: list[str] = []
    for special in _beside(view, limit, ruling.quote):
        own = belongs(told, special.who)
        other = by(special.limit, special.quote) if own is not False else None
        if other is None:
            continue
        if own:
            return other
        if (other.verdict == "met") != (ruling.verdict == "met"):
            open_to.append(f"{special.who}{special.limit.words}")
            ruling = replace(ruling, quote=special.quote)
    if open_to:
        return replace(ruling, verdict="open", why=ruling.why + phrase("judge_special", others="、".join(open_to)))
    return ruling


def is_asked_for(told: Told, limit: Limit) -> bool:
    """Whether a bound that names what it is for (核心部件单件售价) is for what the asker names."""
    return belongs(told, expression("of_price").sub("", fold(clauses_of(limit.before)[-1]))) is True


def _beside(view: View, limit: Limit, quote: Quote) -> Iterator[Special]:
    """The bounds for groups in the same sentence behind "其中", and those for themes or persons in the next one."""
    at = next((place for place, unit in enumerate(view.units) if unit.start <= quote.start < unit.end), None)
    if at is None or not counts_money(limit):
        return
    own, general = view.units[at], fold(clauses_of(limit.before)[-1])
    for unit in view.units[at : at + 2]:
        if unit.section != own.section:
            continue
        text = view.held.text[unit.start : unit.end]
        for other in limits_in(Fact("", Quote(text, unit.start, unit.end))):
            clause = re.split("[、]", fold(clauses_of(other.before)[-1]))[-1]
            if other.bound != limit.bound or kind_of(other) != kind_of(limit) or ruled_in(clause, other):
                continue
            who = _without(clause.removeprefix("其中"), general)
            inside = unit is own and expression("among").search(fold(other.before)) and _is_group(clause)
            if (rest_of(who) and inside) or is_special(who):
                start = min(quote.start, own.start)
                yield Special(who, other, Quote(view.held.text[start : unit.end], start, unit.end))


def _is_group(clause: str) -> bool:
    """Whether words name things or applicants of a kind, not a part of an amount (其中自筹不低于…)."""
    return bool(expression("group_end").search(clause))


def _without(clause: str, general: str) -> str:
    """The words of a clause that the general one does not hold already (医疗装备整机 beside 整机设备: 医疗装备)."""
    for size in range(len(clause), PIECE - 1, -1):
        for at in range(len(clause) - size + 1):
            if clause[at : at + size] in general:
                return _without(clause[:at] + clause[at + size :], general)
    return clause
