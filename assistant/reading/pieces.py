"""Take a message that asks several things apart, keeping what only describes the asker as background."""

from __future__ import annotations

from typing import NamedTuple

from assistant.language import pattern
from assistant.learned.intents import questions
from assistant.reading.coordination import coordinated
from assistant.reading.terms import terms_of
from assistant.reading.topics import topics_of

MOST_PIECES = 5
"""Further questions of one message are read together with the last piece."""

SURELY = 0.6
"""Probability of what is asked from which a part of a sentence is a question of its own."""

LONG = 60
"""A longer sentence tells a story: its one part that asks for a topic is the question, the rest its background."""

BARE = 6
"""So short a piece that says nothing of its own only adds to the question before it ("都叫什么")."""

SHORT = 10
"""A short piece after a question ("电话给一个") belongs to it; a longer one describes the asker."""


class Piece(NamedTuple):
    """One question of a message, with what the message told before it and the questions it asked before it."""

    text: str
    background: str = ""
    before: str = ""


def pieces_of(text: str) -> tuple[Piece, ...]:
    """The questions of a message (normalised), at least one.

    "我们是民企，纸质的要几份，几号前送到" → "纸质的要几份" and "几号前送到", "我们是民企" in the background of both.
    """
    joints = pattern("forms.yaml", "joints")
    asked: list[Piece] = []
    background: list[str] = []
    for sentence in joints.split(text):
        for part in _clauses(sentence or ""):
            if asked and _leans(part):
                asked[-1] = asked[-1]._replace(text=f"{asked[-1].text},{part}")
            elif _asks(part) or len(coordinated(part)) > 1:
                told = " ".join(background)
                asked.extend(Piece(one, told) for one in coordinated(part))
            elif asked and len(part) <= SHORT:
                asked[-1] = asked[-1]._replace(text=f"{asked[-1].text},{part}")
            else:
                background.append(part)
    if not asked:
        return (Piece(text),)
    kept = asked[: MOST_PIECES - 1]
    rest = asked[MOST_PIECES - 1 :]
    if rest:
        kept.append(rest[0]._replace(text=" ".join(piece.text for piece in rest)))
    return tuple(piece._replace(before=" ".join(one.text for one in kept[:at] if at)) for at, piece in enumerate(kept))


def _leans(part: str) -> bool:
    """Whether a part only goes on with the question before it: "都叫什么", "分别是多少"."""
    if pattern("forms.yaml", "refers_back").search(part):
        return True
    return len(part) <= BARE and not _is_own(part) and not any(len(word) > 1 for word, _ in terms_of(part))


def _clauses(sentence: str) -> list[str]:
    """Parts of a sentence at commas, when more than one of them asks something; else the sentence whole."""
    parts = [part.strip() for part in pattern("forms.yaml", "parts").split(sentence) if part.strip()]
    asking = [part for part in parts if _asks(part) and _is_own(part)]
    if len(asking) > 1 or (len(asking) == 1 and len(sentence) > LONG and topics_of(asking[0])):
        return parts
    whole = sentence.strip()
    return [whole] if whole else []


def _is_own(part: str) -> bool:
    """Whether a part tells by itself what it asks: by the words of a topic, or by its likeness to known questions."""
    return bool(topics_of(part)) or any(share >= SURELY for share in questions().about(part).values())


def _asks(piece: str) -> bool:
    return bool(pattern("forms.yaml", "interrogative").search(piece))
