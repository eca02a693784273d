"""The HTTP interface put together: routes, refusals, headers, the description at `/openapi.json`.

    api = create_api(assistant, library, Settings())

The page is mounted on top of it by `ui/serve.py`. The usual documentation pages are off:
they load scripts from elsewhere, and this program touches no network.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI, Request, Response
from starlette.exceptions import HTTPException
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.routing import BaseRoute, Match

from assistant import Assistant
from retrieval import Library
from ui.api.ask import ask_routes
from ui.api.conversations import Conversations, InProcess
from ui.api.health import health_routes
from ui.api.notices import notice_routes
from ui.api.problems import MEDIA_TYPE, TITLES, handle_problems
from ui.api.requests import MOST_BODY_BYTES, Requests
from ui.api.schemas import ProblemBody
from ui.settings import Settings

_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


def create_api(
    assistant: Assistant,
    library: Library,
    settings: Settings,
    *,
    conversations: Conversations | None = None,
) -> FastAPI:
    """The interface over one assistant and its library; conversations are kept in this process unless told where."""
    api = FastAPI(
        title="申报问答",
        summary="Cited answers about Chinese funding notices",
        version=_version(),
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        responses=_refusals(),
    )
    handle_problems(api)
    # Not FastAPI's own `max_body_size`: that stands outside everything and answers in plain text.
    api.add_middleware(RequestBodyLimitMiddleware, max_body_size=MOST_BODY_BYTES)
    api.add_middleware(Requests)
    kept = conversations or InProcess()
    routers = (
        ask_routes(assistant, kept, log_questions=settings.log_questions),
        notice_routes(library),
        health_routes(library),
    )
    for router in routers:
        api.include_router(router)
    _close_the_api_tree(api, [*api.routes, *(route for router in routers for route in router.routes)])
    return api


def _refusals() -> dict[int | str, dict[str, Any]]:
    return {
        status: {"description": title, "model": ProblemBody, "content": {MEDIA_TYPE: {}}}
        for status, (_, title, _usual) in TITLES.items()
    }


def _close_the_api_tree(api: FastAPI, known: Sequence[BaseRoute]) -> None:
    """Unknown addresses under /api are problems of the API, not pages of whatever is mounted at the root."""

    async def unknown(request: Request) -> Response:
        allowed = _allowed(known, request)
        if allowed:
            raise HTTPException(405, headers={"Allow": ", ".join(sorted(allowed))})
        raise HTTPException(404)

    for path in ("/api", "/api/{rest:path}", "/healthz", "/readyz", "/openapi.json"):
        api.add_api_route(path, unknown, methods=_METHODS, include_in_schema=False)


def _allowed(known: Sequence[BaseRoute], request: Request) -> set[str]:
    allowed: set[str] = set()
    for route in known:
        if route.matches(request.scope)[0] is Match.PARTIAL:
            allowed |= set(getattr(route, "methods", None) or ())
    return allowed


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("shenbao")
    except PackageNotFoundError:
        return "0"
