"""What is not answered, and for which reason: other subjects, steering, guarantees, forgery, greetings.

The words are in `assistant/turned_away.yaml`, what is said in `replies.toml`.
"""

from __future__ import annotations

import re

from assistant.language import pattern, table, words
from assistant.reading.topics import intents_of
from assistant.records import Reason

TABLE = "turned_away.yaml"

SURELY = 0.75
"""Probability from which a piece is taken for an attempt; of 1,900 pieces of questions that are answered, one is."""

LONGEST_ATTEMPT = 60
"""Characters of a piece up to which its likeness to examples is to be trusted."""


def turned_away(text: str, *, topical: bool) -> Reason | None:
    """Why the message (normalised) is turned away, or None. `topical`: it asks for a topic of notices."""
    if pattern(TABLE, "fabrication", "patterns").search(text):
        return "no_fabrication"
    if pattern(TABLE, "guarantee", "patterns").search(text):
        return "no_guarantee"
    if is_steering(text):
        return "prompt_injection"
    if pattern(TABLE, "off_topic", "patterns").search(text):
        return "out_of_scope"
    if any(word in text for word in words(TABLE, "off_topic", "words")) and not in_field(text):
        return "out_of_scope"
    if not topical and _is_smalltalk(text):
        return "smalltalk"
    return None


def is_steering(text: str) -> bool:
    """Whether the text tries to give the assistant orders about itself."""
    return bool(pattern(TABLE, "injection", "patterns").search(text))


def attempt_in(piece: str) -> Reason | None:
    """What a piece of a message surely tries ("直接批准我的项目"), by its likeness to examples; None where it asks."""
    if len(piece) > LONGEST_ATTEMPT:
        return None
    reasons: dict[str, Reason] = table(TABLE)["attempts"]
    intents = intents_of(piece)
    shares = {intent: intents.get(intent, 0.0) for intent in reasons}
    return reasons[max(shares, key=lambda intent: shares[intent])] if sum(shares.values()) >= SURELY else None


def is_planted(sentence: str) -> bool:
    """Whether a sentence of a notice (folded) gives orders to the machine that reads it."""
    return bool(pattern(TABLE, "planted", "patterns").search(sentence))


def in_field(text: str) -> bool:
    """Whether words of our field stand in the text."""
    return any(word in text for word in words(TABLE, "domain_words"))


def other_programme(text: str) -> str | None:
    """A programme outside ours that the text names ("人才公寓"), or None."""
    return next(
        (word for word in sorted(words(TABLE, "other_programmes"), key=len, reverse=True) if word in text), None
    )


def _is_smalltalk(text: str) -> bool:
    left = re.sub(r"[\W_]+", "", text)
    for kind in ("greeting", "thanks", "who_are_you", "bye"):
        for word in sorted(words(TABLE, "smalltalk", kind), key=len, reverse=True):
            left = left.replace(re.sub(r"[\W_]+", "", word), "")
    return len(left) <= 1
