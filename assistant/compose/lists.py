"""Lists of a notice: what announces them and their items, found by the numbers before the items.

"有下列情形之一的，不予受理：1.…；2.…", "须同时具备下列条件：（一）…", "六、申报材料" with 1. 2. 3. below.
For a question for all that applies, the list is quoted whole (`choosing.py`): an item alone is half an answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.catalogue import View
from assistant.compose.focus import Span
from assistant.language import pattern
from assistant.records import Candidate
from assistant.stated.units import Unit

LIKELY = 0.5
"""The list is what is asked for when the answer is in it with this probability."""

ALONE = 0.75
"""An item that answers with this probability is quoted by itself."""

NEAR_BEST = 0.5
"""A list is meant when the sentence that announces it answers with this share of the best one's probability."""

AS_LIKELY = 0.85
"""Of a list within another, the inner one is meant when it holds this share of the outer one's probability."""

FEWEST = 2
LONG_ITEM = 30
"""Characters of an item up to which it is its own head."""

LABELLED = 5
"""Characters at the start of an item in which its number stands."""

_DIGITS = "一二三四五六七八九十"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_NUMBER = rf"[（(](?P<a>\d{{1,2}}|[{_DIGITS}]{{1,3}})[)）]|(?P<b>\d{{1,2}})[.．、](?!\d)|(?P<c>[{_CIRCLED}])"
_BEFORE_DIGITS = re.compile(r"(?P<a>(?!))?(?P<b>\d{1,2})[.．、](?=\d)(?P<c>(?!))?")
_LABEL = re.compile(rf"(?:{_NUMBER})\s*$")
_FIRST_INSIDE = re.compile(rf"[：:。]\s*(?P<label>{_NUMBER})")
_HEAD = re.compile(r"[：:。；;]|[（(][^（()）]*[)）][^（()）]{0,8}$")


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: the span that announces it (a sentence or, where `headed`, a heading), its items with their numbers,
    the starts of its sentences.
    """

    opens: Span
    items: tuple[Span, ...]
    members: frozenset[int]
    headed: bool


@dataclass(frozen=True, slots=True)
class _Label:
    style: str
    number: int
    start: int


def asked_list(view: View, candidates: Sequence[Candidate], most: int) -> tuple[Span, ...]:
    """The list in which the answer most likely is, whole within `most` characters, else by the heads of its items.

    Nothing when the answer is likelier elsewhere or in one item alone. Items by themselves tell less surely than a
    sentence that announces them: a list so found is told whole or not at all.
    """
    shares = {candidate.start: candidate.share for candidate in candidates}
    listing = _likeliest(view, shares)
    if listing is None:
        return ()
    end = listing.items[-1][1]
    spans: tuple[Span, ...] = ((listing.opens[0], end),)
    if listing.headed:
        spans = (listing.opens, (listing.items[0][0], end))
    if _length(spans) > most and _announced(listing, shares):
        spans = (listing.opens, *(_head(view, item) for item in listing.items))
    return spans if _length(spans) <= most else ()


def _length(spans: Sequence[Span]) -> int:
    return sum(end - start for start, end in spans)


def _likeliest(view: View, shares: Mapping[int, float]) -> Listing | None:
    found = [(sum(shares.get(start, 0.0) for start in one.members), one) for one in listings(view)]
    likely = [(share, one) for share, one in found if _announced(one, shares) or _holds(one, share, shares)]
    if not likely:
        return None
    top = max(share for share, _ in likely)
    return min((one for share, one in likely if share >= AS_LIKELY * top), key=lambda one: len(one.members))


def _announced(one: Listing, shares: Mapping[int, float]) -> bool:
    """Whether the sentence that announces a list is about as likely to answer as the best one."""
    return shares.get(one.opens[0], 0.0) >= NEAR_BEST * max(shares.values(), default=0.0) > 0


def _holds(one: Listing, share: float, shares: Mapping[int, float]) -> bool:
    """Whether the items together likely answer, and no single one does."""
    items = (shares.get(start, 0.0) for start in one.members if start != one.opens[0])
    return share >= LIKELY and max(items, default=0.0) < ALONE


def listings(view: View) -> tuple[Listing, ...]:
    """All lists of a notice, in order; one within another stands for itself as well."""
    labels = [_label(view, at) for at in range(len(view.units))]
    found = (_from(view, labels, at) for at in range(len(view.units)))
    return tuple(one for one in found if one is not None)


def _head(view: View, item: Span) -> Span:
    """The head of an item: to its first mark that ends a sentence or announces more, without an aside at its end."""
    start, end = item
    stop = _HEAD.search(view.held.text, start + LABELLED, end) if end - start > LONG_ITEM else None
    return (start, stop.start()) if stop else item


def _label(view: View, at: int) -> _Label | None:
    """The number right before a sentence; one that a number follows counts as part of it ("4.30万元以上设备清单")."""
    units = view.units
    before = units[at - 1].end if at else 0
    found = _LABEL.search(view.held.text, before, units[at].start)
    found = found or _BEFORE_DIGITS.match(view.held.text, units[at].start, units[at].end)
    return _read(found) if found else None


def _read(found: re.Match[str]) -> _Label:
    written = found["a"] or found["b"] or found["c"]
    style = "circled" if found["c"] else "point" if found["b"] else "digit" if written.isdigit() else "word"
    return _Label(style, _value(written), found.start("label") if "label" in found.groupdict() else found.start())


def _value(written: str) -> int:
    if written.isdigit() and written not in _CIRCLED:
        return int(written)
    if written in _CIRCLED:
        return _CIRCLED.index(written) + 1
    tens, ten, ones = written.rpartition("十")
    return 10 * (_DIGITS.index(tens) + 1 if tens else 1 if ten else 0) + (_DIGITS.index(ones) + 1 if ones else 0)


def _from(view: View, labels: Sequence[_Label | None], at: int) -> Listing | None:
    """The list that the sentence at `at` announces or, below a heading, begins."""
    unit = view.units[at]
    inside = _FIRST_INSIDE.search(view.held.text, unit.start, unit.end)
    if inside is not None and (label := _read(inside)).number == 1:
        return _listing(view, labels, (unit.start, label.start), label, at, at)
    following = labels[at + 1] if at + 1 < len(labels) else None
    announces = bool(pattern("wording.yaml", "announces").search(unit.body))
    if announces and following and following.number == 1 and not view.held.text[unit.end : following.start].strip():
        begin = _sentence(view, labels, at)
        return _listing(view, labels, (view.units[begin].start, unit.end), following, begin, at + 1)
    own = labels[at]
    if own and own.number == 1 and (opens := _heading(view, at, own)):
        return _listing(view, labels, opens, own, at, at)
    return None


def _sentence(view: View, labels: Sequence[_Label | None], at: int) -> int:
    """Where the sentence began whose last part announces the list ("有下列行为之一的，…；情节严重的，…：")."""
    units = view.units
    while at and not labels[at] and units[at - 1].end == units[at].start and units[at - 1].body.endswith(("；", ";")):
        at -= 1
    return at


def _heading(view: View, at: int, label: _Label) -> Span | None:
    """The heading that stands right before the first item, without a sentence between."""
    after = view.units[at - 1].end if at else 0
    above = [c for c in view.held.clauses if c.heading and after <= c.start and c.label_end <= label.start]
    return (above[-1].start, above[-1].label_end) if above else None


def _listing(
    view: View, labels: Sequence[_Label | None], opens: Span, first: _Label, begin: int, at: int
) -> Listing | None:
    items: list[Span] = []
    start, last = first.start, at
    for following in _continuing(view, labels, first, at):
        label = labels[following]
        items.append((start, view.units[following - 1].end))
        start, last = label.start if label else start, following
    last = _to_its_end(view, labels, last)
    items.append((start, view.units[last].end))
    if len(items) < FEWEST:
        return None
    members = frozenset(unit.start for unit in view.units[begin : last + 1])
    return Listing(opens, tuple(items), members, headed=opens[0] not in members)


def _continuing(view: View, labels: Sequence[_Label | None], first: _Label, at: int) -> Iterator[int]:
    """The sentences that begin the second item and those after it."""
    number = first.number
    above = _above(view.units[at])
    for following in range(at + 1, len(view.units)):
        label = labels[following]
        if not view.units[following].section.startswith(above):
            return
        if label and label.style == first.style:
            if label.number != number + 1:
                if view.units[following].start == label.start:
                    continue
                return
            number += 1
            yield following


def _above(unit: Unit) -> str:
    """The section that an item's own stands in."""
    return unit.section.rpartition(" > ")[0]


def _to_its_end(view: View, labels: Sequence[_Label | None], last: int) -> int:
    """The last sentence of the last item: what follows it in one paragraph of its own, or as items below it."""
    units = view.units
    section = units[last].section
    own = labels[last]
    alone = bool(own and "\n" in view.held.text[units[last - 1].end : own.start]) if last else False
    while alone and last + 1 < len(units) and units[last + 1].section.startswith(section):
        below = len(units[last + 1].section) > len(section)
        if "\n" in view.held.text[units[last].end : units[last + 1].start] and not below:
            break
        last += 1
    return last
