"""Take the benchmarks one by one, each on a data folder of its own, and print them with their ratios."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import fmean

from rich.console import Console
from rich.table import Table

from evals.bench.child import interpreter_mb
from evals.bench.commands import imports, startup
from evals.bench.figure import BenchError, Figure, reference_s
from evals.bench.inside import ask, index, search
from evals.bench.many import many
from evals.bench.over_http import http
from evals.bench.scaled import scaled

Bench = Callable[[Path], Iterator[Figure]]

BENCHES: Mapping[str, tuple[str, Bench]] = {
    "startup": ("启动", startup),
    "imports": ("导入", imports),
    "index": ("建索引", index),
    "ask": ("进程内提问", ask),
    "search": ("检索", search),
    "http": ("HTTP 提问", http),
    "many": ("一千份通知", many),
    "scaled": ("大量通知", scaled),
}
ONLY_WHEN_NAMED = frozenset({"scaled"})


def main_bench(what: list[str], *, console: Console | None = None) -> int:
    """Take the named benchmarks (none: all but the long ones) and print them.

    Returns 0, 1 when one could not be taken, 2 for a name that is none.
    """
    console = console or Console()
    if unknown := [name for name in what if name not in BENCHES]:
        console.print(f"没有这项测速：{'、'.join(unknown)}。可选：{'、'.join(BENCHES)}", style="red", markup=False)
        return 2
    base_mb, failed = interpreter_mb(), False
    for name in what or [name for name in BENCHES if name not in ONLY_WHEN_NAMED]:
        title, bench = BENCHES[name]
        try:
            figures, reference = taken(bench)
        except BenchError as problem:
            console.print(f"{title}：没有测成。{problem}", style="red", markup=False)
            failed = True
            continue
        console.print(bench_table(title, figures, reference, base_mb))
    console.print(
        "倍数：用时除以（速度乘以）同一次运行中一段固定计算的用时；内存除以空解释器的内存", style="dim", markup=False
    )
    return 1 if failed else 0


def taken(bench: Bench) -> tuple[tuple[Figure, ...], float]:
    """The figures of one benchmark, and the reference's seconds around it."""
    before = reference_s()
    with tempfile.TemporaryDirectory(prefix="shenbao-bench-") as folder:
        figures = tuple(bench(Path(folder)))
    return figures, fmean((before, reference_s()))


def bench_table(title: str, figures: Sequence[Figure], reference: float, base_mb: float) -> Table:
    """One benchmark as a table, with each figure's ratio."""
    table = Table(title=f"{title}（固定计算 {reference * 1000:.1f} 毫秒）", title_justify="left")
    for column in ("项目", "数值", "单位", "倍数", "说明"):
        table.add_column(column, justify="right" if column in ("数值", "倍数") else "left", overflow="fold")
    for figure in figures:
        ratio = figure.ratio(reference, base_mb)
        table.add_row(
            figure.name, _number(figure.value), figure.unit, "" if ratio is None else _number(ratio), figure.note
        )
    return table


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"
