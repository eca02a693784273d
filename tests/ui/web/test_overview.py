"""What the page says of the notices held: their state, their names, and questions that they answer."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from retrieval.card import Fact, Quote, Window
from retrieval.lexicon import lexicon
from tests.ui.fakes import QUOTE, a_held
from ui import web
from ui.web.labels import labels
from ui.web.overview import choices, greeting, header_html, shelf_html
from ui.web.samples import sample_questions
from ui.web.standing import standing_of

DAY = date(2024, 1, 1)


class TestStandingOf:
    @pytest.mark.parametrize(
        ("day", "state", "words"),
        [
            (date(2023, 11, 30), "upcoming", "2023-12-01"),
            (date(2023, 12, 1), "open", "还剩 61 天"),
            (date(2024, 1, 31), "open", "最后一天"),
            (date(2024, 2, 1), "closed", "2024-01-31"),
        ],
    )
    def test_both_ends_of_a_window_are_in(self, day: date, state: str, words: str) -> None:
        """Somebody who comes on the last day is not told that it is over."""
        standing = standing_of(a_held().card, day)

        assert state == standing.state
        assert words in standing.line

    def test_of_two_open_windows_the_one_that_closes_first_is_told(self) -> None:
        """The nearest deadline is the one that can still be missed."""
        card = a_held().card
        later = Fact("deadline", Quote(QUOTE, 0, 1), label="纸质", window=Window(None, date(2024, 5, 1)))

        assert "2024-01-31" in standing_of(replace(card, facts=(later, *card.facts)), DAY).line

    def test_a_notice_without_dates_is_not_called_open(self) -> None:
        """What is not stated is said to be not stated."""
        assert "none" == standing_of(replace(a_held().card, facts=()), DAY).state


class TestSampleQuestions:
    def test_a_notice_is_asked_only_what_its_card_holds(self) -> None:
        """A sample question that ends in "not stated" would be a poor welcome."""
        assert ["某市项目什么时候截止？"] == sample_questions([a_held()])

    def test_notices_take_turns(self) -> None:
        """No notice fills the list alone."""
        others = [
            replace(a_held(f"n{number}"), card=replace(a_held().card, label=f"第{number}份")) for number in (1, 2)
        ]

        assert 2 == len({question[:3] for question in sample_questions(others)})

    def test_nothing_held_nothing_asked(self) -> None:
        """An empty library has an empty list, not an error."""
        assert [] == sample_questions([])

    def test_every_wording_is_for_a_topic_that_exists(self) -> None:
        """A topic that was renamed would silently lose its question."""
        assert set(labels("samples")) <= set(lexicon().topics)


class TestLabels:
    def test_every_word_is_used_and_every_name_is_there(self) -> None:
        """A word that nobody says is dead; a name without a word would fail in front of a reader."""
        sources = "".join(file.read_text(encoding="utf-8") for file in Path(web.__file__).parent.glob("*.py"))
        groups = ("page", "chat", "options", "problem", "panel", "states", "standing")
        written = {f"{group}.{key}" for group in groups for key in labels(group)}
        named = set(re.findall(rf"""["']((?:{"|".join(groups)})\.[a-z_]+)["']""", sources))

        assert written == named - {"page.css", "page.js"}


class TestOverview:
    def test_names_are_escaped_and_stand_on_one_line(self) -> None:
        """A card's label is text, in the head and in the panel."""
        held = replace(a_held(), card=replace(a_held().card, label="<b>某\n\n市"))

        for shown in (header_html([held], DAY), shelf_html([held], DAY)):
            assert "&lt;b&gt;某 市" in shown
            assert "\n" not in shown

    def test_nothing_held_says_what_to_do(self) -> None:
        """An empty installation explains itself."""
        assert "shenbao ingest" in greeting([])
        assert "shenbao ingest" in shelf_html([], DAY)
        assert "还没有收录" in header_html([], DAY)

    def test_choices_pair_a_name_with_an_id(self) -> None:
        """The selector shows names and hands on ids."""
        assert [("某市项目", "city-2023")] == choices([a_held()])
