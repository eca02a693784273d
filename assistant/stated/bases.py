"""Bases: what a percentage is taken of, and what an amount of the asker's is of; no share is taken of another thing.

"按实缴保费的70%" is for premiums: of the price of a machine it says nothing. A base is of one or more kinds of
`sums.yaml` (`bases`); of a base of no kind known there the question must hold the words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.language import any_of, pattern, table, words
from assistant.stated.portions import pairs
from assistant.stated.units import Unit
from retrieval.values import Value, values_in

TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Base:
    """What an amount or a percentage is of: kinds where it is known, and the words that say it."""

    kinds: frozenset[str]
    text: str


def base_of_share(unit: Unit, body: str, percent: Value, around: str = "") -> Base:
    """The base of a percentage in a sentence: by the words right before it, else by the sentence and its headings."""
    text = _near(body, percent)
    kinds = kinds_in(text, "ruled")
    if kinds or pairs(text) - words("sums.yaml", "bases", "idle"):
        return Base(kinds, text)
    above = next((named for said in (body, unit.context, around) if (named := kinds_in(said, "ruled"))), frozenset())
    return Base(above, f"{body}{unit.context}{around}")


def _near(body: str, percent: Value) -> str:
    """The words of a sentence that lead up to a percentage, what is in brackets left out."""
    before = re.split("[，。；：,;:、]", re.sub(r"\([^()]*\)", "", body[: percent.start]))[-1]
    for value in reversed(values_in(before)):
        before = before[: value.start] + before[value.end :]
    return before


def base_told(text: str, own: Value) -> Base:
    """What the asker's words say an amount is of: those of its own part of the question, and of the part before it.

    An amount that no noun names (付了300万) may be of anything that the question speaks of.
    """
    values = [value for value in values_in(text) if value.number is not None]
    last = max((value.end for value in values if value.end <= own.start), default=0)
    upto = min((value.start for value in values if value.start >= own.end), default=len(text))
    before = re.split("[，。；,;？?！!]", text[last : own.start])
    near = before[-1] + re.split("[，。；,;？?！!]", text[own.end : upto])[0]
    kinds = kinds_in(near, "said")
    if not kinds and pattern("sums.yaml", "bases", "named").search(before[-1]):
        return Base(kinds, near)
    earlier = before[-2] if len(before) > 1 else ""
    if kinds <= {TOTAL} and not pattern("sums.yaml", "bases", "asked_for").search(earlier):
        kinds, near = kinds | kinds_in(earlier, "said"), earlier + near
    return Base(kinds, near if kinds else text)


def kinds_in(text: str, said: str) -> frozenset[str]:
    """The kinds that a text names, as rules word them ("ruled") or people ("said"); a kind hides the wider ones.

    What rules call 设备投入 is no 投入 of any other thing; people who say so may mean either.
    """
    known = [one for one in table("sums.yaml")["bases"]["kinds"] if any_of(one[said]).search(text)]
    hidden = {name for one in known for name in (*one["hides"], *(one.get("narrows", ()) if said == "ruled" else ()))}
    return frozenset(one["name"] for one in known) - hidden


def is_of(own: Base, ruled: Base, question: str) -> bool:
    """Whether an amount is of what a percentage is taken of.

    By a kind both name; an amount that says nothing of itself is one where the question names the kind. Where the
    rule is of no known kind, by words that both have.
    """
    if own.kinds and ruled.kinds:
        return bool(own.kinds & ruled.kinds)
    if ruled.kinds:
        return bool(ruled.kinds & kinds_in(question, "said"))
    telling = pairs(ruled.text) - words("sums.yaml", "bases", "idle")
    return bool(telling & pairs(own.text))
