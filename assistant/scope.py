"""Scope: which notices are meant, or what was named that is not held.

Second step of the flow. One city's or year's rule never answers for another: a place or year
that no notice covers ends here, with what is held instead. Whether the notices in scope state
anything is for `retrieve.py` and `compose/` to find.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.catalogue import Catalogue
from assistant.language import words
from assistant.records import Mentions, Reading, Scope
from assistant.telling import told_apart


def scope(reading: Reading, catalogue: Catalogue) -> Scope:
    """The notices that are meant; all that are held where nothing narrows them down."""
    asked = reading.question.notice_ids
    ids = asked if asked is not None else catalogue.ids
    if not ids:
        return Scope((), named=False, reason="nothing_held")
    if asked is not None and len(asked) == 1:
        return Scope(ids, named=True)
    mentions = reading.mentions
    of_region, named = _by_region(ids, mentions, catalogue)
    ids, named = _by_name(of_region, named, mentions.notices, catalogue)
    if not ids:
        return Scope((), named=True, reason="region_not_held", missing=mentions.foreign)
    meant = _by_year(ids, of_region, named, mentions, catalogue)
    if meant.reason is not None:
        return meant
    several = len(mentions.years) > 1
    told = told_apart(meant.notices, reading.asks, catalogue) if meant.named and not several else meant.notices
    return replace(meant, notices=told, missing=mentions.beside)


def _by_region(ids: tuple[str, ...], mentions: Mentions, catalogue: Catalogue) -> tuple[tuple[str, ...], bool]:
    regions = {notice_id: catalogue.view(notice_id).card.region for notice_id in ids}
    if mentions.regions:
        return tuple(i for i, region in regions.items() if region and region.value in mentions.regions), True
    if mentions.foreign:
        national = words("wording.yaml", "national")
        return tuple(i for i, region in regions.items() if region and region.value in national), True
    return ids, False


def _by_name(
    ids: tuple[str, ...], named: bool, meant: tuple[str, ...], catalogue: Catalogue
) -> tuple[tuple[str, ...], bool]:
    """The notices named by their programme; of a region of which none is, all that are in scope."""
    if not set(meant) & set(ids):
        return ids, named
    regions = {_region(notice_id, catalogue) for notice_id in meant}
    return tuple(i for i in ids if i in meant or (named and _region(i, catalogue) not in regions)), True


def _by_year(
    ids: tuple[str, ...], of_region: tuple[str, ...], named: bool, mentions: Mentions, catalogue: Catalogue
) -> Scope:
    """The notices of the named years, region by region; one named by its programme stays beside one named by a year.

    Where several years are named, a notice of each is meant ("2031的…和2032的…").
    """
    if not mentions.years:
        return Scope(ids, named=named)
    years = {notice_id: catalogue.view(notice_id).card.year for notice_id in of_region}
    of_year = tuple(i for i, year in years.items() if year and int(year.value) in mentions.years)
    if not of_year:
        if named:
            return Scope((), named=True, reason="year_not_held", missing=tuple(f"{year}年" for year in mentions.years))
        return Scope(ids, named=False)
    if len({year.value for i in of_year if (year := years[i])}) > 1:
        return Scope(of_year, named=True)
    if not set(of_year) & set(ids):
        return Scope(tuple(i for i in of_region if i in ids or i in of_year), named=True)
    dated = {_region(notice_id, catalogue) for notice_id in of_year}
    beside = len(mentions.regions) > 1
    return Scope(tuple(i for i in ids if i in of_year or (beside and _region(i, catalogue) not in dated)), named=True)


def _region(notice_id: str, catalogue: Catalogue) -> str:
    region = catalogue.view(notice_id).card.region
    return region.value if region else ""
