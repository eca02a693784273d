"""Sentences quote well: whole, trimmed, without list numbers, healed across page breaks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.sentences import sentences


def quoted(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


class TestSentences:
    def test_they_end_after_full_stops_and_semicolons(self):
        """Each rule of a run can be quoted alone."""
        assert ["甲校限报15项；", "乙校限报10项。", "是否可报？"] == quoted("甲校限报15项；乙校限报10项。是否可报？")

    @pytest.mark.parametrize(
        "text", ["按照“成熟一批。启动一批”的原则推进。", "（一般不超过；不含）的项目。", "见《办法；细则》规定。"]
    )
    def test_never_inside_brackets_or_quotation_marks(self, text):
        """Half a bracket is no quote."""
        assert [text] == quoted(text)

    def test_an_open_bracket_swallows_nothing(self):
        """One stray bracket must not make the rest of a notice a single sentence."""
        assert ["甲（乙。", "丙。"] == quoted("甲（乙。丙。")

    def test_a_page_break_does_not_cut(self):
        """The sentence a reader sees runs over the page; so does its quote."""
        text = "把握世界科技前沿态势，充分发挥比较优势，优选具有\n\n国际前沿领先水平的重点领域，集中资源。"

        assert [text] == quoted(text)

    def test_a_hard_wrap_does_not_cut(self):
        """Text wrapped at a column is read as if it were not."""
        line = "申报单位应当具有独立法人资格并且在本市注册满一年以上还应当正常经营纳税"
        text = "\n".join([line] * 8) + "。"

        assert [text] == quoted(text)

    def test_a_line_break_after_a_heading_or_between_names_ends(self):
        """A title does not run into its text, nor a signature into the date."""
        text = "一、申报条件\n企业须正常经营。\n市科技局\n二〇二四年一月五日"

        assert ["申报条件", "企业须正常经营。", "市科技局", "二〇二四年一月五日"] == quoted(text)

    def test_list_numbers_are_left_out_and_guide_codes_stay(self):
        """The section names the number; a code is a name, and people ask for it."""
        text = "（一）满一年；\n2．满两年。\n2101 量子通信技术研发\n2102 量子计算技术研发"

        assert ["满一年；", "满两年。", "2101 量子通信技术研发", "2102 量子计算技术研发"] == quoted(text)

    def test_markdown_marks_are_left_out_at_the_edges(self):
        """No reader should see ** in a quote."""
        assert ["突出重点。", "充分发挥优势。"] == quoted("1. **突出重点。**充分发挥优势。")

    def test_a_question_mark_in_an_address_does_not_end(self):
        """An address is copied whole or it is useless."""
        assert ["见 http://a.cn/x?id=1;n=2 办理。"] == quoted("见 http://a.cn/x?id=1;n=2 办理。")

    def test_a_closing_aside_stays_with_its_sentence(self):
        """（定向组织） is a condition of what stands before it."""
        assert ["推动城市成为应用高地。（定向组织）"] == quoted("推动城市成为应用高地。（定向组织）")

    def test_a_slice_gives_the_sentences_within(self):
        """Asked for a clause, it answers for that clause, with offsets in the whole text."""
        text = "甲。乙。丙。"

        assert ((2, 4), (4, 6)) == sentences(text, 2)
        assert ((0, 2),) == sentences(text, 0, 2)

    @given(
        st.text(alphabet="甲乙1.、（）一二。；\n \t“”#*|第条章附件：a?\u3000"), st.integers(0, 30), st.integers(0, 60)
    )
    def test_spans_are_ordered_trimmed_and_inside(self, text, start, length):
        """For any text and slice: in order, no overlap, no outer blanks."""
        end = min(len(text), start + length)
        at = start
        for left, right in sentences(text, start, end):
            assert at <= left < right <= end
            assert text[left:right] == text[left:right].strip()
            at = right

    @given(st.text(alphabet="甲乙。；\n（）“”，"))
    def test_no_word_is_lost(self, text):
        """Where there are no numbers and marks, sentences hold every character that is no blank."""
        assert "".join(text.split()) == "".join("".join(quoted(text)).split())
