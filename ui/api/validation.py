"""What is wrong with a field, in Chinese, from what pydantic found.

The words are data: `WORDS` maps pydantic's error types to sentences; placeholders are filled
from the error's own context. What was sent is never repeated back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

WORDS: Mapping[str, str] = {
    "missing": "缺少这一项",
    "string_type": "应为字符串",
    "string_unicode": "含有无法识别的字符",
    "string_too_short": "不能为空",
    "string_too_long": "不能超过 {max_length} 个字",
    "list_type": "应为列表",
    "too_long": "不能超过 {max_length} 项",
    "dict_type": "应为 JSON 对象",
    "model_type": "应为 JSON 对象",
    "model_attributes_type": "应为 JSON 对象",
    "literal_error": "只能是 {expected}",
    "int_parsing": "应为整数",
    "int_type": "应为整数",
    "int_parsing_size": "数字太大",
    "greater_than_equal": "不能小于 {ge}",
    "less_than_equal": "不能大于 {le}",
    "extra_forbidden": "没有这一项",
}
_USUAL = "取值不对"
_NOTHING_SENT = "请求体是空的，应为 JSON 对象"
_SHOWN = 20


def field_errors(found: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    """One entry a field at fault: its path ("history.0.role"), what is wrong, and where it was ("body", "query")."""
    return [
        {
            "field": ".".join(str(part) for part in item["loc"][1:]),
            "detail": _words(item),
            "in": str(item["loc"][0]) if item["loc"] else "",
        }
        for item in found[:_SHOWN]
    ]


def _words(item: Mapping[str, Any]) -> str:
    if item["type"] == "missing" and len(item["loc"]) == 1:
        return _NOTHING_SENT
    context: Mapping[str, Any] = item.get("ctx") or {}
    if item["type"] == "value_error":  # our own validators speak Chinese
        return str(context.get("error", _USUAL))
    words = WORDS.get(str(item["type"]), _USUAL)
    return words.format_map({key: str(value).replace(" or ", " 或 ") for key, value in context.items()})
