"""The lexical ranking: BM25 over tokens, in tantivy, on disk or in memory.

Three fields of a passage are searched: its words (`body`), its headings and table
header (`path`), and the everyday questions noted for it (`asks`). A query is put together
from terms, never parsed, so no character of a question has a meaning as syntax.
Cutting into tokens is in `tokens.py`; which official terms are added, in the lexicon.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from pathlib import Path

from tantivy import Document, Index, Occur, Query, Schema, SchemaBuilder

from retrieval.entry import Entry
from retrieval.errors import IndexDamaged
from retrieval.tokens import tokens

# Measured on 92 everyday questions over four notices: see docs/decisions.md before turning these.
FIELDS = {"body": 1.0, "path": 0.35, "asks": 1.0}
EXPANSION_BOOST = 0.4
MOST_TERMS = 160
_HEAP_BYTES = 15_000_000


@cache
def _schema() -> Schema:
    builder = SchemaBuilder()
    for field in FIELDS:
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("notice", tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("row", fast=True)
    return builder.build()


class LexicalIndex:
    """A finished index over entries; it never changes, so any number of threads may search it."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._searcher = index.searcher()

    @classmethod
    def build(cls, entries: Sequence[Entry], path: Path | None = None) -> LexicalIndex:
        """An index of `entries`: files in the existing folder `path`, or in memory."""
        index = Index(_schema(), path=None if path is None else str(path), reuse=False)
        writer = index.writer(_HEAP_BYTES, 1)
        for entry in entries:
            document = Document()
            for field in FIELDS:
                document.add_text(field, " ".join(tokens(getattr(entry, field))))
            document.add_text("notice", entry.notice_id)
            document.add_unsigned("row", entry.row)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        return cls(index)

    @classmethod
    def open(cls, path: Path) -> LexicalIndex:
        """The index in `path`. Raises `IndexDamaged` when tantivy cannot read it."""
        try:
            return cls(Index.open(str(path)))
        except (ValueError, OSError) as error:
            raise IndexDamaged(f"{path}: the lexical index cannot be read ({error})") from error

    @property
    def count(self) -> int:
        """How many passages it holds."""
        return self._searcher.num_docs

    def search(
        self, query: str, *, limit: int, expansions: Sequence[str] = (), notice_ids: Collection[str] | None = None
    ) -> list[int]:
        """Rows of the passages that share a token with `query` or `expansions`, best first.

        `expansions` weigh less than the asker's own words, and only as pairs and words: a
        single character of a term that nobody typed says nothing. Of a very long query
        the rarest tokens count.
        """
        terms = self._weighed(query, expansions)
        if not terms:
            return []
        should = [
            (Occur.Should, Query.boost_query(Query.term_query(_schema(), field, term, "freq"), boost * weight))
            for term, weight in terms.items()
            for field, boost in FIELDS.items()
        ]
        wanted = Query.boolean_query(should)
        if notice_ids is not None:
            within = Query.term_set_query(_schema(), "notice", list(notice_ids))
            wanted = Query.boolean_query([(Occur.Must, Query.const_score_query(within, 0.0)), (Occur.Must, wanted)])
        try:
            found = self._searcher.search(wanted, limit, count=False).hits
            rows = self._searcher.fast_field_values("row", [address for _, address in found])
        except (ValueError, OSError) as error:
            raise IndexDamaged(f"the lexical index cannot be searched ({error})") from error
        return [int(row) for row in rows if row is not None]

    def _weighed(self, query: str, expansions: Sequence[str]) -> dict[str, float]:
        terms = dict.fromkeys(tokens(query), 1.0)
        for term in expansions:
            for token in tokens(term):
                if len(token) > 1:
                    terms.setdefault(token, EXPANSION_BOOST)
        if len(terms) <= MOST_TERMS:
            return terms
        frequency = {term: sum(self._searcher.doc_freq(field, term) for field in FIELDS) for term in terms}
        rarest = sorted((term for term in terms if frequency[term]), key=lambda term: frequency[term])
        return {term: terms[term] for term in rarest[:MOST_TERMS]}
