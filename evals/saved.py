"""A run as JSON: what a later run is compared with, and what other tools read.

Keeps, sample by sample, the outcome, every score and the answer; of samples kept apart
only whether they passed. Written and read here alone.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from assistant.records import Citation
from evals.metrics import KEPT_APART, PART_NAMES, Result, metrics_of
from evals.run import Run

FORMAT = 1


class SavedRunError(Exception):
    """A results file that cannot be read: which, and what is wrong with it."""


class SavedSample(BaseModel):
    """One sample's outcome. `digest` names what was demanded; `answer` is None for samples kept apart."""

    id: str
    suite: str
    kind: str
    part: str
    digest: str
    passed: bool | None
    why: list[str] = []
    scores: dict[str, float | bool | None] = {}
    took_ms: float = 0.0
    question: str = ""
    answer: dict[str, Any] | None = None


class SavedRun(BaseModel):
    """A run with its metrics by part, and the retrieval metrics of each part."""

    format: int = FORMAT
    started: str
    took_s: float
    metrics: dict[str, dict[str, float]]
    retrieval: dict[str, dict[str, dict[str, float]]]
    samples: list[SavedSample]


def saved(run: Run, *, show_held: bool = False) -> SavedRun:
    """`run` in the form that is written; samples kept apart give their text only with `show_held`."""
    parts = {part: [result for result in run.results if result.part == part] for part in PART_NAMES}
    return SavedRun(
        started=run.started.isoformat(timespec="seconds"),
        took_s=round(run.took_s, 3),
        metrics={part: metrics_of(results) for part, results in parts.items() if results},
        retrieval={part: {name: dict(found) for name, found in both.items()} for part, both in run.retrieval.items()},
        samples=[_sample(result, told=show_held or result.part not in KEPT_APART) for result in run.results],
    )


def write_saved(run: SavedRun, path: Path) -> None:
    """Write `run` to `path`, making its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(run.model_dump_json(indent=1) + "\n", encoding="utf-8")


def read_saved(path: Path) -> SavedRun:
    """The run that `path` holds. Raises `SavedRunError` when there is none."""
    try:
        run = SavedRun.model_validate_json(path.read_text(encoding="utf-8"))
    except (OSError, ValidationError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise SavedRunError(f"{path}: no results of an evaluation ({error}). Write one with --report.") from error
    if run.format != FORMAT:
        raise SavedRunError(f"{path}: format {run.format}, this program reads {FORMAT}. Run the evaluation again.")
    return run


def _sample(result: Result, *, told: bool) -> SavedSample:
    sample = result.sample
    outcome = SavedSample(
        id=sample.id,
        suite=sample.suite,
        kind=sample.kind,
        part=result.part,
        digest=sample.digest,
        passed=result.passed,
    )
    if not told:
        return outcome
    answer = result.answer
    return outcome.model_copy(
        update={
            "why": list(result.why),
            "scores": {name: score.value for name, score in result.scores.items()},
            "took_ms": round(result.took_ms, 3),
            "question": sample.question,
            "answer": answer
            and {
                "status": answer.status,
                "reason": answer.reason,
                "text": answer.text,
                "citations": _citations(answer.citations),
            },
        }
    )


def _citations(citations: Sequence[Citation]) -> list[dict[str, Any]]:
    return [
        {"marker": one.marker, "notice_id": one.notice_id, "quote": one.quote, "start": one.start, "end": one.end}
        for one in citations
    ]
