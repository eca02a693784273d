"""Whatever goes wrong leaves as a problem document, in Chinese, with no word of the inside."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import structlog
from fastapi.testclient import TestClient

from assistant.errors import QuestionError
from retrieval.errors import DataFolderError, IndexDamaged
from tests.ui.fakes import FakeAssistant, FakeLibrary, an_answer

JSON = {"Content-Type": "application/json"}


def assert_problem(response: Any, status: int) -> dict[str, Any]:
    """The problem document of `response`: whole, in Chinese, of that status."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    document: dict[str, Any] = response.json()
    assert {"type", "title", "status", "detail", "instance", "request_id"} <= document.keys()
    assert document["status"] == status
    assert re.search("[一-鿿]", document["title"])
    assert re.search("[一-鿿]", document["detail"])
    assert "Traceback" not in response.text
    return document


class TestQuestion:
    @pytest.mark.parametrize(
        ("body", "field"),
        [
            ({}, "question"),
            ({"question": None}, "question"),
            ({"question": ""}, "question"),
            ({"question": " \n\t　"}, "question"),
            ({"question": "\u200b\u200d\ufeff\U000e0041"}, "question"),
            ({"question": "\x00\x01"}, "question"),
            ({"question": "问" * 2001}, "question"),
            ({"question": 12}, "question"),
            ({"question": ["问"]}, "question"),
            ({"question": "问", "as_of": "2023-02-30"}, "as_of"),
            ({"question": "问", "as_of": "明天"}, "as_of"),
            ({"question": "问", "as_of": 20231201}, "as_of"),
            ({"question": "问", "as_of": "2023-12-01T00:00:00"}, "as_of"),
            ({"question": "问", "notice_ids": "city-2023"}, "notice_ids"),
            ({"question": "问", "notice_ids": [1]}, "notice_ids.0"),
            ({"question": "问", "history": {}}, "history"),
            ({"question": "问", "history": [{"role": "system", "content": "x"}]}, "history.0.role"),
            ({"question": "问", "history": [{"role": "user"}]}, "history.0.content"),
            ({"question": "问", "history": ["x"]}, "history.0"),
            ({"question": "问", "history": [{"role": "user", "content": "x"}] * 1001}, "history"),
            ({"question": "问", "conversation_id": ""}, "conversation_id"),
            ({"question": "问", "conversation_id": "x" * 129}, "conversation_id"),
        ],
    )
    def test_an_invalid_member_is_named(self, client: TestClient, body: dict[str, Any], field: str) -> None:
        """422 says which member is wrong and what would be right, so that the caller can mend it."""
        document = assert_problem(client.post("/api/ask", json=body), 422)

        assert [field] == [error["field"] for error in document["errors"]]
        assert all(re.search("[一-鿿]", error["detail"]) for error in document["errors"])

    def test_2000_characters_are_taken(self, client: TestClient, assistant: FakeAssistant) -> None:
        """The limit is inclusive, and counts characters, not bytes."""
        assistant.queue = [an_answer()]

        assert client.post("/api/ask", json={"question": "问" * 2000}).status_code == 200

    def test_what_the_assistant_refuses_is_a_422_with_its_words(
        self, client: TestClient, assistant: FakeAssistant
    ) -> None:
        """An unknown notice is known only to the assistant; the caller sees one kind of refusal."""
        assistant.queue = [QuestionError("x", field="notice_ids", reason_zh="没有编号为“x”的通知。")]

        document = assert_problem(client.post("/api/ask", json={"question": "问", "notice_ids": ["x"]}), 422)

        assert document["errors"] == [{"field": "notice_ids", "detail": "没有编号为“x”的通知。", "in": "body"}]

    def test_what_was_sent_is_not_repeated(self, client: TestClient) -> None:
        """Logs and proxies keep error bodies; a question does not belong there."""
        response = client.post("/api/ask", json={"question": "我们的秘密配方", "as_of": "x"})

        assert "秘密" not in response.text


class TestBody:
    @pytest.mark.parametrize(
        "content",
        [
            b"{",
            b"",
            b"\xff\xfe{",
            b'{"question": "' + b"\xe9" + b'"}',
            b"[" * 100_000,
            b'{"question": ' + b"9" * 10_000,
        ],
    )
    def test_what_is_no_json_is_malformed(self, client: TestClient, content: bytes) -> None:
        """Broken JSON, broken UTF-8 and nesting bombs are told apart from invalid members."""
        status = 422 if not content else 400

        assert_problem(client.post("/api/ask", content=content, headers=JSON), status)

    def test_huge_numbers_and_deep_members_do_no_harm(self, client: TestClient) -> None:
        """A number of 4,000 digits or a member nested 500 deep is just a wrong type."""
        deep = b'{"question":' * 500 + b"1" + b"}" * 500

        assert_problem(client.post("/api/ask", content=deep, headers=JSON), 422)
        assert_problem(client.post("/api/ask", content=b'{"question": ' + b"9" * 4_000 + b"}", headers=JSON), 422)

    @pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
    def test_another_content_type_is_named(self, client: TestClient, kind: str) -> None:
        """curl without a header sends a form: the remedy is one header, and it is named."""
        response = client.post("/api/ask", content=b'{"question": "x"}', headers={"Content-Type": kind})

        assert "application/json" in assert_problem(response, 415)["detail"]

    def test_5_mb_are_too_large(self, client: TestClient) -> None:
        """The limit holds before anything is parsed."""
        assert_problem(client.post("/api/ask", json={"question": "a" * 5_000_000}), 413)

    def test_5_mb_without_a_length_are_too_large(self, client: TestClient) -> None:
        """A chunked body hides its length; it is stopped as it is read."""
        response = client.post("/api/ask", content=iter([b'{"question": "'] + [b"a" * 100_000] * 50), headers=JSON)

        assert_problem(response, 413)


class TestAddresses:
    @pytest.mark.parametrize("path", ["/api", "/api/nothing", "/api/notices/nothing", "/api/notices/a/b", "/nothing"])
    def test_an_unknown_address_is_not_found(self, client: TestClient, path: str) -> None:
        """A typing error in an address gets the same kind of document as everything else."""
        assert assert_problem(client.get(path), 404)["instance"] == path

    @pytest.mark.parametrize(
        ("method", "path", "allowed"),
        [("GET", "/api/ask", "POST"), ("DELETE", "/api/notices", "GET"), ("POST", "/healthz", "GET")],
    )
    def test_another_method_names_the_right_one(self, client: TestClient, method: str, path: str, allowed: str) -> None:
        """RFC 9110 asks for Allow with 405."""
        response = client.request(method, path)

        assert_problem(response, 405)
        assert allowed in response.headers["allow"]

    @pytest.mark.parametrize(
        "query", ["", "q=", "q=%20", "q=x&k=0", "q=x&k=1000", "q=x&k=a", "q=x&k=99999999999999999999"]
    )
    def test_search_names_the_wrong_parameter(self, client: TestClient, query: str) -> None:
        """Parameters are refused like members of a body."""
        document = assert_problem(client.get(f"/api/search?{query}"), 422)

        assert document["errors"][0]["in"] == "query"

    def test_search_in_an_unknown_notice_is_invalid(self, client: TestClient) -> None:
        """The address exists; what is wrong is the parameter."""
        document = assert_problem(client.get("/api/search?q=x&notice_id=none"), 422)

        assert document["errors"][0]["field"] == "notice_id"


class TestTheUnexpected:
    def test_an_unexpected_error_tells_nothing_of_the_inside(
        self, client: TestClient, assistant: FakeAssistant
    ) -> None:
        """The caller gets an id, the log the place; neither gets the question."""
        assistant.queue = [ZeroDivisionError("internal detail 我们的问题")]

        with structlog.testing.capture_logs() as lines:
            response = client.post("/api/ask", json={"question": "我们的问题"})

        document = assert_problem(response, 500)
        assert "internal detail" not in response.text
        (line,) = [line for line in lines if line["event"] == "unexpected"]
        assert document["request_id"] == line["request_id"] == response.headers["x-request-id"]
        assert line["error"] == "ZeroDivisionError"
        assert "我们的问题" not in json.dumps(lines, ensure_ascii=False)

    def test_an_index_that_fails_is_not_ready(self, client: TestClient, assistant: FakeAssistant) -> None:
        """503 with Retry-After: the caller did nothing wrong and may come back."""
        assistant.queue = [IndexDamaged("x", reason_zh="索引损坏，正在重建。")]

        response = client.post("/api/ask", json={"question": "问"})

        assert assert_problem(response, 503)["detail"] == "索引损坏，正在重建。"
        assert response.headers["retry-after"]

    def test_not_ready_when_the_library_cannot_be_searched(self, client: TestClient, library: FakeLibrary) -> None:
        """A load balancer must see it, while the process itself is up."""
        library.broken = DataFolderError("x", reason_zh="数据文件夹无法读取。")

        assert_problem(client.get("/readyz"), 503)
        assert client.get("/healthz").json() == {"status": "ok"}

    @pytest.mark.parametrize("path", ["/healthz", "/readyz"])
    def test_load_balancers_may_ask_by_head(self, client: TestClient, path: str) -> None:
        """Some probe without wanting a body."""
        assert client.head(path).status_code == 200


class TestHeaders:
    @pytest.mark.parametrize("path", ["/api/notices", "/api/nothing", "/healthz"])
    def test_answers_are_not_sniffed_framed_or_stored(self, client: TestClient, path: str) -> None:
        """Questions and answers are nobody else's: no cache keeps them, no page frames them."""
        headers = client.get(path).headers

        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
        assert "default-src 'none'" in headers["content-security-policy"]

    def test_the_log_line_has_no_question(self, client: TestClient, assistant: FakeAssistant) -> None:
        """People ask about what they have not published; by default no log keeps it."""
        assistant.queue = [an_answer(answer_id="a1")]

        with structlog.testing.capture_logs() as lines:
            client.post("/api/ask", json={"question": "秘密"})
            client.get("/api/search?q=秘密")

        assert [(line["path"], line["status"]) for line in lines] == [("/api/ask", 200), ("/api/search", 200)]
        assert lines[0]["answer_id"] == "a1"
        assert "秘密" not in json.dumps(lines, ensure_ascii=False)

    def test_a_strange_request_id_is_not_taken_over(self, client: TestClient) -> None:
        """Ids go into logs: one with line breaks or braces would forge lines there."""
        assert (
            client.get("/healthz", headers={"X-Request-ID": 'x","forged":"1'}).headers["x-request-id"]
            != 'x","forged":"1'
        )
        assert client.get("/healthz", headers={"X-Request-ID": "abc-12345"}).headers["x-request-id"] == "abc-12345"
