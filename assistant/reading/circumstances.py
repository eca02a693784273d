"""What the asker says of their own case: amounts and kinds of organisation."""

from __future__ import annotations

import re
from functools import cache

from assistant.language import pattern
from assistant.records import Circumstances
from retrieval.lexicon import lexicon
from retrieval.values import values_in


def circumstances_of(text: str) -> Circumstances:
    """The circumstances in a message (normalised)."""
    amounts = tuple(
        value
        for value in values_in(text)
        if value.kind == "amount" and value.number is not None and not _is_of_the_rule(text[: value.start])
    )
    return Circumstances(amounts=amounts, organisations=organisations_in(text))


def _is_of_the_rule(before: str) -> bool:
    """Whether the words before an amount make it what a notice is said to give ("最高是…吗"), none of the asker's."""
    return bool(pattern("forms.yaml", "said_of_rule").search(before))


def organisations_in(text: str) -> tuple[str, ...]:
    """Kinds of organisation named in `text`, by the longest word at each place ("分公司" is no "公司")."""
    kinds = lexicon().organisations
    return tuple(dict.fromkeys(kinds[match.group()] for match in _words().finditer(text.lower())))


def without_organisations(text: str) -> str:
    """`text` without the words for organisations: what is left when another kind takes their place."""
    return _words().sub("", text)


@cache
def _words() -> re.Pattern[str]:
    """All words for organisations, the longest first; Latin ones stand by themselves."""
    words = sorted(lexicon().organisations, key=len, reverse=True)
    edged = (rf"(?<![a-z]){re.escape(word)}(?![a-z])" if word.isascii() else re.escape(word) for word in words)
    return re.compile("|".join(edged))
