"""Rules that differ by a class alone: a question about one row gets that row's value and no neighbour's."""

from __future__ import annotations

from datetime import date

import pytest

from assistant import Assistant
from assistant.records import Turn
from retrieval import Library, Notice

POINTS = """栖山市积分落户办法
第一条 为做好积分落户，制定本办法。
第二条 学历按下列标准计分：
1.本科及以上学历（60分）。
2.专科（含高职）（35分）。
3.高中（含中职）（15分）。
高中以下学历不计分。
第三条 本办法自2031年2月1日起施行。
"""

TIERS = """穆原区优质企业奖励申报通知
各企业：
现就2031年度优质企业奖励申报事项通知如下：
一、奖励标准
认定类别
奖励金额
认定单位
国家级“小巨人”企业
50万元
工业和信息化部
省级优质中小企业
18万元
省经济和信息化厅
二、联系方式
联系人：技改科 程工 0955-7710001（技术改造）；中小企业科 米工 0955-7710002（优质企业）；财政科 方工 0955-7710003
"""

TALENTS = """墨岭县引进人才补助办法
第一条 人才分为三类：
类别
对象
安家补助（万元）
B
正高级职称人员
60
C
博士研究生、副高级职称人员
30
D
硕士研究生、高级技师
12
第二条 B类人才年龄不超过55周岁，C类不超过50周岁，D类不超过44周岁。
第三条 企业引进的，年薪应分别达到：B类40万元、C类20万元、D类10万元。事业单位引进的不受本条限制。
"""


def said(notice: str, *questions: str) -> str:
    """The answer to the last question, the others asked before it."""
    library = Library.in_memory()
    library.add([Notice.from_text("notice", notice)])
    history = tuple(Turn("user", question) for question in questions[:-1])
    return Assistant(library).ask(questions[-1], history=history, as_of=date(2031, 4, 1)).text


class TestRows:
    @pytest.mark.parametrize(
        ("question", "points", "beside"),
        [
            ("栖山积分落户大专文凭加多少分", "35分", "60分"),
            ("栖山积分落户高中加多少分", "15分", "35分"),
            ("栖山积分落户本科加多少分", "60分", "35分"),
        ],
    )
    def test_a_degree_gets_its_own_points(self, question: str, points: str, beside: str) -> None:
        """大专 is what rules call 专科; that its neighbours speak of degrees as well makes them no answer."""
        text = said(POINTS, question)

        assert points in text
        assert beside not in text

    def test_a_follow_up_moves_to_another_row(self) -> None:
        """省里认定的 is the row of the province, whatever the first question was about."""
        text = said(TIERS, "穆原小巨人奖励多少", "省里认定的那种呢")

        assert "18万元" in text
        assert "50万元" not in text

    def test_a_number_is_that_of_the_kind_named_in_brackets_behind_it(self) -> None:
        """The first in the list answers for another kind of project."""
        text = said(TIERS, "穆原优质企业这块谁管，电话多少")

        assert "7710002" in text
        assert "7710001" not in text

    def test_a_table_says_in_which_class_the_asker_is(self) -> None:
        """硕士 stands only in the table, the age only by classes."""
        assert "44周岁" in said(TALENTS, "墨岭硕士那档最多多大岁数")

    def test_what_lifts_a_rule_comes_along(self) -> None:
        """Who is not bound by the salaries must not be told them alone."""
        assert "不受本条限制" in said(TALENTS, "墨岭引进博士年薪要到多少")
