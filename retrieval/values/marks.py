"""Values that name rather than measure: phones, e-mail addresses, links, document numbers, codes."""

from __future__ import annotations

import re

from retrieval.values.numerals import ARABIC, BLANK, DIGIT, arabic, ascii_digits, plain
from retrieval.values.record import Reader, Value, found

_D = DIGIT
_MAIL = r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]++@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
_LINK = r"(?:https?://|(?<![A-Za-z0-9.])www\.)[\x21-\x7e]+"
_DOMAIN = (
    r"(?<![A-Za-z0-9.@/-])(?:[A-Za-z0-9-]{1,63}\.){1,6}(?:com|cn|net|org|gov|edu)(?![A-Za-z0-9-])(?:/[\x21-\x7e]*)?"
)
_AGENCY = "[\u4e00-\u9fff]{0,12}"
_NUMBERED = rf"{_AGENCY}[〔\[【［(（]{BLANK}(?:19|20){_D}{{2}}{BLANK}[〕\]】］)）]{BLANK}第?{BLANK}{_D}{{1,5}}{BLANK}号"
_ORDER = rf"(?:[\u4e00-\u9fff]{{0,10}}令)第?{BLANK}{_D}{{1,4}}{BLANK}号"
RESERVED = re.compile(rf"(?P<email>{_MAIL})|(?P<url>{_LINK}|{_DOMAIN})|(?P<document>{_NUMBERED}|{_ORDER})")
_LEAD = re.compile(
    "^.*(?:根据|依据|依照|按照|参照|遵照|执行|文号|字号|文件|印发|发布|详见|参见|号为|以及|的|为|是|见|(?<!共)和|与|及)(?=.)"
)

_MOBILE = re.compile(rf"(?:[+＋]?86[- ]?)?(?P<number>1[3-9]{_D}{{9}})(?!{_D})")
_EXTENSION = rf"(?P<extension>[-－转]{_D}{{1,6}}(?!{_D}))?"
_LANDLINE = re.compile(rf"(?P<number>0{_D}{{2,3}}[)）]?[-－—– ]{{0,2}}[2-9]{_D}{{6,7}})(?!{_D}){_EXTENSION}")
_SERVICE = re.compile(rf"(?P<number>[48]00[- －]?{_D}{{3,4}}[- －]?{_D}{{3,4}})(?!{_D})")
_LOCAL = re.compile(rf"(?P<number>[2-8]{_D}{{3}}[- －]?{_D}{{4}})(?!{_D}|[.．]{_D}|{BLANK}年){_EXTENSION}")
_SHORT_LOCAL = re.compile(rf"(?P<number>[1-9]{_D}{{4,6}})(?!{_D}|[.．]{_D})")
_PHONE_BEFORE = re.compile(r"(?:电话|热线|传真|座机|手机|拨打|致电|Tel|TEL|tel)[^0-9\n，。；;]{0,6}$")

_LATIN = re.compile(rf"{_D}++[A-Za-z][A-Za-z0-9]*+")
_NAMED = re.compile(
    rf"[A-Za-z]{{1,16}}-?{_D}{{1,4}}+(?:[A-Za-z]++{_D}{{0,4}}+)?(?![-.,．]?{_D}|{BLANK}[百千万亿元%％年月日个项名])"
)
_CODE = re.compile(rf"(?P<number>{_D}{{4,6}})(?!{_D}|[.．,，]{_D})")
_CODE_BEFORE = re.compile('(?:代码|编码|编号|指南|方向|代号)(?:[为是：:（(“" ]|编号|代码){0,4}$')
_NUMBER = re.compile(ARABIC)


def reserved(match: re.Match[str]) -> Value | None:
    """The link, e-mail address or document number of a `RESERVED` match."""
    if match["email"]:
        return found("email", match, f"email:{match[0].lower()}")
    if match["url"]:
        return _link(match)
    return _document(match)


def _link(match: re.Match[str]) -> Value | None:
    address = match[0].rstrip(".,;:!?'\"")
    for opening, closing in ("()", "[]", "<>"):
        cut = address.find(closing)
        if cut >= 0 and opening not in address[:cut]:
            address = address[:cut]
    address = address.rstrip(".,;:!?'\"")
    return Value("url", address, match.start(), match.start() + len(address), f"url:{_normal_link(address)}")


def _normal_link(address: str) -> str:
    scheme, separator, rest = address.rpartition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme.lower()}{separator}{host.lower()}{slash}{path}".rstrip("/")


def _document(match: re.Match[str]) -> Value | None:
    text = match[0]
    lead = _LEAD.match(re.split(r"[〔\[【［(（]", text)[0])
    start = match.start() + (lead.end() if lead else 0)
    text = text[start - match.start() :]
    digits = re.findall("[0-9]+", ascii_digits(text))
    agency = re.split(r"[〔\[【［(（0-9０-９]", text)[0].removesuffix("第").strip()
    return Value("document_number", text, start, match.end(), f"document_number:{agency}{'-'.join(digits)}")


def _phone(match: re.Match[str]) -> Value | None:
    digits = "".join(re.findall("[0-9]", ascii_digits(match["number"])))
    return found("phone", match, f"phone:{digits}")


def _short_phone(match: re.Match[str]) -> Value | None:
    before = match.string[max(0, match.start() - 12) : match.start()]
    return _phone(match) if _PHONE_BEFORE.search(before) else None


def _latin(match: re.Match[str]) -> Value | None:
    return found("code", match, f"code:{ascii_digits(match[0]).lower()}")


def _code(match: re.Match[str]) -> Value | None:
    before = match.string[max(0, match.start() - 12) : match.start()]
    first_of_cell = before.rstrip(" \u3000\u00a0")[-1:] in ("", "\n", "\t", "|") and match.start() - len(before) >= 0
    if not first_of_cell and not _CODE_BEFORE.search(before):
        return None
    return found("code", match, f"code:{ascii_digits(match[0])}", arabic(match[0]))


def _number(match: re.Match[str]) -> Value | None:
    number = arabic(match[0])
    return found("number", match, f"number:{plain(number)}", number)


PHONES: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (_MOBILE, _phone),
    (_LANDLINE, _phone),
    (_SERVICE, _phone),
    (_LOCAL, _phone),
    (_SHORT_LOCAL, _short_phone),
)
NAMES: tuple[tuple[re.Pattern[str], Reader], ...] = ((_NAMED, _latin),)
CODES: tuple[tuple[re.Pattern[str], Reader], ...] = ((_LATIN, _latin), (_CODE, _code))
NUMBERS: tuple[tuple[re.Pattern[str], Reader], ...] = ((_NUMBER, _number),)
