"""The same over many notices: the project's own, varied, as many as SHENBAO_BENCH_NOTICES says (1,000).

A variant takes another place and other years than its original and leaves some of its
paragraphs out, so that no two are alike. Runs in a process of its own, because peak memory
is never forgotten:  python -m evals.bench.scaled FOLDER OUT COUNT
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from functools import partial
from pathlib import Path

from evals.bench.child import environment
from evals.bench.figure import BenchError, Figure, peak_mb, spread
from evals.bench.inside import index
from evals.bench.questions import questions
from evals.prepared import DOCUMENTS, PROJECT
from retrieval.lexicon import lexicon
from retrieval.notice import Notice

NOTICES = 1000
ASKED = 100
_YEAR = re.compile(r"(?<!\d)20[0-3]\d(?!\d)")


def scaled(folder: Path) -> Iterator[Figure]:
    """Indexing, asking and searching over many notices, measured in a child process."""
    yield from measured("evals.bench.scaled", folder)


def measured(module: str, folder: Path) -> Iterator[Figure]:
    """The figures that `python -m module FOLDER OUT COUNT` wrote. Raises `BenchError` when it failed."""
    count, out = os.environ.get("SHENBAO_BENCH_NOTICES") or str(NOTICES), folder / "figures.json"
    command = [sys.executable, "-m", module, str(folder), str(out), count]
    run = partial(subprocess.run, check=False, capture_output=True, text=True)
    done = run(command, env=environment(folder), cwd=PROJECT)
    if done.returncode:
        raise BenchError(f"{module} ended with {done.returncode}: {done.stderr.strip()[-500:]}")
    yield from (Figure(**entry) for entry in json.loads(out.read_text(encoding="utf-8")))


def write_variants(originals: Path, to: Path, count: int) -> None:
    """`count` notices in `to`, made of those in `originals` without their cards."""
    from retrieval.readers import find_notices

    notices = [Notice.from_file(path) for path in find_notices(originals)]
    places = cities()
    to.mkdir(parents=True)
    for number in range(count):
        notice = notices[number % len(notices)]
        text = variant(notice.text, number // len(notices), places)
        (to / f"{notice.id}-{number:05d}.txt").write_text(text, encoding="utf-8")


def cities() -> list[str]:
    """The cities of the lexicon, sorted."""
    return sorted({places[0].city for places in lexicon().places.values() if places[0].city})


def variant(text: str, number: int, places: list[str]) -> str:
    """`text` about another place and other years, some paragraphs left out; number 0 keeps the years."""
    named = max(places, key=text.count)
    moved = text.replace(named, places[number % len(places)])
    moved = _YEAR.sub(lambda year: str(int(year.group()) + number % 7), moved)
    lines = moved.split("\n")
    return "\n".join(line for at, line in enumerate(lines) if at < 10 or (at + number) % 17)


def _main(folder: Path, out: Path, count: int) -> None:
    from assistant import Assistant
    from retrieval import Library

    documents = folder / "varied"
    write_variants(DOCUMENTS, documents, count)
    figures = list(index(folder, documents))
    with Library.open(folder / "data") as library:
        asked = questions()[:ASKED]
        assistant = Assistant(library)
        answers = [assistant.ask(one.question, history=one.history, as_of=one.as_of) for one in asked]
        figures += spread("ask", [answer.timing_ms["total"] / 1000 for answer in answers], f"{len(asked)} 问")
        figures += spread("search", [library.explain(one.question).timing_ms["total"] / 1000 for one in asked])
    figures.append(Figure("内存峰值", peak_mb(), "MB", "建索引与提问"))
    out.write_text(json.dumps([asdict(figure) for figure in figures], ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    _main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
