"""How many projects may be put forward: by a recommending body (名额), or by one applicant (限报).

东城区、西城区分别限额推荐30项、6项 gives each body its own number; 合计 leaves them one
number together. One applicant's limit is told from a quota by its subject: 每家单位, 同一企业.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from retrieval.card import Measure
from retrieval.drafting.limits import Bounded, bounded_in, one_of
from retrieval.drafting.said import Part, Said
from retrieval.lexicon.wording import wording

_RECOMMENDED = re.compile("推荐|名额|限报|限推")
_SUBJECT_END = re.compile(
    "(?:可|应|须|最多|至多|原则上|分别|合计|共计|总计|各自|各)*(?:限额择优推荐|限额推荐|择优推荐|推荐|限报|限推|申报)(?:的)?(?:项目|课题|数量|名额|总数|数|指标)*(?:为|上限)?$"
)
_AND = re.compile("[、和与及]|以及")
_OPENED = re.compile("[（(][^（()）]*[）)]")


@dataclass(frozen=True, slots=True)
class Share:
    """Who may put forward how many. `start:end` is the stretch of the part that says so."""

    topic: str
    who: tuple[str, ...]
    label: str
    measure: Measure
    start: int
    end: int


def shares_in(said: Said, place: int) -> Iterator[Share]:
    """The quotas and limits that part `place` of a sentence states."""
    part = said.parts[place]
    counts = [
        one for one in bounded_in(part) if one.measure.unit == "item" and one.value.unit in ("项", "个", "家", "件")
    ]
    applicant = _applicant(said, place)
    if applicant and not (_RECOMMENDED.search(part.text) and "推荐" in part.text):
        yield from _limits(part, counts, applicant)
    elif _RECOMMENDED.search(part.text):
        yield from _quotas(part, counts)


def _applicant(said: Said, place: int) -> str:
    for part in reversed(said.parts[max(0, place - 1) : place + 1]):
        found = _one_applicant().search(part.text)
        if found:
            return found[0]
    return ""


def _limits(part: Part, counts: list[Bounded], applicant: str) -> Iterator[Share]:
    for one in counts:
        behind_subject = applicant not in part.text or one.value.start >= part.text.find(applicant) + len(applicant)
        if one.measure.bound in ("at_most", "less_than") and behind_subject:
            yield Share("limit", (), applicant, one.measure, 0, len(part.text))


def _quotas(part: Part, counts: list[Bounded]) -> Iterator[Share]:
    at = 0
    for group in _groups(part, counts):
        front = part.text[at : group[0].left]
        ended = _SUBJECT_END.search(front) or _SUBJECT_END.search(
            front + part.text[group[0].left : group[0].value.start]
        )
        start = at + len(front) - len(front.lstrip("、，；"))
        end = group[-1].right
        at = end
        if not ended:
            continue
        who = _names(front[: ended.start()] if ended.start() < len(front) else front)
        label = "合计" if "合计" in ended[0] or "共计" in ended[0] else ""
        if not who or group[0].measure.bound not in ("at_most", "less_than", "exactly"):
            continue
        if len(group) == len(who):
            pairs = zip(who, group, strict=True)
            yield from (Share("quota", (name,), label, one.measure, start, end) for name, one in pairs)
        elif len(group) == 1 and re.search("分别|各", ended[0]):
            yield from (Share("quota", (name,), label, group[0].measure, start, end) for name in who)
        elif len(group) == 1:
            yield Share("quota", who, label, group[0].measure, start, end)


def _groups(part: Part, counts: list[Bounded]) -> Iterator[list[Bounded]]:
    """Counts that follow on one another (50项、8项和85项) belong to one list of bodies."""
    group: list[Bounded] = []
    for one in counts:
        if group and not re.fullmatch("[、和及与]|以及", part.text[group[-1].right : one.left]):
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def _names(front: str) -> tuple[str, ...]:
    words = _OPENED.sub(lambda aside: "\x00" * len(aside[0]), front)
    names: list[str] = []
    start = 0
    for mark in [*_AND.finditer(words), None]:
        end = mark.start() if mark else len(words)
        name = front[start:end].strip("，；：: ")
        name = re.sub("^(?:其中|由|对|请)|(?:可|应|最多|分别|合计|推荐项目|推荐|申报)+$", "", name)
        if name and len(name) <= 24:
            names.append(name)
        start = mark.end() if mark else end
    return tuple(names)


@cache
def _one_applicant() -> re.Pattern[str]:
    return re.compile(f"(?:{one_of(wording()['each'])})(?:[^，。；、]{{0,6}}?)(?:{one_of(wording()['each_of'])})")
