"""Counts: a number with its measure word (六份, 15-25个字, 三年, 第一批, 一式两份).

Which words measure, and where a Chinese numeral is no quantity (统一, 一定, 第三代), is data:
`lexicon/wording.yaml`, section `measures`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from retrieval.lexicon.wording import wording
from retrieval.values.numerals import ARABIC, BLANK, CHINESE, RANGE, SCALE, arabic, chinese, either, plain, shifted
from retrieval.values.record import Reader, Value, found

_MEASURES = wording()["measures"]
_NOT_BEFORE: dict[str, list[str]] = _MEASURES["not_before"]
SAME: dict[str, str] = _MEASURES["same"]
ITEMS = frozenset(_MEASURES["items"])
_VAGUE = frozenset(_MEASURES["one_is_vague_before"])
_COUNTS_AFTER = tuple(_MEASURES["one_counts_after"])
_BOUND_AFTER = tuple(_MEASURES["one_is_bound_after"])


def _unit(words: Iterable[str]) -> str:
    def one(word: str) -> str:
        unwanted = [re.escape(tail) for tail in _NOT_BEFORE.get(word, ())]
        return re.escape(word) + (f"(?!{'|'.join(unwanted)})" if unwanted else "")

    return f"(?P<unit>{'|'.join(one(word) for word in sorted(set(words), key=len, reverse=True))})"


_ARABIC = re.compile(
    rf"(?P<number>{ARABIC})(?P<scale>{BLANK}(?:{SCALE}|[百千]))?(?:多|余|\+)?{BLANK}(?:{_unit(_MEASURES['arabic'])}"
    r"|(?P<latin>MB|GB|KB|TB|kg|km|mm|cm|mg|nm|kW|MW|m2|㎡|℃|元/)(?![A-Za-z0-9]))"
)
_CHINESE = re.compile(
    rf"(?P<number>{CHINESE})(?:多|余)?{BLANK}{_unit(_MEASURES['numeral'])}(?P<half>半(?=以|内|$|[，。]))?"
)
_CHINESE_LIST = re.compile(rf"(?P<number>{CHINESE})(?={RANGE}{CHINESE}{_unit(_MEASURES['numeral'])})")
_ORDINAL = re.compile(rf"第{BLANK}(?P<number>{ARABIC}|{CHINESE}){BLANK}{_unit(_MEASURES['ordinal'])}")
_SET = re.compile(rf"一式{BLANK}(?P<number>{ARABIC}|{CHINESE}){BLANK}(?P<unit>[份套册本])")


def count(match: re.Match[str], number: Decimal, unit: str, prefix: str = "") -> Value:
    """The count of `number` things measured by `unit` as printed; `prefix` 第 for an ordinal."""
    unit = SAME.get(unit, unit)
    return found("count", match, f"count:{prefix}{plain(number)}:{unit}", number, unit)


def _arabic(match: re.Match[str]) -> Value | None:
    number = arabic(match["number"])
    if match["scale"]:
        places = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
        number = shifted(number, sum(places[word] for word in match["scale"].strip()))
    return count(match, number, match["unit"] or match["latin"])


def _chinese(match: re.Match[str]) -> Value | None:
    printed, before = match["number"], match.string[max(0, match.start() - 4) : match.start()]
    number = chinese(printed)
    if not number or before.endswith("第"):
        return None
    if printed == "一":
        vague = match["unit"] in _VAGUE and not before.endswith(_COUNTS_AFTER)
        following = match.string[match.end() : match.end() + 1]
        if vague or before.endswith(_BOUND_AFTER) or (match["unit"] == "年" and following == "度"):
            return None
    if match["unit"] in "年" and match.string[match.end() : match.end() + 1] == "度":
        return None
    return count(match, number + Decimal("0.5") if match["half"] else number, match["unit"])


def _chinese_list(match: re.Match[str]) -> Value | None:
    number = chinese(match["number"])
    if number is None or match.string[: match.start()].endswith("第"):
        return None
    return found("number", match, f"number:{plain(number)}", number)


def _ordinal(match: re.Match[str]) -> Value | None:
    number = either(match["number"])
    return None if number is None else count(match, number, match["unit"], prefix="第")


def _set(match: re.Match[str]) -> Value | None:
    number = either(match["number"])
    return None if number is None else count(match, number, match["unit"])


COUNTS: tuple[tuple[re.Pattern[str], Reader], ...] = ((_ARABIC, _arabic),)
CHINESE_COUNTS: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (_SET, _set),
    (_CHINESE, _chinese),
    (_CHINESE_LIST, _chinese_list),
)
ORDINALS: tuple[tuple[re.Pattern[str], Reader], ...] = ((_ORDINAL, _ordinal),)
