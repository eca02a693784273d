"""The page on the application: what can be reached, under which headers, and that the interface stays what it was."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from typing import cast

import pytest
from fastapi.testclient import TestClient

from assistant import Assistant
from retrieval import Library
from tests.ui.fakes import QUOTE, START, FakeAssistant, FakeLibrary
from ui.api.app import create_api
from ui.settings import Settings
from ui.web import mount


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    assistant, library = cast("Assistant", FakeAssistant()), cast("Library", FakeLibrary())
    settings = Settings.from_environment()
    api = mount(create_api(assistant, library, settings), assistant, library, settings)
    with TestClient(api, raise_server_exceptions=False) as opened:
        yield opened


class TestPage:
    def test_the_document_is_ours(self, client: TestClient) -> None:
        """Chinese, named, with our files, and without any address of another machine."""
        page = client.get("/")

        assert 200 == page.status_code
        assert '<html\n\tlang="zh-CN"' in page.text or 'lang="zh-CN"' in page.text.split(">", 2)[1]
        assert "<title>申报助手</title>" in page.text
        assert not re.findall(r'(?:src|href|content)="(https?:)?//(?!testserver)[^"]*"', page.text)

    def test_every_inline_script_is_allowed_by_its_hash_and_no_other(self, client: TestClient) -> None:
        """The policy has neither unsafe-inline nor unsafe-eval for scripts, and the page still runs."""
        page = client.get("/")
        policy = page.headers["content-security-policy"]
        scripts = re.findall(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", page.text, re.DOTALL)

        assert scripts
        for script in scripts:
            assert base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() in policy
        directive = next(part for part in policy.split("; ") if part.startswith("script-src"))
        assert "unsafe" not in directive
        assert "frame-ancestors 'none'" in policy

    @pytest.mark.parametrize("path", ["/", "/config", "/theme.css", "/web/page.js", "/healthz"])
    def test_careful_headers_everywhere(self, client: TestClient, path: str) -> None:
        """No guessing of types, no referrer, whatever the address."""
        answer = client.get(path)

        assert 200 == answer.status_code
        assert "nosniff" == answer.headers["x-content-type-options"]
        assert "no-referrer" == answer.headers["referrer-policy"]

    @pytest.mark.parametrize(
        "path",
        [
            "/gradio_api/upload",
            "/gradio_api/info",
            "/gradio_api/file=/etc/passwd",
            "/gradio_api/proxy=http://192.0.2.1/",
            "/gradio_api/runs",
            "/gradio_api/call/typed",
            "/login",
            "/monitoring",
            "/docs",
            "/nothing",
        ],
    )
    @pytest.mark.parametrize("method", ["GET", "POST"])
    def test_doors_that_the_page_does_not_use_are_closed(self, client: TestClient, method: str, path: str) -> None:
        """No upload, no file, no proxy, no second interface for the anonymous."""
        assert 404 == client.request(method, path).status_code

    def test_our_files_change_their_address_with_their_content(self, client: TestClient) -> None:
        """Browsers may keep them for good."""
        address = re.search(r"/web/page\.css\?v=[0-9a-f]{12}", client.get("/").text)

        assert address
        assert "immutable" in client.get(address[0]).headers["cache-control"]


class TestBeside:
    def test_the_interface_answers_as_before(self, client: TestClient) -> None:
        """The page at the root hides nothing of what was there."""
        assert 200 == client.get("/api/notices").status_code
        assert 200 == client.get("/openapi.json").status_code
        unknown = client.get("/api/nothing")
        assert (404, "application/problem+json") == (unknown.status_code, unknown.headers["content-type"])

    def test_a_clause_has_a_page_of_its_own(self, client: TestClient) -> None:
        """A citation can be opened without scripts, and sent to somebody."""
        page = client.get("/clause/city-2023", params={"start": START, "end": START + len(QUOTE)})

        assert f'<mark id="quoted" tabindex="-1">{QUOTE}</mark>' in page.text
        assert "default-src 'none'" in page.headers["content-security-policy"]

    @pytest.mark.parametrize(
        ("path", "status"), [("/clause/nowhere", 404), ("/clause/city-2023?start=-1", 422), ("/clause/..%2f..", 404)]
    )
    def test_a_wrong_address_is_a_problem_in_chinese(self, client: TestClient, path: str, status: int) -> None:
        """Also here nobody sees a traceback."""
        answer = client.get(path)

        assert status == answer.status_code
        assert re.search("[一-鿿]", answer.text)
