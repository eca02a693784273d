"""Files and folders become notices, or are refused with a reason an operator understands."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.errors import CardError, NoticeError, UnreadableNotice
from retrieval.readers import checked_text, find_notices, read_notice
from retrieval.readers.checking import MAX_CHARACTERS
from retrieval.readers.decoding import MAX_BYTES
from retrieval.readers.html import html_text
from retrieval.readers.markdown import markdown_text

TEXT = "关于组织申报某类项目的通知\n一、申报条件\n企业研发总投入不低于一百五十万元。\n"


def a_file(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


class TestReadNotice:
    def test_a_bare_file_is_a_notice_named_after_it(self, tmp_path):
        """A file dropped into documents/ needs nothing beside it; blanks in its name become dashes."""
        notice = read_notice(a_file(tmp_path, "某市 2024 通知.txt", TEXT))

        assert ("某市-2024-通知", TEXT, None, None) == (
            notice.id,
            notice.text,
            notice.card_source,
            notice.phrasing_source,
        )

    def test_a_folder_brings_its_card_and_phrasings_unparsed(self, tmp_path):
        """What lies beside a notice is handed on as text; loading and checking it is the card's business."""
        folder = tmp_path / "some-city-2024"
        folder.mkdir()
        a_file(folder, "notice.txt", TEXT)
        a_file(folder, "card.yaml", "label: [\n")

        notice = read_notice(folder)

        assert ("some-city-2024", "label: [\n", None) == (notice.id, notice.card_source, notice.phrasing_source)

    def test_the_readable_file_goes_before_the_original(self, tmp_path):
        """A PDF kept beside its text version must not hide it."""
        a_file(tmp_path, "notice.pdf", b"%PDF-1.7")
        a_file(tmp_path, "notice.txt", TEXT)

        assert TEXT == read_notice(tmp_path).text

    def test_a_card_that_is_no_text_is_a_card_error(self, tmp_path):
        """The notice is fine, so the report must point at the card."""
        a_file(tmp_path, "notice.txt", TEXT)
        a_file(tmp_path, "card.yaml", b"\x89PNG\r\n\x1a\n\x00")

        with pytest.raises(CardError) as refusal:
            read_notice(tmp_path)

        assert "card.yaml" in refusal.value.reason_zh

    @pytest.mark.parametrize("name", ["notice.docx", "notice.pdf", "x.xyz"])
    def test_an_unsupported_type_is_told_what_is_supported(self, tmp_path, name):
        """An operator with a Word file must learn what to do with it."""
        with pytest.raises(UnreadableNotice) as refusal:
            read_notice(a_file(tmp_path, name, TEXT))

        assert ".txt" in refusal.value.reason_zh
        assert "另存为" in refusal.value.reason_zh

    def test_a_folder_without_a_notice_is_refused(self, tmp_path):
        """The message names the file that is expected."""
        with pytest.raises(UnreadableNotice, match=r"notice\.txt"):
            read_notice(tmp_path)

    def test_a_missing_file_is_refused(self, tmp_path):
        """No OSError reaches the caller."""
        with pytest.raises(UnreadableNotice):
            read_notice(tmp_path / "gone.txt")

    def test_a_pipe_is_refused_without_waiting_for_it(self, tmp_path):
        """Opening a named pipe would hang the server at start."""
        os.mkfifo(tmp_path / "pipe.txt")

        with pytest.raises(UnreadableNotice):
            read_notice(tmp_path / "pipe.txt")

    def test_a_link_to_itself_is_refused(self, tmp_path):
        """A loop of links is an operator's slip, not a crash."""
        (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")

        with pytest.raises(UnreadableNotice):
            read_notice(tmp_path / "loop.txt")

    def test_a_name_that_cannot_be_an_id_is_refused(self, tmp_path):
        """Ids travel in addresses and paths, so their length is bounded."""
        with pytest.raises(NoticeError):
            read_notice(a_file(tmp_path, "a" * 140 + ".txt", TEXT))

    def test_a_file_over_the_limit_is_not_read_whole(self, tmp_path):
        """The limit holds before memory is filled."""
        path = tmp_path / "huge.txt"
        with path.open("wb") as opened:
            opened.truncate(MAX_BYTES * 50)

        with pytest.raises(UnreadableNotice, match="MB"):
            read_notice(path)


class TestDecoding:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030", "gbk"])
    def test_encodings_notices_come_in(self, tmp_path, encoding):
        """The same characters whatever the encoding; a byte order mark is no part of the text."""
        assert TEXT == read_notice(a_file(tmp_path, "n.txt", TEXT.encode(encoding))).text

    def test_broken_utf8_names_the_byte(self, tmp_path):
        """A damaged file must not be read as GB18030: that would turn it into other characters without a sign."""
        broken = TEXT.encode() + b"\xff" + TEXT.encode()

        with pytest.raises(UnreadableNotice) as refusal:
            read_notice(a_file(tmp_path, "n.txt", broken))

        assert f"UTF-8 编码在第 {len(TEXT.encode())} 字节处损坏" in refusal.value.reason_zh

    @pytest.mark.parametrize(
        "content", [b"\x89PNG\r\n\x1a\n....", b"PK\x03\x04....", b"%PDF-1.4 text", b"\xd0\xcf\x11\xe0xx", b"a\x00b\x00"]
    )
    def test_a_binary_under_a_text_ending_is_refused(self, tmp_path, content):
        """A renamed Word or PDF file is the commonest slip; garbage must never be indexed."""
        with pytest.raises(UnreadableNotice) as refusal:
            read_notice(a_file(tmp_path, "n.txt", content))

        assert "另存为" in refusal.value.reason_zh

    @pytest.mark.parametrize("content", [b"", b" \n\t ", b"\xef\xbb\xbf", "\u3000\u200b\ufeff".encode()])
    def test_an_empty_file_is_refused(self, tmp_path, content):
        """Blank includes zero-width characters: they show nothing."""
        with pytest.raises(UnreadableNotice) as refusal:
            read_notice(a_file(tmp_path, "n.txt", content))

        assert "空" in refusal.value.reason_zh

    def test_random_bytes_are_not_taken_for_gb18030(self, tmp_path):
        """Nearly any bytes decode as GB18030; what comes out must read like Chinese."""
        noise = bytes(0x81 + (n * 37) % 0x7D for n in range(4000))

        with pytest.raises(UnreadableNotice):
            read_notice(a_file(tmp_path, "n.txt", noise))

    def test_a_page_is_read_in_the_charset_it_declares(self, tmp_path):
        """A declaration is a statement, not a guess."""
        page = '<meta charset="big5"><p>關於申報專案的通知</p>'.encode("big5")

        assert "關於申報專案的通知" == read_notice(a_file(tmp_path, "n.html", page)).text


class TestCheckedText:
    def test_newlines_become_one_kind(self):
        """Offsets must not depend on where a file was saved."""
        assert "甲\n乙\n丙" == checked_text("甲\r\n乙\r丙", where="x")

    def test_lone_surrogates_are_replaced_one_for_one(self):
        """No database can hold them, and offsets stay."""
        assert "甲\ufffd乙" == checked_text("甲\ud800乙", where="x")

    @pytest.mark.parametrize("text", ["", " \u3000", "甲\x00乙", "\x01\x02\x03甲"])
    def test_what_is_no_text_is_refused(self, text):
        """Blank, NUL and control characters never reach the index."""
        with pytest.raises(UnreadableNotice):
            checked_text(text, where="x")

    def test_length_is_bounded(self):
        """A caller's string is held to the same bound as a file."""
        with pytest.raises(UnreadableNotice):
            checked_text("字" * (MAX_CHARACTERS + 1), where="x")

    @given(st.text())
    def test_characters_are_otherwise_untouched(self, text):
        """The notice's characters are never edited."""
        try:
            checked = checked_text(text, where="x")
        except UnreadableNotice:
            return
        assert text.replace("\r\n", "\n").replace("\r", "\n") == checked


class TestFindNotices:
    def test_folders_and_bare_files_in_order(self, tmp_path):
        """Only notices are found: no read-me, card, hidden file or empty folder; Word files, to be refused."""
        for folder in ("b-city", "empty", ".git"):
            (tmp_path / folder).mkdir()
        for name in ("b-city/notice.txt", ".git/notice.txt", "a.md", "c.docx", "README.md", "card.yaml", ".hidden.txt"):
            a_file(tmp_path, name, TEXT)

        assert ["a.md", "b-city", "c.docx"] == [path.name for path in find_notices(tmp_path)]

    def test_a_notice_folder_is_one_notice(self, tmp_path):
        """`shenbao ingest some-city` takes the folder, not what lies in it."""
        a_file(tmp_path, "notice.txt", TEXT)

        assert (tmp_path,) == find_notices(tmp_path)

    def test_a_missing_folder_holds_nothing(self, tmp_path):
        """An empty program may start with no documents at all."""
        assert () == find_notices(tmp_path / "gone")


class TestHtml:
    def test_blocks_become_lines_and_hidden_words_are_left_out(self):
        """What no reader of the page sees must not become a rule."""
        page = (
            "<title>页</title><script>x()</script><nav>首页</nav><h1>通知</h1><p>为<b>贯彻</b>落实，<br>特通知。</p>"
            '<div style="display:none">最高一千万元</div><p hidden>隐藏</p>'
        )

        assert "通知\n为贯彻落实，\n特通知。" == html_text(page)

    def test_list_numbers_are_written_out(self):
        """第2项 must be findable: the number of an <ol> is part of the rule."""
        page = "<ol start=3><li>甲<ol type=a><li>子</li></ol></li><li><p>乙</p></li></ol><ul><li>丙</li></ul>"

        assert "3. 甲\na. 子\n4. 乙\n丙" == html_text(page)

    def test_merged_cells_are_filled_down(self):
        """A row is quoted alone, so it must hold what is merged over it."""
        page = (
            "<table><tr><th>序号</th><th>单位</th><th>限额</th></tr>"
            "<tr><td>1</td><td rowspan=2>高校</td><td>5项</td></tr><tr><td>2</td><td>6项</td></tr>"
            "<tr><td colspan=2>合计</td><td>11项</td></tr></table>"
        )

        assert ["序号\t单位\t限额", "1\t高校\t5项", "2\t高校\t6项", "合计\t\t11项"] == html_text(page).split("\n")

    def test_a_layout_table_is_read_as_text(self):
        """Many portals lay out the whole page in tables."""
        page = "<table><tr><td><table><tr><td>甲</td><td>乙</td></tr></table><p>正文。</p></td></tr></table>"

        assert "甲\t乙\n正文。" == html_text(page)

    def test_absurd_spans_and_nesting_cost_nothing(self):
        """A page may claim any span, and nest without bound."""
        wide = "<table>" + "<tr><td rowspan=65000 colspan=99999>甲</td><td>乙</td></tr>" * 300 + "</table>"

        assert len(html_text(wide)) < 20_000_000
        assert "x" == html_text("<table><tr><td>" * 3000 + "x")
        with pytest.raises(UnreadableNotice):
            html_text("<div>" * 20_000 + "x")

    def test_only_headings_without_a_number_keep_a_mark(self):
        """The mark is the one sign of the level; where a number says it, none is added."""
        assert "## 申报条件\n一、支持重点" == html_text("<h2>申报条件</h2><h3>一、支持重点</h3>")


class TestMarkdown:
    def test_marks_are_gone_and_numbers_stay(self):
        """A quote must not show ** or [](); the address behind a link is kept, for it may be the answer."""
        source = "## 一、申报条件\n\n1. **甲**乙，见[平台](https://a.cn/x)\n2. 丙\n\n`码` ~~旧~~新"

        assert "一、申报条件\n1. 甲乙，见平台（https://a.cn/x）\n2. 丙\n码 旧新" == markdown_text(source)

    def test_tables_become_rows(self):
        """Rows and header reach the table recogniser like any other's."""
        assert "序号\t名称\n1\t甲" == markdown_text("|序号|名称|\n|--|--|\n|1|甲|\n")

    def test_indented_paragraphs_are_no_code(self):
        """Chinese paragraphs are indented; four blanks must not change what they are."""
        assert "    为**落实**，".strip().replace("**", "") == markdown_text("    为**落实**，")

    def test_comments_are_left_out(self):
        """What a reader of the rendered page does not see is no part of the notice."""
        assert "正文。" == markdown_text("<!-- 注 -->\n\n正文。")
