"""Whether the process is up (`/healthz`) and can answer (`/readyz`), for whoever watches over it."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException

from retrieval import Library
from retrieval.errors import RetrievalError
from ui.api.schemas import HealthBody

_PROBE = "申报"


def health_routes(library: Library) -> APIRouter:
    """The two addresses; neither needs a key and neither says anything of the notices."""
    routes = APIRouter(tags=["health"])

    @routes.head("/healthz", include_in_schema=False)
    @routes.get("/healthz", response_model=HealthBody, response_model_exclude_none=True, summary="进程是否在运行")
    async def healthz() -> HealthBody:
        return HealthBody(status="ok")

    @routes.head("/readyz", include_in_schema=False)
    @routes.get("/readyz", response_model=HealthBody, summary="是否可以答问")
    def readyz() -> HealthBody:
        try:
            held = len(library.ids)
            if held:
                library.search(_PROBE, k=1)
        except RetrievalError as error:
            raise HTTPException(503, error.reason_zh, headers={"Retry-After": "10"}) from error
        return HealthBody(status="ok", notices=held)

    return routes
