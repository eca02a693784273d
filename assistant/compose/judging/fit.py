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
from assistant.units import Unit
from retrieval.card import Quote
from retrieval.normalise import fold

PIECE = 2
"""Characters that the asker's words and an exception must share in a row."""


def fitted(told: Told, view: View, rulings: Iterator[Ruling]) -> Iterator[Ruling]:
    """The rulings on rules for the asker's class, each that an exception may set aside left open."""
    for ruling in rulings:
        unit = next(
            (unit for unit in view.units if unit.start < ruling.quote.end and ruling.quote.start < unit.end), None
        )
        if unit is None:
            yield ruling
        elif not _of_other_class(told, ruling, unit):
            yield _unless_excepted(told, view, ruling, unit)


def _classes(text: str) -> list[frozenset[str]]:
    """The classes that a text names, in order: "A、B类" are two named together."""
    return [
        frozenset(f"{letter}类" for letter in re.findall("[a-f]", found)) or frozenset({found})
        for found in expression("classes").findall(fold(text))
    ]


def _of_other_class(told: Told, ruling: Ruling, unit: Unit) -> bool:
    asked = frozenset[str]().union(*_classes(told.text))
    named = frozenset[str]().union(*(_classes(ruling.clause)[-1:] or _named_around(ruling, unit)))
    return bool(asked and named) and not asked & named


def _named_around(ruling: Ruling, unit: Unit) -> list[frozenset[str]]:
    return _classes(ruling.quote.text) or _classes(unit.context) or _classes(unit.body)


def _unless_excepted(told: Told, view: View, ruling: Ruling, unit: Unit) -> Ruling:
    """A ruling against the asker, open where this sentence or the next excepts one that they say to be."""
    if ruling.verdict != "unmet":
        return ruling
    at = view.units.index(unit)
    for beside in view.units[at : at + 2]:
        for match in expression("excepting").finditer(beside.body):
            if _says_to_be(told, match["who"]) and unit.section == beside.section:
                start, end = min(ruling.quote.start, unit.start), max(ruling.quote.end, beside.end)
                quote = Quote(view.held.text[start:end], start, end)
                return replace(ruling, quote=quote, verdict="open", why=ruling.why + phrase("judge_excepted"))
    return ruling


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
