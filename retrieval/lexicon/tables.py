"""Read the lexicon's tables once and answer look-ups over them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing that notices regulate.

    `ask`: words of questions that ask for it. `heading`: words of headings under which it stands.
    `cue`: regular expressions that a sentence stating it matches. `value`: kinds of value
    (`values.ValueKind`) such a sentence holds, empty when none is needed. `near`: topics that
    may help when this one is not stated. `name`: what people are told it is called.
    """

    id: str
    name: str
    ask: tuple[str, ...]
    heading: tuple[str, ...]
    cue: tuple[str, ...]
    value: tuple[str, ...]
    near: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A place name with what it lies in: 巩义 → city 郑州, province 河南. `level`: province, city, county, zone."""

    name: str
    city: str
    province: str
    level: str


LONGEST_WORD = 24
"""Characters of a word that is looked for in a query."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All tables, read. Keys are lower-case NFKC simplified Chinese.

    `spoken`: how people say it (regular expressions, in order) with how it is written.
    """

    topics: Mapping[str, Topic]
    everyday: Mapping[str, tuple[str, ...]]
    technology: Mapping[str, tuple[str, ...]]
    misspellings: Mapping[str, str]
    spoken: tuple[tuple[re.Pattern[str], str], ...]
    places: Mapping[str, tuple[Place, ...]]
    organisations: Mapping[str, str]

    def expansions(self, query: str) -> tuple[str, ...]:
        """Official terms for the everyday words in `query`, without repeats.

        A word inside a longer one says nothing of its own (机器人 in 聊天机器人), and one in Latin
        letters must stand by itself (ai is not in email).
        """
        tables = (self.everyday, self.technology)
        parts = {query[at : at + length] for at in range(len(query)) for length in range(1, LONGEST_WORD + 1)}
        known = (parts & self.everyday.keys()) | (parts & self.technology.keys())
        words = [word for word in sorted(known) if _stands(word, query)]
        longest = [word for word in words if not any(word != other and word in other for other in words)]
        found = dict.fromkeys(term for word in longest for table in tables for term in table.get(word, ()))
        return tuple(term for term in found if term not in query)


def _stands(word: str, query: str) -> bool:
    return not word.isascii() or re.search(rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])", query) is not None


def _rows(name: str) -> Iterator[list[str]]:
    source = files(__package__).joinpath(name)
    lines = source.read_text(encoding="utf-8").splitlines()
    for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
        if row and row[0] and not row[0].startswith("#"):
            yield row


def _terms(name: str) -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for row in _rows(name):
        word = row[0].lower()
        table[word] = tuple(dict.fromkeys((*table.get(word, ()), *(term for term in row[1].split("、") if term))))
    return table


def _places() -> dict[str, tuple[Place, ...]]:
    places: dict[str, tuple[Place, ...]] = {}
    for name, city, province, level in _rows("places.tsv"):
        places[name] = (*places.get(name, ()), Place(name, city, province, level))
    return places


def _topics() -> dict[str, Topic]:
    source = files(__package__).joinpath("topics.yaml").read_text(encoding="utf-8")
    entries = yaml.load(source, Loader=yaml.CSafeLoader)

    def words(entry: Mapping[str, list[str]], key: str) -> tuple[str, ...]:
        return tuple(str(word) for word in entry.get(key) or ())

    return {
        topic: Topic(
            id=topic,
            name=entry["name"],
            ask=words(entry, "ask"),
            heading=words(entry, "heading"),
            cue=words(entry, "cue"),
            value=words(entry, "value"),
            near=words(entry, "near"),
        )
        for topic, entry in entries.items()
    }


@cache
def lexicon() -> Lexicon:
    """The lexicon that ships with the program, read on first use."""
    return Lexicon(
        topics=_topics(),
        everyday=_terms("everyday.tsv"),
        technology=_terms("technology.tsv"),
        misspellings={row[0]: row[1] for row in _rows("misspellings.tsv")},
        spoken=tuple((re.compile(row[0]), row[1] if len(row) > 1 else "") for row in _rows("spoken.tsv")),
        places=_places(),
        organisations={row[0]: row[1] for row in _rows("organisations.tsv")},
    )
