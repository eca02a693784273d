"""A card (要点卡): the typed facts of one notice, each with the verbatim quote that proves it.

Two ways to a card: a person's `card.yaml` (`load_card` in `card_file.py`), or drawn up by the
program (`drafting/`), then `reviewed` is False. Answers that compute, judge or compare
rest on these records; free questions rest on passages.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Literal

Unit = Literal["yuan", "percent", "item", "copy", "year", "month", "day", "character", "person", "age"]
Bound = Literal["at_most", "less_than", "at_least", "more_than", "exactly", "about"]


@dataclass(frozen=True, slots=True)
class Quote:
    """Verbatim characters of the notice: `text == notice.text[start:end]`."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Measure:
    """A number with its unit and its bound: 不超过100万元 → (1000000, "yuan", "at_most").

    `of` says what it is measured against or of: a percent's base ("研发总投入"), what is counted
    ("企业"), a threshold's subject ("研发总投入"); "" when the quote does not say.
    """

    number: Decimal
    unit: Unit
    bound: Bound = "exactly"
    of: str = ""


@dataclass(frozen=True, slots=True)
class Window:
    """A period in which something may be handed in; the last day (to `closes_at`) is still in."""

    opens: date | None
    closes: date | None
    closes_at: time | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One rule or datum of a notice under a topic of `lexicon/topics.yaml`.

    `label` says what it is for in the notice's words ("网上填报", "业务咨询"); `who` lists the kinds
    of applicant it is limited to, empty for all; `strength` keeps the clause's softness;
    `name` is for direction facts: the category or guide-code title; `code` its code;
    `note` is the reviewer's remark (never shown as the notice's word).
    """

    topic: str
    quote: Quote
    label: str = ""
    who: tuple[str, ...] = ()
    measures: tuple[Measure, ...] = ()
    window: Window | None = None
    strength: Literal["must", "should", "may"] = "must"
    code: str = ""
    name: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """A plain datum of the notice's head with its proof; `quote` is None only when drafted from outside the text."""

    value: str
    quote: Quote | None


@dataclass(frozen=True, slots=True)
class Card:
    """What is known about one notice.

    `label` is a short name for people ("海州灯塔计划项目"); `region_names` and
    `programme_names` are how people call them; `silent` lists topics on which the notice
    was found to say nothing; `contradictions` say where it disagrees with itself.
    """

    notice_id: str
    reviewed: bool
    label: str
    title: Named
    issuers: tuple[Named, ...] = ()
    document_number: Named | None = None
    region: Named | None = None
    region_names: tuple[str, ...] = ()
    year: Named | None = None
    programme: Named | None = None
    programme_names: tuple[str, ...] = ()
    published: Named | None = None
    facts: tuple[Fact, ...] = ()
    silent: tuple[str, ...] = ()
    contradictions: tuple[str, ...] = ()

    def of_topic(self, *topics: str) -> tuple[Fact, ...]:
        """Facts under any of `topics`, in the notice's order as listed."""
        return tuple(fact for fact in self.facts if fact.topic in topics)
