"""The answer to what is no HTTP at all, in the same form as every other refusal.

Such bytes never reach the application: the server's own parser turns them away, in English.
By far the commonest case is an address with Chinese typed into it as it is (curl does not
encode it), so the remedy is named.
"""

from __future__ import annotations

import json
from typing import Any

from ui.api.problems import MEDIA_TYPE, TITLES

_DETAIL = "请求不是合法的 HTTP。网址里的中文要先编码，例如：curl -G --data-urlencode 'q=截止时间' http://127.0.0.1:7860/api/search"


def answering_in_chinese(protocol: type[Any]) -> type[Any]:
    """uvicorn's HTTP `protocol`, with a problem document for what it cannot parse."""

    def refuse(self: Any, _: str) -> None:
        self.transport.write(_refusal())
        self.transport.close()

    return type(protocol.__name__, (protocol,), {"send_400_response": refuse})


def _refusal() -> bytes:
    slug, title, _ = TITLES[400]
    document = {"type": f"urn:shenbao:problem:{slug}", "title": title, "status": 400, "detail": _DETAIL}
    body = json.dumps(document, ensure_ascii=False).encode()
    head = f"HTTP/1.1 400 Bad Request\r\nContent-Type: {MEDIA_TYPE}\r\nContent-Length: {len(body)}\r\n"
    return f"{head}Cache-Control: no-store\r\nConnection: close\r\n\r\n".encode() + body
