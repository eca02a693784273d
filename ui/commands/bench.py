"""`shenbao bench [WHAT…]`: runs the benchmarks."""

from __future__ import annotations

from typing import Annotated

import typer


def bench(
    what: Annotated[
        list[str] | None, typer.Argument(metavar="[WHAT…]", help="要测的项目；不写则全部", show_default=False)
    ] = None,
) -> int:
    """测量启动、索引、作答的速度和内存。"""
    from evals.bench import main_bench

    return main_bench(what or [])
