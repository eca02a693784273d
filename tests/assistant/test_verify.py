"""Nothing unsupported reaches a reader: each check, alone and at the door."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from assistant.records import Draft, Sum
from assistant.verify import problems_of, verify
from tests.builders import a_catalogue, a_statement

CAP = "单个项目资助不超过项目研发总投入的40%、最高60万元。"


def problems(statement):
    return problems_of(statement, a_catalogue())


class TestValues:
    def test_a_value_of_the_quote_passes_in_another_notation(self):
        """600000元 and 60万元 are one amount."""
        assert () == problems(a_statement("每个项目不超过项目研发总投入的40%，最高600000元。", CAP))

    @pytest.mark.parametrize(
        "text", ["最高61万元，不超过40%。", "最高60万元，不超过41%。", "最高60万元，2030年5月1日前不超过40%。"]
    )
    def test_a_value_that_no_citation_holds_is_found(self, text):
        """A changed digit must never reach a reader."""
        assert any("value not in its citations" in problem for problem in problems(a_statement(text, CAP)))

    def test_a_clause_shown_but_not_cited_supports_nothing(self):
        """Only cited clauses count: the reader can check those and no others."""
        assert problems(a_statement("纸质材料一式三份，最高60万元，不超过40%。", CAP))

    def test_what_the_asker_said_may_be_repeated(self):
        """A total that the asker gave is theirs, not ours to prove."""
        said = a_statement("总投入90万元，不超过40%、最高60万元。", CAP, given=("我们总投入90万",))
        assert () == problems(said)

    def test_a_phone_number_is_a_value(self):
        """A wrong number sends people to a stranger."""
        assert problems(a_statement("请打0998-81234568。", "电话：0998-81234567"))


class TestSums:
    def a_sum(self, result: int, text: str):
        shown = Sum(Decimal(900000), "*", Decimal("0.4"), Decimal(result))
        return a_statement(text, CAP, given=("总投入90万",), sums=(shown,))

    def test_a_shown_sum_supports_its_result(self):
        """What is worked out from cited operands may be said."""
        assert () == problems(self.a_sum(360000, "90万元×40%=36万元。"))

    def test_a_wrong_sum_is_found(self):
        """Arithmetic is checked, whoever did it."""
        assert "wrong sum" in problems(self.a_sum(370000, "90万元×40%=37万元。"))[0]

    def test_an_operand_from_nowhere_supports_nothing(self):
        """A sum is only as good as its operands."""
        statement = replace(self.a_sum(360000, "可得36万元，不超过40%。"), given=())
        assert any("36万元" in problem for problem in problems(statement))


class TestQuotes:
    def test_no_statement_without_a_citation(self):
        """A claim nobody can check is no answer."""
        assert "cites nothing" in problems(a_statement("可以申报。"))

    def test_a_quote_must_stand_at_its_offsets(self):
        """The reader opens the notice at the offsets and must find the words."""
        statement = a_statement("一式三份", "纸质材料一式三份")
        moved = replace(statement, citations=(replace(statement.citations[0], start=statement.citations[0].start + 1),))
        assert any("not verbatim" in problem for problem in problems(moved))

    def test_another_notice_proves_nothing(self):
        """One city's value never answers for another."""
        statement = a_statement("补助最高25万元。", "每个项目补助最高25万元。", notice_id="baishui-2031")
        assert any("for a rule of" in problem for problem in problems(replace(statement, notice_id="qingshan-2030")))


class TestNames:
    def test_an_invented_title_is_found(self):
        """A document that no clause names must not be named."""
        assert any(
            "name not in its citations" in p for p in problems(a_statement("须交《保密协议》。", "纸质材料一式三份"))
        )


class TestConditions:
    def test_a_softened_rule_keeps_its_softness(self):
        """一般应 is not 须: dropping it would turn people away."""
        assert any("condition dropped" in p for p in problems(a_statement("名称20字。", "一般不超过20字。")))

    def test_an_exclusive_bound_stays_exclusive(self):
        """80万元（不含） refuses whoever has exactly 80万元."""
        assert any(
            "condition dropped" in p
            for p in problems(a_statement("研发总投入80万元。", "研发总投入不得少于80万元（不含）"))
        )


class TestDoor:
    def test_a_failing_statement_is_replaced_by_its_clause(self):
        """The reader gets the notice's words instead of a wrong sentence."""
        draft, withheld = verify(Draft("answered", statements=(a_statement("最高99万元。", CAP),)), a_catalogue())
        assert [CAP] == [statement.text for statement in draft.statements]
        assert 1 == len(withheld)

    def test_what_cannot_be_replaced_is_not_shown(self):
        """A statement whose quotes are false has no clause to fall back on."""
        statement = a_statement("一式三份", "纸质材料一式三份")
        false = replace(statement, citations=(replace(statement.citations[0], quote="纸质材料一式九份"),))
        draft, _ = verify(Draft("answered", statements=(false,)), a_catalogue())
        assert () == draft.statements


class TestSumsOfDays:
    RULE = "本通知有效期至2033年12月31日。"

    def a_day(self, text: str, *, span: str = "15日", number: int = 15, left: date = date(2030, 11, 3)):
        last = left + timedelta(days=number)
        shown = Sum(Decimal(left.toordinal()), "days", Decimal(number), Decimal(last.toordinal()))
        return a_statement(text, self.RULE, given=("11月3号收到，2030-11-25", f"期限{span}"), sums=(shown,))

    def test_a_day_told_without_its_year_is_one_of_the_year_of_asking(self):
        """The asker's day and the rule's days make the last day."""
        assert () == problems(self.a_day("2030年11月3日+15日=2030年11月18日。"))

    def test_another_last_day_is_found(self):
        assert problems(self.a_day("2030年11月3日+15日=2030年11月19日。"))

    def test_days_that_nobody_gave_move_nothing(self):
        assert problems(self.a_day("2030年11月20日。", number=17))

    def test_working_days_are_no_days(self):
        """15个工作日 is three weeks, not fifteen days."""
        assert problems(self.a_day("2030年11月18日。", span="15个工作日"))

    def test_a_month_is_no_day(self):
        """The number of a rule's months may not be counted as days."""
        assert problems(self.a_day("2030年11月18日。", span="15个月"))


class TestSumsOfThings:
    def a_count(self, text: str, operator="*", right="3", result="15", unit="分", given="五项各计3分"):
        shown = Sum(Decimal(5), operator, Decimal(right), Decimal(result), unit)
        return a_statement(text, CAP, given=(given,), sums=(shown,))

    def test_points_are_a_result_of_points(self):
        assert () == problems(self.a_count("5项×3分=15分。"))

    def test_a_result_is_in_its_own_unit(self):
        """Fifteen points are not fifteen yuan."""
        assert problems(self.a_count("共15元。"))

    def test_a_unit_that_nothing_is_counted_in_supports_nothing(self):
        assert problems(self.a_count("共15分。", given="五项各计3元"))

    @pytest.mark.parametrize(
        ("operator", "right", "result"), [("+", "3", "9"), ("share", "3", "60"), ("whole", "3", "2")]
    )
    def test_each_kind_of_sum_is_worked_out_again(self, operator, right, result):
        assert any("wrong sum" in one for one in problems(self.a_count("五项。", operator, right, result)))
