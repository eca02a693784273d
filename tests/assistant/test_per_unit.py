"""So much for each: points and money by rates, over notices made up for the test that nobody has reviewed."""

from __future__ import annotations

from datetime import date

import pytest

from assistant import Assistant
from retrieval import Library, Notice

LUYUAN = """鹿原市积分入学管理办法
第一条 为做好积分入学工作，制定本办法。
第二条 积分标准如下：
（一）办理居住证的，每满1年计6分。
（二）合法租赁住所，每满1年计4分，最高不超过12分。
（三）参加养老保险、医疗保险、失业保险，每个险种每满1年计3分。
（四）缴存住房公积金，每满1年计2分。
（五）16—35周岁（含35周岁）（20分）。
（六）35周岁以上的，每增加1岁少加2分。
（七）参加义务植树（每次计3分），累计最高不超过9分。
（八）属实用新型专利的，每项专利按12分/（人数）计算，最高不超过30分。
（九）本科及以上学历（25分）。
（十）志愿服务每满40小时计2分。
鹿原市教育局
2031年1月5日
"""

QINGHE = """清禾市新兴产业奖励办法
第一条 对企业给予以下奖励：
（一）获得发明专利授权的，每项专利奖励2万元，最高不超过10万元。
（二）新引进的博士，每名博士给予企业补助3万元。
（三）租房补贴：甲类人才每月800元，乙类人才每月500元，最长24个月。
（四）每年安排专项资金最高500万元。
清禾市科学技术局
2031年1月5日
"""


def assistant_of(name: str, text: str) -> Assistant:
    library = Library.in_memory()
    library.add([Notice.from_text(name, text)])
    return Assistant(library)


@pytest.fixture(scope="module")
def points() -> Assistant:
    return assistant_of("luyuan-2031", LUYUAN)


@pytest.fixture(scope="module")
def money() -> Assistant:
    return assistant_of("qinghe-2031", QINGHE)


def ask(assistant: Assistant, question: str) -> str:
    return assistant.ask(question, as_of=date(2031, 3, 10)).text


class TestPoints:
    def test_years_are_multiplied(self, points: Assistant) -> None:
        assert "5年×6分=30分" in ask(points, "鹿原积分入学，居住证办满5年，能有几分")

    def test_no_more_than_the_most_is_given(self, points: Assistant) -> None:
        """Five years of renting would be 20 points; 12 are given."""
        text = ask(points, "鹿原积分入学，租赁住所满5年能算几分")

        assert "5年×4分=20分" in text
        assert "按12分计" in text

    def test_kinds_and_years_are_both_multiplied(self, points: Assistant) -> None:
        assert "3险×4年×3分=36分" in ask(points, "鹿原积分入学，三险都交满4年，能加几分")

    def test_several_things_are_added_up(self, points: Assistant) -> None:
        answer = points.ask("鹿原积分入学，我30岁，本科，居住证满3年，一共多少分", as_of=date(2031, 3, 10))

        assert "合计20分+25分+18分=63分" in answer.text
        assert len(answer.citations) == 3

    def test_points_fall_with_each_year_of_age(self, points: Assistant) -> None:
        """At 38, three years over 35, six points less are given than up to 35."""
        text = ask(points, "鹿原积分入学，38岁，年龄这项能拿多少分")

        assert "38岁-35岁=3岁，3岁×2分=6分，20分-6分=14分" in text

    def test_points_are_shared_by_the_people_who_hold_a_patent(self, points: Assistant) -> None:
        text = ask(points, "鹿原积分入学，两个实用新型专利，都是3个人署名，能加多少分")

        assert "2个×12分÷3=8分" in text

    def test_hours_count_by_forty(self, points: Assistant) -> None:
        assert "100小时÷40小时≈2，2×2分=4分" in ask(points, "鹿原积分入学，做志愿服务100小时能加几分")


class TestMoney:
    @pytest.mark.parametrize(("count", "paid"), [("4", "4项×2万元=8万元"), ("7", "按10万元计")])
    def test_so_much_is_given_for_each_up_to_the_most(self, money: Assistant, count: str, paid: str) -> None:
        assert paid in ask(money, f"清禾企业拿了{count}项发明专利，能奖多少钱")

    def test_only_so_many_months_are_paid(self, money: Assistant) -> None:
        assert "24个月×800元=1.92万元" in ask(money, "清禾租房补贴，甲类人才租了30个月，能领多少钱")


class TestLeftAlone:
    def test_a_number_that_no_rule_counts_stops_the_sum(self, points: Assistant) -> None:
        """Half a sum would be taken for the whole."""
        assert "×" not in ask(points, "鹿原积分入学，居住证满3年，论文发了6篇，一共多少分")

    def test_a_thing_that_no_rule_names_stops_the_sum(self, points: Assistant) -> None:
        assert "合计" not in ask(points, "鹿原积分入学，我30岁，党员，居住证满3年，一共多少分")

    def test_a_limit_by_year_is_no_rate(self, money: Assistant) -> None:
        """每年最高500万元 is the most of a year's fund, not 500万元 for each year of an asker."""
        assert "1500万元" not in ask(money, "清禾专项资金3年一共多少钱")

    def test_without_the_class_that_a_rate_is_for_nothing_is_worked_out(self, money: Assistant) -> None:
        assert "×" not in ask(money, "清禾租房补贴，租了10个月，能领多少钱")
