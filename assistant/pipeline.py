"""The flow, as one list: what is served is exactly what is evaluated.

question → read → scope → retrieve → compose → verify → answer. Each step is one file with one public
function; each takes and returns frozen records of `records.py`.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from assistant.catalogue import Catalogue
from assistant.compose import compose
from assistant.read import read
from assistant.records import Answer, Draft, Evidence, Question
from assistant.render import render
from assistant.replies import reply
from assistant.retrieve import retrieve
from assistant.scope import scope
from assistant.verify import verify
from retrieval import Library


def answer(question: Question, library: Library, catalogue: Catalogue) -> Answer:
    """The verified answer to a question, with the time each step took in milliseconds."""
    clock = _Clock()
    with clock.stage("understand"):
        reading = read(question, catalogue)
        meant = scope(reading, catalogue)
    with clock.stage("retrieve"):
        settled = reading.turned_away is not None or meant.reason is not None
        evidence = Evidence((), ()) if settled else retrieve(reading, meant, library, catalogue)
    with clock.stage("compose"):
        draft = compose(reading, meant, evidence, catalogue)
    with clock.stage("verify"):
        checked, withheld = verify(draft, catalogue)
        if draft.statements and not checked.statements and draft.status == "answered":
            checked = Draft(status="not_found", reason="unverified", before=reply("unverified"))
        text, citations = render(checked)
    return Answer(
        status=checked.status,
        reason=checked.reason,
        text=text,
        citations=citations,
        notices=checked.notices,
        deadline=checked.deadline,
        follow_ups=checked.follow_ups,
        mode="extractive",
        as_of=question.as_of,
        answer_id=uuid.uuid4().hex,
        timing_ms=clock.timing_ms(),
        withheld=withheld,
    )


class _Clock:
    def __init__(self) -> None:
        self._began = time.perf_counter()
        self._stages: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        began = time.perf_counter()
        yield
        self._stages[name] = round(1000 * (time.perf_counter() - began), 3)

    def timing_ms(self) -> dict[str, float]:
        return {**self._stages, "total": round(1000 * (time.perf_counter() - self._began), 3)}
