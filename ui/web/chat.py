"""One question of the page: from what was typed to what the page shows next, piece by piece.

The assistant's answer is verified before its first character is shown; it is shown line by line
because that is pleasant to read, and nothing that was shown is taken back. The work itself runs
on a thread, so that a slow question never holds up another. What stands where is in `page.py`.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from assistant import Answer, Assistant, QuestionError
from assistant.records import Turn
from retrieval import Held, Library, UnknownNotice
from ui.render import today, whole
from ui.web.addresses import clause_address
from ui.web.answer_text import answer_markdown, literal, pieces
from ui.web.citation_panel import citations_html, uncited_html
from ui.web.day import DayError, day_from
from ui.web.labels import label

KEPT_EXCHANGES = 40
_PIECE_S = 0.02
_ALL_PIECES_S = 0.15

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question with what was answered; `shown` is the answer as Markdown, `answer` None when there was none."""

    question: str
    shown: str
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class View:
    """What the page shows next. None leaves a part as it is; `problem` is said beside the page, not in it."""

    messages: list[dict[str, Any]] | None = None
    citations: str | None = None
    typed: str | None = None
    exchanges: tuple[Exchange, ...] | None = None
    problem: str | None = None


class Chat:
    """Answers the questions of the page with one assistant and its library."""

    def __init__(self, assistant: Assistant, library: Library) -> None:
        self._assistant = assistant
        self._library = library

    async def ask(
        self, typed: str, exchanges: Sequence[Exchange], day: str = "", notice_ids: Sequence[str] = ()
    ) -> AsyncIterator[View]:
        """Views of the page while `typed` is answered, the last of them final."""
        question = whole(typed or "").strip()
        before = tuple(exchanges)[-KEPT_EXCHANGES + 1 :]
        try:
            asked_on = day_from(day)
        except DayError as error:
            yield View(problem=error.reason_zh)
            return
        working = (*before, Exchange(question, f"*{label('chat.working')}*"))
        work = asyncio.create_task(asyncio.to_thread(self._answer, question, before, asked_on, notice_ids))
        if any(char.isalnum() for char in question):
            yield View(messages=messages(working), typed="")
        try:
            answer = await work
        except QuestionError as error:
            yield View(messages=messages(before), typed=typed, problem=error.reason_zh)
            return
        except Exception:  # whatever it was: the question stays, the asker is told, the log has the trace
            _log.exception("the page could not answer")
            failed = (*before, Exchange(question, label("chat.failed")))
            yield View(messages=messages(failed, [question]), citations=uncited_html(), typed="", exchanges=failed)
            return
        async for view in self._shown(question, answer, before):
            yield view

    async def _shown(self, question: str, answer: Answer, before: tuple[Exchange, ...]) -> AsyncIterator[View]:
        held = self._cited(answer)
        addresses = {
            citation.marker: clause_address(citation, held.get(citation.notice_id)) for citation in answer.citations
        }
        markdown = answer_markdown(answer, addresses)
        begun = list(pieces(markdown))
        pause = min(_PIECE_S, _ALL_PIECES_S / max(1, len(begun)))
        for piece in begun[:-1]:
            yield View(messages=messages((*before, Exchange(question, piece))))
            await asyncio.sleep(pause)
        done = (*before, Exchange(question, markdown, replace(answer, withheld=())))
        yield View(
            messages=messages(done, answer.follow_ups or _again(question, answer)),
            citations=citations_html(answer, held, addresses),
            typed="",
            exchanges=done,
        )

    def _answer(
        self, question: str, before: Sequence[Exchange], asked_on: date | None, notice_ids: Sequence[str]
    ) -> Answer:
        return self._assistant.ask(
            question, history=history(before), as_of=asked_on or today(), notice_ids=list(notice_ids) or None
        )

    def _cited(self, answer: Answer) -> dict[str, Held]:
        held: dict[str, Held] = {}
        for notice_id in {citation.notice_id for citation in answer.citations}:
            try:
                held[notice_id] = self._library.held(notice_id)
            except UnknownNotice:  # removed since it was cited: the quote is still shown, without its state
                continue
        return held


def _again(question: str, answer: Answer) -> tuple[str, ...]:
    return (question,) if answer.reason == "failed" else ()


def history(exchanges: Sequence[Exchange]) -> list[Turn]:
    """The conversation as the assistant takes it: answers in their own words, exchanges that failed left out."""
    turns: list[Turn] = []
    for exchange in exchanges:
        if exchange.answer is not None:
            turns += [Turn("user", exchange.question), Turn("assistant", exchange.answer.text)]
    return turns


def messages(exchanges: Sequence[Exchange], suggestions: Sequence[str] = ()) -> list[dict[str, Any]]:
    """The conversation as Gradio's chatbot takes it; `suggestions` become buttons under the last answer."""
    shown: list[dict[str, Any]] = []
    for exchange in exchanges:
        shown.append({"role": "user", "content": literal(exchange.question)})
        shown.append({"role": "assistant", "content": exchange.shown})
    if shown and suggestions:
        shown[-1]["options"] = [{"value": suggestion, "label": suggestion} for suggestion in suggestions]
    return shown
