"""Who issued a notice, and when.

In order: the letterhead above the title, the issuer inside the title, the signature over the
date; where there is none, the order by which a law was issued, who is to interpret it, or
the office that answers questions. Used by `head.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from retrieval.card import Named, Quote
from retrieval.drafting.limits import one_of
from retrieval.lexicon.wording import wording
from retrieval.values import Value, values_in

HEAD = 1500
_SIGNED = re.compile(
    r"(?P<who>(?:[一-鿿（）()]{3,40}\s+){1,6})"
    r"(?P<day>(?:\d{4}|[二一][〇○零一二三四五六七八九]{3})\s*年[^\n年]{1,8}月[^\n月]{1,6}日)[ \t　]*(?=\n|$)"
)
_POSTED = re.compile(r"(?:发布|成文|印发|发文)(?:时间|日期)\s*[：:]\s*")
_ORDERED = re.compile(r"([一-鿿]{2,20}?)令第?\s*\d+\s*号")
_EXPLAINED = re.compile(r"由([一-鿿、和]{2,60}?)(?:负责)?(?:共同)?负责解释")


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line without outer blanks and Markdown marks, with its place."""

    text: str
    start: int
    end: int


def named(text: str, value: str, start: int, end: int) -> Named:
    """`value` with its proof, `text[start:end]`."""
    return Named(value, Quote(text[start:end], start, end))


def signature(text: str, title: Named) -> tuple[tuple[Named, ...], Named] | None:
    """The first issuer lines with a date under them, behind the title."""
    begin = title.quote.end if title.quote else 0
    for found in _SIGNED.finditer(text, begin):
        names = [name for name in re.finditer(r"[^\s]+", found["who"]) if is_issuer(name[0])]
        if not names:
            continue
        day = next((value for value in values_in(found["day"]) if value.kind == "date"), None)
        if day is None:
            continue
        offset = found.start("who")
        signers = tuple(named(text, name[0], offset + name.start(), offset + name.end()) for name in names)
        start = found.start("day")
        return signers, named(text, day.norm.removeprefix("date:"), start, start + len(found["day"]))
    return None


def is_issuer(name: str) -> bool:
    """Whether `name` is by its ending an agency: …局, …委员会, …人民政府."""
    return 3 <= len(name) <= 40 and bool(
        re.search(f"(?:{one_of(wording()['issuers']['endings'])})$", re.sub("[（(].*?[)）]", "", name))
    )


def posted(text: str) -> Named | None:
    """The day given on the page or in brackets under the title, where no signature has one."""
    posted = _POSTED.search(text, 0, HEAD)
    days = [
        value
        for value in values_in(text[:HEAD])
        if value.kind == "date" and value.norm.count("-") == 2 and "--" not in value.norm
    ]
    if posted:
        days = [value for value in days if value.start >= posted.end()][:1]
    else:
        behind = [
            value
            for value in days
            if re.match(r"[^\n]{0,30}(?:公布|修订|发布|通过|印发)", text[value.end : value.end + 40])
        ]
        days = behind[-1:]
    return _from_value(text, days[0]) if days else None


def _from_value(text: str, value: Value) -> Named:
    return named(text, value.norm.partition(":")[2], value.start, value.end)


def issuers_of(text: str, lines: Sequence[Line], title: Named, signers: Sequence[Named]) -> tuple[Named, ...]:
    """Every issuer once: of the letterhead, of the title, of the signature, else the best guess of the text."""
    found: dict[str, Named] = {}
    start = title.quote.start if title.quote else 0
    for line in lines:
        if line.end <= start and is_issuer(line.text):
            found.setdefault(line.text, named(text, line.text, line.start, line.end))
    inside = re.match(r"([一-鿿、 ]{3,60}?)关于", title.value)
    if inside and title.quote:
        for name in re.finditer("[^、 ]+", inside[1]):
            if is_issuer(name[0]) and text[start + name.start() : start + name.end()] == name[0]:
                found.setdefault(name[0], named(text, name[0], start + name.start(), start + name.end()))
    for signer in signers:
        found.setdefault(signer.value, signer)
    return tuple(found.values()) or tuple(_fallback(text))


def _fallback(text: str) -> Iterator[Named]:
    """Who issued it, where no letterhead and no signature says so: the order, the interpreter, the office to ask."""
    ordered = _ORDERED.search(text, 0, HEAD)
    if ordered:
        yield named(text, ordered[1], ordered.start(1), ordered.end(1))
        return
    explained = list(_EXPLAINED.finditer(text))
    if explained:
        at = explained[-1].start(1)
        for name in re.finditer("[^、和]+", explained[-1][1]):
            if is_issuer(name[0]):
                yield named(text, name[0], at + name.start(), at + name.end())
        return
    asked = _asked_office().search(text)
    if asked:
        yield named(text, asked[1], asked.start(1), asked.end(1))


@cache
def _asked_office() -> re.Pattern[str]:
    offices = one_of(wording()["contacts"]["offices"])
    return re.compile(
        rf"(?:咨询|联系)[^。]{{0,30}}?\s([一-鿿]{{2,12}}(?:局|委员会|厅|委|部|办公室))(?=[一-鿿]{{0,8}}(?:{offices})\s)"
    )
