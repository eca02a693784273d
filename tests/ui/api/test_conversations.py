"""The store of conversations is bounded in every direction."""

from __future__ import annotations

from assistant.records import Turn
from ui.api.conversations import KEPT_CHARACTERS, KEPT_TURNS, InProcess, new_id


def a_turn(text: str = "问") -> Turn:
    return Turn("user", text)


def test_the_conversation_unused_for_longest_makes_room() -> None:
    """Nobody can fill the memory by starting conversations; those in use stay."""
    store = InProcess(most=2)
    store.keep("a", [a_turn()])
    store.keep("b", [a_turn()])
    store.turns("a")

    store.keep("c", [a_turn()])

    assert store.turns("b") == ()
    assert store.turns("a") == store.turns("c") == (a_turn(),)


def test_only_the_end_of_a_conversation_is_kept() -> None:
    """Neither by talking on nor by long messages."""
    store = InProcess()

    store.keep("a", [a_turn("长" * 10_000), *[a_turn(str(i)) for i in range(KEPT_TURNS - 1)]])
    assert len(store.turns("a")[0].content) == KEPT_CHARACTERS
    store.keep("a", [*store.turns("a"), a_turn("新")])

    assert len(store.turns("a")) == KEPT_TURNS
    assert store.turns("a")[-1] == a_turn("新")


def test_ids_cannot_be_guessed() -> None:
    """Whoever has the id can follow up on the conversation."""
    assert len({new_id() for _ in range(100)}) == 100
    assert len(new_id()) >= 22
