"""Designators: words that name one class of several (A类, 省级, 第二档, 纸质).

The families are data: `wording.yaml`, `designators`. Used by `scoring.py`: of rules that differ by class alone,
the one for the asker's class comes first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from assistant.language import table


def designators_in(text: str) -> Mapping[int, frozenset[str]]:
    """The classes that a text (folded) names, by the place of their family in the table."""
    for rewritten in ("shared_ending", "same_class"):
        for expression, ending in table("wording.yaml")[rewritten].items():
            text = re.sub(expression, ending, text)
    found = ((family, frozenset(expression.findall(text))) for family, expression in enumerate(_families()))
    return {family: named for family, named in found if named}


def fit(asked: Mapping[int, frozenset[str]], named: Mapping[int, frozenset[str]]) -> float:
    """1 for each family of which a rule names the class asked for, -1 for each of which it names only others."""
    shared = (family for family in asked if family in named)
    return sum(1.0 if asked[family] & named[family] else -1.0 for family in shared)


@cache
def _families() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(family) for family in table("wording.yaml")["designators"])
