"""What a scorer gives back, and what a scorer is. The scorers are in `scorers.py`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assistant.records import Answer
from evals.matching import Holding
from evals.sample import Sample


@dataclass(frozen=True, slots=True)
class Score:
    """One judgement: True, False, a share or a count; `why` is for people, in Chinese.

    None says "could not tell" (the sample asks nothing of the kind): neither for nor against.
    """

    value: float | bool | None
    why: str = ""


Scorer = Callable[[Sample, Answer, Holding], Score]
