"""Averages over results, and the floors that a run must keep.

A metric averages the scores that could tell; `unsupported_values` is a total. Bounds are
data, in `floors.yaml`. Scoring one answer is in `scorers.py`; the flow in `runner.py`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import fmean, median, quantiles
from typing import Literal

import yaml

from assistant.records import Answer
from evals.sample import Sample
from evals.score import Score

Part = Literal["shown", "held", "unseen", "unseen_held", "invented", "invented_held"]
KEPT_APART: frozenset[Part] = frozenset({"held", "unseen_held", "invented_held"})
PART_NAMES: Mapping[Part, str] = {
    "shown": "公开样例",
    "held": "留出样例",
    "unseen": "项目外通知",
    "unseen_held": "项目外通知留出样例",
    "invented": "虚构通知",
    "invented_held": "虚构通知留出样例",
}
TOTALS = frozenset({"unsupported_values", "misplaced_values"})
FLOORS = Path(__file__).parent / "floors.yaml"


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one sample. `passed` is None when the sample itself is faulty; `why` says what went wrong."""

    sample: Sample
    answer: Answer | None
    scores: Mapping[str, Score]
    passed: bool | None
    why: tuple[str, ...]
    took_ms: float

    @property
    def part(self) -> Part:
        """Which part of the samples it belongs to."""
        held = self.sample.held
        if self.sample.suite.startswith("unseen/"):
            return "unseen_held" if held else "unseen"
        if self.sample.suite.startswith("invented/"):
            return "invented_held" if held else "invented"
        return "held" if held else "shown"


@dataclass(frozen=True, slots=True)
class Bound:
    """The least or the most that a metric may be; both inclusive."""

    at_least: float | None = None
    at_most: float | None = None

    def holds(self, value: float) -> bool:
        """Whether `value` keeps to the bound."""
        return (self.at_least is None or value >= self.at_least) and (self.at_most is None or value <= self.at_most)

    def __str__(self) -> str:
        """As it is printed: ≥ 0.85."""
        return f"≥ {self.at_least:g}" if self.at_least is not None else f"≤ {self.at_most:g}"


@dataclass(frozen=True, slots=True)
class Breach:
    """A bound that was not kept; `where` is a part, or a kind of sample in a part."""

    where: str
    metric: str
    value: float
    bound: Bound


def metrics_of(results: Sequence[Result]) -> dict[str, float]:
    """Every metric that at least one result could tell, by name; `pass_rate` first."""
    judged = [result.passed for result in results if result.passed is not None]
    metrics = {"pass_rate": fmean(judged)} if judged else {}
    names = dict.fromkeys(name for result in results for name in result.scores)
    for name in names:
        told = [score.value for result in results if (score := result.scores.get(name)) and score.value is not None]
        if told:
            metrics[name] = float(sum(told)) if name in TOTALS else fmean(told)
    return metrics | _sizes(results)


def grouped(results: Iterable[Result], key: Callable[[Result], Iterable[str]]) -> dict[str, list[Result]]:
    """Results under each name that `key` gives them; a result about two notices stands under both."""
    groups: dict[str, list[Result]] = {}
    for result in results:
        for name in key(result):
            groups.setdefault(name, []).append(result)
    return dict(sorted(groups.items()))


def by_kind(result: Result) -> tuple[str, ...]:
    """The kind of the sample."""
    return (result.sample.kind,)


def by_notice(result: Result) -> tuple[str, ...]:
    """The notices of the sample's evidence."""
    return result.sample.notices or ("（无依据）",)


def interval(passed: int, judged: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a rate: how far the rate of few samples can be trusted (Wilson 1927)."""
    if not judged:
        return 0.0, 1.0
    z, rate = 1.96, passed / judged
    middle = (rate + z * z / (2 * judged)) / (1 + z * z / judged)
    half = z * math.sqrt(rate * (1 - rate) / judged + z * z / (4 * judged * judged)) / (1 + z * z / judged)
    return max(0.0, middle - half), min(1.0, middle + half)


def percentile(values: Sequence[float], percent: int) -> float:
    """The `percent`-th percentile, between the values given (inclusive method); one value is its own."""
    return quantiles(values, n=100, method="inclusive")[percent - 1] if len(values) > 1 else values[0]


def breaches(results: Sequence[Result], floors: Mapping[str, Mapping[str, Mapping[str, Bound]]]) -> tuple[Breach, ...]:
    """The bounds that `results` do not keep, part by part; a metric that nothing could tell breaches none."""
    found: list[Breach] = []
    for part, name in PART_NAMES.items():
        here = [result for result in results if result.part == part]
        bounds = {**floors["parts"].get("all", {}), **floors["parts"].get(part, {})}
        found += _breached(name, metrics_of(here), bounds)
        for kind, members in grouped(here, by_kind).items():
            found += _breached(f"{name} · {kind}", metrics_of(members), floors["kinds"].get(kind, {}))
    return tuple(found)


@cache
def load_floors(path: Path = FLOORS) -> Mapping[str, Mapping[str, Mapping[str, Bound]]]:
    """The bounds of `floors.yaml`: by "parts" (all and each of `Part`) and by "kinds", each metric → `Bound`."""
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {
        group: {
            name: {metric: Bound(**bound) for metric, bound in metrics.items()}
            for name, metrics in (entries.get(group) or {}).items()
        }
        for group in ("parts", "kinds")
    }


def _breached(where: str, metrics: Mapping[str, float], bounds: Mapping[str, Bound]) -> list[Breach]:
    return [
        Breach(where, name, metrics[name], bound)
        for name, bound in bounds.items()
        if name in metrics and not bound.holds(metrics[name])
    ]


def _sizes(results: Sequence[Result]) -> dict[str, float]:
    answers = [result.answer for result in results if result.answer is not None]
    if not answers:
        return {}
    times = [result.took_ms for result in results if result.answer is not None]
    sizes = {"answer_chars_median": float(median(len(answer.text) for answer in answers))}
    if quotes := [len(citation.quote) for answer in answers for citation in answer.citations]:
        sizes |= {"quote_chars_median": float(median(quotes)), "quote_chars_p95": percentile(quotes, 95)}
    return sizes | {"ask_ms_p50": percentile(times, 50), "ask_ms_p95": percentile(times, 95)}
