"""The door of the page: what of Gradio's application can be reached, and the headers it leaves with.

Gradio serves far more than this page uses: uploads, files, a proxy, its own API, run histories.
What the page needs is listed; the rest is not there. The HTML of the page is dressed by
`shell.py`, which also yields the hashes of its inline scripts: the Content-Security-Policy
allows these, files of our own, and nothing else, no `unsafe-eval` and no `unsafe-inline` for scripts.
Styles need `unsafe-inline`: Gradio's components carry style attributes.
"""

from __future__ import annotations

import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.api.problems import problem
from ui.web.shell import dressed

_OPEN = re.compile(
    r"/|/(assets|static)/.+|/theme\.css|/config|/svelte/.+|/favicon\.ico"
    r"|/gradio_api/(queue/(join|data)|heartbeat/[^/]+|run/predict|startup-events|cancel|reset|app_id)/?"
)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}


def policy(script_hashes: tuple[str, ...] = ()) -> str:
    """The Content-Security-Policy that allows our own files and the inline scripts with these hashes."""
    hashes = "".join(f" '{value}'" for value in script_hashes)
    return (
        f"default-src 'self'; script-src 'self'{hashes}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        "font-src 'self' data:; connect-src 'self'; worker-src 'none'; object-src 'none'; frame-src 'none'; "
        "base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
    )


class Guard:
    """ASGI middleware around Gradio's application: see the head of this module."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request of the page; websockets are not used and not taken."""
        if scope["type"] != "http":
            return
        path = scope["path"].removeprefix(scope.get("root_path", "")) or "/"
        if not _OPEN.fullmatch(path):
            await problem(404, Request(scope))(scope, receive, send)
        elif path == "/":
            await self.app(_uncompressed(scope), receive, _Page(send))
        else:
            await self.app(scope, receive, _Headed(send))


class _Headed:
    def __init__(self, send: Send) -> None:
        self._send = send

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            _add_headers(message, policy())
        await self._send(message)


class _Page:
    """Holds the page's HTML back until it is whole, then sends it dressed and with its policy."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message = {}
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            return
        if message["type"] != "http.response.body":
            await self._send(message)
            return
        self._body += message.get("body", b"")
        if message.get("more_body", False):
            return
        html, hashes = dressed(self._body.decode("utf-8"))
        body = html.encode("utf-8")
        headers = MutableHeaders(raw=self._start["headers"])
        if Headers(raw=self._start["headers"]).get("content-type", "").startswith("text/html"):
            headers["Content-Length"] = str(len(body))
            headers["Cache-Control"] = "no-store"
        else:
            body = self._body
        self._start["headers"] = headers.raw
        _add_headers(self._start, policy(hashes))
        await self._send(self._start)
        await self._send({"type": "http.response.body", "body": body})


def _add_headers(message: Message, content_policy: str) -> None:
    headers = MutableHeaders(scope=message)
    headers["Content-Security-Policy"] = content_policy
    for name, value in _HEADERS.items():
        headers[name] = value


def _uncompressed(scope: Scope) -> Scope:
    headers = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
    return {**scope, "headers": headers}
