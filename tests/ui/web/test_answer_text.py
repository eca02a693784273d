"""An answer's Markdown: light markup is carried over, everything else shows as the characters it is."""

from __future__ import annotations

import html
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.ui.fakes import an_answer
from ui.web.answer_text import answer_markdown, literal, pieces

ADDRESSES = {1: "/clause/city-2023?start=1&end=2#quoted"}
HOSTILE = (
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "![x](http://192.0.2.1/leak.png)",
    "[点我](javascript:alert(1))",
    "<http://192.0.2.1/auto>",
    "`code` # 标题 ~~删~~ _斜_ $$x$$",
    "&lt;b&gt;&#60;script&#62;",
)


def rendered(markdown: str) -> str:
    return str(MarkdownIt("commonmark", {"html": True}).enable("table").render(markdown))


def seen(markdown: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", rendered(markdown))).strip()


class TestAnswerMarkdown:
    @pytest.mark.parametrize("payload", HOSTILE)
    def test_words_are_never_markup(self, payload: str) -> None:
        """Whatever a notice or a model says is shown as said: no tag, image, link or script comes of it."""
        markdown = answer_markdown(an_answer(f"规定：{payload}[1]"), ADDRESSES)

        tags = set(re.findall(r"<(\w+)", rendered(markdown)))
        assert tags <= {"p", "a"}
        assert f"规定：{payload}[1]" == seen(markdown)

    def test_a_marker_links_to_its_clause(self) -> None:
        """The clause is one tap away."""
        markdown = answer_markdown(an_answer("最高100万元[1]。"), ADDRESSES)

        assert '<a href="/clause/city-2023?start=1&amp;end=2#quoted">[1]</a>' in rendered(markdown)

    def test_a_number_in_brackets_that_cites_nothing_is_plain_text(self) -> None:
        """Only real citations look like citations."""
        assert "<a" not in rendered(answer_markdown(an_answer("见[7]和[2023]号"), ADDRESSES))

    def test_bold_lists_and_tables_are_carried_over(self) -> None:
        """The light Markdown of the contract is rendered."""
        text = "**南市**：\n- 一份[1]\n- 两份\n| 项 | 值 |\n| --- | --- |\n| 上限 | 5万 |\n完。"
        shown = rendered(answer_markdown(an_answer(text), ADDRESSES))

        assert "<strong>南市</strong>" in shown
        assert 2 == shown.count("<li>")
        assert "<td>5万</td>" in shown

    def test_a_sentence_after_a_list_is_not_part_of_its_last_item(self) -> None:
        """Markdown would pull the closing sentence into the list."""
        assert "<p>完。</p>" in rendered(answer_markdown(an_answer("- 甲\n完。"), ADDRESSES))

    def test_an_address_ends_before_chinese_text(self) -> None:
        """A site named in a clause can be opened, and its link holds no Chinese punctuation."""
        shown = rendered(answer_markdown(an_answer("登录http://a.example.cn/x，填报。"), ADDRESSES))

        assert '<a href="http://a.example.cn/x">http://a.example.cn/x</a>，填报。' in shown


class TestLiteral:
    @given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=60))
    def test_what_was_typed_is_what_is_shown(self, typed: str) -> None:
        """A question is shown character by character, whatever Markdown would make of it."""
        assert typed == seen(literal(typed))


def test_pieces_only_ever_grow() -> None:
    """Nothing that was shown is taken back."""
    markdown = "甲\n\n- 乙\n- 丙"
    shown = list(pieces(markdown))

    assert markdown == shown[-1]
    assert all(later.startswith(earlier) for earlier, later in pairwise(shown))
