"""Turn a card.yaml into a `Card`, believing nothing that the notice does not say.

The border at which facts written by people come in: `card_yaml.py` reads the file,
`card_schema.py` checks its form, `card_proof.py` finds every quote in the notice and every
value in its quote, so that what answers compute with is proven. How to write a card is in
`docs/cards.md`. Cards drawn up by the program come from `drafting/`, not from here.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from pydantic import TypeAdapter

from retrieval.card import Card
from retrieval.card_proof import Proof
from retrieval.card_quotes import Quotes
from retrieval.card_schema import CardEntry, PhrasingFile, read_entry
from retrieval.card_yaml import read_yaml
from retrieval.errors import CardError
from retrieval.held import Phrasing


def load_card(source: str, notice_id: str, text: str) -> Card:
    """The card that `source`, a card.yaml, describes for the notice whose text is `text`.

    White space in quotes is free; the card gets the notice's exact characters and offsets.
    Raises `FalseQuote` when a quote is not in the notice, else `CardError`; either lists
    every problem of its kind with the line in the file.
    """
    where = f"{notice_id}/card.yaml"
    written = read_yaml(source, where=where)
    entry = read_entry(CardEntry, written.data, written, where=where)
    proof = Proof(where, written, Quotes(text))
    facts = tuple(proof.fact(fact, ("facts", index)) for index, fact in enumerate(entry.facts))
    card = Card(
        notice_id=notice_id,
        reviewed=entry.reviewed,
        label=entry.label,
        title=proof.named(entry.title, ("title",)),
        issuers=tuple(proof.named(issuer, ("issuers", index)) for index, issuer in enumerate(entry.issuers)),
        document_number=proof.optional(entry.document_number, "document_number"),
        region=proof.optional(entry.region, "region"),
        region_names=entry.region.names if entry.region else (),
        year=proof.optional(entry.year, "year"),
        programme=proof.optional(entry.programme, "programme"),
        programme_names=entry.programme.names if entry.programme else (),
        published=proof.day(entry.published, "published"),
        facts=facts,
        silent=proof.silent(entry.silent, facts),
        contradictions=entry.contradictions,
    )
    proof.close()
    return card


def load_phrasings(source: str, text: str) -> tuple[Phrasing, ...]:
    """The phrasings of a phrasing.yaml: a list of `quote` with its `asks`. Refuses as `load_card` does."""
    where = "phrasing.yaml"
    written = read_yaml(source, where=where)
    wrapped = {"phrasings": [] if written.data is None else written.data}
    file = read_entry(PhrasingFile, wrapped, written, where=where, below=("phrasings",))
    proof = Proof(where, written, Quotes(text))
    phrasings = tuple(proof.phrasing(entry, (index,)) for index, entry in enumerate(file.phrasings))
    proof.close()
    return phrasings


def card_to_json(card: Card) -> dict[str, object]:
    """`card` in the types that JSON has; `card_from_json` gives an equal card back."""
    plain: dict[str, object] = _adapter().dump_python(card, mode="json")
    return plain


def card_from_json(plain: Mapping[str, object]) -> Card:
    """The card that `card_to_json` wrote. Raises `CardError` when `plain` is not one."""
    try:
        return _adapter().validate_python(dict(plain))
    except ValueError as error:
        raise CardError(f"not a stored card: {error}", reason_zh="保存的要点卡已损坏，请重新收录该通知") from error


@cache
def _adapter() -> TypeAdapter[Card]:
    return TypeAdapter(Card)
