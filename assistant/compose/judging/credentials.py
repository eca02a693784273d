"""Credentials (高企, 科小…): which the asker claims, and which they deny or have lost.

Official names are in `judging.yaml`.
"""

from __future__ import annotations

from assistant.compose.judging.told import Told, back, denied, expression, front
from assistant.language import any_of, table


def holding(told: Told) -> tuple[str, ...]:
    """Official names of the qualifications that the asker says to have or have had."""
    return tuple(name for name in table("judging.yaml")["qualifications"] if True in _said(told.text, name))


def lacking(told: Told) -> tuple[str, ...]:
    """Official names of the qualifications that the asker denies."""
    return tuple(name for name in table("judging.yaml")["qualifications"] if _said(told.text, name) == {False})


def _said(text: str, name: str) -> set[bool]:
    """Whether a qualification is claimed (True) or denied, wherever it is named as the asker's own."""
    found = set()
    for match in any_of(table("judging.yaml")["qualifications"][name]).finditer(text):
        before, after = front(text, match.start()), back(text, match.end())
        if not (expression("not_own_before").search(before) or expression("not_own_after").search(after)):
            found.add(not denied(text, match.start()) and not expression("lapsed").search(after))
    return found
