"""Whatever goes wrong over HTTP, as one kind of document: RFC 9457, in Chinese.

    {"type": "urn:shenbao:problem:invalid", "title": "请求内容有误", "status": 422,
     "detail": "question：不能为空", "instance": "/api/ask",
     "request_id": "…", "errors": [{"field": "question", "detail": "不能为空", "in": "body"}]}

`TITLES` is the closed list of outcomes; `ui/api/validation.py` words what is wrong with a field.
The last resort for unexpected errors is in `requests.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http.client import responses as phrases
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from assistant.errors import QuestionError
from retrieval.errors import IndexFailure, UnknownNotice
from ui.api.validation import field_errors

MEDIA_TYPE = "application/problem+json"

TITLES: Mapping[int, tuple[str, str, str]] = {
    400: ("malformed", "请求无法解析", "请求体不是合法的 JSON，请检查引号、逗号和括号，并使用 UTF-8 编码。"),
    404: ("not-found", "没有找到", "没有这个地址，或者没有这项内容。"),
    405: ("method-not-allowed", "请求方法不对", "这个地址不接受该请求方法，可用的方法见 Allow 响应头。"),
    413: ("too-large", "请求内容过大", "请求体太大。问题请控制在 2000 字以内。"),
    415: ("unsupported-media-type", "内容类型不对", "请把请求头 Content-Type 设为 application/json。"),
    422: ("invalid", "请求内容有误", "请按提示修改后再试。"),
    429: ("too-many-requests", "请求过于频繁", "请稍后再试。"),
    500: ("internal", "服务内部出错", "这次没有处理成功，问题已记录。请稍后再试；仍不行请把 request_id 告诉管理员。"),
    503: ("not-ready", "服务暂不可用", "通知库正在准备或暂时无法读取，请稍后再试。"),
}
_FRAMEWORK = ("There was an error parsing the body", "Content Too Large")
_OTHER = ("other", "请求没有成功", "请检查请求后再试。")


def problem(
    status: int,
    request: Request,
    *,
    detail: str | None = None,
    errors: Sequence[Mapping[str, str]] = (),
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    """A problem document for `status`; `detail` says more than the usual sentence, `errors` name fields."""
    slug, title, usual = TITLES.get(status, _OTHER)
    document: dict[str, Any] = {
        "type": f"urn:shenbao:problem:{slug}",
        "title": title,
        "status": status,
        "detail": detail or usual,
        "instance": request.url.path,
        "request_id": getattr(request.state, "request_id", ""),
    }
    if errors:
        document["errors"] = [dict(error) for error in errors]
    return JSONResponse(document, status, headers=dict(headers or {}), media_type=MEDIA_TYPE)


def handle_problems(api: FastAPI) -> None:
    """Make every refusal of `api` leave as a problem document."""
    api.add_exception_handler(HTTPException, _http)
    api.add_exception_handler(RequestValidationError, _invalid)
    api.add_exception_handler(QuestionError, _question)
    api.add_exception_handler(UnknownNotice, _unknown_notice)
    api.add_exception_handler(IndexFailure, _index_failure)


async def _http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    framework = error.detail in {phrases.get(error.status_code), *_FRAMEWORK}
    return problem(error.status_code, request, detail=None if framework else str(error.detail), headers=error.headers)


async def _invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    found = error.errors()
    if any(item["type"] == "json_invalid" for item in found):
        return problem(400, request)
    if any(tuple(item["loc"]) == ("body",) for item in found) and not _is_json(request):
        return problem(415, request)
    errors = field_errors(found)
    return problem(422, request, detail=_sentence(errors), errors=errors)


async def _question(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, QuestionError)
    errors = [{"field": error.field, "detail": error.reason_zh, "in": "body" if request.method == "POST" else "query"}]
    return problem(422, request, detail=error.reason_zh, errors=errors)


async def _unknown_notice(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, UnknownNotice)
    return problem(404, request, detail=error.reason_zh)


async def _index_failure(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, IndexFailure)
    return problem(503, request, detail=error.reason_zh, headers={"Retry-After": "10"})


def _is_json(request: Request) -> bool:
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    return kind == "application/json" or (kind.startswith("application/") and kind.endswith("+json"))


def _sentence(errors: Sequence[Mapping[str, str]]) -> str:
    return "；".join(f"{error['field']}：{error['detail']}" if error["field"] else error["detail"] for error in errors)
