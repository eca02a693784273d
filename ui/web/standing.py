"""Where a notice stands on a day: one state and one line for people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from retrieval import Card, Fact
from retrieval.card import Window
from ui.held_notices import window_state
from ui.web.labels import label

State = Literal["open", "upcoming", "closed", "none"]


@dataclass(frozen=True, slots=True)
class Standing:
    """`state` is one of four, `name` its word ("正在受理"), `line` what it rests on, "" when no date is known."""

    state: State
    name: str
    line: str = ""


def standing_of(card: Card, day: date) -> Standing:
    """The window that matters most on `day`: open and next to close, else next to open, else last to close."""
    windows = [(fact, fact.window) for fact in card.of_topic("deadline") if fact.window]
    opened = [item for item in windows if window_state(item[1], day) == "open"]
    if opened:
        fact, window = min(opened, key=lambda item: item[1].closes or date.max)
        return Standing("open", label("states.open"), _open_line(fact, window, day))
    ahead = [item for item in windows if window_state(item[1], day) == "upcoming"]
    if ahead:
        fact, window = min(ahead, key=lambda item: item[1].opens or date.max)
        return Standing(
            "upcoming", label("states.upcoming"), label("standing.upcoming", label=_named(fact), opens=window.opens)
        )
    past = [item for item in windows if window_state(item[1], day) == "closed"]
    if past:
        fact, window = max(past, key=lambda item: item[1].closes or date.min)
        return Standing(
            "closed", label("states.closed"), label("standing.closed", label=_named(fact), closes=window.closes)
        )
    return Standing("none", label("states.none"))


def _open_line(fact: Fact, window: Window, day: date) -> str:
    if window.closes is None:
        return label("standing.open_ended", label=_named(fact))
    left = (window.closes - day).days
    name = "standing.open" if left else "standing.last"
    return label(name, label=_named(fact), closes=window.closes, days=left)


def _named(fact: Fact) -> str:
    return fact.label or label("standing.window")
