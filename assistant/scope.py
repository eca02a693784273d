"""Scope: which notices are meant, or what was named that is not held.

Second step of the flow. One city's or year's rule never answers for another: a place or year
that no notice covers ends here, with what is held instead. Whether the notices in scope state
anything is for `retrieve.py` and `compose/` to find.
"""

from __future__ import annotations

from assistant.catalogue import Catalogue
from assistant.language import words
from assistant.records import Mentions, Reading, Scope


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
    ids, named = _by_name(of_region, named, mentions)
    if not ids:
        return Scope((), named=True, reason="region_not_held", missing=mentions.foreign)
    return _by_year(ids, of_region, named, mentions, catalogue)


def _by_region(ids: tuple[str, ...], mentions: Mentions, catalogue: Catalogue) -> tuple[tuple[str, ...], bool]:
    regions = {notice_id: catalogue.view(notice_id).card.region for notice_id in ids}
    if mentions.regions:
        return tuple(i for i, region in regions.items() if region and region.value in mentions.regions), True
    if mentions.foreign:
        national = words("wording.yaml", "national")
        return tuple(i for i, region in regions.items() if region and region.value in national), True
    return ids, False


def _by_name(ids: tuple[str, ...], named: bool, mentions: Mentions) -> tuple[tuple[str, ...], bool]:
    by_name = tuple(notice_id for notice_id in ids if notice_id in mentions.notices)
    return (by_name, True) if by_name else (ids, named)


def _by_year(
    ids: tuple[str, ...], of_region: tuple[str, ...], named: bool, mentions: Mentions, catalogue: Catalogue
) -> Scope:
    """The notices of the named years; one named by its programme stays beside one of the region named by its year."""
    if not mentions.years:
        return Scope(ids, named=named)
    years = {notice_id: catalogue.view(notice_id).card.year for notice_id in of_region}
    of_year = tuple(i for i, year in years.items() if year and int(year.value) in mentions.years)
    both = tuple(i for i in of_region if i in ids or i in of_year) if mentions.notices else ids
    if set(of_year) & set(ids):
        return Scope(tuple(i for i in ids if i in of_year), named=True)
    if of_year:
        return Scope(both, named=True)
    if named:
        return Scope((), named=True, reason="year_not_held", missing=tuple(f"{year}年" for year in mentions.years))
    return Scope(ids, named=False)
