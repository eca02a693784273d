"""Complete a message from the conversation before it: "那海州呢", "纸质的呢", "如果是高校呢".

A message that names no topic takes over what was asked; one that names no notice takes over which
was meant; whatever it does name replaces the old.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from assistant.catalogue import Catalogue
from assistant.language import pattern, table
from assistant.reading.circumstances import organisations_in, without_organisations
from assistant.reading.mentions import mentions_of, within_regions, without_names
from assistant.reading.topics import topics_of
from assistant.records import Mentions
from retrieval.normalise import normalise_question
from retrieval.values import values_in

SHORT = 8
"""A message of so few characters that asks for no topic goes on with the one before it ("有没有例外")."""

SHORT_FOLLOW_UP = 12
"""A follow-up with no more words of its own than this takes the earlier question along even when it names a topic,
unless it asks an open question of its own."""

MOST_TURNS = 12
"""Earlier messages of the asker that are read; what was said before them is forgotten."""


@dataclass(frozen=True, slots=True)
class Understood:
    """A message completed: its full text as asked, and where it points.

    Where it goes on with an earlier one, `fresh` is what the message itself says and `kept` what it takes over.
    """

    text: str
    mentions: Mentions
    fresh: str = ""
    kept: str = ""


def completed(text: str, earlier: Iterable[str], catalogue: Catalogue) -> Understood:
    """`text` (normalised) with what earlier messages of the asker (oldest first, as typed) add to it."""
    before: Understood | None = None
    for message in list(earlier)[-MOST_TURNS:]:
        before = _after(before, normalise_question(message), catalogue)
    return _after(before, text, catalogue)


def _after(before: Understood | None, text: str, catalogue: Catalogue) -> Understood:
    own = mentions_of(text, catalogue)
    if before is None:
        return Understood(text, own)
    if _within(before.mentions, own, catalogue):
        own = replace(own, foreign=())
    mentions = own if _points(own, catalogue) else before.mentions
    left = without_names(text, catalogue)
    rest = _without_ties(left)
    follows = bool(pattern("forms.yaml", "follow_up").search(text))
    goes_on = follows and len(rest) <= SHORT_FOLLOW_UP and not pattern("forms.yaml", "open_question").search(text)
    if topics_of(left) and rest and not goes_on:
        return Understood(text, mentions if follows or _is_held(mentions) else own)
    if not (own or follows or len(text) <= SHORT) or not topics_of(without_names(before.text, catalogue)):
        return Understood(text, mentions)
    kept = without_names(before.text, catalogue) if own else before.text
    if within_regions(text, catalogue):
        kept = _without(kept, within_regions(kept, catalogue))
    if organisations_in(text):
        kept = without_organisations(kept)
    kept = _without_opposites(_without_values(kept, rest), rest)
    return Understood(f"{rest} {kept}".strip(), mentions, rest, kept)


def _without_values(text: str, said: str) -> str:
    """`text` without the values whose kind is now said anew ("到200人呢" after "推荐50个人给多少")."""
    kinds = {(value.kind, value.unit) for value in values_in(said)}
    for value in reversed(values_in(text)):
        if (value.kind, value.unit) in kinds or (value.kind == "count" and ("number", "") in kinds):
            text = text[: value.start] + text[value.end :]
    return text


def _within(before: Mentions, own: Mentions, catalogue: Catalogue) -> bool:
    """Whether the places named anew stand in the notices that were meant before: then they are a matter of theirs."""
    return bool(own.foreign) and any(
        all(name in view.held.text for name in own.foreign)
        for view in catalogue.views()
        if view.held.id in before.notices or (view.card.region and view.card.region.value in before.regions)
    )


def _points(own: Mentions, catalogue: Catalogue) -> bool:
    """Whether a message points to notices anew: a year alone does only when a notice is of that year."""
    if own.regions or own.foreign or own.notices or own.every:
        return True
    return any(str(year) in catalogue.names.years for year in own.years)


def _is_held(mentions: Mentions) -> bool:
    """Whether mentions point to a notice: a place that is not held is not taken along by a question of its own."""
    return bool(mentions.regions or mentions.notices or not mentions.foreign)


def _without_ties(text: str) -> str:
    ties = pattern("forms.yaml", "ties")
    return re.sub(r"[\W_]+", " ", ties.sub(" ", text)).strip()


def _without_opposites(text: str, said: str) -> str:
    """`text` without the words that what is now said excludes ("纸质的呢" after a question on 网上填报)."""
    for row in table("forms.yaml")["contrasts"]:
        named = [words for words in row if re.search(words, said)]
        for words in row:
            if named and words not in named:
                text = re.sub(words, "", text)
    return text


def _without(text: str, names: Iterable[str]) -> str:
    for name in names:
        text = text.replace(name, "")
    return text
