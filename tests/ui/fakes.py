"""What stands in for the assistant and the library in tests of the faces: at their seam, and strict.

`FakeAssistant` answers from a queue and fails when it runs empty; `FakeLibrary` holds one notice.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from assistant.records import Answer, Citation, Deadline, Turn
from retrieval.card import Card, Fact, Named, Quote, Window
from retrieval.clause import Clause
from retrieval.errors import UnknownNotice
from retrieval.held import Held
from retrieval.passage import Hit, Passage, Search

TEXT = "某市关于申报项目的通知\n一、申报时间\n网上填报截止时间为2024年1月31日17:00。"
QUOTE = "网上填报截止时间为2024年1月31日17:00。"
START = TEXT.index(QUOTE)


def a_held(notice_id: str = "city-2023") -> Held:
    """A notice of one clause, with a window."""
    quote = Quote(QUOTE, START, START + len(QUOTE))
    card = Card(
        notice_id=notice_id,
        reviewed=False,
        label="某市项目",
        title=Named("某市关于申报项目的通知", Quote(TEXT[:11], 0, 11)),
        region=Named("某市", None),
        facts=(Fact("deadline", quote, label="网上填报", window=Window(date(2023, 12, 1), date(2024, 1, 31))),),
    )
    clauses = (
        Clause(0, None, 0, "notice", "", "", 0, 0, len(TEXT)),
        Clause(1, 0, 1, "heading", "一、", "申报时间", 12, 18, len(TEXT)),
    )
    passages = (Passage(notice_id, 0, QUOTE, START, START + len(QUOTE), "一、申报时间", "", 1),)
    return Held(notice_id, TEXT, "d" * 64, None, clauses, passages, card)


def an_answer(text: str = "网上填报1月31日截止[1]。", **changed: Any) -> Answer:
    """An answered question with one citation and a deadline."""
    given: dict[str, Any] = {
        "status": "answered",
        "reason": None,
        "text": text,
        "citations": (
            Citation(1, "city-2023", "某市关于申报项目的通知", None, "一、申报时间", QUOTE, START, START + len(QUOTE)),
        ),
        "notices": ("city-2023",),
        "deadline": Deadline("open", date(2024, 1, 31), 61, "网上填报"),
        "follow_ups": ("要交几份材料？",),
        "mode": "extractive",
        "as_of": date(2023, 12, 1),
        "answer_id": uuid.uuid4().hex,
        "timing_ms": {"total": 2.61234},
    }
    return Answer(**{**given, **changed})


@dataclass
class FakeAssistant:
    """Answers from `queue`: an `Answer`, an exception to raise, or a function to call; `asked` is what it was asked."""

    queue: list[Answer | Exception | Callable[[], Answer]] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)

    def ask(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        as_of: date | None = None,
        notice_ids: Sequence[str] | None = None,
    ) -> Answer:
        self.asked.append({"question": question, "history": tuple(history), "as_of": as_of, "notice_ids": notice_ids})
        assert self.queue, f"asked once more than the test prepared answers for: {question!r}"
        prepared = self.queue.pop(0)
        if isinstance(prepared, Exception):
            raise prepared
        return prepared if isinstance(prepared, Answer) else prepared()


@dataclass
class FakeLibrary:
    """One notice; `broken` is raised by every search."""

    notices: dict[str, Held] = field(default_factory=lambda: {"city-2023": a_held()})
    broken: Exception | None = None
    searched: list[str] = field(default_factory=list)

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(self.notices)

    def held(self, id: str) -> Held:
        if id not in self.notices:
            raise UnknownNotice(id, reason_zh=f"没有编号为“{id}”的通知。")
        return self.notices[id]

    def search(self, query: str, k: int = 10, notice_ids: Sequence[str] | None = None) -> list[Hit]:
        return list(self.explain(query, k=k, notice_ids=notice_ids).hits)

    def explain(self, query: str, *, k: int = 10, notice_ids: Sequence[str] | None = None) -> Search:
        if self.broken:
            raise self.broken
        self.searched.append(query)
        hits = tuple(Hit(passage, 0.5, {"lexical": 1}) for held in self.notices.values() for passage in held.passages)
        return Search(query, hits[:k], hits[k:], ("截止",), {"total": 1.0}, "g1")

    def close(self) -> None:
        pass
