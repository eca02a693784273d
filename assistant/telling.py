"""Which of several notices of one region a question is about, by the characters that only some of them hold.

"江州技改补多少" names a region with two programmes; 技改 stands in one of them, and that one is meant. Each
character and pair of neighbours of the question that stands in a notice counts for it by its rarity among
everyday questions, once more where it stands in the programme's name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from assistant.catalogue import Catalogue, View
from assistant.learned.intents import questions
from assistant.records import Ask

CLEARLY = 6.0
"""By so much the weights of two notices must differ for one not to be meant. Of 434 questions about a notice whose
region has another, 14 would lose their notice by this alone (most name it besides), and 359 lose another."""

TELLING = 5.0
"""Weight from which a single character tells notices apart: one that few questions hold."""


def told_apart(ids: Sequence[str], asks: Sequence[Ask], catalogue: Catalogue) -> tuple[str, ...]:
    """`ids` without those whose region has a notice that holds clearly more of what is asked."""
    marks = {mark: weight for ask in asks for mark, weight in questions().rarity(ask.bare).items()}
    weights = {notice_id: _weight(catalogue.view(notice_id), marks) for notice_id in ids}
    best: dict[str, float] = {}
    for notice_id in ids:
        region = _region(notice_id, catalogue)
        best[region] = max(best.get(region, 0.0), weights[notice_id])
    return tuple(one for one in ids if weights[one] >= best[_region(one, catalogue)] - CLEARLY)


def _weight(view: View, marks: Mapping[str, float]) -> float:
    names = {pair for name in view.names for pair in (*_pairs(name, 1), *_pairs(name, 2))}
    telling = {mark: weight for mark, weight in marks.items() if len(mark) > 1 or weight >= TELLING}
    return sum(weight * ((mark in view.text) + (mark in names)) for mark, weight in telling.items())


def _pairs(name: str, apart: int) -> Iterator[str]:
    """Pairs of characters of a name: neighbours, or the heads of two words as in 技改 for 技术改造."""
    return (one + other for one, other in zip(name, name[apart:], strict=False))


def _region(notice_id: str, catalogue: Catalogue) -> str:
    """The region of a notice; one without a region stands alone."""
    region = catalogue.view(notice_id).card.region
    return region.value if region else notice_id
