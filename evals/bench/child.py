"""`shenbao` run as people run it: a fresh process on a data folder of its own.

`python -m evals.bench.child OUT COMMAND…` runs a command and writes to OUT what the process
had imported and how much memory it took at most.
"""

from __future__ import annotations

import json
import os
import runpy
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from evals.bench.figure import BenchError, peak_mb
from evals.prepared import DOCUMENTS, PROJECT

READY_TIMEOUT_S = 180.0


@dataclass(frozen=True, slots=True)
class Footprint:
    """What a finished process had imported, and its peak memory."""

    modules: frozenset[str]
    peak_mb: float


@dataclass(frozen=True, slots=True)
class Server:
    """A running `shenbao serve`; `ready_s` from its start to the first good /readyz."""

    port: int
    pid: int
    ready_s: float


def environment(data: Path) -> dict[str, str]:
    """The environment of a child: this one's without settings of ours, with `data` as its data folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SHENBAO_")}
    return {**kept, "SHENBAO_DATA": str(data), "PYTHONPATH": str(PROJECT), "PYTHONIOENCODING": "utf-8"}


def shenbao(arguments: Sequence[str], data: Path, *, module: Sequence[str] = ("-m", "ui")) -> str:
    """What a fresh `shenbao` prints (its errors for -X options). Raises `BenchError` when it fails."""
    command = [sys.executable, *module, *arguments]
    run = partial(subprocess.run, check=False, capture_output=True, text=True)
    done = run(command, env=environment(data), cwd=data)
    if done.returncode:
        raise BenchError(f"{' '.join(command[1:])} ended with {done.returncode}: {done.stderr.strip()[-500:]}")
    return done.stderr if "-X" in module else done.stdout


def indexed(data: Path, documents: Path = DOCUMENTS) -> None:
    """Index `documents` into `data`, so that what follows finds an index."""
    shenbao(["ingest", "--documents", str(documents)], data)


def footprint(arguments: Sequence[str], data: Path) -> Footprint:
    """The footprint of one command in a fresh process."""
    out = data / "footprint.json"
    shenbao([str(out), *arguments], data, module=("-m", "evals.bench.child"))
    found = json.loads(out.read_text(encoding="utf-8"))
    return Footprint(frozenset(found["modules"]), found["peak_mb"])


def interpreter_mb() -> float:
    """The peak memory of an interpreter that does nothing but look at it."""
    script = f"import sys; sys.path.insert(0, {str(PROJECT)!r})\nprint(open('/proc/self/status').read())"
    if not Path("/proc/self/status").exists():
        return 0.0
    done = subprocess.run([sys.executable, "-I", "-c", script], capture_output=True, text=True, check=True)  # noqa: S603
    line = next(line for line in done.stdout.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


@contextmanager
def served(data: Path) -> Iterator[Server]:
    """A `shenbao serve` on a free port of this machine, ended on leaving. Raises `BenchError` if never ready."""
    port, log = _free_port(), data / "serve.log"
    command = [sys.executable, "-m", "ui", "serve", "--host", "127.0.0.1", "--port", str(port)]
    began = time.perf_counter()
    with log.open("w", encoding="utf-8") as lines:
        process = subprocess.Popen(command, env=environment(data), stdout=lines, stderr=lines, cwd=data)  # noqa: S603
        try:
            _wait_until_ready(process, port, log)
            yield Server(port, process.pid, time.perf_counter() - began)
        finally:
            process.terminate()
            try:
                process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_until_ready(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until = time.monotonic() + READY_TIMEOUT_S
    while time.monotonic() < until and process.poll() is None:
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/readyz")
            if connection.getresponse().status == 200:
                return
        except (OSError, HTTPException):
            pass  # not listening yet
        finally:
            connection.close()
        time.sleep(0.05)
    raise BenchError(f"shenbao serve did not get ready: {log.read_text(encoding='utf-8', errors='replace')[-500:]}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _main(out: Path, arguments: Sequence[str]) -> None:
    before = set(sys.modules)
    sys.argv = ["shenbao", *arguments]
    try:
        runpy.run_module("ui", run_name="__main__")
    finally:
        modules = sorted(set(sys.modules) - before)
        out.write_text(json.dumps({"modules": modules, "peak_mb": peak_mb()}), encoding="utf-8")


if __name__ == "__main__":
    _main(Path(sys.argv[1]), sys.argv[2:])
