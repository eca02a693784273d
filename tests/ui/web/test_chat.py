"""One question of the page: what is shown while it is answered, and when it cannot be."""

from __future__ import annotations

import asyncio
from typing import cast

import pytest

from assistant import Assistant, QuestionError
from retrieval import Library
from tests.ui.fakes import FakeAssistant, FakeLibrary, an_answer
from ui.web.chat import KEPT_EXCHANGES, Chat, Exchange, View, history


def views(
    prepared: list[object], typed: str, *, before: tuple[Exchange, ...] = (), day: str = ""
) -> tuple[list[View], FakeAssistant]:
    fake = FakeAssistant(queue=prepared)  # type: ignore[arg-type]
    chat = Chat(cast("Assistant", fake), cast("Library", FakeLibrary()))

    async def collected() -> list[View]:
        return [view async for view in chat.ask(typed, before, day)]

    return asyncio.run(collected()), fake


class TestAsk:
    def test_the_question_and_the_stage_are_shown_before_the_answer(self) -> None:
        """The asker sees at once that something happens, and the box is free for the next question."""
        shown, _ = views([an_answer()], "什么时候截止？")

        first = shown[0]
        assert first.messages is not None
        assert ["user", "assistant"] == [message["role"] for message in first.messages]
        assert "正在" in first.messages[1]["content"]
        assert "" == first.typed

    def test_the_answer_appears_line_by_line_and_ends_with_suggestions(self) -> None:
        """Follow-ups are buttons under the last answer, not under one that is still appearing."""
        shown, _ = views([an_answer("甲[1]\n- 乙\n- 丙")], "问")

        said = [view.messages[-1] for view in shown[1:] if view.messages]
        assert 3 == len(said)
        assert "options" not in said[0]
        assert ["要交几份材料？"] == [option["value"] for option in said[-1]["options"]]
        assert shown[-1].citations is not None
        assert "某市关于申报项目的通知" in shown[-1].citations

    def test_a_refused_question_stays_in_the_box(self) -> None:
        """Nothing that was typed is lost, and the reason is in Chinese."""
        error = QuestionError("long", field="question", reason_zh="问题太长了。")
        shown, _ = views([error], "问" * 3)

        assert ("问" * 3, "问题太长了。") == (shown[-1].typed, shown[-1].problem)
        assert [] == shown[-1].messages

    def test_the_unexpected_becomes_one_honest_sentence(self) -> None:
        """No traceback, no English; the question can be asked again with one tap."""
        shown, _ = views([RuntimeError("disk on fire")], "问")

        last = shown[-1].messages
        assert last is not None
        assert "抱歉" in last[-1]["content"]
        assert [{"value": "问", "label": "问"}] == last[-1]["options"]

    def test_a_day_that_cannot_be_read_is_said_before_anything_is_asked(self) -> None:
        """The assistant is not asked on a wrong day."""
        shown, fake = views([], "问", day="2023年13月1日")

        assert [] == fake.asked
        assert "2023年13月1日" in (shown[-1].problem or "")

    def test_a_day_is_handed_on(self) -> None:
        """The answer is for the day that was typed, in any of the usual ways."""
        _, fake = views([an_answer()], "问", day="２０２３年12月1日")

        assert "2023-12-01" == str(fake.asked[0]["as_of"])

    def test_earlier_turns_go_along_without_their_links(self) -> None:
        """A follow-up is completed from what was said, not from the page's markup."""
        earlier = Exchange("前一问", "前一答[链接](/clause/x)", an_answer("前一答[1]"))
        _, fake = views([an_answer()], "那苏州呢", before=(earlier,))

        assert ["前一问", "前一答[1]"] == [turn.content for turn in fake.asked[0]["history"]]

    def test_a_conversation_is_bounded(self) -> None:
        """A tab that is kept open for days does not grow without end."""
        before = tuple(Exchange(str(number), "答", an_answer()) for number in range(KEPT_EXCHANGES + 20))
        shown, _ = views([an_answer()], "问", before=before)

        assert KEPT_EXCHANGES == len(shown[-1].exchanges or ())


def test_an_exchange_that_failed_is_no_history() -> None:
    """An apology is not something a follow-up can refer to."""
    assert [] == history([Exchange("问", "抱歉")])


@pytest.mark.parametrize("typed", ["", "   ", "？！"])
def test_a_blank_question_is_refused_without_a_message(typed: str) -> None:
    """Nothing flashes up in the conversation for an empty question."""
    error = QuestionError("blank", field="question", reason_zh="请写下想问的问题。")
    shown, _ = views([error], typed)

    assert [[]] == [view.messages for view in shown]
