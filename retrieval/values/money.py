"""Amounts of money and percentages.

A number with 万 or 亿 and nothing after it counts as money (最高150万); with a measure word
after it (100万人) it is a count, which `counts.py` reads first.
"""

from __future__ import annotations

import re
from decimal import Decimal

from retrieval.lexicon.wording import wording
from retrieval.values.numerals import (
    ARABIC,
    BLANK,
    CHINESE,
    CHINESE_DIGIT,
    SCALE,
    arabic,
    chinese,
    either,
    plain,
    shifted,
)
from retrieval.values.record import Reader, Value, found


def _alternatives(words: dict[str, str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_CURRENCIES: dict[str, str] = wording()["currencies"]
_SIGNS: dict[str, str] = wording()["currency_signs"]
_NOT_YUAN = "|".join(wording()["measures"]["not_before"]["元"])
_CURRENCY = rf"(?P<currency>{_alternatives(_CURRENCIES)})(?!{_NOT_YUAN})"
_SCALED = rf"{ARABIC}{BLANK}{SCALE}(?:{ARABIC}{BLANK}{SCALE}?)?"
_AMOUNT = re.compile(
    rf"(?P<sign>[{_alternatives(_SIGNS).replace('|', '')}]{BLANK})?"
    rf"(?P<number>{_SCALED}|{ARABIC})(?:多|余)?(?:{BLANK}{_CURRENCY})?"
)
_CHINESE_AMOUNT = re.compile(
    rf"(?P<number>{CHINESE})(?:点(?P<part>{CHINESE_DIGIT}{{1,9}}))?(?P<scale>[万亿]*)(?:多|余)?(?P<money>{_CURRENCY})?"
)
_PERCENT = re.compile(rf"(?P<number>{ARABIC}){BLANK}(?P<sign>[%％﹪‰])")
_OF_HUNDRED = re.compile(rf"(?P<base>百|千)分之(?P<number>{ARABIC}|{CHINESE})(?:点(?P<part>{CHINESE_DIGIT}{{1,9}}))?")
_TENTHS = re.compile("(?P<number>[一二两三四五六七八九])成(?P<half>半)?(?![立为功本果就员熟长品效绩交分型都套人年])")


def _amount(match: re.Match[str]) -> Value | None:
    number, currency, sign = match["number"], match["currency"], match["sign"]
    if not currency and not sign and number[-1] not in "百千万亿":
        return None
    name = _SIGNS[sign.strip()[0]] if sign else _CURRENCIES.get(currency or "", "yuan")
    worth = arabic(number)
    return found("amount", match, f"{name}:{plain(worth)}", worth)


def _chinese_amount(match: re.Match[str]) -> Value | None:
    text = match["number"]
    scaled = any(word in text + match["scale"] for word in "十拾百佰千仟万亿")
    if not scaled or not (match["money"] or text[-1] in "万亿" or match["scale"]):
        return None
    worth = _with_part(text, match["part"])
    if worth is None:
        return None
    worth = shifted(worth, sum({"万": 4, "亿": 8}[word] for word in match["scale"]))
    return found("amount", match, f"{_CURRENCIES.get(match['currency'] or '', 'yuan')}:{plain(worth)}", worth)


def _with_part(text: str, part: str | None) -> Decimal | None:
    whole = either(text)
    if whole is None or not part:
        return whole
    tenths = "".join(plain(digit) for character in part if (digit := chinese(character)) is not None)
    return Decimal(f"{plain(whole)}.{tenths}") if tenths else whole


def _percent(match: re.Match[str]) -> Value | None:
    share = arabic(match["number"])
    share = shifted(share, -1) if match["sign"] == "‰" else share
    return found("percent", match, f"percent:{plain(share)}", share)


def _of_hundred(match: re.Match[str]) -> Value | None:
    share = _with_part(match["number"], match["part"])
    if share is None:
        return None
    share = shifted(share, -1) if match["base"] == "千" else share
    return found("percent", match, f"percent:{plain(share)}", share)


def _tenths(match: re.Match[str]) -> Value | None:
    tenths = chinese(match["number"])
    if tenths is None:
        return None
    share = shifted(tenths, 1) + (5 if match["half"] else 0)
    return found("percent", match, f"percent:{plain(share)}", share)


PERCENTS: tuple[tuple[re.Pattern[str], Reader], ...] = ((_PERCENT, _percent),)
CHINESE_PERCENTS: tuple[tuple[re.Pattern[str], Reader], ...] = ((_OF_HUNDRED, _of_hundred), (_TENTHS, _tenths))
AMOUNTS: tuple[tuple[re.Pattern[str], Reader], ...] = ((_AMOUNT, _amount),)
CHINESE_AMOUNTS: tuple[tuple[re.Pattern[str], Reader], ...] = ((_CHINESE_AMOUNT, _chinese_amount),)
