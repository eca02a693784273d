"""The questions that benchmarks ask: those of all shown samples, with their history and day."""

from __future__ import annotations

from functools import cache

from evals.bench.figure import BenchError
from evals.run import chosen
from evals.sample import Sample, load_suites


@cache
def questions() -> tuple[Sample, ...]:
    """The shown samples. Raises `BenchError` when there are none."""
    samples = load_suites(chosen(None, held=False))
    if not samples:
        raise BenchError("no samples in evals/samples: there is nothing to ask")
    return samples
