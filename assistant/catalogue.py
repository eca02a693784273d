"""The notices held, as the assistant needs them: sentences with what they state, and names they go by.

Built once per notice digest from `retrieval.Held` and kept; nothing is computed again while
the library does not change. What a sentence states is found in `units.py`; which one answers a
question is decided in `retrieve.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from assistant.intents import questions
from assistant.language import any_of, pattern
from assistant.phrasings import Phrasings
from assistant.translation import Marked, translation
from assistant.units import Unit, units_of
from retrieval import Card, Held, Library
from retrieval.normalise import fold

SHORTEST_HEAD = 2
"""Characters of the shortest word that a programme goes by."""


@dataclass(frozen=True)
class View:
    """One notice held: its sentences, the names it goes by, its title folded, its phrasings ready to compare."""

    held: Held
    units: tuple[Unit, ...]
    names: tuple[str, ...]
    title: str
    phrasings: Phrasings

    @cached_property
    def text(self) -> str:
        """All of its text, folded."""
        return fold(self.held.text)

    @cached_property
    def marked(self) -> Marked:
        """Its sentences with their headings, ready to be told how likely a question is asked about each."""
        return translation().marked([f"{unit.body} {unit.context}" for unit in self.units])

    @property
    def card(self) -> Card:
        """The notice's card."""
        return self.held.card


class Catalogue:
    """Views of all notices of a library, renewed notice by notice when a digest changes."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._views: dict[tuple[str, str], View] = {}

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the notices held."""
        return self._library.ids

    def view(self, notice_id: str) -> View:
        """The view of one notice."""
        held = self._library.held(notice_id)
        key = (held.id, held.digest)
        if key not in self._views:
            self._views[key] = _view(held)
        return self._views[key]

    def views(self) -> tuple[View, ...]:
        """All views, in the library's order."""
        return tuple(self.view(notice_id) for notice_id in self.ids)


def _view(held: Held) -> View:
    card = held.card
    names = [card.label, *card.programme_names, *(_name(card.programme)), *(_name(card.document_number))]
    title = fold(f"{card.title.value} {card.label}")
    return View(held, units_of(held), _distinct(names, card), title, Phrasings(held.phrasings))


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
