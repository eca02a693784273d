"""The lexical ranking."""

from __future__ import annotations

import time

import pytest

from retrieval.entry import Entry
from retrieval.errors import IndexDamaged
from retrieval.lexical import MOST_TERMS, LexicalIndex


def _index(*bodies: str, paths: dict[int, str] | None = None, asks: dict[int, str] | None = None) -> LexicalIndex:
    return LexicalIndex.build(
        [
            Entry(row, f"notice-{row % 2}", body, (paths or {}).get(row, ""), (asks or {}).get(row, ""))
            for row, body in enumerate(bodies)
        ]
    )


class TestSearch:
    def test_the_passage_that_shares_the_words_is_first(self):
        """BM25 over characters and pairs needs no dictionary."""
        index = _index("项目名称应当规范", "资助额度最高五十万元", "联系电话见附件")

        assert index.search("资助多少", limit=3)[0] == 1

    def test_a_heading_is_searched_with_its_passage(self):
        """A clause that says 最高50万元 under 资助标准 is found by 资助标准."""
        index = _index("最高50万元", "一式三份", paths={0: "三、资助标准"})

        assert index.search("资助标准", limit=1) == [0]

    def test_an_everyday_question_noted_for_a_clause_finds_it(self):
        """A line in phrasing.yaml makes its words lead to the quoted clause."""
        index = _index("逾期不予受理", "资金分两次拨付", asks={1: "钱啥时候到手"})

        assert index.search("啥时候到手", limit=1) == [1]

    def test_an_added_term_weighs_less_than_a_typed_word(self):
        """The lexicon may bridge, it may not outvote the asker."""
        index = _index("拨付", "打款")

        assert index.search("打款", limit=2, expansions=("拨付",)) == [1, 0]

    def test_a_question_is_never_read_as_query_syntax(self):
        """No character of a question has a meaning for the engine: no error, no injected field or filter."""
        index = _index("材料一式三份", "申报条件")

        assert index.search('材料) OR notice:"notice-1" AND body:[* TO *] ^99 ~~ \\', limit=1) == [0]

    def test_other_notices_are_left_out(self):
        """A scope is a filter, not a hint."""
        index = _index("资助一百万", "资助二百万", "资助三百万")

        assert index.search("资助", limit=9, notice_ids=["notice-1"]) == [1]

    def test_no_notice_at_all_finds_nothing(self):
        """An empty scope is not "everywhere"."""
        assert _index("资助一百万").search("资助", limit=9, notice_ids=[]) == []

    @pytest.mark.parametrize("query", ["", "   ", "？？！", "\ud800", "\U000e0041"])
    def test_a_question_without_words_finds_nothing(self, query):
        """Blank, punctuation, half a surrogate pair or tag characters: no hits and no error."""
        assert _index("资助一百万").search(query, limit=9) == []

    def test_of_a_very_long_question_the_rare_words_count(self):
        """Two thousand characters stay fast, and the one telling word at the end still counts."""
        index = _index(*("申报" * 3 for _ in range(50)), "氢能源")
        noise = "".join(chr(0x4E00 + number) for number in range(1990))
        began = time.perf_counter()

        assert index.search(noise + "申报氢能源", limit=1) == [50]
        assert time.perf_counter() - began < 0.25
        assert len(noise) > MOST_TERMS


class TestOpen:
    def test_what_was_built_is_opened_again(self, tmp_path):
        """An index on disk answers as the one that was built."""
        entries = [Entry(0, "a", "资助额度", "", ""), Entry(1, "a", "联系电话", "", "")]
        LexicalIndex.build(entries, tmp_path)

        assert LexicalIndex.open(tmp_path).search("电话", limit=1) == [1]

    def test_a_folder_without_an_index_is_damage(self, tmp_path):
        """A missing index is one of the things that a rebuild mends, so it has that error's name."""
        with pytest.raises(IndexDamaged, match="cannot be read"):
            LexicalIndex.open(tmp_path)
