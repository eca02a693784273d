"""What `shenbao eval` does: prepare, run, show, hold to the floors.

The evaluation itself is `run` (in `run.py`), given on here. Tables are made in `tables.py`,
the HTML report in `report.py`, the comparison with an earlier run in `compare.py`.
"""

from __future__ import annotations

import os
from pathlib import Path

from rich.console import Console

from evals.compare import print_comparison
from evals.prepared import outside_suites, prepared
from evals.report import write_report
from evals.run import Asking, Run, run
from evals.sample import SampleError
from evals.saved import SavedRunError, read_saved, saved, write_saved
from evals.searching import Searching
from evals.tables import print_run

__all__ = ["Asking", "Run", "main_eval", "run"]


def main_eval(
    suites: list[str],
    report: Path | None,
    held: bool,
    compare: Path | None,
    *,
    assistant: Asking | None = None,
    library: Searching | None = None,
    console: Console | None = None,
) -> int:
    """Run the suites (none: all) and show the outcome; 0, or 1 outside a floor or on a faulty sample, or 2 if not run.

    `report` gets the HTML report and, beside it with the ending .json, the results; `compare` names such
    a JSON file of an earlier run. Without `assistant` and `library` the project's notices are asked.
    Failures of samples kept apart are counted, and shown only with SHENBAO_EVAL_SHOW_HELD=1.
    """
    console = console or Console()
    show_held = os.environ.get("SHENBAO_EVAL_SHOW_HELD", "") not in ("", "0")
    given = (assistant, library) if assistant is not None and library is not None else None
    try:
        before = read_saved(compare) if compare is not None else None
        done = _run_all(suites, held=held, given=given)
    except (SampleError, SavedRunError) as problem:
        console.print(f"无法评测：{problem}", style="red", markup=False)
        return 2
    print_run(done, console, show_held=show_held)
    if report is not None:
        write_report(done, report, show_held=show_held)
        write_saved(saved(done, show_held=show_held), report.with_suffix(".json"))
        console.print(f"报告：{report}　结果：{report.with_suffix('.json')}", markup=False)
    if before is not None:
        print_comparison(before, saved(done, show_held=show_held), console)
    return 1 if done.breaches or done.faulty else 0


def _run_all(suites: list[str], *, held: bool, given: tuple[Asking, Searching] | None) -> Run:
    """The project's suites over its notices, then those about other notices over these and the project's."""
    outside = dict(outside_suites(suites, held=held))
    missing = outside.pop(None, ())
    apart = {*missing, *(name for names in outside.values() for name in names), "unseen", "invented"}
    shown = [name for name in suites if name not in apart]
    runs = []
    if shown or not suites:
        assistant, library = given or prepared()
        runs.append(run(shown, assistant=assistant, library=library, held=held))
    for folder, names in outside.items():
        assistant, library = prepared(outside=folder)
        runs.append(run(names, assistant=assistant, library=library, held=held))
    skipped = (
        "没有找到项目外的通知文件夹（用 SHENBAO_EVAL_NOTICES 指定），跳过：" + "、".join(missing) if missing else ""
    )
    if not runs:
        raise SampleError(skipped or "没有样例")
    return Run.of(runs, skipped=(skipped,) if skipped else ())
