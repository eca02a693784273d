"""The assistant's language data, compiled once: forms of questions, what is turned away, words of answers.

Data, not code: `forms.yaml` (how questions are built), `turned_away.yaml` (what is declined),
`wording.yaml` (conditions, joining words). What readers are told is in `replies.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def table(name: str) -> Any:
    """One YAML table of the assistant, by its path inside the package."""
    source = files("assistant").joinpath(name).read_text(encoding="utf-8")
    loaded: Any = yaml.load(source, Loader=yaml.CSafeLoader)
    return loaded


def any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    """One expression that matches wherever one of `patterns` does; one that never matches for none."""
    joined = "|".join(f"(?:{pattern})" for pattern in patterns)
    return re.compile(joined or r"(?!)")


@cache
def pattern(name: str, *keys: str) -> re.Pattern[str]:
    """The list of expressions under `keys` of table `name`, as one expression."""
    entry: Any = table(name)
    for key in keys:
        entry = entry[key]
    return any_of(str(item) for item in entry)


@cache
def words(name: str, *keys: str) -> frozenset[str]:
    """The list of words under `keys` of table `name`, as a set."""
    entry: Any = table(name)
    for key in keys:
        entry = entry[key]
    return frozenset(str(item) for item in entry)
