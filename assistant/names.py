"""What the notices held are called, all in one index: regions, years, names of programmes.

Made by `catalogue.py` and renewed when the library changes, so that no question walks over all notices to find
the few that it names. What a text points to is told by `reading/mentions.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.catalogue import View

SHARED_NAME = 4
"""Characters that a question and a programme's name must share in a row to point to it."""


class Names:
    """The names of some notices. `regions` has the region by each of its names; `years` are as they are written."""

    def __init__(self, views: Sequence[View]) -> None:
        self.region_names = tuple(dict.fromkeys(name for view in views for name in view.card.region_names))
        self.regions: Mapping[str, str] = {
            name: view.card.region.value for view in views if view.card.region for name in view.card.region_names
        }
        self.years = frozenset(view.card.year.value for view in views if view.card.year)
        self._called: dict[str, list[str]] = {}
        self._bearers: dict[str, list[View]] = {}
        for view in views:
            for name in view.names:
                self._called.setdefault(name, []).append(view.held.id)
            for name in {*view.names, *view.card.region_names}:
                self._bearers.setdefault(name, []).append(view)
        self._short = tuple(name for name in self._called if len(name) < SHARED_NAME)
        self._holding: dict[str, list[str]] = {}
        for name in self._called:
            for run in dict.fromkeys(_runs(name, SHARED_NAME)):
                self._holding.setdefault(run, []).append(name)
        self._stems = frozenset(name.rstrip("市") for name in self._bearers)
        self._longest = max(map(len, self._bearers), default=0)

    def shared(self, text: str) -> Mapping[str, str]:
        """The names of programmes that share a run with `text`, each with the longest; a short name stands whole."""
        near = dict.fromkeys(name for run in _runs(text, SHARED_NAME) for name in self._holding.get(run, ()))
        return {**{name: name for name in self._short if name in text}, **{name: _longest(name, text) for name in near}}

    def called(self, name: str) -> Sequence[str]:
        """Ids of the notices whose programme goes by a name."""
        return self._called.get(name, ())

    def bearers(self, text: str) -> list[View]:
        """The notices of which a name, or their region's, stands in a text of a few characters."""
        parts = {
            text[at:end] for at in range(len(text)) for end in range(at + 1, min(at + self._longest, len(text)) + 1)
        }
        found = {view.held.id: view for part in parts for view in self._bearers.get(part, ())}
        return list(found.values())

    def end(self, text: str) -> bool:
        """Whether a text ends with a name, written with 市 or without."""
        return any(text[at:] in self._stems for at in range(max(0, len(text) - self._longest), len(text) + 1))

    def begin(self, text: str) -> bool:
        """Whether a text begins with a name."""
        return any(text[:length] in self._bearers for length in range(self._longest + 1))


def _runs(text: str, length: int) -> Iterator[str]:
    return (text[at : at + length] for at in range(len(text) - length + 1))


def _longest(name: str, text: str) -> str:
    """The longest run of a name that stands in a text, of at least `SHARED_NAME` characters; the first of several."""
    best, length = "", SHARED_NAME
    for at in range(len(name)):
        while at + length <= len(name) and name[at : at + length] in text:
            best = name[at : at + length]
            length += 1
    return best
