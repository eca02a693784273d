"""What a composer is given and what it gives back for one ask."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from assistant.catalogue import Catalogue
from assistant.records import Ask, Candidate, Circumstances, Scope, Statement
from retrieval.normalise import normalise_question


@dataclass(frozen=True, slots=True)
class Case:
    """One ask with all that a composer may use."""

    ask: Ask
    candidates: tuple[Candidate, ...]
    scope: Scope
    circumstances: Circumstances
    day: date
    question: str
    catalogue: Catalogue

    @property
    def given(self) -> tuple[str, ...]:
        """What the asker typed, also with spoken numbers written out: a statement may take values from both."""
        return self.question, normalise_question(self.question)


@dataclass(frozen=True, slots=True)
class Part:
    """The answer to one ask: statements, or the notices that were found silent on `topic`.

    `before` and `after` are sentences of `replies.toml` that claim nothing about a notice.
    `choices` ask back which notice is meant.
    """

    statements: tuple[Statement, ...] = ()
    before: str = ""
    after: str = ""
    topic: str = ""
    choices: tuple[str, ...] = ()


Composer = Callable[[Case], Part | None]
