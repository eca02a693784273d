"""Numbers as printed to exact decimals, and amounts back to the wording of official text.

Exact for any length of digits: scales move the exponent, nothing is rounded. Chinese
numerals of two and more characters go to cn2an, loaded when the first one is met.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

DIGIT = "[0-9０-９]"
BLANK = "[ \u3000\u00a0]{0,3}"
# One printed number in digits: 5,000 or 2.4 or 150. Possessive, so that no part of it can match alone.
ARABIC = rf"(?:(?>{DIGIT}{{1,3}}(?:,{DIGIT}{{3}})++(?!{DIGIT})|{DIGIT}++)(?:[.．]{DIGIT}++)?+)"
SCALE = "(?:万亿|[百千]?[万亿]|[百千](?=[万亿元]))"
CHINESE_DIGIT = "[〇○零一二三四五六七八九两壹贰叁肆伍陆柒捌玖]"
CHINESE = f"(?:[十拾{CHINESE_DIGIT[1:]}[十拾百佰千仟万亿{CHINESE_DIGIT[1:]}{{0,23}}+)"
RANGE = rf"{BLANK}(?:[-－–—―~～〜]{{1,2}}|至|到|或){BLANK}"

_TO_ASCII = str.maketrans("０１２３４５６７８９．，", "0123456789.,")
_WRITTEN = ("〇○零", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
_ONES = {character: number for number, ways in enumerate(_WRITTEN) for character in ways}
_POWERS = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
_PIECE = re.compile(rf"({ARABIC}){BLANK}([百千万亿]*)")


def ascii_digits(text: str) -> str:
    """`text` with full-width digits, points and commas made ASCII."""
    return text.translate(_TO_ASCII)


def shifted(number: Decimal, places: int) -> Decimal:
    """`number` times ten to `places`, exact at any length (arithmetic would round at 28 digits)."""
    sign, digits, exponent = number.as_tuple()
    return Decimal(format(Decimal((sign, digits, int(exponent) + places)), "f"))


def plain(number: Decimal) -> str:
    """`number` without exponent and without idle zeros: 2.40 is 2.4, 1E+6 is 1000000."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def arabic(text: str) -> Decimal:
    """The number that digits state, scale words included: 2亿5000万 is 250000000."""
    total = Decimal(0)
    for piece in _PIECE.finditer(text):
        number = Decimal(ascii_digits(piece[1]).replace(",", ""))
        number = shifted(number, sum(_POWERS[word] for word in piece[2]))
        total = number if total == 0 else total + number
    return total


@lru_cache(maxsize=4096)
def chinese(text: str) -> Decimal | None:
    """The number that a Chinese numeral states, None when it states none (十十)."""
    if text in ("十", "拾"):
        return Decimal(10)
    if len(text) == 1:
        return Decimal(_ONES[text]) if text in _ONES else None
    if all(character in _ONES for character in text):
        return Decimal("".join(str(_ONES[character]) for character in text))
    import cn2an

    try:
        return Decimal(str(cn2an.cn2an(text.replace("○", "〇"), "smart")))
    except ValueError:
        return None


def digits_of(text: str) -> str:
    """Year digits written one by one: 二〇二三 is "2023"; digits stay."""
    return "".join(str(_ONES.get(character, character)) for character in ascii_digits(text))


def either(text: str) -> Decimal | None:
    """The number that `text` states in digits or as a Chinese numeral."""
    return arabic(text) if text[0] in "0123456789０１２３４５６７８９" else chinese(text)


def amount_text(yuan: Decimal) -> str:
    """An amount as official text words it: 1000000 is 100万元, 1500000000 is 15亿元, 5000 is 5000元."""
    for places, word in ((12, "万亿元"), (8, "亿元"), (4, "万元")):
        scaled = plain(shifted(yuan, -places))
        if abs(yuan) >= 10**places and len(scaled.partition(".")[2]) <= 4:
            return scaled + word
    return plain(yuan) + "元"


def percent_text(percent: Decimal) -> str:
    """A percentage as official text words it: 50 is 50%."""
    return plain(percent) + "%"
