"""The notices held, as the assistant needs them: sentences with what they state, and names they go by.

Built once per notice digest from `retrieval.Held` and kept; nothing is computed again while
the library does not change. The sentences of a notice are read when a question first comes near it: of many
notices held, few are. What a sentence states is found in `units.py`; which one answers a question is decided
in `retrieve.py`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from assistant.language import any_of, pattern
from assistant.learned.intents import questions
from assistant.learned.phrasings import Phrasings
from assistant.learned.translation import Marked, translation
from assistant.names import Names
from assistant.stated.columns import Columns
from assistant.stated.portions import Portion, portions_in
from assistant.stated.rates import Rate, rates_of
from assistant.stated.units import Unit, units_of
from retrieval import Card, Held, Library
from retrieval.normalise import fold

SHORTEST_HEAD = 2
"""Characters of the shortest word that a programme goes by."""


STATED = 0.7
"""Strength from which a sentence surely states a topic: by a card's fact, or by a cue with the value it needs."""


@dataclass(frozen=True)
class View:
    """One notice held: the names it goes by, its title folded, and what is made of it when it is first needed."""

    held: Held
    names: tuple[str, ...]
    title: str

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """Its sentences."""
        return units_of(self.held)

    @cached_property
    def phrasings(self) -> Phrasings:
        """Its phrasings, ready to compare."""
        return Phrasings(self.held.phrasings)

    @cached_property
    def text(self) -> str:
        """All of its text, folded."""
        return fold(self.held.text)

    @cached_property
    def marked(self) -> Marked:
        """Its sentences with their headings, ready to be told how likely a question is asked about each."""
        return translation().marked([f"{unit.body} {unit.context}" for unit in self.units])

    @cached_property
    def columns(self) -> Columns:
        """Its sentences column by column."""
        return Columns(self.units)

    def read(self) -> None:
        """Make now what every question that comes near it needs."""
        _ = self.columns, self.marked

    @cached_property
    def rates(self) -> tuple[Rate, ...]:
        """What its sentences give for each of something."""
        return tuple(rates_of(self.units))

    @cached_property
    def portions(self) -> tuple[Portion, ...]:
        """Its rules that a part must be so much of a whole."""
        return tuple(portions_in(self.units))

    @cached_property
    def stated(self) -> frozenset[str]:
        """The topics that its sentences surely state."""
        return frozenset(topic for unit in self.units for topic, strength in unit.topics.items() if strength >= STATED)

    @property
    def card(self) -> Card:
        """The notice's card."""
        return self.held.card


@dataclass(frozen=True)
class _State:
    """The library at one digest: views by id, in its order, and what they are called."""

    digest: str
    views: Mapping[str, View]
    names: Names


class Catalogue:
    """Views of all notices of a library, renewed notice by notice when a digest changes."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._kept: _State | None = None

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the notices held."""
        return self._library.ids

    @property
    def names(self) -> Names:
        """What the notices held are called."""
        return self._state().names

    def view(self, notice_id: str) -> View:
        """The view of one notice. Raises `UnknownNotice`."""
        view = self._state().views.get(notice_id)
        return view or _view(self._library.held(notice_id))

    def views(self) -> Collection[View]:
        """All views, in the library's order."""
        return self._state().views.values()

    def _state(self) -> _State:
        digest, before = self._library.digest, self._kept
        if before is not None and before.digest == digest:
            return before
        known = before.views if before else {}
        views = {notice_id: self._renewed(notice_id, known.get(notice_id)) for notice_id in self.ids}
        self._kept = _State(digest, views, Names(tuple(views.values())))
        return self._kept

    def _renewed(self, notice_id: str, known: View | None) -> View:
        held = self._library.held(notice_id)
        return known if known and known.held.digest == held.digest else _view(held)


def _view(held: Held) -> View:
    card = held.card
    names = [card.label, *card.programme_names, *(_name(card.programme)), *(_name(card.document_number))]
    title = fold(f"{card.title.value} {card.label}")
    return View(held, _distinct(names, card), title)


def _distinct(names: list[str], card: Card) -> tuple[str, ...]:
    """Names without region and year, which are read apart; too short ones name nothing."""
    place = any_of(re.escape(name) for name in sorted(card.region_names, key=len, reverse=True))
    stripped = [re.sub(r"\d{4}(年度?)?", "", place.sub("", fold(name))) for name in names]
    spoken = [pattern("wording.yaml", "unspoken").sub("", name) for name in stripped]
    heads = [pattern("wording.yaml", "kinds_of_programme").sub("", name) for name in stripped]
    return tuple(dict.fromkeys((*(name for name in (*stripped, *spoken) if len(name) >= 3), *filter(_tells, heads))))


def _tells(head: str) -> bool:
    """Whether a programme is known by so short a word alone ("火炬"): one that no ordinary question holds."""
    return len(head) == SHORTEST_HEAD and not questions().knows(head)


def _name(named: object) -> tuple[str, ...]:
    value = getattr(named, "value", None)
    return (str(value),) if value else ()
