"""Which open clause a numbered paragraph belongs under.

Used by `clauses.py`. A stack holds the open clauses from the root down. A number goes beside
an open clause of its style, or of a kindred style whose count it continues (4、 then 五、;
（一） then （2）); a style not open yet starts a level below, unless it usually stands above
what is open and that list is at its end.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from retrieval.clause import Clause, ClauseKind
from retrieval.numbering import Marker, same_family

Sequels = Mapping[str, tuple[list[int], list[int]]]

_INLINE_WINDOW = 2000
_TOP_STYLES = {"一、", "条", "章", "节", "编"}


@dataclass(slots=True)
class Draft:
    """A clause whose end is not known yet."""

    kind: ClauseKind
    number: str
    heading: str
    start: int
    label_end: int
    end: int
    parent: int | None = None
    depth: int = 0

    def clause(self, index: int) -> Clause:
        """The finished record."""
        return Clause(
            index, self.parent, self.depth, self.kind, self.number, self.heading, self.start, self.label_end, self.end
        )


@dataclass(slots=True)
class Open:
    """A clause that may still receive others. `lead_in`: its own text ends with ：, so a list is announced."""

    index: int
    rank: float
    styles: set[str]
    ordinal: int
    titled: bool
    start: int
    place: int
    lead_in: bool = False


def sequels(markers: Sequence[Marker | None]) -> Sequels:
    """For each style, the places at which it occurs and the ordinals there."""
    found: dict[str, tuple[list[int], list[int]]] = {}
    for place, marker in enumerate(markers):
        if marker is not None:
            places, ordinals = found.setdefault(marker.style, ([], []))
            places.append(place)
            ordinals.append(marker.ordinal)
    return found


class Levels:
    """The drafts made so far and the stack of open ones. `base` is the depth of the open attachment, 0 without."""

    def __init__(self, text: str, coming: Sequels) -> None:
        self.text = text
        self.coming = coming
        self.drafts = [Draft("notice", "", "", 0, 0, len(text))]
        self.stack = [Open(0, -99, set(), 0, titled=True, start=0, place=0)]
        self.base = 0

    @property
    def top(self) -> Open:
        """The innermost open clause."""
        return self.stack[-1]

    def add(self, draft: Draft, parent: int | None = None) -> int:
        """Takes in a clause below `parent` (default: the innermost open one); everything open grows to hold it."""
        draft.parent = self.top.index if parent is None else parent
        draft.depth = self.drafts[draft.parent].depth + 1
        self.drafts.append(draft)
        for opened in self.stack:
            held = self.drafts[opened.index]
            held.end = max(held.end, draft.end)
        return len(self.drafts) - 1

    def open_base(self, part: Open) -> None:
        """Makes an attachment the ground on which what follows stands."""
        self.stack.append(part)
        self.base = len(self.stack) - 1

    def close_to_base(self) -> None:
        """Closes everything inside the notice or attachment that is open."""
        del self.stack[self.base + 1 :]

    def close_to_root(self) -> None:
        """Closes everything, an attachment too."""
        del self.stack[1:]
        self.base = 0

    def close_style(self, style: str) -> None:
        """Closes the open clause of that style, with all below it."""
        for depth in range(len(self.stack) - 1, self.base, -1):
            if style in self.stack[depth].styles:
                del self.stack[depth:]
                return

    def make_room(self, marker: Marker, start: int, at: int) -> Open | None:
        """Closes what a clause numbered `marker` ends; returns the clause it follows on its level, if any."""
        depth = self._sibling(marker, start)
        if depth:
            sibling = self.stack[depth]
            del self.stack[depth:]
            return sibling
        while len(self.stack) - 1 > self.base and self.top.rank > marker.rank and not self._continues(self.top, at):
            self.stack.pop()
        return None

    def close_finished_lists(self, at: int) -> None:
        """A paragraph without a number, after the last item of a list that ：announced, is its announcer's."""
        while (
            len(self.stack) - 1 > self.base
            and not self.top.titled
            and not self.top.styles & _TOP_STYLES
            and self.stack[-2].lead_in
            and self.stack[-2].index
            and not self._continues(self.top, at)
        ):
            self.stack.pop()

    def _sibling(self, marker: Marker, start: int) -> int:
        """The depth of the open clause that `marker` continues, 0 if none: the next ordinal first, own style first."""
        depths = range(len(self.stack) - 1, self.base, -1)
        own = [depth for depth in depths if marker.style in self.stack[depth].styles]
        exact = [depth for depth in own if self.stack[depth].ordinal + 1 == marker.ordinal]
        if exact:
            return exact[0]
        kin = [
            depth
            for depth in depths
            if self.stack[depth].ordinal + 1 == marker.ordinal
            and any(same_family(marker.style, style) for style in self.stack[depth].styles)
        ]
        if kin and not self._stands_inline(marker, start):
            return kin[0]
        return own[0] if own else 0

    def _stands_inline(self, marker: Marker, start: int) -> bool:
        """Whether the number before this one was printed inside the text of the innermost open clause."""
        before = str(marker.ordinal - 1)
        own = self.text[max(self.top.start, start - _INLINE_WINDOW) : start]
        return marker.style in ("（1）", "1）") and any(
            f"{left}{before}{right}" in own for left, right in ("（）", "()")
        )

    def _continues(self, opened: Open, at: int) -> bool:
        """Whether the list of `opened` goes on after element `at`."""
        for style in opened.styles:
            places, ordinals = self.coming.get(style, ([], []))
            following = bisect_right(places, at)
            if following < len(places) and ordinals[following] == opened.ordinal + 1:
                return True
        return False
