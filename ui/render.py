"""One answer, for the terminal and as JSON; and what text needs before it is shown. Nothing is decided here.

`answer_body` is the body of `POST /api/ask`; `shenbao ask --json` prints the very same.
The page renders answers itself, in `web/`.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant import Answer, Citation, Deadline

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")  # no daylight saving since 1991; needs no tzdata
_SURROGATES = re.compile(r"[\ud800-\udfff]")
# Control characters, and the marks that make a terminal show a line in another order than it is written.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_BLANKS = re.compile(r"\s+")
_STATES = {"open": "申报中", "upcoming": "尚未开始", "closed": "已截止"}


def today() -> date:
    """The day in China, whatever the machine's own time zone."""
    return datetime.now(SHANGHAI).date()


def printable(text: str) -> str:
    """`text` without control characters: a notice must not be able to steer the reader's terminal."""
    return _CONTROLS.sub("", text)


def whole(text: str) -> str:
    """`text` without lone surrogates: halves of an emoji that some client cut, or bytes of a foreign encoding."""
    return _SURROGATES.sub("", text)


def answer_body(answer: Answer, conversation_id: str | None = None) -> dict[str, Any]:
    """The answer as the HTTP contract has it: plain values, ready for JSON."""
    return {
        "status": answer.status,
        "reason": answer.reason,
        "answer": answer.text,
        "citations": [_citation_body(citation) for citation in answer.citations],
        "notices": list(answer.notices),
        "deadline": _deadline_body(answer.deadline) if answer.deadline else None,
        "follow_ups": list(answer.follow_ups),
        "mode": answer.mode,
        "as_of": answer.as_of.isoformat(),
        "answer_id": answer.answer_id,
        "conversation_id": conversation_id,
        "timing_ms": {stage: round(ms, 3) for stage, ms in answer.timing_ms.items()},
    }


def _citation_body(citation: Citation) -> dict[str, Any]:
    return {
        "marker": citation.marker,
        "notice_id": citation.notice_id,
        "title": citation.title,
        "document_number": citation.document_number,
        "section": citation.section,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "url": citation.url,
    }


def _deadline_body(deadline: Deadline) -> dict[str, Any]:
    return {
        "state": deadline.state,
        "closes": deadline.closes.isoformat() if deadline.closes else None,
        "days_left": deadline.days_left,
        "label": deadline.label,
    }


def terminal_text(answer: Answer) -> str:
    """The answer with its citations, the deadline and what may be asked next, as plain text."""
    blocks = [_BOLD.sub(r"\1", printable(answer.text.strip()))]
    if answer.deadline and answer.deadline.closes:
        blocks.append(_deadline_line(answer.deadline))
    if answer.citations:
        blocks.append("依据：\n" + "\n".join(_citation_lines(citation) for citation in answer.citations))
    if answer.follow_ups:
        blocks.append("可以接着问：\n" + "\n".join(f"  - {printable(follow_up)}" for follow_up in answer.follow_ups))
    return "\n\n".join(blocks)


def _deadline_line(deadline: Deadline) -> str:
    label = printable(deadline.label) or "申报"
    closes = f"{deadline.closes:%Y-%m-%d}" if deadline.closes else ""
    left = f"，还有 {deadline.days_left} 天" if deadline.state == "open" and deadline.days_left is not None else ""
    return f"时间：{label}，{closes} 截止（{_STATES.get(deadline.state, deadline.state)}{left}）"


def _citation_lines(citation: Citation) -> str:
    number = f"（{citation.document_number}）" if citation.document_number else ""
    section = f" {citation.section}" if citation.section else ""
    quote = _BLANKS.sub(" ", printable(citation.quote)).strip()
    return f"  [{citation.marker}] 《{printable(citation.title)}》{number}{printable(section)}\n      “{quote}”"
