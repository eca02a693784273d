"""Find a quote in a notice, white space apart, and give it back exactly as the notice has it.

A card is typed or pasted by people, so line breaks, indents and full-width blanks do not
count; every other character does. A quote that stands more than once is told apart by
some text before it (`after`).
"""

from __future__ import annotations

from retrieval.card import Quote


def squeezed(text: str) -> str:
    """`text` without its white space."""
    return "".join(text.split())


class Quotes:
    """One notice's text, made ready for finding quotes in it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tight = squeezed(text)
        self._places = [place for place, character in enumerate(text) if not character.isspace()]

    def __contains__(self, words: str) -> bool:
        return squeezed(words) in self._tight

    def find(self, quote: str, after: str = "") -> Quote | None:
        """The notice's own characters for `quote`: the first place, or the first behind the first `after`."""
        begin, tight = 0, squeezed(quote)
        if after:
            found = self._tight.find(squeezed(after))
            if found < 0:
                return None
            begin = found + len(squeezed(after))
        at = self._tight.find(tight, begin)
        if at < 0 or not tight:
            return None
        start, end = self._places[at], self._places[at + len(tight) - 1] + 1
        return Quote(self._text[start:end], start, end)

    def parting(self, quote: str) -> tuple[str, str]:
        """Where a false quote leaves the notice: the last characters both share, and what the notice says next."""
        tight = squeezed(quote)
        low, high = 0, len(tight)
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if tight[:middle] in self._tight else (low, middle - 1)
        if low == 0:
            return "", ""
        at = self._tight.find(tight[:low]) + low
        return tight[max(0, low - 12) : low], self._tight[at : at + 12]
