"""The page's own files: its looks, its behaviour, its icon. Served with their digest, kept by the browser for good."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable
from functools import cache
from importlib.resources import files

from fastapi import APIRouter, Response

_TYPES = {"page.css": "text/css", "page.js": "text/javascript", "icon.svg": "image/svg+xml"}
_FOR_GOOD = "public, max-age=31536000, immutable"


def asset_address(name: str) -> str:
    """The address of a file of `static/`; it changes with the file."""
    return f"/web/{name}?v={hashlib.sha256(_content(name)).hexdigest()[:12]}"


def asset_routes() -> APIRouter:
    """The addresses of all files of `static/`."""
    routes = APIRouter(include_in_schema=False)
    for name in _TYPES:
        routes.add_api_route(f"/web/{name}", _server(name))
    return routes


def _server(name: str) -> Callable[[], Awaitable[Response]]:
    async def serve() -> Response:
        return Response(_content(name), media_type=_TYPES[name], headers={"Cache-Control": _FOR_GOOD})

    return serve


@cache
def _content(name: str) -> bytes:
    return files("ui.web").joinpath("static", name).read_bytes()
