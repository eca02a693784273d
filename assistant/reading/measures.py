"""In what measure an answer is wanted: "公示几个工作日" in 工作日, "卡多少岁" in 岁."""

from __future__ import annotations

from assistant.language import pattern, words
from retrieval.values import values_in

_SOME = "3"
"""A number put where the question asks for one, so that its measure reads as in a notice."""


def measures_asked(text: str) -> frozenset[str]:
    """The measures (units of `retrieval.values`) that `text` (normalised) asks a number of; 个 measures anything."""
    found: set[str] = set()
    for match in pattern("forms.yaml", "how_many").finditer(text):
        following = _SOME + text[match.end() :]
        found.update(value.unit for value in values_in(following) if value.kind == "count" and value.start == 0)
    return frozenset(found - words("forms.yaml", "measures_anything"))
