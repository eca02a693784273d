"""Windows of a notice against the day: which are open, which closed, which matters most."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from assistant.catalogue import View
from assistant.compose.validity import last_day_of
from assistant.language import pattern, table, words
from assistant.records import Deadline, WindowState
from assistant.stated.units import Unit
from retrieval import Fact
from retrieval.card import Window
from retrieval.normalise import fold
from retrieval.values import values_in


@dataclass(frozen=True, slots=True)
class Standing:
    """One window of a notice on a day. `days` are left until it closes, or until it opens; None when closed.

    `yearly`: it comes every year, and this is the one that is open or comes next. `section` are its headings.
    """

    fact: Fact
    window: Window
    state: WindowState
    days: int | None
    yearly: bool = False
    section: str = ""

    @property
    def about(self) -> str:
        """What the window is for, folded: its label and the heading that it stands under."""
        return fold(f"{self.fact.label} {self.section.split(' > ')[-1]}")


def standings(view: View, day: date) -> tuple[Standing, ...]:
    """All windows of a notice in the order of their closing; the last day itself is still open."""
    found = []
    for fact in view.card.of_topic("deadline"):
        if fact.window:
            unit = next((one for one in view.units if one.start <= fact.quote.start < one.end), None)
            yearly = _this_year(view, fact, unit, day)
            standing = _standing(fact, yearly or fact.window, day)
            found.append(replace(standing, yearly=yearly is not None, section=unit.section if unit else ""))
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

    "第一批" and "第二批" exclude one another, and so do "网上" and "纸质": what is said last is meant
    ("网上交好了，本子今天送还收吗"). Else the labels with the most pairs of characters in the question.
    """
    found = _of_round(asked, found)
    sides: list[str] = table("forms.yaml")["contrasts"][0]
    last = {side: max((match.end() for match in re.finditer(side, asked)), default=-1) for side in sides}
    meant = max(sides, key=lambda side: last[side])
    of_side = tuple(standing for standing in found if re.search(meant, standing.about))
    if last[meant] >= 0 and of_side:
        return of_side
    shared = {standing: _shared(asked, fold(standing.fact.label)) for standing in found}
    best = max(shared.values(), default=0)
    return tuple(standing for standing in found if shared[standing] == best)


def next_of_each(found: tuple[Standing, ...]) -> tuple[Standing, ...]:
    """The windows, of yearly ones under one heading (two rounds a year) only those open, else the next to open."""
    kept: list[Standing] = []
    for one in found:
        beside = [other for other in found if one.yearly and other.yearly and other.section == one.section]
        is_next = all(other.state != "open" for other in beside) and one == min(beside, key=_opening, default=one)
        if one.state == "open" or is_next:
            kept.append(one)
    return tuple(kept)


def _opening(standing: Standing) -> date:
    return standing.window.opens or date.max


def _of_round(asked: str, found: tuple[Standing, ...]) -> tuple[Standing, ...]:
    """The windows without those of another round than the one that a question names."""
    named = set(_rounds(asked))
    if not named or not any(named & set(_rounds(standing.fact.label)) for standing in found):
        return found
    return tuple(standing for standing in found if named & set(_rounds(standing.fact.label)))


def _rounds(text: str) -> list[str]:
    return [match.group() for match in pattern("forms.yaml", "round").finditer(fold(text))]


def _shared(asked: str, label: str) -> int:
    common = words("forms.yaml", "of_any_window")
    pairs = {label[at : at + 2] for at in range(len(label) - 1)} - common
    return sum(pair in asked for pair in pairs)


def _this_year(view: View, fact: Fact, unit: Unit | None, day: date) -> Window | None:
    """Of windows that come every year, the one that is open on `day`, or comes next; None for others."""
    if unit is None or fact.window is None or not pattern("forms.yaml", "yearly").search(unit.body):
        return None
    own = values_in(fold(fact.quote.text))
    days = [value.norm.removeprefix("date:--") for value in own if value.norm.startswith("date:--")]
    pairs = list(zip(days[::2], days[1::2], strict=False))
    if len(days) % 2 or not all("-" in one for one in days):
        return None
    if _rounds(fact.label):
        drafted = tuple(f"{one:%m-%d}" if one else "" for one in (fact.window.opens, fact.window.closes))
        pairs = [pair for pair in pairs if pair == drafted] or pairs
    windows = [
        Window(_exact(year, opens), _exact(year, closes), fact.window.closes_at)
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
