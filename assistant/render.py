"""Render: a verified draft as one answer text with numbered markers."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from assistant.records import Citation, Draft, Statement


def render(draft: Draft) -> tuple[str, tuple[Citation, ...]]:
    """The answer's text in light Markdown and its citations, numbered in order of first use."""
    numbered: dict[tuple[str, int, int], Citation] = {}
    blocks: list[str] = []
    groups = [(lead, list(group)) for lead, group in groupby(draft.statements, key=lambda statement: statement.lead)]
    for lead, group in groups:
        sentences = [f"{statement.text}{_markers(statement, numbered)}" for statement in group]
        blocks.append(_block(lead, sentences))
    body = ("\n\n" if any(lead for lead, _ in groups) else "\n").join(blocks)
    return "\n\n".join(part for part in (draft.before, body, draft.after) if part), tuple(numbered.values())


def _block(lead: str, sentences: list[str]) -> str:
    if len(sentences) == 1:
        return f"**{lead}**：{sentences[0]}" if lead else f"- {sentences[0]}"
    items = "\n".join(f"- {sentence}" for sentence in sentences)
    return f"**{lead}**：\n{items}" if lead else items


def _markers(statement: Statement, numbered: dict[tuple[str, int, int], Citation]) -> str:
    markers = []
    for citation in statement.citations:
        key = (citation.notice_id, citation.start, citation.end)
        if key not in numbered:
            numbered[key] = replace(citation, marker=len(numbered) + 1)
        markers.append(numbered[key].marker)
    return "".join(f"[{marker}]" for marker in dict.fromkeys(markers))
