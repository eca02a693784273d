"""Asking over as many notices as SHENBAO_BENCH_NOTICES says (1,000), in memory: the project's own, varied and short.

Each keeps a quarter of its original's paragraphs, so that indexing them takes well under a minute; whole ones, on disk,
are for `scaled.py`. Every question is asked about the place of a variant, twice: a notice is read into sentences when
a question first comes near it. Runs in a process of its own:  python -m evals.bench.many FOLDER OUT COUNT
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from evals.bench.figure import Figure, peak_mb, spread
from evals.bench.questions import questions
from evals.bench.scaled import cities, measured, variant
from evals.prepared import DOCUMENTS
from retrieval.notice import Notice

ASKED = 150
KEPT_LINES, ONE_IN = 10, 4


def many(folder: Path) -> Iterator[Figure]:
    """Asking over many notices in memory, measured in a child process."""
    yield from measured("evals.bench.many", folder)


def short_variants(originals: Sequence[Notice], count: int) -> list[Notice]:
    """`count` notices made of `originals`, each about another place, with a quarter of its paragraphs."""
    places = cities()
    made = []
    for number in range(count):
        notice = originals[number % len(originals)]
        text = excerpt(variant(notice.text, number // len(originals), places), number)
        made.append(Notice.from_text(f"{notice.id}-{number:05d}", text))
    return made


def excerpt(text: str, number: int) -> str:
    """The head of a notice and a quarter of its other paragraphs, others for each number."""
    lines = text.split("\n")
    return "\n".join(line for at, line in enumerate(lines) if at < KEPT_LINES or (at + number) % ONE_IN == 0)


def moved(texts: Sequence[str], originals: Sequence[Notice], count: int) -> list[str]:
    """Questions about the places of `originals`, each asked about the place of a variant."""
    places = cities()
    named = "|".join(sorted({max(places, key=notice.text.count) for notice in originals}))
    held = places[: max(1, count // len(originals))]
    return [re.sub(named, held[7 * number % len(held)], text) for number, text in enumerate(texts)]


def _main(out: Path, count: int) -> None:
    from assistant import Assistant
    from retrieval import Library
    from retrieval.readers import find_notices

    originals = [Notice.from_file(path) for path in find_notices(DOCUMENTS)]
    library = Library.in_memory()
    began = time.perf_counter()
    library.add(short_variants(originals, count))
    figures = [Figure("全部建索引", time.perf_counter() - began, "秒", f"{len(library.ids)} 份，内存中")]
    assistant = Assistant(library)
    shown = questions()[:: max(1, len(questions()) // ASKED)]
    first, *asked = moved([one.question for one in shown], originals, count)
    figures.append(Figure("第一问", assistant.ask(first).timing_ms["total"], "毫秒", "之后各问见下"))
    for name in ("ask 初次", "ask 再问"):
        figures += spread(name, [assistant.ask(one).timing_ms["total"] / 1000 for one in asked], f"{len(asked)} 问")
    figures.append(Figure("内存峰值", peak_mb(), "MB", "建索引与提问"))
    out.write_text(json.dumps([asdict(figure) for figure in figures], ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    _main(Path(sys.argv[2]), int(sys.argv[3]))
