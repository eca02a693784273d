"""A real `shenbao serve`, asked over HTTP on this machine: one client after another, then several at once."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path

from evals.bench.child import Server, indexed, served
from evals.bench.figure import Figure, peak_mb, spread
from evals.bench.questions import questions
from evals.sample import Sample

CLIENTS = 4


def http(folder: Path) -> Iterator[Figure]:
    """Start to ready, `POST /api/ask` p50 and p95, throughput with several clients, peak memory of the server."""
    indexed(folder)
    with served(folder) as server:
        yield Figure("serve 启动到就绪", server.ready_s, "秒", "索引已有")
        posted(server, questions()[:1])
        answers = posted(server, questions())
        good = [took_s for status, took_s in answers if status == 200]
        if good:
            yield from spread("POST /api/ask", good, f"{len(good)} 问，同一连接{_others(answers)}")
        yield from _together(server)
        yield Figure("serve 内存峰值", peak_mb(server.pid), "MB")


def posted(server: Server, samples: Sequence[Sample]) -> list[tuple[int, float]]:
    """Status and seconds of each sample's question, asked on one connection."""
    connection = HTTPConnection("127.0.0.1", server.port, timeout=60)
    answers = []
    for sample in samples:
        body = json.dumps(payload(sample), ensure_ascii=False).encode()
        began = time.perf_counter()
        connection.request("POST", "/api/ask", body, {"Content-Type": "application/json"})
        response = connection.getresponse()
        response.read()
        answers.append((response.status, time.perf_counter() - began))
    connection.close()
    return answers


def payload(sample: Sample) -> dict[str, object]:
    """The body of `POST /api/ask` for a sample."""
    return {
        "question": sample.question,
        "history": [{"role": turn.role, "content": turn.content} for turn in sample.history],
        "as_of": sample.as_of.isoformat() if sample.as_of else None,
    }


def _together(server: Server) -> Iterator[Figure]:
    began = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as clients:
        answers = [one for done in clients.map(lambda _: posted(server, questions()), range(CLIENTS)) for one in done]
    took_s = time.perf_counter() - began
    good = sum(status == 200 for status, _ in answers)
    yield Figure(f"{CLIENTS} 个客户端同时", good / took_s, "次/秒", f"{good} 问{_others(answers)}")


def _others(answers: Sequence[tuple[int, float]]) -> str:
    others = Counter(status for status, _ in answers if status != 200)
    return "".join(f"，另有 {count} 个 {status}" for status, count in sorted(others.items()))
