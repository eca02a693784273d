"""An evaluation as one HTML file: no external resource, readable on a phone, failures in full.

The page is the template `report.html` beside this file; what it shows is put together here.
Charts are inline SVG drawn by the template. Failures of samples kept apart are counted only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.metrics import (
    KEPT_APART,
    PART_NAMES,
    Part,
    Result,
    by_kind,
    by_notice,
    grouped,
    interval,
    load_floors,
    metrics_of,
)
from evals.run import Run
from evals.tables import NAMES, SEARCHED, kind_name, shown


@dataclass(frozen=True, slots=True)
class Bar:
    """A group's pass rate for a chart; `low` and `high` are its 95 % interval, all in percent."""

    name: str
    passed: int
    judged: int
    rate: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Figure:
    """A metric of a part, with its bound ("" without one); `kept` is None without a bound."""

    name: str
    value: str
    bound: str
    kept: bool | None


@dataclass(frozen=True, slots=True)
class PartView:
    """One part of the samples as the page shows it."""

    name: str
    size: int
    figures: tuple[Figure, ...]
    kinds: tuple[Bar, ...]
    notices: tuple[Bar, ...]
    retrieval: tuple[tuple[str, Mapping[str, float]], ...]
    failures: tuple[Result, ...]
    hidden: int


def write_report(run: Run, path: Path, *, show_held: bool = False) -> None:
    """Write the report of `run` to `path`, making its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(report_html(run, show_held=show_held), encoding="utf-8")


def report_html(run: Run, *, show_held: bool = False) -> str:
    """The report of `run` as one HTML document."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("evals", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    parts = tuple(
        _part(part, run, show_held=show_held) for part in PART_NAMES if any(r.part == part for r in run.results)
    )
    return environment.get_template("report.html").render(
        run=run, parts=parts, names=NAMES, shown=shown, kind_name=kind_name
    )


def bars(results: Iterable[Result], key: Callable[[Result], Iterable[str]]) -> tuple[Bar, ...]:
    """The groups that `key` makes, worst first; groups with nothing judged are left out."""
    found = []
    for name, members in grouped(results, key).items():
        judged = [result.passed for result in members if result.passed is not None]
        if judged:
            low, high = interval(sum(judged), len(judged))
            found.append(
                Bar(kind_name(name), sum(judged), len(judged), 100 * sum(judged) / len(judged), 100 * low, 100 * high)
            )
    return tuple(sorted(found, key=lambda bar: (bar.rate, -bar.judged)))


def _part(part: Part, run: Run, *, show_held: bool) -> PartView:
    results = [result for result in run.results if result.part == part]
    failures = tuple(result for result in results if not result.passed)
    told = show_held or part not in KEPT_APART
    return PartView(
        name=PART_NAMES[part],
        size=len(results),
        figures=_figures(part, results),
        kinds=bars(results, by_kind),
        notices=bars(results, by_notice),
        retrieval=tuple((SEARCHED[name], metrics) for name, metrics in run.retrieval.get(part, {}).items() if metrics),
        failures=failures if told else (),
        hidden=0 if told else len(failures),
    )


def _figures(part: Part, results: Sequence[Result]) -> tuple[Figure, ...]:
    floors = load_floors()["parts"]
    bounds = {**floors.get("all", {}), **floors.get(part, {})}
    return tuple(
        Figure(
            NAMES.get(name, name),
            shown(name, value),
            str(bounds[name]) if name in bounds else "",
            bounds[name].holds(value) if name in bounds else None,
        )
        for name, value in metrics_of(results).items()
    )
