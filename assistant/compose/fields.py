"""What a notice supports, entry by entry, as its card holds it: names, kinds of entries, the parts of one.

Used by `direction.py`, `covering.py` and `roll.py`. Where the entries come from is in `retrieval/drafting/`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.catalogue import View
from assistant.compose.focus import Span
from assistant.language import pattern, table
from retrieval import Fact
from retrieval.normalise import fold

BETWEEN = 20
"""Characters of a cell that may stand between the code of an entry and its name."""


def directions(view: View) -> list[Fact]:
    """The rows and codes of a notice; general remarks on its directions have neither."""
    return [fact for fact in view.card.of_topic("direction") if fact.code or fact.name]


def kind_asked(text: str, form: str = "kind_asked") -> str:
    """The kind of entry that a question asks for by its word: 赛道 of "报哪个赛道"; "" for none.

    With `form` "kinds_asked", that of which all are asked for ("有哪些赛道").
    """
    found = re.search(table("forms.yaml")[form], text)
    kind = next((kind for kind in found.groups() if kind), "") if found else ""
    return str(table("forms.yaml")["same_kind"].get(kind, kind))


def of_kind(facts: Sequence[Fact], kind: str) -> list[Fact]:
    """The entries that a notice calls by that word, in their own name before the title above them."""
    if not kind:
        return []
    if kind in table("forms.yaml")["kinds_of_number"]:
        return [fact for fact in facts if re.search(r"\d{2}", fact.code)]
    named = [fact for fact in facts if kind in fact.name or kind in fact.code]
    return named if len(named) > 1 else [fact for fact in facts if kind in fact.label]


def head_of(fact: Fact) -> Span | None:
    """Where the code and the name of a direction stand in its quote; None when its name stands above it."""
    name = r"\s*".join(map(re.escape, re.sub(r"\s", "", fact.name)))
    if not name:
        return None
    code = rf"{re.escape(fact.code)}\s*(?:[^\t\n。；]{{1,{BETWEEN}}}[\t\n]\s*)?" if fact.code else ""
    match = re.search(code + name, fact.quote.text)
    return (fact.quote.start + match.start(), fact.quote.start + match.end()) if match else None


def above_of(view: View, fact: Fact) -> Span | None:
    """The numbered field that an entry stands in (专题一、…): its number and title, None for no such field."""
    fields = pattern("forms.yaml", "numbered_field")
    holding = [
        clause
        for clause in view.held.clauses
        if clause.kind == "heading" and clause.start < fact.quote.start < clause.end and fields.match(clause.number)
    ]
    return (holding[-1].start, holding[-1].label_end) if holding else None


def pieces_of(fact: Fact) -> list[tuple[str, int, int]]:
    """The parts of a direction between semicolons and full stops, folded, with their places in the notice."""
    text = fact.quote.text
    found = [
        match for match in re.finditer(r"[^；;。\n]+[；;。]?(?:（[^（）]{1,20}）)?", text) if match.group().strip()
    ]
    pieces = [
        (fold(match.group()), fact.quote.start + match.start(), fact.quote.start + match.end()) for match in found
    ]
    return pieces or [(fold(text), fact.quote.start, fact.quote.end)]
