"""The numbering of Chinese official documents: what a paragraph is numbered with, if with anything.

GB/T 9704-2012 prescribes 一、 （一） 1. （1）; real notices also use 1、 1） ① 第X条, decimals,
guide codes (四到六位代码) and Markdown headings, mix half-width and full-width, and change
style half-way. `marker_at` reads one paragraph's start; `confirmed` drops what only
looked like numbering ("1、2类新药"). Levels are decided in `clauses.py`, from order.

To add a style: a line in `_STYLES` and, where it may replace another, its family in `_FAMILIES`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_CN = "〇零一二三四五六七八九十百"
_SPACE = "[ \\t\u3000\xa0]"
_UNITS = "年月日时号项个家人名万亿元倍米克吨度岁℃%％‰"

# style, rank (outermost first), pattern; group 1 is the ordinal. Patterns have no nested repeats.
_STYLES: tuple[tuple[str, int, str], ...] = (
    ("编", 0, rf"第({{cn}}|\d{{1,3}}){_SPACE}?(?:编|部分|篇)(?=[\s：:、]|$)"),
    ("章", 1, rf"第({{cn}}|\d{{1,3}}){_SPACE}?章(?![程节的、，和及至])"),
    ("节", 2, rf"第({{cn}}|\d{{1,3}}){_SPACE}?节(?=[\s：:、]|$)"),
    ("条", 3, rf"第({{cn}}|\d{{1,4}}){_SPACE}?条(?![第的款、，,。和及至或规之所])"),
    ("一、", 4, rf"({{cn}}){_SPACE}{{0,2}}[、．.](?!\d)"),
    (
        "专题",
        4,
        rf"(?:专题|专项|主题|方向|领域|课题|任务|板块|榜单|榜题|赛道|场景)({{cn}}|\d{{1,2}})(?:[：:、．](?![{_CN}\d]{{1,2}}[：:、])|{_SPACE}+(?=\S))",
    ),
    (
        "方向1.1",
        5,
        rf"(?:专题|专项|主题|方向|领域|课题|任务|板块|榜单|榜题|赛道){_SPACE}?\d{{1,2}}(?:[.．-]\d{{1,2}}){{0,2}}[.．-](\d{{1,2}})(?![\d.．])[：:、．]?",
    ),
    ("（一）", 5, rf"[（(]{_SPACE}?({{cn}}){_SPACE}?[）)](?![至和及或项款、，,])"),
    ("（一）", 5, r"([㈠-㈩])"),
    ("1.1", 7, r"\d{1,2}(?:[.．]\d{1,2}){0,2}[.．](\d{1,2})(?![\d.．])(?!" + _SPACE + "?[" + _UNITS + "])"),
    ("1.", 6, rf"(\d{{1,3}}){_SPACE}?[.．](?!\d)"),
    ("1.", 6, r"([⒈-⒛])"),
    ("1、", 6, rf"(\d{{1,3}}){_SPACE}?、"),
    ("（1）", 7, rf"[（(]{_SPACE}?(\d{{1,3}}){_SPACE}?[）)](?![至和及或项款、，,])"),
    ("（1）", 7, r"([⑴-⒇])"),
    ("1）", 7, r"(\d{1,3})[）)]"),
    ("①", 8, r"([①-⑳])"),
    ("A.", 8, r"([A-Za-z])[.．、)）](?=[\s《“]|[^\x00-\x7f])"),
    (
        "code",
        9,
        rf"((?:[A-Z]{{0,2}}\d{{4,6}}))(?={_SPACE}|[^\x00-\x7f])(?![{_UNITS}])(?!{_SPACE}?[-—－–~〜，,。；;、：:）)／年月元万亿])",
    ),
    ("1 ", 6, rf"(\d{{1,2}})(?={_SPACE}{{1,4}}[一-鿿《“])(?!{_SPACE}*[年月日元万亿])"),
)
_COMPILED = tuple(
    (style, rank, re.compile(pattern.replace("{cn}", f"[{_CN}]{{1,5}}"))) for style, rank, pattern in _STYLES
)
_FAMILIES = ({"一、", "1、", "1.", "1 "}, {"（一）", "（1）", "1）"})
_NOISE = re.compile(r"(?:\[bookmark:[^\]\n]{0,80}\]|\*|" + _SPACE + ")*")
_HEADING_MARK = re.compile(r"(#{1,6})(?=[ \t\u3000])")
_BLANKS = re.compile(_SPACE + "*")
_MARK_WINDOW = 400
_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0}


@dataclass(frozen=True, slots=True)
class Marker:
    """A number at the start of a paragraph. `number` is it as printed without blanks; text begins at `end`.

    `style` names its kind ("一、", "（1）", "条", "code", "#2" for a Markdown heading without a number);
    `rank` its usual level, outermost smallest. A doubtful one counts only beside a neighbour.
    """

    style: str
    ordinal: int
    number: str
    start: int
    end: int
    rank: int
    doubtful: bool = False


def marker_at(text: str, start: int, end: int) -> Marker | None:
    """The number with which the paragraph `text[start:end]` opens, or None.

    Marks of Markdown and Word before it are passed over: "[bookmark: _x]4.本年度" is numbered "4.".
    """
    window = text[start : min(end, start + _MARK_WINDOW)]
    at = _past(_NOISE, window, 0)
    hashes = _HEADING_MARK.match(window, at)
    if hashes:
        at = _past(_NOISE, window, hashes.end())
    for style, rank, pattern in _COMPILED:
        found = pattern.match(window, at)
        if found:
            return _marker(style, rank, found, window, start)
    if hashes:
        level = len(hashes.group(1))
        return Marker(f"#{level}", 1, "", start + hashes.start(), start + at, level - 10)
    return None


def confirmed(markers: Sequence[Marker | None]) -> list[Marker | None]:
    """`markers` in document order, without doubtful ones that have no neighbour in their own sequence.

    "1、2类新药" alone is no list; "1、2020年以来…" followed by "2、…" is.
    """
    by_style: dict[str, list[int]] = {}
    for place, marker in enumerate(markers):
        if marker is not None:
            by_style.setdefault(marker.style, []).append(place)
    kept = list(markers)
    for places in by_style.values():
        for order, place in enumerate(places):
            marker = markers[place]
            if marker is None or not marker.doubtful:
                continue
            before = markers[places[order - 1]] if order else None
            after = markers[places[order + 1]] if order + 1 < len(places) else None
            if not _neighbours(marker, before, after):
                kept[place] = None
    return kept


def same_family(one: str, other: str) -> bool:
    """Whether a list begun in style `one` may go on in style `other`: 4、 then 五、; （一） then （2）."""
    return one == other or any(one in family and other in family for family in _FAMILIES)


def ordinal_of(printed: str) -> int:
    """The value of a Chinese, Arabic, circled or letter ordinal: 十二 → 12, ③ → 3, b → 2."""
    if printed.isdigit() and printed.isdecimal():
        return int(printed)
    first = ord(printed[0])
    for base in (0x2460, 0x2474, 0x2488, 0x3220):
        if base <= first < base + 20 and len(printed) == 1:
            return first - base + 1
    if printed.isascii():
        digits = printed.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        return int(digits) if digits.isdigit() else ord(printed[0].lower()) - 96
    return _chinese(printed)


def _chinese(printed: str) -> int:
    total = digit = 0
    for char in printed:
        if char in "十百":
            total += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
        else:
            digit = digit * 10 + _DIGITS[char] if "十" not in printed and "百" not in printed else _DIGITS[char]
    return total + digit


def _marker(style: str, rank: int, found: re.Match[str], window: str, start: int) -> Marker:
    printed = found.group(1)
    ordinal = ordinal_of(printed)
    if style == "1.1":
        style = f"1.1/{len(re.split('[.．]', found.group()))}"
    elif style == "专题":
        style = f"专题/{found.group()[:2]}"
    elif style == "code":
        style = f"code/{len(printed)}"
    after = window[found.end() : found.end() + 6]
    return Marker(
        style=style,
        ordinal=ordinal,
        number="".join(found.group().split()),
        start=start + found.start(),
        end=start + _past(_NOISE, window, _past(_BLANKS, window, found.end())),
        rank=rank,
        doubtful=_is_doubtful(style, after),
    )


def _is_doubtful(style: str, after: str) -> bool:
    if style.startswith(("code", "1.1", "A.", "1 ")):
        return True
    if style == "1、":
        return re.match(r"\d{1,3}(?!\d)", after) is not None
    if style == "一、":
        return after[:1] in _CN and after[:1] != ""
    return style == "条" and not re.match(r"[\s：:【（(]|$", after)


def _neighbours(marker: Marker, before: Marker | None, after: Marker | None) -> bool:
    if marker.style.startswith("code"):
        return (before is not None and before.ordinal < marker.ordinal) or (
            after is not None and after.ordinal > marker.ordinal
        )
    if marker.style.startswith("1.1"):
        return before is not None or after is not None
    return (before is not None and before.ordinal == marker.ordinal - 1) or (
        after is not None and after.ordinal == marker.ordinal + 1
    )


def _past(pattern: re.Pattern[str], window: str, at: int) -> int:
    found = pattern.match(window, at)
    return found.end() if found else at
