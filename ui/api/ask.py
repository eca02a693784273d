"""`POST /api/ask`: a question in, one answer out.

The work is CPU-bound, so the endpoint is a plain function: FastAPI runs it on a thread and
a slow question never holds up another request.
"""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from assistant import Assistant
from assistant.records import Turn
from ui.api.conversations import Conversations, new_id, recent
from ui.api.schemas import AnswerBody, AskBody
from ui.render import answer_body


def ask_routes(assistant: Assistant, conversations: Conversations, *, log_questions: bool) -> APIRouter:
    """The addresses under which questions are asked."""
    routes = APIRouter(tags=["ask"])

    @routes.post("/api/ask", response_model=AnswerBody, summary="提一个问题")
    def ask(body: AskBody, request: Request) -> JSONResponse:
        conversation_id = body.conversation_id or new_id()
        history = _history(body, conversations)
        answer = assistant.ask(
            body.question,
            history=history,
            as_of=body.as_of,
            notice_ids=list(dict.fromkeys(body.notice_ids or ())) or None,
        )
        turns = (*history, Turn("user", body.question), Turn("assistant", answer.text))
        conversations.keep(conversation_id, turns)
        request.state.logged = _logged(answer.answer_id, answer.status, body.question if log_questions else None)
        return JSONResponse(answer_body(answer, conversation_id))

    return routes


def _history(body: AskBody, conversations: Conversations) -> tuple[Turn, ...]:
    if body.history:
        return recent([Turn(turn.role, turn.content) for turn in body.history])
    return conversations.turns(body.conversation_id) if body.conversation_id else ()


def _logged(answer_id: str, status: str, question: str | None) -> dict[str, Any]:
    logged = {"answer_id": answer_id, "outcome": status}
    return logged if question is None else {**logged, "question": question}
