"""A made-up library of two notices, answers about them, and an assistant that gives prepared answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assistant.records import Answer, Citation, Turn
from evals.sample import Sample, parse_sample
from retrieval.card import Card, Named
from retrieval.errors import UnknownNotice
from retrieval.held import Held
from retrieval.passage import Hit, Passage

DAY = date(2030, 3, 1)
TEXTS = {
    "qingshan": "青山市2030年星光计划申报通知\n单个项目资助不超过总投入的40%、\n最高60万元。\n"
    "网上填报截止时间为2030年3月31日。",
    "baishui": "白水市2031年光伏项目申报通知\n每个项目补助最高25万元。\n网上填报截止时间为2031年5月31日。",
}


class MadeLibrary:
    """Holds `TEXTS`; a passage is a line; a search ranks lines by the characters shared with the query."""

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(TEXTS)

    def held(self, id: str, /) -> Held:
        if id not in TEXTS:
            raise UnknownNotice(id)
        text, passages, at = TEXTS[id], [], 0
        for index, line in enumerate(text.split("\n")):
            passages.append(Passage(id, index, line, at, at + len(line), "", "", 0))
            at += len(line) + 1
        title = Named(text.split("\n", 1)[0], None)
        return Held(id, text, "digest", None, (), tuple(passages), Card(id, False, "", title))

    def search(self, query: str, k: int = 10, notice_ids: Sequence[str] | None = None) -> list[Hit]:
        passages = [passage for name in notice_ids or self.ids for passage in self.held(name).passages]
        hits = [Hit(passage, len(set(query) & set(passage.text))) for passage in passages]
        return sorted(hits, key=lambda hit: -hit.score)[:k]


class MadeAssistant:
    """Gives the answers it was made with, by question; a question without one is a mistake of the test."""

    def __init__(self, answers: dict[str, Answer | Exception]) -> None:
        self.answers = answers
        self.asked: list[tuple[str, tuple[Turn, ...], date | None]] = []

    def ask(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        as_of: date | None = None,
        notice_ids: Sequence[str] | None = None,
    ) -> Answer:
        self.asked.append((question, tuple(history), as_of))
        answer = self.answers[question]
        if isinstance(answer, Exception):
            raise answer
        return answer


def a_sample(**more: object) -> Sample:
    """A sample that `an_answer()` passes."""
    entry = {
        "id": "cap-1",
        "kind": "fact",
        "question": "青山最多给多少",
        "must": [["60万元", "60万"]],
        "evidence": [{"notice_id": "qingshan", "quote": "资助不超过总投入的40%、最高60万元"}],
        "status": ["answered"],
        "max_chars": 100,
    }
    suite = str(more.pop("suite", "fact"))
    return parse_sample({**entry, **more}, suite=suite)


def a_citation(quote: str = "最高60万元", notice_id: str = "qingshan", marker: int = 1) -> Citation:
    """A citation of `quote`, at its place in the notice."""
    start = TEXTS[notice_id].index(quote)
    return Citation(marker, notice_id, "", None, "", quote, start, start + len(quote))


def an_answer(text: str = "最高**60万元**[1]。", *citations: Citation, status: str = "answered") -> Answer:
    """An answer that cites the cap unless told otherwise."""
    cites = citations or ((a_citation(),) if status == "answered" else ())
    return Answer(
        status=status,  # type: ignore[arg-type]
        reason=None,
        text=text,
        citations=cites,
        notices=tuple(dict.fromkeys(one.notice_id for one in cites)),
        deadline=None,
        follow_ups=(),
        mode="extractive",
        as_of=DAY,
        answer_id="1",
        timing_ms={"read": 0.1, "total": 0.2},
    )
