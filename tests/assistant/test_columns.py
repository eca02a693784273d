"""The sentences of a notice side by side: what holds for one of them must not be told of its neighbour."""

from __future__ import annotations

from assistant.stated.columns import Columns, Texts
from tests.builders import a_catalogue


class TestTexts:
    def test_a_word_is_found_in_each_text_that_holds_it(self) -> None:
        """At the start, twice, at the end; an empty text holds nothing."""
        texts = Texts(["补助一次,补助两次", "", "最高补助", "不补,助学"])

        assert [True, False, True, False] == texts.holding("补助").tolist()
        assert [False, False, True, True] == texts.holding_any(["最高", "助学"]).tolist()

    def test_two_texts_do_not_make_a_word_together(self) -> None:
        """They are searched as one, and stay two."""
        assert [False, False] == Texts(["申报补", "助标准"]).holding("补助").tolist()
        assert [] == Texts([]).holding("补助").tolist()


class TestColumns:
    def test_each_sentence_has_its_own_values(self) -> None:
        """A column is in the order of the sentences."""
        units = a_catalogue().view("qingshan-2030").units
        columns = Columns(units)

        for topic in ("cap", "naming", "nowhere stated"):
            assert [unit.topics.get(topic, 0.0) for unit in units] == columns.topic(topic).tolist()

    def test_of_the_spans_over_a_sentence_the_best_counts(self) -> None:
        """A span that only touches a sentence is none of its own."""
        first, second = a_catalogue().view("qingshan-2030").units[:2]
        columns = Columns([first, second])
        spans = [(first.start, first.end, 0.5), (first.start, first.start + 1, 0.7), (second.end, second.end + 9, 0.9)]

        assert [0.7, 0.0] == columns.spanning(spans).tolist()
        assert [0.0, 0.0] == columns.spanning([]).tolist()
        assert [] == Columns([]).spanning(spans).tolist()
