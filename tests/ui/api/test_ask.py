"""POST /api/ask: the contract of the answer, and where history comes from."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

from fastapi.testclient import TestClient

from assistant.records import Turn
from tests.ui.fakes import QUOTE, START, FakeAssistant, an_answer
from ui.api.conversations import KEPT_TURNS


class TestAnswerBody:
    def test_the_answer_has_every_member_of_the_contract(self, client: TestClient, assistant: FakeAssistant) -> None:
        """Callers rely on these names: none may be missing, renamed or of another kind."""
        assistant.queue = [an_answer(answer_id="a1")]

        body = client.post("/api/ask", json={"question": "什么时候截止", "as_of": "2023-12-01"}).json()

        assert body.pop("conversation_id")
        assert body == {
            "status": "answered",
            "reason": None,
            "answer": "网上填报1月31日截止[1]。",
            "citations": [
                {
                    "marker": 1,
                    "notice_id": "city-2023",
                    "title": "某市关于申报项目的通知",
                    "document_number": None,
                    "section": "一、申报时间",
                    "quote": QUOTE,
                    "start": START,
                    "end": START + len(QUOTE),
                    "url": None,
                }
            ],
            "notices": ["city-2023"],
            "deadline": {"state": "open", "closes": "2024-01-31", "days_left": 61, "label": "网上填报"},
            "follow_ups": ["要交几份材料？"],
            "mode": "extractive",
            "as_of": "2023-12-01",
            "answer_id": "a1",
            "timing_ms": {"total": 2.612},
        }

    def test_null_means_absent(self, client: TestClient, assistant: FakeAssistant) -> None:
        """A caller may send every member, with null for what it does not set."""
        assistant.queue = [an_answer()]
        nothing = {"history": None, "as_of": None, "notice_ids": None, "conversation_id": None}

        response = client.post("/api/ask", json={"question": "什么时候截止", **nothing})

        assert response.status_code == 200
        assert assistant.asked == [{"question": "什么时候截止", "history": (), "as_of": None, "notice_ids": None}]

    def test_no_notice_ticked_means_all_notices(self, client: TestClient, assistant: FakeAssistant) -> None:
        """A page with nothing ticked sends an empty list; an answer from no notice at all would help nobody."""
        assistant.queue = [an_answer()]

        client.post("/api/ask", json={"question": "什么时候截止", "notice_ids": []})

        assert assistant.asked[0]["notice_ids"] is None

    def test_half_an_emoji_does_not_spoil_a_question(self, client: TestClient, assistant: FakeAssistant) -> None:
        """Clients cut texts between two surrogates; what is left is a question all the same."""
        assistant.queue = [an_answer()]

        response = client.post("/api/ask", content=b'{"question": "\\ud83d\xe6\x88\xaa\xe6\xad\xa2"}', headers=JSON)

        assert response.status_code == 200
        assert assistant.asked[0]["question"] == "截止"


JSON = {"Content-Type": "application/json"}


class TestHistory:
    def test_the_server_keeps_the_turns_of_a_conversation(self, client: TestClient, assistant: FakeAssistant) -> None:
        """With the id of the first answer, the second question arrives with what was said before."""
        assistant.queue = [an_answer("一月底。"), an_answer()]
        first = client.post("/api/ask", json={"question": "什么时候截止"}).json()

        client.post("/api/ask", json={"question": "那份数呢", "conversation_id": first["conversation_id"]})

        assert assistant.asked[1]["history"] == (Turn("user", "什么时候截止"), Turn("assistant", "一月底。"))

    def test_an_id_of_the_callers_own_starts_a_conversation(self, client: TestClient, assistant: FakeAssistant) -> None:
        """A channel has ids of its own; the first message under one must not fail."""
        assistant.queue = [an_answer()]

        body = client.post("/api/ask", json={"question": "截止", "conversation_id": "wechat-42"}).json()

        assert body["conversation_id"] == "wechat-42"

    def test_history_given_takes_the_place_of_what_was_kept(self, client: TestClient, assistant: FakeAssistant) -> None:
        """A caller that edited the conversation is believed, not overruled."""
        assistant.queue = [an_answer(), an_answer()]
        client.post("/api/ask", json={"question": "旧问题", "conversation_id": "c"})

        history = [{"role": "user", "content": "新的上文"}]
        client.post("/api/ask", json={"question": "问", "conversation_id": "c", "history": history})

        assert assistant.asked[1]["history"] == (Turn("user", "新的上文"),)

    def test_of_200_turns_the_last_count(self, client: TestClient, assistant: FakeAssistant) -> None:
        """A long conversation is no error; only its end can matter to a follow-up."""
        assistant.queue = [an_answer()]
        turns = [{"role": ("user", "assistant")[i % 2], "content": f"第{i}句"} for i in range(200)]

        response = client.post("/api/ask", json={"question": "截止", "history": turns})

        assert response.status_code == 200
        assert assistant.asked[0]["history"][-1].content == "第199句"
        assert len(assistant.asked[0]["history"]) == KEPT_TURNS


class TestConcurrency:
    def test_a_slow_question_holds_up_nobody(self, client: TestClient, assistant: FakeAssistant) -> None:
        """Questions run on threads: while one is being worked on, another is answered."""
        release = threading.Event()

        def slow() -> object:
            assert release.wait(10)
            return an_answer("慢")

        assistant.queue = [slow]  # type: ignore[list-item]
        with client, ThreadPoolExecutor() as pool:
            waiting = pool.submit(client.post, "/api/ask", json={"question": "慢问题"})
            while assistant.queue:
                pass
            assistant.queue = [an_answer("快")]
            quick = client.post("/api/ask", json={"question": "快问题"}).json()
            release.set()

            assert quick["answer"] == "快"
            assert waiting.result().json()["answer"] == "慢"
