"""Whether a message is language at all, or keys struck at random."""

from __future__ import annotations

import re
from itertools import pairwise

from assistant.catalogue import Catalogue
from assistant.learned.intents import questions
from assistant.reading.topics import topics_of
from retrieval.lexicon import lexicon

LONGEST_BARE = 20
"""Characters of digits and marks that may still be asked for, such as a code of a guide."""

LOOKED_AT = 40
"""Words and pairs of characters that are looked for in the notices."""


def makes_sense(text: str, catalogue: Catalogue) -> bool:
    """Whether anything in `text` (normalised) is known: to the bank, to the lexicon, or to a notice that is held.

    Known are pairs of neighbouring Chinese characters and Latin words of two letters or more. A short message that
    holds none is taken to make sense: a code, a year.
    """
    pairs = [one + other for run in re.findall("[\u4e00-\u9fff]+", text) for one, other in pairwise(run)]
    words = [word for word in re.findall("[a-z]+", text) if len(word) > 1]
    known = questions().knows
    if not pairs and not words:
        return len(text) <= LONGEST_BARE
    if any(known(pair) for pair in pairs) or (pairs and topics_of(text)) or lexicon().expansions(text):
        return True
    return any(_holds(view.text, pairs[:LOOKED_AT], words[:LOOKED_AT]) for view in catalogue.views())


def _holds(text: str, pairs: list[str], words: list[str]) -> bool:
    return any(pair in text for pair in pairs) or not {*words}.isdisjoint(re.findall("[a-z]+", text) if words else ())
