"""What is held, over HTTP."""

from __future__ import annotations

from datetime import date

import pytest
from fastapi.testclient import TestClient

from retrieval.card import Window
from tests.ui.fakes import QUOTE, TEXT
from ui.held_notices import window_state


class TestNotices:
    def test_the_list_names_each_notice_with_its_windows(self, client: TestClient) -> None:
        """A caller can choose notices, and see what is open, without reading any of them."""
        (notice,) = client.get("/api/notices").json()

        assert notice["id"] == "city-2023"
        assert notice["title"] == "某市关于申报项目的通知"
        assert notice["reviewed"] is False
        (window,) = notice["windows"]
        assert window["label"] == "网上填报"
        assert window["closes"] == "2024-01-31"
        assert window["state"] == "closed"

    def test_one_notice_has_text_clauses_and_card(self, client: TestClient) -> None:
        """Offsets of clauses and citations count characters of this very text."""
        notice = client.get("/api/notices/city-2023").json()

        assert notice["text"] == TEXT
        assert [(clause["index"], clause["parent"]) for clause in notice["clauses"]] == [(0, None), (1, 0)]
        assert notice["card"]["facts"][0]["quote"]["text"] == QUOTE

    def test_a_hit_quotes_the_notice(self, client: TestClient) -> None:
        """`text` is what stands in the notice from `start` to `end`."""
        (hit,) = client.get("/api/search", params={"q": "截止", "k": 1, "notice_id": "city-2023"}).json()

        assert hit == {
            "notice_id": "city-2023",
            "section": "一、申报时间",
            "text": QUOTE,
            "start": TEXT.index(QUOTE),
            "end": len(TEXT),
            "score": 0.5,
        }


class TestDescription:
    def test_the_interface_describes_itself_without_remote_pages(self, client: TestClient) -> None:
        """/openapi.json is there; the usual pages load scripts from elsewhere, so they are not."""
        description = client.get("/openapi.json").json()

        assert {"/api/ask", "/api/notices", "/api/notices/{notice_id}", "/api/search"} <= description["paths"].keys()
        assert client.get("/docs").status_code == client.get("/redoc").status_code == 404


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2023, 11, 30), "upcoming"),
        (date(2023, 12, 1), "open"),
        (date(2024, 1, 31), "open"),
        (date(2024, 2, 1), "closed"),
    ],
)
def test_both_ends_of_a_window_are_in(day: date, state: str) -> None:
    """The last day still counts: who hands in on it is not told that it is over."""
    assert state == window_state(Window(date(2023, 12, 1), date(2024, 1, 31)), day)
