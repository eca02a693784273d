"""What is held: `GET /api/notices`, `GET /api/notices/{id}`, `GET /api/search`."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from assistant.errors import QuestionError
from retrieval import Library
from retrieval.errors import UnknownNotice
from ui.api.schemas import MOST_CHARACTERS, Asked, HitBody, NoticeBody, NoticeSummary
from ui.held_notices import hit_row, notice_record, notice_summary, require_held
from ui.render import today

MOST_HITS = 100


def notice_routes(library: Library) -> APIRouter:
    """The addresses that show the notices themselves."""
    routes = APIRouter(tags=["notices"])

    @routes.get("/api/notices", response_model=list[NoticeSummary], summary="收录了哪些通知")
    def notices() -> list[dict[str, object]]:
        day = today()
        return [notice_summary(library.held(notice_id), day) for notice_id in library.ids]

    @routes.get("/api/notices/{notice_id}", response_model=NoticeBody, summary="一份通知：全文、条款、要点卡")
    def notice(notice_id: str) -> dict[str, object]:
        return notice_record(require_held(library, notice_id), today())

    @routes.get("/api/search", response_model=list[HitBody], summary="只检索，不作答")
    def search(
        q: Annotated[Asked, Query(max_length=MOST_CHARACTERS)],
        k: Annotated[int, Query(ge=1, le=MOST_HITS)] = 10,
        notice_id: Annotated[list[str] | None, Query()] = None,
    ) -> list[dict[str, object]]:
        try:
            wanted = [require_held(library, one).id for one in notice_id or ()]
        except UnknownNotice as error:
            raise QuestionError(str(error), field="notice_id", reason_zh=error.reason_zh) from error
        return [hit_row(hit) for hit in library.search(q, k=k, notice_ids=wanted or None)]

    return routes
