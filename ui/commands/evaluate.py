"""`shenbao eval [SUITE…]`: runs the evaluations, prints the table, exits 1 below a floor."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ui.commands.options import folder


def evaluate(
    suites: Annotated[
        list[str] | None, typer.Argument(metavar="[SUITE…]", help="要运行的评测集；不写则全部运行", show_default=False)
    ] = None,
    report: Annotated[
        Path | None,
        typer.Option("--report", envvar="SHENBAO_REPORT", metavar="FILE.html", parser=folder, help="另存一份网页报告"),
    ] = None,
    held: Annotated[bool, typer.Option("--held", envvar="SHENBAO_HELD", help="也运行留存不公开的评测集")] = False,
    compare: Annotated[
        Path | None,
        typer.Option(
            "--compare", envvar="SHENBAO_COMPARE", metavar="FILE.json", parser=folder, help="与以前的结果比较"
        ),
    ] = None,
) -> int:
    """运行评测并打印结果；低于下限时退出码为 1。"""
    from evals.runner import main_eval

    return main_eval(suites or [], report, held, compare)
