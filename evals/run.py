"""Ask every sample and score the answers: the flow of an evaluation.

Takes any assistant and library; `runner.py` prepares those of the project and shows what
came out. What is asked is the assistant that is served, nothing else.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from assistant.records import Answer, Turn
from evals.metrics import Breach, Part, Result, breaches, load_floors
from evals.sample import OUTSIDE, SAMPLES, Sample, SampleError, is_held, load_suites, suite_files
from evals.scorers import PASSING, SCORERS, faults
from evals.searching import Searching, rankings, retrieval_metrics


class Asking(Protocol):
    """What is evaluated: `assistant.Assistant`, or a fake of it."""

    def ask(
        self,
        question: str,
        *,
        history: Sequence[Turn] = ...,
        as_of: date | None = ...,
        notice_ids: Sequence[str] | None = ...,
    ) -> Answer:
        """One answer."""


@dataclass(frozen=True, slots=True)
class Run:
    """One evaluation. `retrieval` holds, by part, metrics of searches "all" and "restricted" to the right notice."""

    results: tuple[Result, ...]
    retrieval: Mapping[Part, Mapping[str, Mapping[str, float]]]
    started: datetime
    took_s: float
    skipped: tuple[str, ...] = ()

    @property
    def breaches(self) -> tuple[Breach, ...]:
        """The floors that were not kept."""
        return breaches(self.results, load_floors())

    @property
    def faulty(self) -> tuple[Result, ...]:
        """Results of samples that are themselves wrong."""
        return tuple(result for result in self.results if result.passed is None)

    @property
    def failures(self) -> tuple[Result, ...]:
        """Results that did not pass, in the order of the samples."""
        return tuple(result for result in self.results if result.passed is False)

    @classmethod
    def of(cls, runs: Sequence[Run], *, skipped: tuple[str, ...] = ()) -> Run:
        """Several runs over different parts as one; `skipped` says what was not run and why."""
        return cls(
            tuple(result for one in runs for result in one.results),
            {part: metrics for one in runs for part, metrics in one.retrieval.items()},
            min(one.started for one in runs),
            sum(one.took_s for one in runs),
            skipped,
        )


def run(
    suites: Sequence[str] | None, *, assistant: Asking, library: Searching, held: bool = False, root: Path = SAMPLES
) -> Run:
    """Ask and score the named suites; None or none takes all that are shown, and with `held` those kept apart too.

    Suites about other notices (`OUTSIDE`) run only when named. Raises `SampleError` on an unknown suite or a
    malformed sample.
    """
    started, began = datetime.now().astimezone(), time.perf_counter()
    samples = load_suites(chosen(suites, held=held, root=root), root)
    results = tuple(judged(sample, assistant, library) for sample in samples)
    retrieval = {
        part: {
            "all": retrieval_metrics(rankings(members, library, restricted=False)),
            "restricted": retrieval_metrics(rankings(members, library, restricted=True)),
        }
        for part in dict.fromkeys(result.part for result in results)
        if (members := [one.sample for one in results if one.part == part and one.passed is not None])
    }
    return Run(results, retrieval, started, time.perf_counter() - began)


def chosen(suites: Sequence[str] | None, *, held: bool, root: Path = SAMPLES) -> tuple[str, ...]:
    """Names of the suites to run: those named, else all that are neither held apart nor unseen; with `held`, these too.

    Raises `SampleError` when a suite kept apart is named without asking for it.
    """
    if suites and not held and any(is_held(name) for name in suites):
        raise SampleError("suites under held/ are kept apart: run them with --held")
    if suites:
        return tuple(suites)
    return tuple(name for name in suite_files(root) if not name.startswith(OUTSIDE) and (held or not is_held(name)))


def judged(sample: Sample, assistant: Asking, library: Searching) -> Result:
    """The sample asked and every scorer's word on the answer."""
    if wrong := faults(sample, library):
        return Result(sample, None, {}, None, wrong, 0.0)
    began = time.perf_counter()
    try:
        answer = assistant.ask(sample.question, history=sample.history, as_of=sample.as_of)
    except Exception as error:  # a crash is a wrong answer to one sample, and must not end the run
        return Result(sample, None, {}, False, (f"{type(error).__name__}: {error}",), _ms_since(began))
    took_ms = _ms_since(began)
    scores = {name: scorer(sample, answer, library) for name, scorer in SCORERS.items()}
    passed = not any(scores[name].value is False for name in PASSING)
    why = tuple(scores[name].why for name in PASSING if scores[name].value is False)
    return Result(sample, answer, scores, passed, why, took_ms)


def _ms_since(began: float) -> float:
    return (time.perf_counter() - began) * 1000
