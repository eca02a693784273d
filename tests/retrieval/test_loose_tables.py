"""Tables whose rules were lost on the way are told by the rhythm of their cells."""

from __future__ import annotations

from retrieval.clauses import parse_clauses

REWARDS = """二、支持标准
认定类别
奖励金额
认定单位
国家级“小巨人”企业
60万元
工业和信息化部
省级中小企业
20万元
省经济和信息化厅
企业由低档晋升至高档的，补足差额。
"""


class TestLooseTables:
    def test_every_row_keeps_its_cells_together(self) -> None:
        """Alone, 60万元 says nothing, and neither does the name of whom it is for."""
        rows = [clause for clause in parse_clauses(REWARDS) if clause.kind == "row"]

        assert ["国家级“小巨人”企业\n60万元\n工业和信息化部", "省级中小企业\n20万元\n省经济和信息化厅"] == [
            REWARDS[row.start : row.end] for row in rows
        ]

    def test_the_header_names_the_columns(self) -> None:
        """A search for 奖励金额 finds the rows below it."""
        assert ["认定类别 | 奖励金额 | 认定单位"] == [c.heading for c in parse_clauses(REWARDS) if c.kind == "table"]

    def test_a_dash_stands_for_no_number(self) -> None:
        """One unit without places must not take the table apart."""
        text = (
            "名额如下：\n推荐单位\n学科类\n企业类\n甲市科技局\n2\n6\n乙理工大学\n3\n—\n省国资委\n—\n4\n其他不占名额。\n"
        )
        rows = [text[row.start : row.end] for row in parse_clauses(text) if row.kind == "row"]

        assert ["甲市科技局\n2\n6", "乙理工大学\n3\n—", "省国资委\n—\n4"] == rows

    def test_rows_that_open_with_a_code_are_told_by_it(self) -> None:
        """Their other cells have no rhythm; long ones are sentences, short ones look like numbering."""
        header = "编号\n榜单名称\n主要指标\n发榜方\n轮次\n"
        first = "JB01\n快速检测试剂\n检测时间不超过30分钟，灵敏度不低于95%。\n东礁渔业公司\n一"
        second = "JB02\n燃料供给系统\n取得认可证书\n江岛造船厂\n二"
        text = f"附件1\n2031年度榜单\n{header}{first}\n{second}\n附件2\n揭榜书\n"
        rows = [text[row.start : row.end] for row in parse_clauses(text) if row.kind == "row"]

        assert [first, second] == rows

    def test_lines_without_a_rhythm_stay_lines(self) -> None:
        """A list of short names is no table."""
        text = "联系单位\n高新处\n农村处\n社会发展处\n计划处\n办公室\n"

        assert "table" not in {clause.kind for clause in parse_clauses(text)}
