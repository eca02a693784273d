"""The turns of conversations that are kept by the server, for callers who send a `conversation_id`.

Kept in this process, bounded in every direction, and gone when it ends: enough to follow up
on an answer. `Conversations` is the seam: a store on a database has the same two methods and
is handed to `create_api` instead.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock
from typing import Protocol

from assistant.records import Turn

KEPT_TURNS = 20
KEPT_CHARACTERS = 2_000


class Conversations(Protocol):
    """Where conversations are kept."""

    def turns(self, conversation_id: str) -> tuple[Turn, ...]:
        """The turns so far, oldest first; none for an id not seen before."""

    def keep(self, conversation_id: str, turns: Sequence[Turn]) -> None:
        """Put `turns` in the place of what was kept under this id."""


class InProcess:
    """Conversations in memory: the `most` that were used last, each cut to its last turns."""

    def __init__(self, most: int = 500) -> None:
        self._most = most
        self._kept: OrderedDict[str, tuple[Turn, ...]] = OrderedDict()
        self._lock = Lock()

    def turns(self, conversation_id: str) -> tuple[Turn, ...]:
        """The turns so far, oldest first; none for an id not seen before, or forgotten since."""
        with self._lock:
            if conversation_id in self._kept:
                self._kept.move_to_end(conversation_id)
            return self._kept.get(conversation_id, ())

    def keep(self, conversation_id: str, turns: Sequence[Turn]) -> None:
        """Put `turns` in the place of what was kept; the conversation unused for longest makes room."""
        with self._lock:
            self._kept[conversation_id] = recent(turns)
            self._kept.move_to_end(conversation_id)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)


def recent(turns: Sequence[Turn]) -> tuple[Turn, ...]:
    """The last turns, each cut to a length that a follow-up can still need."""
    return tuple(Turn(turn.role, turn.content[:KEPT_CHARACTERS]) for turn in turns[-KEPT_TURNS:])


def new_id() -> str:
    """An id that cannot be guessed: whoever has it can follow up on the conversation."""
    return secrets.token_urlsafe(16)
