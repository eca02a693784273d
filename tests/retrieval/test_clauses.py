"""The clause tree follows what a notice's numbering means, not only how it looks."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.clause import Clause, section_of
from retrieval.clauses import parse_clauses

DOCUMENTS = Path(__file__).parents[2] / "documents"
SHIPPED = sorted(path.parent.name for path in DOCUMENTS.glob("*/notice.txt"))

# Pieces from which arbitrary notices are made: numbering of every style, table remains, noise.
NUMBERS = (
    "一、 二、 （一） （二） (三) 1. 2. 3． 1、 2、 （1） （2） 1） ① ② 第一章 第一条 第二条 1001 1002 1.1 1.2 # ## "
    "专题一："
)
PARTS = (
    "附件 附件1 附件： 特此通知。 2024年1月5日 某某市科技局 注： | |--|--| 序号 名称 1 2 3 业务咨询： 的通知 ** "
    "[bookmark:_x]"
)
WORDS = "2023年 1.5亿元 申报条件 企业应当符合，以下条件： 不得申报。 最高100万元； （不含 ） “ ”"
BREAKS = ["\n", "\n\n", "\t", "\n\t", "\u3000\u3000", " ", "\x0c", "\u2028", "𠮷", "é", "\u200b"]
PIECES = st.sampled_from([*NUMBERS.split(), *PARTS.split(), *WORDS.split(), *BREAKS * 3])
NOTICES = st.lists(PIECES, max_size=60).map("".join) | st.text(max_size=80)


def numbers(text: str) -> list[str]:
    """Number and heading of each clause, indented by depth; plain text as its first six characters."""
    clauses = parse_clauses(text)
    return [
        ". " * (clause.depth - 1)
        + (f"{clause.number}{clause.heading}" or text[clause.start : clause.start + 6].partition("\n")[0])
        for clause in clauses[1:]
    ]


def the_clause(text: str, number: str) -> tuple[Clause, str]:
    clauses = parse_clauses(text)
    found = next(clause for clause in clauses if clause.number == number)
    return found, section_of(clauses, found.index)


class TestNumbering:
    def test_the_official_four_levels(self):
        """GB/T 9704: 一、 （一） 1. （1） nest in this order."""
        text = "一、总则\n（一）范围\n1.甲类\n（1）细目\n（2）细则\n2.乙类\n（二）对象\n二、附则"

        assert numbers(text) == [
            "一、总则",
            ". （一）范围",
            ". . 1.甲类",
            ". . . （1）细目",
            ". . . （2）细则",
            ". . 2.乙类",
            ". （二）对象",
            "二、附则",
        ]

    def test_style_may_change_half_way(self):
        """4、 then 五、 are one list, and （一） （2） （四）: else half a notice hangs under the wrong title."""
        text = (
            "1、重点\n内容。\n2、条件\n1.甲应当正常经营，并纳税。\n三、事项\n（一）方式\n1.线上\n（2）时间\n（三）地点"
        )

        assert [line for line in numbers(text) if "." not in line] == ["1、重点", "2、条件", "三、事项"]
        assert [". （一）方式", ". . 1.线上", ". （2）时间", ". （三）地点"] == numbers(text)[-4:]

    def test_arabic_numbers_may_stand_above_chinese_ones(self):
        """Rank is a habit, not a law: 1、 goes on after （一）（二）, so it holds them."""
        assert ["1、甲", ". （一）乙", ". （二）丙", "2、丁"] == numbers("1、甲\n（一）乙\n（二）丙\n2、丁")

    def test_articles_stand_in_chapters(self):
        """A regulation: chapter, article, item; blanks set between letters of a title are not its."""
        text = (
            "## 第一章 总　则\n第一条 为了规范，制定本办法。\n第二条  下列情形：\n（一）甲；\n（二）乙。\n第二章 附则"
        )

        assert ["第一章总则", ". 第一条", ". 第二条", ". . （一）", ". . （二）", "第二章附则"] == numbers(text)

    def test_guide_codes_stand_lowest(self):
        """A direction is found under its field; a year in the title is no code."""
        text = "2015计划指南\n（一）数字\n1001 智能\n研发方向：甲。\n1002量子\n（二）空间\n2001 深海"

        assert [
            "2015计划",
            "（一）数字",
            ". 1001智能",
            ". . 研发方向：甲",
            ". 1002量子",
            "（二）空间",
            ". 2001深海",
        ] == numbers(text)

    @pytest.mark.parametrize(
        "line",
        [
            "1、2类新药的研制",
            "2023年度预算",
            "1.5亿元以上",
            "3.2 万元",
            "一、二等奖获得者",
            "（一）至（五）项条件的限制",
        ],
    )
    def test_what_only_looks_like_numbering(self, line):
        """Values at the start of a line are text; read as numbering they would vanish from quotes."""
        assert [""] == [clause.number for clause in parse_clauses(f"{line}，均可申报。")[1:]]

    def test_noise_of_word_before_a_number(self):
        """A bookmark that Word left behind must not cut an item out of its list."""
        assert ["3.", "4."] == [c.number for c in parse_clauses("3.甲应当，乙。\n[bookmark: _Hlk1]4.丙应当，丁。")[1:]]

    def test_topics_and_decimals(self):
        """Research guides number by 专题 and by 1.1; a decimal amount is neither."""
        text = (
            "一、方向\n专题一：智能\n1.1 模型\n内容：面向需求，投入2.5亿元。\n"
            "专题二：医药\n2.1 新药\n2.5 亿元以上，可报。"
        )

        assert ["一、方向", ". 专题一：智能", ". . 1.1模型", ". . . 内容：面向需"] == numbers(text)[:4]
        assert [". 专题二：医药", ". . 2.1新药", ". . . 2.5 亿元"] == numbers(text)[4:]

    def test_an_attachment_starts_afresh(self):
        """一、 of an attachment is no sibling of the notice's 五、; its title may take two lines."""
        text = "一、甲\n二、乙\n正文。\n附件1\n某市产业前瞻技术\n项目指南\n一、方向\n附件2\n汇总表"

        assert ["附件1某市产业前瞻技术项目指南", ". 一、方向", "附件2汇总表"] == numbers(text)[-3:]

    def test_the_list_of_attachments_is_no_attachment(self):
        """附件：1.…2.… at a notice's end must not swallow signature and date, nor go on its list."""
        text = "一、甲\n1.应当，乙。\n特此通知。\n附件：1.申请表\n2.汇总表\n某市科技局\n2024年1月5日"

        assert ["特此通知。", "附件", ". 2.汇总表", "某市科技局", "2024年1"] == numbers(text)[2:]

    def test_a_document_enclosed_after_the_signature_is_a_part(self):
        """A notice that prints and forwards a regulation: its articles belong to the regulation."""
        text = "各单位：\n现予印发。\n某市政府\n2024年1月5日\n某市管理办法\n第一条 为了规范，制定本办法。"

        assert ["某市管理办法", ". 第一条"] == numbers(text)[-2:]

    def test_a_notice_on_one_line_is_taken_apart(self):
        """Crawled notices lose their line breaks; their numbering still tells."""
        filler = "各单位应当按照规定认真做好有关工作，确保按期完成各项任务。" * 12
        text = (
            f"某市关于申报的通知 各有关单位： 　　为了落实：{filler} "
            f"　　一、条件应当，符合。{filler} 　　二、补助，按规定。{filler}"
        )

        assert ["某市关于申报", "各有关单位：", "为了落实：各", "一、", "二、"] == numbers(text)


class TestTitles:
    def test_a_title_may_share_the_line_with_its_text(self):
        """The path reads 项目支持方式, and the text behind it is the clause's own."""
        text = "二、方式\n1.项目支持方式。根据年度额度，单个项目最高一百万元。"
        clause, section = the_clause(text, "1.")

        assert "二、方式 > 1.项目支持方式" == section
        assert "根据年度额度，单个项目最高一百万元。" == text[clause.label_end : clause.end]

    def test_a_sentence_with_a_pause_is_no_title(self):
        """1.项目符合…要求，属于…: a rule shown as a title would be cut in two."""
        clause, _ = the_clause("1.项目符合本计划定位要求，属于支持方向。项目具有前瞻性。", "1.")

        assert ("item", "") == (clause.kind, clause.heading)

    def test_a_short_rule_at_the_end_of_a_list_is_no_title(self):
        """（八）…相应要求。 is the last condition, though what follows has no number."""
        text = "第一条 应当符合下列条件：\n（一）正常经营；\n（二）能力应达到相应要求。\n符合条件的，可以申报。"
        clause, _ = the_clause(text, "（二）")

        assert ("item", "") == (clause.kind, clause.heading)

    def test_bold_marks_are_no_part_of_a_title(self):
        """Paths are read by people."""
        assert "突出重点、集中资源" == the_clause("1. **突出重点、集中资源。**充分发挥优势。", "1.")[0].heading

    def test_a_label_line_heads_the_names_below_it(self):
        """业务咨询 and 技术支持 have different telephone numbers."""
        text = "五、联系方式\n业务咨询：\n高新处 123\n技术支持：\n信息科 456"

        assert ["五、联系方式", ". 业务咨询", ". . 高新处 12", ". 技术支持", ". . 信息科 45"] == numbers(text)


class TestBelonging:
    def test_a_paragraph_after_an_announced_list_is_the_announcers(self):
        """第十条 （一）…（二）…, then 管理机构…: the last paragraph is no part of （二）."""
        text = "第十条 履行下列职责：\n（一）组织；\n（二）审核。\n机构对其监督。\n第十一条 其他，略。"

        assert ["第十条", ". （一）", ". （二）", ". 机构对其监督", "第十一条"] == numbers(text)

    def test_a_paragraph_inside_an_item_stays_there(self):
        """其中，… between （五） and （六） explains （五）."""
        head = "第一条 条件如下：\n（一）比例：\n1. 小的，百分之五；\n2. 大的，百分之三。\n"
        text = head + "其中，境内占六成；\n（二）正常经营。"

        assert [". （一）", ". . 1.", ". . 2.", ". . 其中，境内占", ". （二）"] == [
            line.replace("比例", "") for line in numbers(text)[1:]
        ]

    def test_a_page_break_inside_a_paragraph_makes_no_clause(self):
        """Half a sentence is not a rule."""
        text = (
            "一、目标\n在移动通信、石墨烯、虚拟现实、机器人、智能装备、金融科技十大领域实\n\n现率先突破，着力推动创新。"
        )

        assert 2 == len(parse_clauses(text)) - 1


class TestTables:
    def test_one_cell_a_line_behind_tabs(self):
        """What Word leaves of a table: the row is whole, and knows its header."""
        text = (
            "一、方向\n\t序号\n\t专项\n\t重点\n\n\t1\n\t新药\n\t1、2类新药；疫苗。\n\n\t2\n\t种业\n\t水稻。\n\n二、条件"
        )
        rows = [clause for clause in parse_clauses(text) if clause.kind == "row"]
        table = next(clause for clause in parse_clauses(text) if clause.kind == "table")

        assert "序号 | 专项 | 重点" == table.heading
        assert ["1\n\t新药\n\t1、2类新药；疫苗。", "2\n\t种业\n\t水稻。"] == [text[row.start : row.end] for row in rows]

    def test_an_empty_form_has_no_rows(self):
        """Nine numbered blank rows answer nothing; they must not come up in a search."""
        text = "附件2\n汇总表\n\t序号\n\t名称\n\n\t1\n\t\n\n\t2\n\t\n"

        assert ["notice", "part", "table"] == [clause.kind for clause in parse_clauses(text)]

    @pytest.mark.parametrize(
        "text", ["等级\t金额\n一等\t十万元\n二等\t五万元", "|等级|金额|\n|---|---|\n|一等|十万元|\n|二等|五万元|"]
    )
    def test_tabs_and_pipes_between_cells(self, text):
        """Pasted from a sheet or written in Markdown, a table is the same."""
        assert ["table", "row", "row"] == [clause.kind for clause in parse_clauses(text)[1:]]

    def test_one_cell_a_line_without_tabs_counted_by_a_column(self):
        """A 序号 column counts the rows, so the lines between two numbers are one row."""
        head = "类  别\n序  号\n指标\n分值\n"
        text = head + "1\n住所\n每满一年计8分。\n2\n就业\n每满一年计2分。\n最高20分。\n　　注：以上从高。"
        rows = [text[clause.start : clause.end] for clause in parse_clauses(text) if clause.kind == "row"]

        assert ["1\n住所\n每满一年计8分。", "2\n就业\n每满一年计2分。\n最高20分。"] == rows

    def test_indented_paragraphs_are_no_table(self):
        """A tab before each paragraph is an indent."""
        assert {"paragraph"} == {
            clause.kind for clause in parse_clauses("\t第一段话。\n\n\t第二段话。\n\n\t第三段。")[1:]
        }


class TestAnyText:
    @given(NOTICES)
    def test_clauses_nest(self, text):
        """For any text: parents first, children inside, in order and apart; labels inside their clause."""
        clauses = parse_clauses(text)
        reached: dict[int, int] = {}
        assert (0, None, 0, len(text)) == (clauses[0].index, clauses[0].parent, clauses[0].start, clauses[0].end)
        for place, clause in enumerate(clauses[1:], 1):
            assert clause.index == place
            assert clause.parent is not None
            parent = clauses[clause.parent]
            assert clause.depth == parent.depth + 1
            assert parent.start <= clause.start <= clause.label_end <= clause.end <= parent.end
            assert clause.start >= reached.get(clause.parent, 0)
            reached[clause.parent] = clause.end

    @pytest.mark.parametrize("name", SHIPPED)
    def test_shipped_notices_have_the_outline_a_reader_sees(self, name):
        """Every numbered title is short and every top number counts up from one within its part."""
        clauses = parse_clauses((DOCUMENTS / name / "notice.txt").read_text(encoding="utf-8"))
        top = [clause for clause in clauses if clause.depth == 1 and clause.number and clause.kind == "heading"]

        assert len(top) >= 4
        assert all(0 < len(clause.heading) <= 20 for clause in top if clause.number != "附件")
