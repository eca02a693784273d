"""Which programme a notice is about, what people call it, and where it holds.

All from the title: 关于组织申报2031年度某市甲乙项目的通知 is about 甲乙项目 of 某市. The verbs and
tails that say nothing about the programme are data (`wording.yaml`, section `titles`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from retrieval.card import Named
from retrieval.drafting.head import Head
from retrieval.drafting.limits import one_of
from retrieval.lexicon import Place, lexicon
from retrieval.lexicon.wording import wording

_YEAR = re.compile(r"(?:20\d{2}\s*[-—至]\s*)?20\d{2}\s*(?:年度|学年|年)?|[二一][〇零一二三四五六七八九]{3}年(?:度)?")
_ASIDE = re.compile(r"[（(]([^（()）]{1,40})[)）]")
_BATCH = re.compile("第[一二三四五六七八九十0-9]+批|试行|暂行|暂定|修订|征求意见稿|送审稿")
_LABEL = 20
# A place that no table holds still heads the name of its agency: 某某市某某区科技局.
_STEP = re.compile("[一-鿿]{2,4}?(?:省|市|自治区|自治州|州|盟|县|区|旗|新区)")
_SEAT = re.compile(
    f"(?:{_STEP.pattern}){{1,3}}(?=人民政府|[一-鿿]{{0,14}}(?:局|厅|委员会|委|办公室|部|中心)|关于|20\\d\\d年|[一-鿿]{{2,}}(?:办法|方案|指南|通知))"
)


@dataclass(frozen=True, slots=True)
class Programme:
    """The programme with its other names, the region with its, and the notice's short name."""

    programme: Named | None
    names: tuple[str, ...]
    region: Named | None
    region_names: tuple[str, ...]
    label: str


def programme_of(head: Head) -> Programme:
    """Read the programme and the region off the title and the issuers."""
    region, region_names = _region(head)
    core = _core(head.title.value)
    programme, aside = _without_aside(core)
    name = aside or programme
    named = Named(name, head.title.quote) if name else None
    names = tuple(_names(programme, aside, name))
    return Programme(named, names, region, region_names, _label(region_names, name or head.title.value))


def _core(title: str) -> str:
    """The programme's words of a title, without issuer, verbs, year, place and tails."""
    words = re.sub(r"\s+", "", title)
    inside = re.search("《([^《》]+)》", words)
    words = inside[1] if inside and re.search("印发|发布|修订|下达", words) else words
    at = words.find("关于")
    words = words[at + 2 :] if 0 <= at <= 60 else words
    verbs, tails = one_of(wording()["titles"]["verbs"]), one_of(wording()["titles"]["tails"])
    before = ""
    while before != words:
        before = words
        words = re.sub(
            f"^(?:{verbs}|国家级?(?=$)|的|“|”)", "", _YEAR.sub("", words, count=1) if _YEAR.match(words) else words
        )
        place = _place_at_front(words)
        words = words[len(place) :] if place and len(words) - len(place) >= 3 else words
        words = re.sub(f"(?:的|{tails})$", "", words) if len(words) > 4 else words
        aside = re.search(r"[（(]([^（()）]{1,40})[)）]$", words)
        if aside and _BATCH.search(aside[1]):
            words = words[: aside.start()]
    return words


def _place_at_front(words: str) -> str:
    return max((words[:size] for size in range(2, 8) if words[:size] in lexicon().places), key=len, default="")


def _without_aside(core: str) -> tuple[str, str]:
    """科技计划（灯塔专项） is about the programme in brackets, within the one before them."""
    aside = _ASIDE.search(core)
    if not aside:
        return core, ""
    kind = aside[1].endswith(tuple(wording()["titles"]["kinds"]))
    return (core[: aside.start()] + core[aside.end() :]).strip("（）()"), aside[1] if kind else ""


def _names(programme: str, aside: str, name: str) -> Iterable[str]:
    found: dict[str, None] = {}
    kinds = one_of(wording()["titles"]["kinds"])
    for words in (aside, programme):
        if len(words) < 3:
            continue
        bare = re.sub(f"(?:{kinds})$", "", words)
        found.update(dict.fromkeys((words, bare if len(bare) > 4 else words, re.sub("^(?:国家|省|市)级?", "", words))))
        halves = re.split("[与和及]", bare)
        if len(halves) > 1 and all(len(half) >= 4 for half in halves):
            found.update(dict.fromkeys(half for half in halves))
        for long, short in wording()["short"].items():
            if long in words and short != words:
                found[words.replace(long, short)] = None
    return [word for word in found if len(word) > 3 and word != name]


def _region(head: Head) -> tuple[Named | None, tuple[str, ...]]:
    sources = [(head.title.value, head.title.quote), *((one.value, one.quote) for one in head.issuers)]
    for words, quote in sources:
        found = _place_in(words)
        if found:
            return Named(found, quote), _place_names(found)
    for words, quote in sources:
        joined = re.sub(r"\s+", "", words)
        chain = _SEAT.match(joined) or _titled().search(joined)
        seats = _STEP.findall(chain[chain.lastgroup or 0]) if chain else []
        seats = [] if any(seat.endswith(_no_seat()) for seat in seats) else seats
        if seats:
            return Named(seats[-1], quote), tuple(name for seat in reversed(seats) for name in _place_names(seat))
    for words, quote in sources:
        if zone := _zone().match(words):
            return Named(zone[0], quote), (zone[0], zone["place"])
    for words, quote in sources:
        if any(word in words for word in wording()["issuers"]["national"]):
            return Named(wording()["issuers"]["nation"], quote), (wording()["issuers"]["nation"], "国家")
    return None, ()


@cache
def _titled() -> re.Pattern[str]:
    """A place that a title names behind its year or its verbs: 关于组织申报2031年度某某市甲乙项目的通知."""
    verbs = one_of(wording()["titles"]["verbs"])
    return re.compile(rf"(?:20\d\d年度?|关于(?:{verbs})*+)(?P<seat>(?:{_STEP.pattern}){{1,2}})")


@cache
def _zone() -> re.Pattern[str]:
    """A zone that a title or an office begins with: 某某高新区2031年…."""
    titles = wording()["titles"]
    return re.compile(rf"(?!{one_of(titles['no_zone_names'])})(?P<place>[一-鿿]{{2,3}}?)(?:{one_of(titles['zones'])})")


@cache
def _no_seat() -> tuple[str, ...]:
    return tuple(wording()["titles"]["no_places"])


def _place_in(words: str) -> str:
    """The first place that `words` name, at its longest: 某某市 rather than 某某."""
    places = lexicon().places
    for start in range(len(words)):
        for size in range(8, 1, -1):
            word = words[start : start + size]
            if len(word) == size and word in places:
                return word
    return ""


def _place_names(name: str) -> tuple[str, ...]:
    entries: tuple[Place, ...] = lexicon().places.get(name, ())
    bare = re.sub("(?:市|省|区|县|自治区)$", "", name)
    short = [bare] if len(bare) >= 2 else []
    cities = [entry.city for entry in entries if entry.level == "city" and entry.city]
    return tuple(dict.fromkeys((name, *short, *cities)))


def _label(region_names: Iterable[str], name: str) -> str:
    region = min((one for one in region_names if one != "全国"), key=len, default="")
    words = re.sub(r"[（(][^（()）]*[)）]", "", name)
    label = words if not region or region in words or region == "国家" else region + words
    return label[:_LABEL]
