"""Take a message that asks several things apart, keeping what only describes the asker as background."""

from __future__ import annotations

import re

from assistant.intents import questions
from assistant.language import pattern
from assistant.reading.topics import topics_of
from retrieval.lexicon import lexicon

MOST_PIECES = 5
"""Further questions of one message are read together with the last piece."""

SURELY = 0.6
"""Probability of a topic from which a part of a sentence is a question of its own."""

LONG = 60
"""A longer sentence tells a story: its one part that asks for a topic is the question, the rest its background."""

BARE = 6
"""So short a piece that names no topic only adds to the question before it ("都叫什么")."""

SHORT = 10
"""A short piece after a question ("电话给一个") belongs to it; a longer one describes the asker."""


def pieces_of(text: str) -> tuple[tuple[str, str], ...]:
    """(question, background) pairs of a message (normalised), at least one.

    "我们是民企，纸质的要几份，几号前送到" → ("纸质的要几份", "我们是民企"), ("几号前送到", "我们是民企 纸质的要几份").
    """
    joints = pattern("forms.yaml", "joints")
    questions: list[tuple[str, str]] = []
    background: list[str] = []
    for sentence in joints.split(text):
        for piece in _clauses(sentence or ""):
            if questions and len(piece) <= BARE and not topics_of(piece):
                questions[-1] = (f"{questions[-1][0]},{piece}", questions[-1][1])
            elif _asks(piece):
                questions.append((piece, " ".join(background)))
            elif questions and len(piece) <= SHORT:
                questions[-1] = (f"{questions[-1][0]},{piece}", questions[-1][1])
            background.append(piece)
    if not questions:
        return ((text, ""),)
    kept = questions[: MOST_PIECES - 1]
    rest = questions[MOST_PIECES - 1 :]
    if rest:
        kept.append((" ".join(piece for piece, _ in rest), rest[0][1]))
    return tuple(kept)


def _clauses(sentence: str) -> list[str]:
    """Parts of a sentence at commas, when more than one of them asks something; else the sentence whole."""
    parts = [part.strip() for part in re.split(r"[,，、]", sentence) if part.strip()]
    asking = [part for part in parts if _asks(part) and (topics_of(part) or _surely_of_a_topic(part))]
    if len(asking) > 1 or (len(asking) == 1 and len(sentence) > LONG and topics_of(asking[0])):
        return parts
    whole = sentence.strip()
    return [whole] if whole else []


def _surely_of_a_topic(part: str) -> bool:
    """Whether a part is likely about one topic by its likeness to known questions."""
    known = lexicon().topics
    return any(share >= SURELY for intent, share in questions().about(part).items() if intent in known)


def _asks(piece: str) -> bool:
    return bool(pattern("forms.yaml", "interrogative").search(piece))
