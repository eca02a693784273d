"""Rules side by side that differ by a class alone: the one for the asker's class, not its neighbours.

Points for degrees, amounts by tier, days for papers and for the web: the sentences are alike, and the topic of
a question speaks for all of them. Used by `retrieve.py` once sentences are scored. A class that a table puts the
asker in ("D 硕士研究生") counts like one that the question names. Names of classes are in `wording.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.catalogue import View
from assistant.language import table
from assistant.records import Ask, Candidate
from assistant.scoring import shared_anew
from assistant.stated.designators import designators_in
from assistant.stated.scales import class_of_row, classes_in
from assistant.stated.units import Unit

LOOKED_AT = 3
"""Sentences, best first, whose neighbours are looked at."""

SHORT = 80
"""Characters up to which a sentence is one of several rows that are alike."""

NEAR = 8
"""Sentences before and behind one among which its neighbours in the list are."""

BESIDE = 0.3
"""What is left of the score of a rule for another class where the one for the asker's stands beside it."""

Classes = Mapping[int, frozenset[str]]


def classes_told(ask: Ask, view: View) -> Classes:
    """The classes that an ask names, by family; with the one that the notice's own rows put the asker in."""
    named = designators_in(ask.bare)
    if (not named and not ask.terms) or classes_in(ask.bare):
        return named
    told = {word for word, _ in ask.terms if len(word) > 1 and re.fullmatch("[一-鿿]+", word)}
    told.update(name for names in named.values() for name in names)
    found = {name for unit in view.units if (name := _class_of(view, unit, sorted(told)))}
    return {**named, **designators_in(next(iter(found)))} if len(found) == 1 else named


def _class_of(view: View, unit: Unit, told: Sequence[str]) -> str:
    """The class that a row of a table, or a sentence that says what a class is, is for, where it holds such a word."""
    defined = re.match(table("wording.yaml")["class_defined"], unit.body)
    if defined:
        return defined["name"] if any(word in defined["what"] for word in told) else ""
    return class_of_row(view.held.text[unit.start : unit.end], told)


def of_own_class(candidates: Sequence[Candidate], view: View, asked: Classes, question: str) -> list[Candidate]:
    """The candidates of one notice, best first, the rule for the class asked for in the place of its best neighbour."""
    units = {unit.start: unit for unit in view.units}
    ranked = list(candidates)
    for best in ranked[:LOOKED_AT]:
        side = _side_by_side(view, units[best.start])
        mine = [unit for unit in side if _is_for(unit, asked, question) > 0]
        others = {unit.start for unit in side if _is_for(unit, asked, question) < 0}
        if len(mine) == 1 and others and (best.start in others or best.start == mine[0].start):
            return _exchanged(ranked, best, mine[0], others)
    return ranked


def _side_by_side(view: View, unit: Unit) -> list[Unit]:
    """The short sentences of a clause that hold values of the same kinds as `unit`, itself among them."""
    kinds = {value.kind for value in unit.values}
    at = view.units.index(unit)
    return [
        other
        for other in view.units[max(0, at - NEAR) : at + NEAR + 1]
        if _list_of(other) == _list_of(unit)
        and other.end - other.start <= SHORT
        and kinds & {value.kind for value in other.values}
    ]


def _list_of(unit: Unit) -> str:
    """Where the list stands that a sentence is an item of: its headings without its own bare number."""
    return re.sub(r"(?:^| > )[（(]?[\d一二三四五六七八九十①-⑳]{1,3}[)）.、]?$", "", unit.section)


def _is_for(unit: Unit, asked: Classes, question: str) -> int:
    """1 for a rule that names a class asked for, in words or in brackets at its end; -1 for one with only others."""
    label = re.search(table("wording.yaml")["label_behind"], unit.body)
    if label and any(value.kind == "phone" for value in unit.values):
        return 1 if label[1] in question else -1
    own = designators_in(unit.body)
    shared = [family for family in asked if family in own]
    if not shared:
        return 0
    return 1 if all(asked[family] & own[family] for family in shared) else -1


def _exchanged(ranked: Sequence[Candidate], best: Candidate, mine: Unit, others: set[int]) -> list[Candidate]:
    """The candidates with `mine` as good as the best of its neighbours, and those far behind it."""
    old = next((one for one in ranked if one.start == mine.start), None)
    raised = replace(
        best,
        start=mine.start,
        end=mine.end,
        topic=max(best.topic, old.topic if old else 0.0),
        coverage=max(best.coverage, old.coverage if old else 0.0),
        alike=old.alike if old else 0.0,
    )
    lowered = (
        replace(one, score=BESIDE * one.score) if one.start in others else one
        for one in ranked
        if one.start != mine.start
    )
    return shared_anew([raised, *lowered])
