"""An evaluation on the terminal: floors first, then by kind, by notice, retrieval, and what failed and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from evals.metrics import (
    KEPT_APART,
    PART_NAMES,
    Bound,
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

NAMES = {
    "pass_rate": "通过率",
    "right": "答得对",
    "cited": "引到依据",
    "verbatim": "引文逐字",
    "brief": "够简短",
    "unsupported_values": "没有出处的数值（个）",
    "misplaced_values": "不在所标引文中的数值（个）",
    "markers": "标号对应",
    "citation_precision": "引用准确率",
    "wrong_notice": "引错通知率",
    "refusal": "该拒即拒",
    "over_refusal": "误拒率",
    "answer_chars_median": "答复字数中位",
    "quote_chars_median": "引文字数中位",
    "quote_chars_p95": "引文字数 p95",
    "ask_ms_p50": "答复耗时 p50（毫秒）",
    "ask_ms_p95": "答复耗时 p95（毫秒）",
}
KINDS = {
    "absent": "未规定",
    "calc": "计算",
    "check": "判断",
    "clarify": "追问",
    "compare": "对比",
    "direction": "方向",
    "fact": "事实",
    "false-premise": "前提有误",
    "followup": "接着问",
    "hostile": "诱导",
    "multi": "一问多事",
    "noisy": "口语错字",
    "not-held": "未收录",
    "off-topic": "无关",
    "status": "时限状态",
    "which-notice": "分清通知",
}
SEARCHED = {"all": "全部通知", "restricted": "限于所在通知"}
RATES = frozenset(
    {"pass_rate", "right", "cited", "verbatim", "brief", "markers", "citation_precision", "wrong_notice", "refusal"}
    | {"over_refusal"}
)

RANKED = {
    "recall_at_1": "recall@1",
    "recall_at_5": "recall@5",
    "recall_at_10": "recall@10",
    "mrr": "MRR",
    "ndcg_at_10": "nDCG@10",
}
"""Retrieval metrics that the terminal shows, with their names; the report has all."""


def print_run(run: Run, console: Console, *, show_held: bool = False) -> None:
    """Print everything that is to be known about `run`; failures of samples kept apart only with `show_held`."""
    for part, name in PART_NAMES.items():
        results = [result for result in run.results if result.part == part]
        if results:
            console.print(metric_table(part, f"{name}（{len(results)} 个）", results))
            console.print(group_table("按类型", results, by_kind))
            console.print(group_table("按通知", results, by_notice))
    console.print(retrieval_table(run))
    _print_failures(run.failures, console, show_held=show_held)
    for result in run.faulty:
        console.print(f"样例有误 {result.sample.id}：{'；'.join(result.why)}", style="yellow", markup=False)
    for line in run.skipped:
        console.print(line, style="yellow", markup=False)
    _print_verdict(run, console)


def metric_table(part: Part, title: str, results: Sequence[Result]) -> Table:
    """Every metric of a part, with its bound and whether it is kept."""
    bounds = {**load_floors()["parts"].get("all", {}), **load_floors()["parts"].get(part, {})}
    table = _table(title, ("指标", "值", "要求", ""))
    for name, value in metrics_of(results).items():
        bound = bounds.get(name)
        table.add_row(NAMES.get(name, name), shown(name, value), str(bound or ""), _kept(value, bound))
    return table


def group_table(title: str, results: Iterable[Result], key: Callable[[Result], Iterable[str]]) -> Table:
    """Pass rates of the groups that `key` makes, with Wilson's 95 % interval."""
    table = _table(title, ("", "通过", "通过率", "95% 区间", "答得对", "引到", "无出处"))
    for name, members in grouped(results, key).items():
        metrics = metrics_of(members)
        judged = [result.passed for result in members if result.passed is not None]
        low, high = interval(sum(judged), len(judged))
        rate, right, cited = (
            shown(one, metrics[one]) if one in metrics else "—" for one in ("pass_rate", "right", "cited")
        )
        odd = f"{metrics.get('unsupported_values', 0):g}"
        passed = f"{sum(judged)}/{len(judged)}"
        table.add_row(kind_name(name), passed, rate, f"{low:.0%}–{high:.0%}", right, cited, odd)
    return table


def retrieval_table(run: Run) -> Table:
    """Retrieval metrics, a row for each set of samples: over all notices, and within the right one."""
    table = _table("检索", ("样例", "检索范围", *RANKED.values()))
    for part, both in run.retrieval.items():
        for name, metrics in both.items():
            if metrics:
                table.add_row(PART_NAMES[part], SEARCHED[name], *(f"{metrics[metric]:.3f}" for metric in RANKED))
    return table


def kind_name(name: str) -> str:
    """A group's name for people: kinds that are known get their Chinese name beside their own."""
    return f"{KINDS[name]} {name}" if name in KINDS else name


def shown(name: str, value: float) -> str:
    """`value` as people read it: rates in percent."""
    return f"{value:.1%}" if name in RATES else f"{value:g}" if value == int(value) else f"{value:.1f}"


def _print_failures(failures: Sequence[Result], console: Console, *, show_held: bool) -> None:
    for result in failures:
        if result.part in KEPT_APART and not show_held:
            continue
        line = Text(f"✗ {result.sample.id}", style="red")
        line.append(f"〔{result.sample.kind}〕{result.sample.question[:60]}", style="default")
        console.print(line, soft_wrap=True)
        for why in result.why:
            console.print(f"    {why}", markup=False, highlight=False, soft_wrap=True)
    silent = sum(result.part in KEPT_APART for result in failures)
    if silent and not show_held:
        console.print(f"留出样例有 {silent} 个未通过，按约定不显示内容")


def _print_verdict(run: Run, console: Console) -> None:
    for breach in run.breaches:
        value = shown(breach.metric, breach.value)
        label = NAMES.get(breach.metric, breach.metric)
        console.print(f"未达要求：{breach.where} {label} {value}，要求 {breach.bound}", style="bold red", markup=False)
    if not run.breaches and not run.faulty:
        console.print("全部达到要求", style="bold green")
    console.print(f"{len(run.results)} 个样例，用时 {run.took_s:.1f} 秒")


def _kept(value: float, bound: Bound | None) -> Text:
    if bound is None:
        return Text("")
    return Text("达到", style="green") if bound.holds(value) else Text("未达到", style="bold red")


def _table(title: str, columns: Sequence[str]) -> Table:
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for number, column in enumerate(columns):
        table.add_column(column, justify="right" if number else "left", no_wrap=not number)
    return table
