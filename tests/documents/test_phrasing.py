"""The phrasings we ship: true quotes, asks that lead to one clause, and a way to ask for every rule."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import pytest

from assistant.learned.phrasings import Phrasings
from retrieval.card import Card, Quote
from retrieval.card_file import load_card, load_phrasings
from retrieval.held import Phrasing
from retrieval.normalise import fold
from retrieval.notice import Notice
from retrieval.readers import read_notice

DOCUMENTS = Path(__file__).parents[2] / "documents"
IDS = ("nantong-2023", "shenzhen-2017", "shenzhen-2023", "suzhou-2022")


@cache
def notice_of(notice_id: str) -> Notice:
    return read_notice(DOCUMENTS / notice_id)


@cache
def card_of(notice_id: str) -> Card:
    notice = notice_of(notice_id)
    assert notice.card_source is not None
    return load_card(notice.card_source, notice_id, notice.text)


@cache
def phrasings_of(notice_id: str) -> tuple[Phrasing, ...]:
    notice = notice_of(notice_id)
    assert notice.phrasing_source is not None
    return load_phrasings(notice.phrasing_source, notice.text)


def overlap(one: Quote, two: Quote) -> bool:
    return one.start < two.end and two.start < one.end


def plain(ask: str) -> str:
    return "".join(character for character in fold(ask) if character.isalnum())


@pytest.mark.parametrize("notice_id", IDS)
class TestEveryPhrasing:
    def test_every_quote_is_verbatim_at_its_offsets(self, notice_id: str) -> None:
        """The folder loads with its phrasings, and each quote stands in the notice where it says."""
        text, phrasings = notice_of(notice_id).text, phrasings_of(notice_id)

        assert phrasings
        assert [one.quote for one in phrasings if text[one.quote.start : one.quote.end] != one.quote.text] == []

    def test_a_clause_has_three_to_eighty_asks(self, notice_id: str) -> None:
        """Fewer miss the ways people talk; more drown the other clauses."""
        assert [one.asks for one in phrasings_of(notice_id) if not 3 <= len(one.asks) <= 80] == []

    def test_no_quote_is_listed_twice(self, notice_id: str) -> None:
        """All asks for one clause stand together, where the person who adds one sees the others."""
        places = Counter((one.quote.start, one.quote.end) for one in phrasings_of(notice_id))

        assert [place for place, times in places.items() if times > 1] == []

    def test_no_ask_leads_to_two_clauses(self, notice_id: str) -> None:
        """An ask under two quotes would let chance pick the answer."""
        listed = Counter(plain(ask) for one in phrasings_of(notice_id) for ask in one.asks)

        assert [ask for ask, times in listed.items() if times > 1] == []

    def test_an_ask_typed_word_for_word_finds_its_own_clause(self, notice_id: str) -> None:
        """No other clause's phrasings are as like it, so that the person who asks gets the clause meant."""
        phrasings = phrasings_of(notice_id)
        index = Phrasings(phrasings)
        best: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for ask in (ask for one in phrasings for ask in one.asks):
            found = index.alike(fold(ask), 0.0)
            top = max((likeness for _, _, likeness in found), default=0.0)
            best[ask] = [(start, end) for start, end, likeness in found if likeness >= top - 1e-9]

        strayed = [ask for one in phrasings for ask in one.asks if best[ask] != [(one.quote.start, one.quote.end)]]

        assert strayed == []

    def test_no_ask_names_the_city(self, notice_id: str) -> None:
        """Asks are matched within one notice: the city's name would only make all of them look alike."""
        region = card_of(notice_id).region
        assert region is not None
        city = region.value.removesuffix("市")

        assert [ask for one in phrasings_of(notice_id) for ask in one.asks if city in ask] == []

    def test_every_rule_of_the_card_can_be_asked_for(self, notice_id: str) -> None:
        """Each fact, and so each guide code and direction, has everyday words that lead to its clause."""
        phrasings = phrasings_of(notice_id)

        unasked = [
            (fact.topic, fact.code, fact.name, fact.quote.text)
            for fact in card_of(notice_id).facts
            if not any(overlap(fact.quote, one.quote) for one in phrasings)
        ]

        assert unasked == []

    def test_every_named_direction_has_asks_of_its_own(self, notice_id: str) -> None:
        """A direction's asks lie inside it alone: a product belongs to one code, not to a whole chapter."""
        named = [fact for fact in card_of(notice_id).of_topic("direction") if fact.name]

        lacking = [
            fact.code or fact.name
            for fact in named
            if not any(
                fact.quote.start <= one.quote.start and one.quote.end <= fact.quote.end
                for one in phrasings_of(notice_id)
            )
        ]

        assert named
        assert lacking == []
