"""Two runs, sample by sample: what was mended, what was broken, and whether it could be chance.

Only samples whose demand is the same in both are compared. McNemar's exact test (1947): of
the samples that changed, how likely so lopsided a split is if either way were as likely.

    python -m evals.compare BEFORE.json AFTER.json
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from math import comb
from pathlib import Path

from rich.console import Console
from rich.table import Table

from evals.saved import SavedRun, SavedRunError, read_saved


@dataclass(frozen=True, slots=True)
class Comparison:
    """Ids of samples by what became of them; `changed` ones demand something else now and are not compared."""

    mended: tuple[str, ...]
    broken: tuple[str, ...]
    same: int
    changed: tuple[str, ...]
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]

    @property
    def p_value(self) -> float:
        """How likely so lopsided a split of mended and broken is by chance alone."""
        return mcnemar_p(len(self.mended), len(self.broken))


def compared(before: SavedRun, after: SavedRun) -> Comparison:
    """What changed from `before` to `after`. A faulty sample passed in neither."""
    old, new = ({sample.id: sample for sample in run.samples} for run in (before, after))
    shared = [name for name in new if name in old]
    alike = [name for name in shared if old[name].digest == new[name].digest]
    mended = tuple(name for name in alike if new[name].passed and not old[name].passed)
    broken = tuple(name for name in alike if old[name].passed and not new[name].passed)
    return Comparison(
        mended=mended,
        broken=broken,
        same=len(alike) - len(mended) - len(broken),
        changed=tuple(name for name in shared if old[name].digest != new[name].digest),
        only_before=tuple(name for name in old if name not in new),
        only_after=tuple(name for name in new if name not in old),
    )


def mcnemar_p(mended: int, broken: int) -> float:
    """The two-sided exact p-value: 1.0 when nothing changed, 0.5 for 0 against 2."""
    changed = mended + broken
    tail = sum(comb(changed, few) for few in range(min(mended, broken) + 1))
    return min(1.0, 2 * tail / (1 << changed))


def print_comparison(before: SavedRun, after: SavedRun, console: Console) -> None:
    """Print what changed, and the metrics side by side."""
    found = compared(before, after)
    table = Table(title="与上次相比", title_justify="left")
    for column in ("部分", "指标", "上次", "这次", "变化"):
        table.add_column(column, justify="left" if column in ("部分", "指标") else "right")
    for part, metrics in after.metrics.items():
        for name, value in metrics.items():
            earlier = before.metrics.get(part, {}).get(name)
            if earlier is not None and round(earlier, 4) != round(value, 4):
                table.add_row(part, name, f"{earlier:.3f}", f"{value:.3f}", f"{value - earlier:+.3f}")
    if table.row_count:
        console.print(table)
    counts = f"改好 {len(found.mended)}，改坏 {len(found.broken)}，不变 {found.same}"
    if found.only_before or found.only_after:
        counts += f"，只有上次有 {len(found.only_before)}，只有这次有 {len(found.only_after)}"
    console.print(f"{counts}；McNemar 精确检验 p = {found.p_value:.3f}")
    lists = {
        "改好": found.mended,
        "改坏": found.broken,
        "样例已改，不比": found.changed,
    }
    for name, ids in lists.items():
        if ids:
            console.print(f"{name}：{'、'.join(ids)}", markup=False)


def main(arguments: list[str]) -> int:
    """Compare two results files. Returns 0, 1 when samples were broken, 2 when a file cannot be read."""
    console = Console()
    if len(arguments) != 2:
        console.print("用法：python -m evals.compare 上次.json 这次.json", markup=False)
        return 2
    try:
        before, after = (read_saved(Path(argument)) for argument in arguments)
    except SavedRunError as problem:
        console.print(str(problem), style="red", markup=False)
        return 2
    print_comparison(before, after, console)
    return 1 if compared(before, after).broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
