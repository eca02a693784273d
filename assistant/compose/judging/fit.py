"""Fit: whether a rule that was judged is the asker's: of their class (A类), not set aside by an exception beside it.

The last step of judging, for rulings of every kind: a bound of another class is no verdict on the
asker, and what breaks a rule is left open where the notice itself excepts one like the asker.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.catalogue import View
from assistant.compose.judging.ruling import Ruling
from assistant.compose.judging.told import Told, denied, expression
from assistant.language import words
from assistant.replies import phrase
from assistant.stated.units import Unit
from retrieval.card import Quote
from retrieval.normalise import fold

PIECE = 2
"""Characters that the asker's words and an exception must share in a row."""


def fitted(told: Told, view: View, rulings: Iterator[Ruling]) -> Iterator[Ruling]:
    """The rulings on rules for the asker's class, each that an exception may set aside left open."""
    found = tuple(rulings)
    asked = frozenset[str]().union(*_classes(told.text))
    own = {ruling.quote for ruling in found if asked & _named(ruling)}
    for ruling in found:
        unit = next((one for one in view.units if one.start < ruling.quote.end and ruling.quote.start < one.end), None)
        if unit is None:
            yield ruling
            continue
        named = _named(ruling) or frozenset[str]().union(*_classes(unit.context))
        of_others = ruling.quote in own and not _named(ruling)
        if of_others or (asked and named and not asked & named):
            continue
        told_class = _of_class(ruling, named) if not asked else ruling
        yield _unless_excepted(told, view, told_class, unit)


def _of_class(ruling: Ruling, named: frozenset[str]) -> Ruling:
    """The ruling with the class for which it holds, where a rule is for one."""
    names = "、".join(sorted(named)).upper()
    return replace(ruling, why=phrase("judge_of_class", name=names) + ruling.why) if named else ruling


def _named(ruling: Ruling) -> frozenset[str]:
    """The class that a bound is for: the last one named in its clause."""
    return frozenset[str]().union(*_classes(ruling.clause)[-1:])


def _classes(text: str) -> list[frozenset[str]]:
    """The classes that a text names, in order: "A、B类" are two named together."""
    return [
        frozenset(f"{letter}类" for letter in re.findall("[a-f]", found)) or frozenset({found})
        for found in expression("classes").findall(fold(text))
    ]


def _unless_excepted(told: Told, view: View, ruling: Ruling, unit: Unit) -> Ruling:
    """A ruling against the asker, open where this sentence or the next excepts one that they say to be."""
    if ruling.verdict != "unmet":
        return ruling
    at = view.units.index(unit)
    for beside in view.units[at : at + 2]:
        for match in expression("excepting").finditer(beside.body):
            if _says_to_be(told, _who(beside.body, match.start())) and unit.section == beside.section:
                start, end = min(ruling.quote.start, unit.start), max(ruling.quote.end, beside.end)
                quote = Quote(view.held.text[start:end], start, end)
                return replace(ruling, quote=quote, verdict="open", why=ruling.why + phrase("judge_excepted"))
    return ruling


def _who(text: str, at: int) -> str:
    """Whom an exception at `at` is for: the words before it in its clause, else the clause before."""
    parts = re.split("[，。；,;]", text[:at])
    return parts[-1] if len(parts) < 2 or not expression("not_who").match(parts[-1]) else parts[-2]


def _says_to_be(told: Told, who: str) -> bool:
    common = words("judging.yaml", "said_of_anyone")
    for at in range(len(who) - PIECE + 1):
        piece = who[at : at + PIECE]
        if piece in common or not re.fullmatch(r"[\u4e00-\u9fff]+", piece):
            continue
        place = told.text.find(piece)
        if place >= 0 and not denied(told.text, place):
            return True
    return False
