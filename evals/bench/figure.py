"""One measured figure, and the fixed computation that times are compared with."""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from evals.metrics import percentile

Unit = Literal["秒", "毫秒", "份/秒", "字/秒", "次/秒", "MB", "个"]
_SECONDS: dict[str, float] = {"秒": 1.0, "毫秒": 0.001}


class BenchError(Exception):
    """A benchmark that could not be taken: what was run and what it said."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. `note` says how it was taken or what stands out."""

    name: str
    value: float
    unit: Unit
    note: str = ""

    def ratio(self, reference_s: float, interpreter_mb: float) -> float | None:
        """The figure by the reference: a time over its time, a rate times it, memory over the bare interpreter's."""
        if self.unit in _SECONDS:
            return self.value * _SECONDS[self.unit] / reference_s
        if self.unit.endswith("/秒"):
            return self.value * reference_s
        return self.value / interpreter_mb if self.unit == "MB" and interpreter_mb else None


def spread(name: str, times_s: Sequence[float], note: str = "") -> tuple[Figure, Figure]:
    """p50 and p95 of `times_s`, in milliseconds."""
    times = [second * 1000 for second in times_s]
    return Figure(f"{name} p50", percentile(times, 50), "毫秒", note), Figure(
        f"{name} p95", percentile(times, 95), "毫秒"
    )


def reference_s() -> float:
    """The best of three timings of a fixed pure-Python computation: counting pairs in a made-up text."""
    letters = random.Random(2023)  # noqa: S311 (a fixed text, not a secret)
    text = "".join(letters.choices([chr(0x4E00 + number) for number in range(500)], k=60_000))
    return min(_timed_count(text) for _ in range(3))


def peak_mb(pid: int | str = "self") -> float:
    """The peak resident memory of a process in MB; where /proc is missing, only of this one, else 0.

    Linux keeps the peak of the program before exec in `ru_maxrss`, so a child's would be at least its parent's.
    """
    status = Path(f"/proc/{pid}/status")
    if status.exists():
        line = next((line for line in status.read_text().splitlines() if line.startswith("VmHWM:")), None)
        return int(line.split()[1]) / 1024 if line else 0.0
    if pid != "self":
        return 0.0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)


def _timed_count(text: str) -> float:
    began = time.perf_counter()
    pairs: Counter[str] = Counter()
    for at in range(len(text) - 1):
        pairs[text[at : at + 2]] += 1
    sorted(pairs.items(), key=lambda item: (-item[1], item[0]))
    return time.perf_counter() - began
