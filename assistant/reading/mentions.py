"""Which notices a text points to: by city, by year, by the programme's name.

A place that lies in the city of a notice points to that notice (a county to its city); a place
that lies in none is foreign: its rules are not held. Nothing here names a place: places are
`retrieval/lexicon/places.tsv`, names of programmes come from the cards.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.catalogue import SHORTEST_HEAD, Catalogue, View
from assistant.language import any_of, pattern, table
from assistant.names import Names
from assistant.records import Mentions
from retrieval.lexicon import lexicon

LONGEST_PLACE = 9
LONG_NAME = 6
"""Characters of an official term that the asker did not say but meant, from which it points to a notice."""

_INSTITUTION = re.compile(r"^(市|省)?.{0,4}(大学|学院|医院|研究院|研究所|公司|集团|银行)")
_ADDRESS = re.compile(r"^.{0,4}?(路|街|大道|巷|弄)(\d|[一二三四五六七八九十])")


def mentions_of(text: str, catalogue: Catalogue) -> Mentions:
    """What `text` (normalised) points to among the notices held."""
    names = catalogue.names
    held, foreign = _places(text, names)
    return Mentions(
        regions=held,
        foreign=foreign,
        beside=tuple(name for name in foreign if held and _joined(name, text, names)),
        years=_years(text, names),
        notices=_named(text, names),
        every=bool(pattern("forms.yaml", "every").search(text)),
    )


def _joined(name: str, text: str, names: Names) -> bool:
    """Whether a place is named in one breath with another place: "A和B", "A、B市"."""
    joint = pattern("forms.yaml", "joint")
    held = {(known, text.find(known)) for known in names.region_names if known in text}
    places = sorted({*places_in(text), *held}, key=lambda found: (found[1], -len(found[0])))
    return any(
        name in (left, right) and joint.fullmatch(text[at + len(left) : then])
        for (left, at), (right, then) in pairwise(places)
    )


def places_in(text: str) -> tuple[tuple[str, int], ...]:
    """Place names of the lexicon in `text` with their positions, the longest at each position."""
    table = lexicon().places
    found: list[tuple[str, int]] = []
    at = 0
    while at < len(text):
        for length in range(min(LONGEST_PLACE, len(text) - at), 1, -1):
            name = text[at : at + length]
            if name in table:
                found.append((name, at))
                at += length - 1
                break
        at += 1
    return tuple(found)


def within_regions(text: str, catalogue: Catalogue) -> tuple[str, ...]:
    """Places in `text` that lie in a region held without being its name: content, not scope ("巩义", "江北新区")."""
    names = catalogue.names.region_names
    return tuple(dict.fromkeys(name for name, _ in places_in(text) if name not in names))


def without_names(text: str, catalogue: Catalogue) -> str:
    """`text` without the places and names that only say which notice is meant; they are no content to look for."""
    called = catalogue.names
    names = {name for name in called.region_names if name in text}
    names.update(called.shared(text).values())
    for name in sorted(names, key=lambda name: (-len(name), name)):
        text = text.replace(name, " ")
    years = called.years
    return re.sub(rf"(?<!\d)({'|'.join(years)})(年度?)?(?!\d|[-./年])", " ", text).strip() if years else text.strip()


def _places(text: str, called: Names) -> tuple[tuple[str, ...], tuple[str, ...]]:
    regions: dict[str, None] = {}
    foreign: dict[str, None] = {}
    names = called.regions
    for name, region in names.items():
        if name in text:
            regions[region] = None
    for name, at in places_in(text):
        if _ADDRESS.match(text[at + len(name) :]):
            continue
        around = {place for entry in lexicon().places[name] for place in (name, entry.city, entry.province)}
        within = [region for known, region in names.items() if known in around or f"{known}市" in around]
        inside = [region for known, region in names.items() if _lies_in(known, name)]
        if within or inside:
            regions.update(dict.fromkeys(within or inside))
        elif not _INSTITUTION.match(text[at + len(name) :]):
            foreign[name] = None
    return tuple(regions), tuple(foreign)


def _lies_in(known: str, province: str) -> bool:
    return any(province == place.province for place in lexicon().places.get(known, ()))


def _years(text: str, names: Names) -> tuple[int, ...]:
    """Years that say which notice is meant: beside a place or a notice's name, or before 年度, 申报, 通知…

    Not those in which something of the asker's happened ("我2025年度获了二等奖", "2024年认定的").
    """
    beside = any_of(table("forms.yaml")["year_of"])
    years = []
    for match in re.finditer(r"(?<!\d)(20\d\d|(?<!\d)[12]\d(?=年))(?!\d|[-./]\d)(年度?|版)?(的|那(个|份))?", text):
        before, after = text[: match.start()], text[match.end() :]
        if re.match(r"\d{1,2}月", after) or _happened(before, after, text[match.end(1) :]):
            continue
        near = text[max(0, match.start() - LONGEST_PLACE) : match.end() + LONGEST_PLACE]
        called = names.end(before.rstrip("的市")) or names.begin(after)
        if (called and not _spoken_of(match.group(1), names.bearers(near))) or beside.match(after):
            years.append(int(match.group(1)) + (2000 if len(match.group(1)) == 2 else 0))
    return tuple(dict.fromkeys(years))


def _happened(before: str, after: str, behind: str) -> bool:
    """Whether a year, between `before` and `after`, is one in which something of the asker's happened.

    `behind` is what follows its digits: beside 今年 that may tell from further away.
    """
    if pattern("forms.yaml", "own_year").search(before) or pattern("forms.yaml", "happened").match(after):
        return True
    this_year = pattern("forms.yaml", "this_year").search(before + behind)
    return bool(this_year and pattern("forms.yaml", "happened_in").search(behind))


def _spoken_of(year: str, views: Sequence[View]) -> bool:
    """Whether a plan of one of the notices covers a year that is not its own: a matter of it ("2018年干啥")."""
    held = {view.card.year.value for view in views if view.card.year}
    planned = pattern("forms.yaml", "planned")
    return year not in held and any(
        planned.search(view.held.text[max(0, at.start() - 2) : at.start()])
        for view in views
        for at in re.finditer(rf"{year}\s*年(?!度)", view.held.text)
    )


def _named(text: str, names: Names) -> tuple[str, ...]:
    """Ids of the notices whose names share the longest run of characters with `text`, when long enough.

    The official terms for everyday words count as said ("高企" → 高新技术企业), when they are long.
    """
    said = _sharing(text, names, at_least=SHORTEST_HEAD)
    if said:
        return said
    official = " ".join(term for term in lexicon().expansions(text) if len(term) >= LONG_NAME)
    return _sharing(official, names, at_least=LONG_NAME)


def _sharing(text: str, names: Names, *, at_least: int) -> tuple[str, ...]:
    """Ids of the notices that share the longest run with `text`, of at least so many characters."""
    shared = names.shared(text)
    best = max(map(len, shared.values()), default=0)
    if best < at_least:
        return ()
    meant = (notice_id for name, run in shared.items() if len(run) == best for notice_id in names.called(name))
    return tuple(sorted({*meant}))
