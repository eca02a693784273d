"""Windows of a notice against the day: which are open, which closed, which matters most."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from assistant.catalogue import View
from assistant.compose.validity import last_day_of
from assistant.language import pattern, table, words
from assistant.records import Deadline, WindowState
from retrieval import Fact
from retrieval.card import Window
from retrieval.normalise import fold


@dataclass(frozen=True, slots=True)
class Standing:
    """One window of a notice on a day. `days` are left until it closes, or until it opens; None when closed.

    `yearly`: it comes every year, and this is the one that is open or comes next.
    """

    fact: Fact
    window: Window
    state: WindowState
    days: int | None
    yearly: bool = False


def standings(view: View, day: date) -> tuple[Standing, ...]:
    """All windows of a notice in the order of their closing; the last day itself is still open."""
    found = []
    for fact in view.card.of_topic("deadline"):
        if fact.window:
            yearly = _this_year(view, fact, day)
            found.append(replace(_standing(fact, yearly or fact.window, day), yearly=yearly is not None))
    return tuple(sorted(found, key=lambda standing: standing.window.closes or date.max))


def deadline_of(view: View, day: date, asked: str = "") -> Deadline:
    """The window to tell an asker first: open and next to close, else next to open, else last to close.

    Of several, those whose label `asked` (folded) names ("纸质") come before the others.
    """
    found = named_by(asked, standings(view, day))
    for state in ("open", "upcoming"):
        for standing in found:
            if standing.state == state:
                left = (standing.window.closes - day).days if standing.window.closes else None
                return Deadline(standing.state, standing.window.closes, left, standing.fact.label)
    if found:
        last = max(found, key=lambda standing: standing.window.closes or date.min)
        return Deadline("closed", last.window.closes, None, last.fact.label)
    return Deadline("none", None, None, "")


def named_by(asked: str, found: tuple[Standing, ...]) -> tuple[Standing, ...]:
    """The windows that a question (folded) names; all if none is.

    "网上" and "纸质" exclude one another: what is said last is meant ("网上交好了，本子今天送还收吗").
    Else the labels with the most pairs of characters in the question.
    """
    sides: list[str] = table("forms.yaml")["contrasts"][0]
    last = {side: max((match.end() for match in re.finditer(side, asked)), default=-1) for side in sides}
    meant = max(sides, key=lambda side: last[side])
    of_side = tuple(standing for standing in found if re.search(meant, fold(standing.fact.label)))
    if last[meant] >= 0 and of_side:
        return of_side
    shared = {standing: _shared(asked, fold(standing.fact.label)) for standing in found}
    best = max(shared.values(), default=0)
    return tuple(standing for standing in found if shared[standing] == best)


def _shared(asked: str, label: str) -> int:
    common = words("forms.yaml", "of_any_window")
    pairs = {label[at : at + 2] for at in range(len(label) - 1)} - common
    return sum(pair in asked for pair in pairs)


def _this_year(view: View, fact: Fact, day: date) -> Window | None:
    """Of windows that come every year, the one that is open on `day`, or comes next; None for others."""
    unit = next((one for one in view.units if one.start <= fact.quote.start < one.end), None)
    if unit is None or not pattern("forms.yaml", "yearly").search(unit.body):
        return None
    days = [value.norm.removeprefix("date:--") for value in unit.values if value.norm.startswith("date:--")]
    pairs = list(zip(days[::2], days[1::2], strict=False))
    if len(days) % 2 or not all("-" in one for one in days):
        return None
    windows = [
        Window(_exact(year, opens), _exact(year, closes), fact.window.closes_at if fact.window else None)
        for year in (day.year, day.year + 1)
        for opens, closes in pairs
    ]
    last = last_day_of(view) or date.max
    return next((window for window in windows if window.closes and day <= window.closes <= last), None)


def _exact(year: int, month_day: str) -> date | None:
    try:
        return date.fromisoformat(f"{year}-{month_day}")
    except ValueError:
        return None


def _standing(fact: Fact, window: Window, day: date) -> Standing:
    if window.opens and day < window.opens:
        return Standing(fact, window, "upcoming", (window.opens - day).days)
    if window.closes and day > window.closes:
        return Standing(fact, window, "closed", None)
    return Standing(fact, window, "open", (window.closes - day).days if window.closes else None)
