"""What is indexed of one passage: its own words, where it stands, and how people ask for it.

Between `held.py` (a notice with its passages) and the two rankings (`lexical.py`,
`vectors.py`), which both number passages by row.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from retrieval.held import Held


@dataclass(frozen=True, slots=True)
class Entry:
    """One passage as the indexes see it. `row` counts passages over all notices, in the order of their ids.

    `body` is the passage's text, `path` its headings and table header, `asks` the everyday
    questions whose quoted clause overlaps it.
    """

    row: int
    notice_id: str
    body: str
    path: str
    asks: str

    @property
    def embedded(self) -> str:
        """The text that is turned into a vector: headings, passage, and the questions noted for it."""
        return "\n".join(part for part in (self.path, self.body, self.asks) if part)

    @property
    def digest(self) -> str:
        """SHA-256 of `embedded`: the key under which its vector is kept."""
        return sha256(self.embedded.encode("utf-8")).hexdigest()


def entries_of(notices: Iterable[Held]) -> list[Entry]:
    """Entries of all passages of `notices`, which come in the order of their ids."""
    entries: list[Entry] = []
    for held in notices:
        for passage in held.passages:
            asks = [
                ask
                for phrasing in held.phrasings
                if phrasing.quote.start < passage.end and passage.start < phrasing.quote.end
                for ask in phrasing.asks
            ]
            path = " ".join(part for part in (passage.section, passage.header) if part)
            entries.append(Entry(len(entries), held.id, passage.text, path, "\n".join(asks)))
    return entries
