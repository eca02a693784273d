"""Several windows of one notice: rounds, rounds that come every year, what has closed beside what is open."""

from datetime import date
from functools import cache

import pytest

from assistant import Assistant
from retrieval import Library, Notice

NOTICE = """关于组织申报2031年度松坪市萤火计划项目的通知

各有关单位：
一、申报程序
（一）网上填报
第一轮：2031年3月1日9:00至4月10日17:00；第二轮：2031年8月1日9:00至8月31日17:00。
（二）推荐。主管部门推荐截止时间为2031年4月15日17:00。
二、纸质材料
报送时间为5月6日至5月7日（8:30—11:30，14:00—17:00）。
松坪市科学技术局
2031年2月1日
"""

YEARLY = """霞浦滩市英才补助实施办法

第一条 申请受理每年两批，第一批3月1日至3月31日，第二批8月15日至9月15日，通过平台申请。
第二条 首批补助申报时间为2031年4月8日至4月30日，补助2030年的费用；第二批为10月9日至10月31日，补助2031年1月至6月的费用。
霞浦滩市科学技术局
2031年1月1日
"""


@cache
def _assistant(text):
    library = Library.in_memory()
    report = library.add([Notice.from_text("held", text)])
    assert not report.refused, report.refused
    return Assistant(library)


def answer(question, on, text=NOTICE):
    """What is answered on a day."""
    answered = _assistant(text).ask(question, as_of=on)
    assert () == answered.withheld
    return answered.text


class TestRounds:
    @pytest.mark.parametrize(
        "question", ["松坪萤火计划第二轮开咗未", "松坪萤火计划第二轮开始了没", "松坪萤火计划第二轮还赶得上吗"]
    )
    def test_a_named_round_excludes_the_other(self, question):
        """Each round of one lead has a window of its own, told from its own words."""
        said = answer(question, date(2031, 6, 20))
        assert "第二轮 网上填报从2031年8月1日开始" in said
        assert "还有42天" in said
        assert "第一轮" not in said

    def test_what_has_closed_and_what_is_open_are_both_told(self):
        said = answer("松坪萤火计划第一轮网上填的过了吧？推荐还来得及不", date(2031, 4, 12))
        assert "第一轮 网上填报已于2031年4月10日17:00截止" in said
        assert "主管部门推荐截止时间为2031年4月15日17:00" in said
        assert "还剩3天" in said

    def test_on_the_closing_day_the_hour_is_told(self):
        assert "17:00" in answer("松坪萤火计划今天下午几点关门", date(2031, 8, 31))

    def test_hours_of_business_close_with_the_last_one(self):
        """8:30 is when the counter opens, no closing hour."""
        said = answer("松坪萤火计划纸质材料还能交吗", date(2031, 5, 7))
        assert "5月7日17:00" in said
        assert "今天就是截止日" in said


class TestYearlyRounds:
    @pytest.mark.parametrize(
        ("on", "expected"),
        [
            (date(2031, 6, 5), "第二批从8月15日开始"),
            (date(2031, 9, 1), "第二批截止时间为9月15日"),
            (date(2031, 10, 5), "第二批今年的已于9月15日截止"),
        ],
    )
    def test_a_yearly_round_is_told_by_its_own_days(self, on, expected):
        text = YEARLY.split("第二条", maxsplit=1)[0] + "霞浦滩市科学技术局\n2031年1月1日\n"
        assert expected in answer("霞浦滩英才补助第二批还赶得上吗", on, text)

    def test_a_day_without_a_year_takes_it_from_the_sentence_before(self):
        """Another year in the quote (补助2031年1月至6月) is not the day's."""
        text = YEARLY.replace(
            "第一条 申请受理每年两批，第一批3月1日至3月31日，第二批8月15日至9月15日，通过平台申请。\n", ""
        )
        assert "第二批从10月9日开始" in answer("霞浦滩英才补助第二批还赶得上吗", date(2031, 7, 20), text)

    def test_of_two_periods_in_one_sentence_the_next_is_told(self):
        """The one that is over was not the last of the year."""
        rule = "第一条 每年集中受理两次，分别为3月1日至3月31日、9月1日至9月30日。"
        text = f"霞浦滩市英才补助实施办法\n\n{rule}\n霞浦滩市科学技术局\n2031年1月1日\n"
        said = answer("霞浦滩英才补助现在还能申请吗", date(2031, 10, 20), text)
        assert "从3月1日开始" in said
        assert "3月31日截止" not in said
