"""Around every request: an id, one log line, careful headers, and the last resort when something breaks.

Outermost of our own layers. An unexpected error becomes a problem document here and nowhere
else; the log gets where it happened, the caller does not. The log line has no query string and
no question: people ask about things that they have not published.
"""

from __future__ import annotations

import re
import secrets
import time
import traceback
from typing import Final

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.api.problems import problem

MOST_BODY_BYTES: Final = 4 * 1024 * 1024
_DRAINED_BYTES: Final = 64 * 1024 * 1024
_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
_OURS = re.compile(r"/(api|v1|healthz|readyz|metrics|openapi\.json)(/|$)")
_HEADERS: Final = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
_DATA_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}
_log = structlog.get_logger("shenbao.http")


class Requests:
    """ASGI middleware: see the head of this module."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; anything but HTTP passes through."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        request = Request(scope, receive)
        request.state.request_id = _request_id(request.headers)
        ours = bool(_OURS.match(scope["path"]))
        exchange = _Exchange(send, request.state.request_id, ours)
        began = time.perf_counter()
        try:
            if await _too_large(request.headers, receive):
                await problem(413, request)(scope, receive, exchange.send)
            else:
                await self.app(scope, receive, exchange.send)
        except Exception as error:  # the last resort: whatever it is, the caller gets a document and the log a line
            _log.error("unexpected", request_id=request.state.request_id, **_where(error))
            if exchange.status:
                raise
            await problem(500, request)(scope, receive, exchange.send)
        finally:
            if ours:
                _log.info("request", **_line(request, exchange.status, began))


class _Exchange:
    def __init__(self, send: Send, request_id: str, ours: bool) -> None:
        self._send = send
        self._added = {**_HEADERS, **(_DATA_HEADERS if ours else {}), "X-Request-ID": request_id}
        self.status = 0

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = int(message["status"])
            headers = MutableHeaders(scope=message)
            for name, value in self._added.items():
                headers.setdefault(name, value)
        await self._send(message)


def _request_id(headers: Headers) -> str:
    given = headers.get("x-request-id", "")
    return given if _ID.fullmatch(given) else secrets.token_hex(8)


async def _too_large(headers: Headers, receive: Receive) -> bool:
    """Whether the declared body is over the limit; it is then read and dropped, so that the answer gets through.

    A body without a declared length is stopped while it is read, by the limit inside of this layer.
    """
    declared = headers.get("content-length", "")
    if not declared.isascii() or not declared.isdigit() or int(declared[:12]) <= MOST_BODY_BYTES:
        return False
    dropped, more = 0, True
    while more and dropped < _DRAINED_BYTES:
        message = await receive()
        dropped += len(message.get("body", b""))
        more = message["type"] == "http.request" and message.get("more_body", False)
    return True


def _where(error: Exception) -> dict[str, object]:
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    return {
        "error": type(error).__name__,
        "at": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
    }


def _line(request: Request, status: int, began: float) -> dict[str, object]:
    line: dict[str, object] = {
        "request_id": request.state.request_id,
        "method": request.method,
        "path": request.url.path,
        "status": status,
        "ms": round((time.perf_counter() - began) * 1000, 1),
    }
    line.update(getattr(request.state, "logged", {}))
    return line
