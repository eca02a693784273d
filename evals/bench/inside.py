"""Indexing, asking and searching in this process, as a program that embeds us would."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median

from evals.bench.figure import Figure, peak_mb, spread
from evals.bench.questions import questions
from evals.metrics import percentile
from evals.prepared import DOCUMENTS, prepared

ROUNDS = 3


def index(folder: Path, documents: Path = DOCUMENTS) -> Iterator[Figure]:
    """Indexing a folder of notices from nothing, again with nothing new, again with one notice changed; opening."""
    from retrieval import Library

    copy = folder / "documents"
    shutil.copytree(documents, copy)
    imports = _seconds(_index_one_line)
    with Library.open(folder / "data") as library:
        whole = _seconds(lambda: library.sync(copy))
        held = [library.held(name) for name in library.ids]
        characters, passages = sum(len(one.text) for one in held), sum(len(one.passages) for one in held)
        noop = median(_seconds(lambda: library.sync(copy)) for _ in range(ROUNDS))
        _change_one(copy)
        changed = _seconds(lambda: library.sync(copy))
    note = f"{len(held)} 份，{characters} 字，{passages} 个片段"
    yield Figure("首次用到的导入与词表", imports, "秒", "一份一行的通知，不计入以下各项")
    yield Figure("全部建索引", whole, "秒", note)
    yield Figure("建索引速度（份）", len(held) / whole, "份/秒")
    yield Figure("建索引速度（字）", characters / whole, "字/秒")
    yield Figure("没有变化时再运行", noop, "秒", f"全部的 {noop / whole:.1%}")
    yield Figure("改一份后再运行", changed, "秒", f"全部的 {changed / whole:.1%}")
    yield Figure("打开已有索引", _seconds(lambda: Library.open(folder / "data").close()), "秒")


def ask(folder: Path) -> Iterator[Figure]:
    """Answering every sample question, in process, after the first."""
    assistant, _ = prepared()
    first = questions()[0]
    cold = _seconds(lambda: assistant.ask(first.question, history=first.history, as_of=first.as_of))
    yield Figure("第一问", cold * 1000, "毫秒", "之后各问见下")
    times, stages = [], dict[str, list[float]]()
    for _ in range(ROUNDS):
        for sample in questions():
            began = time.perf_counter()
            answer = assistant.ask(sample.question, history=sample.history, as_of=sample.as_of)
            times.append(time.perf_counter() - began)
            for stage, took_ms in answer.timing_ms.items():
                stages.setdefault(stage, []).append(took_ms)
    yield from spread("ask", times, f"{len(questions())} 问，{ROUNDS} 轮")
    yield Figure("ask 最慢", max(times) * 1000, "毫秒")
    for stage, each in stages.items():
        if stage != "total":
            yield Figure(f"　{stage} p95", percentile(each, 95), "毫秒")
    yield Figure("本进程内存峰值", peak_mb(), "MB")


def search(folder: Path) -> Iterator[Figure]:
    """Searching for every sample question over all notices, in process."""
    _, library = prepared()
    library.search(questions()[0].question)
    asked = [sample.question for _ in range(ROUNDS) for sample in questions()]
    times = [_seconds(partial(library.search, query, k=10)) for query in asked]
    yield from spread("search", times, f"{len(questions())} 问，{ROUNDS} 轮，k=10")


def _index_one_line() -> None:
    from retrieval import Library
    from retrieval.notice import Notice

    with tempfile.TemporaryDirectory(prefix="shenbao-bench-") as folder, Library.open(folder) as library:
        library.add([Notice.from_text("one-line", "一份通知。")])


def _change_one(documents: Path) -> None:
    notice = min(documents.rglob("*.txt"))
    notice.write_text(notice.read_text(encoding="utf-8") + "\n附注：以本页为准。\n", encoding="utf-8")


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
