"""Render: a verified draft as one answer text with numbered markers."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from assistant.records import Citation, Draft, Statement


def render(draft: Draft) -> tuple[str, tuple[Citation, ...]]:
    """The answer's text in light Markdown and its citations, numbered in order of first use."""
    numbered: dict[tuple[str, int, int], Citation] = {}
    lines: list[str] = []
    groups = [(lead, list(group)) for lead, group in groupby(draft.statements, key=lambda statement: statement.lead)]
    for lead, group in groups:
        sentences = [f"{statement.text}{_markers(statement, numbered)}" for statement in group]
        lines.extend(_block(lead, sentences, alone=len(groups) == 1))
    text = "\n".join(part for part in (draft.before, *lines, draft.after) if part)
    return text, tuple(numbered.values())


def _block(lead: str, sentences: list[str], *, alone: bool) -> list[str]:
    if not lead:
        return sentences if len(sentences) == 1 else [f"- {sentence}" for sentence in sentences]
    if len(sentences) == 1:
        return [f"**{lead}**：{sentences[0]}"] if alone else [f"- **{lead}**：{sentences[0]}"]
    return [f"**{lead}**：", *(f"- {sentence}" for sentence in sentences)]


def _markers(statement: Statement, numbered: dict[tuple[str, int, int], Citation]) -> str:
    markers = []
    for citation in statement.citations:
        key = (citation.notice_id, citation.start, citation.end)
        if key not in numbered:
            numbered[key] = replace(citation, marker=len(numbered) + 1)
        markers.append(numbered[key].marker)
    return "".join(f"[{marker}]" for marker in dict.fromkeys(markers))
