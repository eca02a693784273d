"""Whom to call and where to bring papers: phones with names, e-mail addresses, street addresses.

Read from the lines of the notice as printed, because blanks tell a name from an office
(高新技术处  张三  12345678) and a line that ends with ： heads the lines under it (业务咨询：).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from retrieval.card import Fact, Quote
from retrieval.drafting.limits import one_of
from retrieval.lexicon.wording import wording
from retrieval.values import Value, values_in

_LINE = re.compile(r"[^\n]+")
_JOIN = re.compile(r"[\s、,，/;；或和]{1,8}")
_STRETCH = re.compile(r"[。；;\n]")
_NAMED = re.compile(r"联\s*系\s*人(?:及电话|及联系方式)?[:：\s]*((?:[一-鿿·]{2,4}(?![一-鿿])[、,，\s]{0,4})+)")
_WORD = re.compile(r"[一-鿿·]+")
_HEADS = re.compile(r"^[\s\d一二三四五六七八九十（）().、]*([^：:\d]{2,24})[：:]\s*$")
_BEFORE_PHONE = re.compile(r"([一-鿿、（）()]{2,20}?)(?:的)?(?:联系|服务)?(?:电话|热线|手机)[:：\s]*$")
_MAIL_WORD = re.compile(r"[一-鿿]{2,8}[:：]?\s*$")
_ADDRESS = re.compile(r"(?:地\s*址|报送地点|受理地点|送达地点)[:：]\s*([^，,。；;\n（）()\s]{4,60})")


@dataclass(frozen=True, slots=True)
class _Phones:
    """Phones of one line that stand together, with the words in front of them; `told` is where those before end."""

    first: Value
    last: Value
    front: str
    start: int
    told: int


def contact_facts(text: str) -> Iterator[Fact]:
    """Facts under contact, system_support and address, in the order of the text."""
    head = ""
    for line in _LINE.finditer(text):
        words = line[0]
        headed = _HEADS.match(words)
        if headed:
            head = headed[1].strip() if _contact_word().search(headed[1]) else ""
            continue
        groups = list(_phone_groups(words))
        for group in groups:
            yield from _phone_facts(text, line.start(), group, head)
        yield from _mail_facts(text, line.start(), words)
        yield from _addresses(text, line.start(), words)
        if not groups:
            head = ""


def _phone_groups(line: str) -> Iterator[_Phones]:
    phones = [value for value in values_in(line) if value.kind == "phone"]
    at = told = 0
    while phones:
        run = [phones.pop(0)]
        while phones and _JOIN.fullmatch(line, run[-1].end, phones[0].start):
            run.append(phones.pop(0))
        front = line[at : run[0].start]
        stops = [stop.end() for stop in _STRETCH.finditer(front)]
        start = at + (stops[-1] if stops else 0)
        yield _Phones(run[0], run[-1], line[start : run[0].start], start, told)
        at = told = run[-1].end


def _phone_facts(text: str, offset: int, phones: _Phones, head: str) -> Iterator[Fact]:
    if not _contact_word().search(phones.front + head) and not _office().search(phones.front):
        return
    first = max(0, offset + phones.first.start - 80)
    before = text[max(first, offset + phones.told) if phones.told else first : offset + phones.first.start]
    name = _name(phones.front, before)
    start = offset + phones.start + _lead(phones.front, name)
    end = offset + phones.last.end
    quote = _quote(text, start, end)
    label = head or _label(phones.front, name)
    if _system().search(label + phones.front):
        yield Fact("system_support", quote, label=label, name=name)
    yield Fact("contact", quote, label=label, name=name)


def _name(front: str, before: str) -> str:
    named = _NAMED.search(front) or _NAMED.search(before)
    if named:
        return "、".join(word for word in _WORD.findall(named[1]) if not _contact_word().search(word))
    words = [word for piece in re.split(r"[\s　：:，,]+", front) if (word := piece.strip("、（）() "))]
    last = words[-1] if words else ""
    people = last.split("、")
    alone = len(words) > 1 and all(2 <= len(one) <= 4 and _WORD.fullmatch(one) for one in people)
    return last if alone and not _office_end().search(last) and not _contact_word().search(last) else ""


def _lead(front: str, name: str) -> int:
    """How much of the words in front belongs to another sentence; the quote begins behind it."""
    if len(front.strip()) <= 40:
        return len(front) - len(front.lstrip(" \u3000（(，,、"))
    at = front.find(name) if name else -1
    found = _contact_word().search(front, max(0, at - 8) if at >= 0 else max(0, len(front) - 24))
    pause = max(front.rfind(mark, 0, found.start() if found else len(front)) for mark in "，,。；;（( ")
    return pause + 1 if pause >= 0 else max(0, len(front) - 40)


def _label(front: str, name: str) -> str:
    said = (
        _BEFORE_PHONE.search(re.split(r"[，,。；;\s]", front.rstrip("：: ").rstrip() + "：")[-1]) if not name else None
    )
    if said and said[1] != "联系":
        return said[1]
    office = front.split(name, maxsplit=1)[0] if name and name in front else front
    office = re.split(r"[，,。；;：:（(]", office.strip(" 　：:，,"))[-1].strip()
    office = re.sub(r"联\s*系\s*人|(?:联系|咨询)?电话|联系$", "", office).strip("：: \u3000")
    people = name.split("、")
    if len(office) < 2 or any(one and one in office for one in people):
        return "联系人" if name else "联系电话"
    return office[:20]


def _mail_facts(text: str, offset: int, line: str) -> Iterator[Fact]:
    mails = [value for value in values_in(line) if value.kind == "email"]
    if mails:
        word = _MAIL_WORD.search(line, 0, mails[0].start)
        start = word.start() if word else mails[0].start
        yield Fact("contact", _quote(text, offset + start, offset + mails[-1].end), label="电子邮箱")


def _addresses(text: str, offset: int, line: str) -> Iterator[Fact]:
    for found in _ADDRESS.finditer(line):
        if re.search("[路街道号楼室村厦院园]", found[1]):
            yield Fact("address", _quote(text, offset + found.start(), offset + found.end()), label="地址")


def _quote(text: str, start: int, end: int) -> Quote:
    while start < end and text[start].isspace():
        start += 1
    return Quote(text[start:end], start, end)


@cache
def _contact_word() -> re.Pattern[str]:
    return re.compile(one_of(wording()["contacts"]["words"]))


@cache
def _system() -> re.Pattern[str]:
    return re.compile(one_of(wording()["contacts"]["system"]))


@cache
def _office() -> re.Pattern[str]:
    return re.compile(rf"[一-鿿](?:{one_of(wording()['contacts']['offices'])})(?:[\s：:（(]|$)")


@cache
def _office_end() -> re.Pattern[str]:
    return re.compile(f"(?:{one_of(wording()['contacts']['offices'])})$")
