"""The panel's HTML: every character of a notice is escaped, and the cited words, all of them, are marked."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.card import Named
from tests.ui.fakes import QUOTE, START, TEXT, a_held, an_answer
from ui.web.citation_panel import citations_html, notice_html
from ui.web.clause_routes import clause_page

HOSTILE = ('<script>alert("1")</script>', '"><img src=x onerror=alert(1)>', "</mark></p><iframe>", "'onmouseover='x")
ADDRESS = {1: "/clause/city-2023?start=1&end=2#quoted"}


def tags(shown: str) -> set[str]:
    return set(re.findall(r"<\s*/?\s*([A-Za-z!][\w-]*)", shown))


def marked(shown: str) -> str:
    return html.unescape("".join(re.findall(r"<mark[^>]*>(.*?)</mark>", shown)).replace("<strong>", "")).replace(
        "</strong>", ""
    )


class TestCitationsHtml:
    @pytest.mark.parametrize("payload", HOSTILE)
    def test_nothing_of_a_notice_becomes_a_tag(self, payload: str) -> None:
        """A script in a title, number, section or quote is shown as text."""
        answer = an_answer()
        citation = replace(answer.citations[0], title=payload, document_number=payload, section=payload, quote=payload)
        shown = citations_html(replace(answer, citations=(citation,)), {}, ADDRESS)

        assert tags(shown) <= {"div", "p", "ol", "li", "h3", "a", "span", "blockquote"}
        assert 4 == html.unescape(shown).count(payload)
        assert not re.search(r"<[^>]*\son\w+=", shown)

    def test_it_is_one_line_so_that_markdown_never_begins(self) -> None:
        """A blank line in a quote would end the HTML block and let the rest be read as Markdown."""
        answer = an_answer()
        citation = replace(answer.citations[0], quote="甲\n\n# 乙\n\n![x](http://192.0.2.1/a.png)")

        assert "\n" not in citations_html(replace(answer, citations=(citation,)), {}, ADDRESS)

    def test_a_citation_shows_where_it_stands_and_how_the_notice_stands_that_day(self) -> None:
        """Title, section, quote and the state on the day of the question are beside the answer."""
        shown = citations_html(an_answer(as_of=date(2024, 2, 1)), {"city-2023": a_held()}, ADDRESS)

        for words in ("某市关于申报项目的通知", "一、申报时间", QUOTE, "已截止", "按 2024-02-01"):
            assert words in shown

    def test_citations_of_one_notice_stand_together(self) -> None:
        """A notice is named once, with its state, however many of its clauses are cited."""
        answer = an_answer()
        second = replace(answer.citations[0], marker=2)
        shown = citations_html(replace(answer, citations=(*answer.citations, second)), {}, {**ADDRESS, 2: "/clause/b"})

        assert (1, 2) == (shown.count("某市关于申报项目的通知"), shown.count("<blockquote"))

    def test_an_answer_without_citations_says_so(self) -> None:
        """The panel never keeps the citations of an earlier answer."""
        assert "没有引用" in citations_html(an_answer(citations=()), {}, {})


class TestNoticeHtml:
    def test_the_cited_words_are_marked_and_nothing_else(self) -> None:
        """The reader sees exactly what is cited, within all of the notice."""
        shown = notice_html(a_held(), START, START + len(QUOTE))

        assert QUOTE == marked(shown)
        assert TEXT.replace("\n", "") == html.unescape(re.sub(r"<[^>]*>", "", shown))
        assert 1 == shown.count('id="quoted"')

    @given(st.text(alphabet="甲乙<>&\"'/\n\t 1", max_size=60), st.integers(0, 60), st.integers(0, 60))
    def test_any_text_is_escaped_and_marked_exactly(self, notice: str, one: int, other: int) -> None:
        """Whatever stands in a notice and whatever span is asked for: same characters, right mark, no tag."""
        start, end = sorted((min(one, len(notice)), min(other, len(notice))))
        shown = notice_html(replace(a_held(), text=notice, clauses=()), start, end)

        assert tags(shown) <= {"p", "mark"}
        kept = [line.rstrip() for line in notice.splitlines() if line.strip()]
        assert "".join(kept) == html.unescape(re.sub(r"</?(p|mark)[^>]*>", "", shown))
        assert "".join(notice[start:end].split()) == "".join(marked(shown).split())


class TestClausePage:
    @pytest.mark.parametrize("payload", HOSTILE)
    def test_a_hostile_title_is_text(self, payload: str) -> None:
        """Also the page of its own escapes what a card says."""
        held = a_held()
        held = replace(held, card=replace(held.card, title=Named(payload, None), issuers=(Named(payload, None),)))

        assert tags(clause_page(held, 0, 0)).isdisjoint({"script", "img", "iframe"})

    def test_an_older_answers_address_says_that_the_notice_has_changed(self) -> None:
        """A highlight that may be wrong is never shown without a word."""
        assert "更新过" in clause_page(a_held(), START, START + 3, asked_version="000000000000")
        assert "更新过" not in clause_page(a_held(), START, START + 3, asked_version="d" * 12)

    def test_a_source_that_is_no_web_address_is_not_linked(self) -> None:
        """A card cannot smuggle in a script as a link."""
        assert "javascript:" not in clause_page(replace(a_held(), url="javascript:alert(1)"), 0, 0)
        assert 'href="https://example.cn/a"' in clause_page(replace(a_held(), url="https://example.cn/a"), 0, 0)
