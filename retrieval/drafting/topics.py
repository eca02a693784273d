"""Which topics a sentence states, by the words of `lexicon/topics.yaml`.

A title above the sentence counts where it names a topic; so does a cue in the sentence
itself. Topics that rest on a number (cap, ratio, deadline…) are not decided here but in
`rules.py`, `quotas.py` and `windows.py`, which look at what the number is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache
from typing import Literal

from retrieval.drafting.limits import one_of
from retrieval.drafting.said import Said
from retrieval.lexicon import lexicon
from retrieval.lexicon.wording import wording

Span = tuple[int, int]

_TITLE = 12
_LONE = 12
_TITLES = re.compile("《([^《》]*)》")
# Topics beside which the title's own still holds.
_GENERAL = frozenset(
    ("basis", "definition", "duties", "direction", "outcome", "priority", "leader", "degree", "joint", "purpose")
)
BY_NUMBER = frozenset(("deadline", "cap", "ratio", "threshold", "duration", "copies", "age"))
_WITHOUT_NUMBER = {
    "quota": re.compile("名额|限额.{0,6}推荐"),
    "deadline": re.compile(
        "常年(?:开放|受理|申报)|截止.{0,6}(?:时间|受理).{0,16}(?:另行|为准|留意|通知)|逾期不予?受理"
        "|(?:时间|批次|征集|受理|申报).{0,30}(?<!不再)另行通知"
    ),
}


def topics_of(said: Said, *, stated: Collection[str] = ()) -> Iterator[tuple[str, tuple[Span, ...]]]:
    """Topics that `said` states without regard to its numbers, each with the places of its cues.

    A topic named only by the title above comes without places, and only where nothing of the
    sentence, `stated` or cued, is more special: under 申报条件, 不得申报 is an exclusion.
    """
    words = _masked(said.text)
    kinds = {value.kind for value in said.values}
    led, titled = _led(said), _titled(said)
    titled = led & titled or led - _GENERAL or titled
    cued: dict[str, tuple[Span, ...]] = {}
    for topic in lexicon().topics.values():
        cues = _WITHOUT_NUMBER.get(topic.id) or (None if topic.id in BY_NUMBER else _cues(topic.id))
        if (
            cues is not None
            and topic.id not in stated
            and (not topic.value or kinds & {*topic.value} or topic.id in _WITHOUT_NUMBER)
        ):
            spans = tuple(found.span() for found in cues.finditer(words) if found[0])
            if spans:
                cued[topic.id] = spans
    special = ({*cued} | {*stated}) - _GENERAL
    by_title = not special and not said.title and (len(said.text) > _LONE or bool(said.lead))
    for topic_id in lexicon().topics:
        if topic_id in cued:
            yield topic_id, cued[topic_id]
        elif by_title and topic_id in titled and topic_id not in BY_NUMBER:
            yield topic_id, ()


def _led(said: Said) -> frozenset[str]:
    """Topics of the sentence that opens the list: 有下列行为之一的，取消资格： makes its items penalties."""
    if not said.lead:
        return frozenset()
    words = _masked(said.lead)
    return frozenset(topic for topic in lexicon().topics if topic not in BY_NUMBER and _cues(topic).search(words))


def _titled(said: Said) -> frozenset[str]:
    """Topics of the innermost title that names one or two; 总则 and 监督管理 name too many to tell."""
    weak = wording()["titles"]["weak"]
    for heading in reversed(said.headings):
        found = frozenset(topic for topic in lexicon().topics if _headings(topic).search(heading))
        if found and len(heading) <= _TITLE and heading not in weak:
            return found if len(found) <= 2 else frozenset()
    return frozenset()


def _masked(words: str) -> str:
    """`words` with the inside of titles in 《》 hidden but for the last character, which says 书, 表 or 办法."""
    return _TITLES.sub(lambda title: "《" + "□" * max(0, len(title[1]) - 1) + title[1][-1:] + "》", words)


def strength_of(words: str) -> Literal["must", "should", "may"]:
    """How firm `words` are: "may" (鼓励, 可以), "should" (一般, 原则上) or "must"."""
    if _strength("may").search(words):
        return "may"
    return "should" if _strength("should").search(words) else "must"


def applicants_of(words: str) -> tuple[str, ...]:
    """The kinds of applicant a clause is limited to: those it begins with, or that it is 'for'."""
    found = _subjects().match(words)
    return tuple(re.split("[、和及或与]", found[1])) if found else ()


@cache
def _cues(topic: str) -> re.Pattern[str]:
    cues = lexicon().topics[topic].cue
    return re.compile("|".join(f"(?:{cue})" for cue in cues) if cues else "(?!)")


@cache
def _headings(topic: str) -> re.Pattern[str]:
    words = lexicon().topics[topic].heading
    return re.compile(one_of(words) if words else "(?!)")


@cache
def _strength(strength: str) -> re.Pattern[str]:
    return re.compile(one_of(wording()["strength"][strength]))


@cache
def _subjects() -> re.Pattern[str]:
    one = f"(?:{one_of(wording()['applicants'])})"
    return re.compile(
        f"(?:对于|对|其中|由|申报单位为)?({one}(?:[、和及或与]{one})*)(?=承担|申报|申请|牵头|项目|须|应|可|组织|作为|参与)"
    )
