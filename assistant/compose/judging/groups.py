"""Groups: whether the asker is of those for whom a clause has a bound of its own (女性申请人, 主题三的医疗机构).

Three answers: yes, no, and None when the asker's words do not say. The signs of a group are in `judging.yaml`.
"""

from __future__ import annotations

import re

from assistant.compose.judging.told import Told, denied, expression
from assistant.language import any_of, table, words
from assistant.reading.circumstances import organisations_in, without_organisations

PIECE = 2
"""Characters at the beginning of a group's name that tell it from others."""


def belongs(told: Told, who: str) -> bool | None:
    """Whether the asker is of the group that `who` (folded) names; True when it names none."""
    signs = [*_by_sign(told, who), *_by_theme(told, who), *_by_kind(told, who)]
    rest = rest_of(who)
    if len(rest) >= PIECE:
        signs.append(True if _said(told, rest) else None)
    if False in signs:
        return False
    return None if None in signs else True


def is_special(who: str) -> bool:
    """Whether words name a group by a sign of persons or by a theme, not only kinds of organisation."""
    return bool(_signs(who) or expression("themes").search(who))


def rest_of(who: str) -> str:
    """What is left of a group's name without signs, themes, organisations and words said of anyone."""
    left = expression("themes").sub("", who)
    for sign in _signs(who):
        left = any_of([sign["ruled"]]).sub("", left)
    return expression("of_no_group").sub("", without_organisations(left))


def _signs(who: str) -> list[dict[str, str]]:
    return [sign for sign in table("judging.yaml")["group_signs"] if any_of([sign["ruled"]]).search(who)]


def _by_sign(told: Told, who: str) -> list[bool | None]:
    found: list[bool | None] = []
    for sign in _signs(who):
        yes = [match for match in any_of([sign["mine"]]).finditer(told.text) if not denied(told.text, match.start())]
        no = sign["others"] and any_of([sign["others"]]).search(told.text)
        found.append(True if yes else False if no else None)
    return found


def _by_theme(told: Told, who: str) -> list[bool | None]:
    ruled = {_numeral(match[1]) for match in expression("themes").finditer(who)}
    if not ruled:
        return []
    own = {_numeral(match[1]) for match in expression("themes").finditer(told.text)}
    own |= {match[1] for match in expression("theme_codes").finditer(told.text)}
    return [bool(ruled & own) if own else None]


def _by_kind(told: Told, who: str) -> list[bool | None]:
    ruled = set(organisations_in(who)) - {"individual"}
    own = set(organisations_in(told.text)) or set(told.organisations)
    return [bool(ruled & own) if own - {"individual"} else None] if ruled else []


def _said(told: Told, rest: str) -> bool:
    """Whether the asker names what tells a group from others: how one of its joined names begins (农业与食品机械)."""
    heads = {name[:PIECE] for name in re.split("[、与和及或]", rest) if len(name) >= PIECE}
    common = words("judging.yaml", "said_of_anyone")
    return any(head in told.text and not denied(told.text, told.text.find(head)) for head in heads - common)


def _numeral(text: str) -> str:
    digits = "零一二三四五六七八九"
    return str(digits.index(text)) if text in digits else text


def clause_before(text: str, at: int) -> str:
    """The words of the clause before `at`, a bracket before it left out: whom or what the bound there is for."""
    return re.split("[，,。；;、：:]", re.sub(r"[(（][^()（）]*$", "", text[:at]))[-1]
