"""`shenbao ask` as a fresh process: how long it takes, what it imports, how much memory it needs."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from evals.bench.child import footprint, indexed, shenbao
from evals.bench.figure import Figure
from evals.bench.questions import questions

RUNS = 7
WEB_STACK = ("gradio", "fastapi", "starlette", "uvicorn")
HEAVY = ("chromadb", "openai", "langchain_openai", "langchain", "pandas")
DEAREST = 10


def startup(folder: Path) -> Iterator[Figure]:
    """The time from starting `shenbao ask` to its end, median of fresh processes, on an index that is there."""
    indexed(folder)
    command = ["ask", questions()[0].question]
    shenbao(command, folder)
    times = []
    for _ in range(RUNS):
        began = time.perf_counter()
        shenbao(command, folder)
        times.append(time.perf_counter() - began)
    yield Figure("shenbao ask 新进程", median(times), "秒", f"{RUNS} 次中位，最快 {min(times):.2f}")
    bare = []
    for _ in range(RUNS):
        began = time.perf_counter()
        shenbao([], folder, module=("-c", "pass"))
        bare.append(time.perf_counter() - began)
    yield Figure("空的 Python 新进程", median(bare), "秒", "对照")
    found = footprint(command, folder)
    tops = {name.partition(".")[0] for name in found.modules}
    web = [name for name in WEB_STACK if name in tops]
    yield Figure("其中导入的网页组件", len(web), "个", "、".join(web) or f"未导入 {'、'.join(WEB_STACK)}")
    heavy = [name for name in HEAVY if name in tops]
    yield Figure("其中导入的其他大件", len(heavy), "个", "、".join(heavy) or f"未导入 {'、'.join(HEAVY)}")
    yield Figure("shenbao ask 内存峰值", found.peak_mb, "MB")


def imports(folder: Path) -> Iterator[Figure]:
    """Which packages `shenbao ask` spends its import time on, dearest first (python -X importtime)."""
    indexed(folder)
    report = shenbao(["ask", questions()[0].question], folder, module=("-X", "importtime", "-m", "ui"))
    spent = import_times(report)
    yield Figure("shenbao ask 的全部导入", sum(spent.values()) / 1000, "毫秒", f"{len(spent)} 个顶层包")
    for name, microseconds in spent.most_common(DEAREST):
        yield Figure(f"　{name}", microseconds / 1000, "毫秒")


def import_times(report: str) -> Counter[str]:
    """Microseconds by top-level package, from what -X importtime prints: "import time: self | cumulative | name"."""
    spent: Counter[str] = Counter()
    for line in report.splitlines():
        own, _, rest = line.removeprefix("import time:").partition("|")
        if line.startswith("import time:") and own.strip().isdigit():
            spent[rest.partition("|")[2].strip().partition(".")[0]] += int(own)
    return spent
