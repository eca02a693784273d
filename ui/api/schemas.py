"""The shapes that cross the HTTP border. Inside, frozen records are used; these are for callers.

What is said about a value in the contract is checked here; what needs the library (an unknown
notice) is checked by the assistant. Unknown members are ignored, `null` means absent.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from ui.render import whole

MOST_CHARACTERS = 2_000
MOST_TURNS = 1_000
_INVISIBLE = re.compile(
    r"[\s\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f\x00-\x1f\x7f-\x9f]+"
)


def _whole(value: Any) -> Any:
    return whole(value) if isinstance(value, str) else value


def _asked(value: Any) -> Any:
    text = _whole(value)
    if isinstance(text, str) and not _INVISIBLE.sub("", text):
        raise ValueError("不能为空，请写下要问的问题")
    return text


def _day(value: Any) -> date | None:
    if value is None:
        return None
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
        raise ValueError("应为 2023-12-01 这样的日期")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError("不存在这一天，请核对年月日") from None


Text = Annotated[str, BeforeValidator(_whole)]
# The limit stands before the validator, so that it is one of characters and not of "items".
Asked = Annotated[str, Field(min_length=1, max_length=MOST_CHARACTERS), BeforeValidator(_asked)]
Day = Annotated[
    date | None,
    BeforeValidator(_day),
    WithJsonSchema({"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]}),
]


class TurnBody(BaseModel):
    """One earlier turn."""

    role: Literal["user", "assistant"]
    content: Text


class AskBody(BaseModel):
    """A question. Only `question` is required."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"question": "总投入200万，最多能拿多少？", "as_of": "2023-12-01"}]}
    )

    question: Asked = Field(description="问题，不超过 2000 字")
    history: Annotated[list[TurnBody], Field(max_length=MOST_TURNS)] | None = Field(
        None, description="此前的对话，从早到晚；给出后不再使用服务器保存的对话"
    )
    as_of: Day = Field(None, description="按哪一天来回答，默认为北京时间今天")
    notice_ids: Annotated[list[Text], Field(max_length=MOST_TURNS)] | None = Field(
        None, description="只看这些通知；空列表等于不限"
    )
    conversation_id: Annotated[str, Field(min_length=1, max_length=128), BeforeValidator(_whole)] | None = Field(
        None, description="对话编号；带上它，服务器自己记住此前的对话"
    )


class CitationBody(BaseModel):
    """A verbatim quote: `quote == text[start:end]` of the notice, in code points."""

    marker: int
    notice_id: str
    title: str
    document_number: str | None
    section: str
    quote: str
    start: int
    end: int
    url: str | None


class DeadlineBody(BaseModel):
    """The window that matters most to the asker."""

    state: Literal["upcoming", "open", "closed", "none"]
    closes: date | None
    days_left: int | None
    label: str


class AnswerBody(BaseModel):
    """One answer; `answer` has markers [1]… for `citations`."""

    status: Literal["answered", "clarify", "not_found", "declined"]
    reason: str | None
    answer: str
    citations: list[CitationBody]
    notices: list[str]
    deadline: DeadlineBody | None
    follow_ups: list[str]
    mode: Literal["extractive", "generative"]
    as_of: date
    answer_id: str
    conversation_id: str | None
    timing_ms: dict[str, float]


class HitBody(BaseModel):
    """A passage found; `text == notice.text[start:end]`."""

    notice_id: str
    section: str
    text: str
    start: int
    end: int
    score: float


class WindowBody(BaseModel):
    """A period in which something may be handed in, and where today stands in it."""

    label: str
    opens: date | None
    closes: date | None
    closes_at: str | None
    state: Literal["upcoming", "open", "closed", "none"]
    days_left: int | None


class NoticeSummary(BaseModel):
    """A notice as it stands in the list."""

    id: str
    title: str
    label: str
    region: str | None
    year: str | None
    programme: str | None
    document_number: str | None
    issuers: list[str]
    published: str | None
    reviewed: bool
    url: str | None
    windows: list[WindowBody]


class ClauseBody(BaseModel):
    """A node of the clause tree; `parent` is the `index` of the node above, `null` for the root."""

    index: int
    parent: int | None
    depth: int
    kind: str
    number: str
    heading: str
    section: str
    start: int
    label_end: int
    end: int


class NoticeBody(NoticeSummary):
    """One notice whole."""

    digest: str
    text: str
    clauses: list[ClauseBody]
    card: dict[str, Any]


class FieldError(BaseModel):
    """One field at fault."""

    field: str
    detail: str
    where: Literal["body", "query", "path", "header", ""] = Field(alias="in")


class ProblemBody(BaseModel):
    """A problem document, RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    request_id: str
    errors: list[FieldError] | None = None


class HealthBody(BaseModel):
    """Whether the service is up, or ready."""

    status: Literal["ok"]
    notices: int | None = None
