"""The assistant: a library with the flow of `pipeline.py` over it."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from datetime import date, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from assistant.catalogue import Catalogue
from assistant.errors import QuestionError
from assistant.pipeline import answer
from assistant.records import Answer, Question, Turn
from assistant.replies import reply
from retrieval import Library

if TYPE_CHECKING:
    from langchain_core.runnables import Runnable

LONGEST_QUESTION = 2000
LONGEST_HISTORY = 200
READ_AHEAD = 2000
REST = 3.0
TIME_ZONE = ZoneInfo("Asia/Shanghai")

log = logging.getLogger(__name__)


class Assistant:
    """Answers questions about the notices of one library. Safe to call from several threads."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._catalogue = Catalogue(library)

    @classmethod
    def open(cls) -> Assistant:
        """An assistant over the notices and the data folder that the environment names (SHENBAO_…)."""
        from assistant.opening import open_library

        return cls(open_library())

    def ask(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        as_of: date | None = None,
        notice_ids: Sequence[str] | None = None,
    ) -> Answer:
        """The verified answer to `question`, asked on `as_of` (today in Asia/Shanghai by default).

        `history` holds earlier turns, oldest first; `notice_ids` limits it to some notices.
        Raises `QuestionError` for an empty or overlong question and for unknown notices; anything
        unexpected becomes one honest answer with reason "failed".
        """
        asked = self._checked(question, history, as_of, notice_ids)
        try:
            return answer(asked, self.library, self._catalogue)
        except Exception:  # the one place where the unexpected becomes an honest status; the trace is logged
            log.exception("the question could not be answered")
            return _failed(asked.as_of)

    def read_ahead(self, *, most: int = READ_AHEAD, rest: float = REST) -> None:
        """Read the notices held, at most `most`, into sentences: a question that first comes near one need not wait.

        For a thread of its own: after each notice it rests `rest` times as long as that took, so that questions go
        first. What is put in later is read when a question comes near it.
        """
        for view in islice(self._catalogue.views(), most):
            began = time.perf_counter()
            view.read()
            time.sleep(rest * (time.perf_counter() - began))

    def as_runnable(self) -> Runnable[Any, Answer]:
        """A LangChain Runnable: a question, or a dict of `ask`'s arguments, in; an `Answer` out."""
        from langchain_core.runnables import RunnableLambda

        def run(asked: Any) -> Answer:
            return self.ask(**asked) if isinstance(asked, dict) else self.ask(str(asked))

        return RunnableLambda(run, name="shenbao")

    def _checked(
        self, question: str, history: Sequence[Turn], as_of: date | None, notice_ids: Sequence[str] | None
    ) -> Question:
        _check_types(question, as_of, notice_ids)
        if not any(char.isalnum() for char in question):
            raise QuestionError("question is blank", field="question", reason_zh="请写下想问的问题。")
        if len(question) > LONGEST_QUESTION:
            raise QuestionError(
                f"question has {len(question)} characters, at most {LONGEST_QUESTION} are taken",
                field="question",
                reason_zh=f"问题太长了（{len(question)}字），请缩短到{LONGEST_QUESTION}字以内再问。",
            )
        for notice_id in notice_ids or ():
            if notice_id not in self.library.ids:
                shown = notice_id[:64].encode("utf-8", "replace").decode()  # half a character cannot be sent on
                raise QuestionError(
                    f"unknown notice {notice_id!r}",
                    field="notice_ids",
                    reason_zh=f"没有编号为“{shown}”的通知。",
                )
        return Question(
            text=question,
            history=tuple(history)[-LONGEST_HISTORY:],
            as_of=as_of.date() if isinstance(as_of, datetime) else as_of or datetime.now(TIME_ZONE).date(),
            notice_ids=tuple(notice_ids) if notice_ids else None,
        )


def _check_types(question: object, as_of: object, notice_ids: object) -> None:
    # The arguments of a Runnable come from chains and JSON, which no type checker sees.
    if not isinstance(question, str):
        raise QuestionError("question is no str", field="question", reason_zh="问题应为文字。")
    if not isinstance(as_of, date | None):
        raise QuestionError("as_of is no datetime.date", field="as_of", reason_zh="as_of 应为日期。")
    if isinstance(notice_ids, str):
        raise QuestionError("notice_ids is one str", field="notice_ids", reason_zh="notice_ids 应为通知编号的列表。")


def _failed(as_of: date) -> Answer:
    return Answer(
        status="not_found",
        reason="failed",
        text=reply("failed"),
        citations=(),
        notices=(),
        deadline=None,
        follow_ups=(),
        mode="extractive",
        as_of=as_of,
        answer_id="",
    )
