"""Days reckoned from an event of the asker's own, over a notice made up for the test that nobody has reviewed."""

from __future__ import annotations

from datetime import date

import pytest

from assistant import Answer, Assistant
from retrieval import Library, Notice

LANTIAN = """澜汀市青苗计划管理办法
澜科规〔2031〕2号
第一条 为规范青苗计划管理，制定本办法。
第二条 申报单位对不予立项的决定有异议的，可以自收到书面通知之日起20日内，向市科技局申请复核。
第三条 入选证书自颁发之日起有效期为三年。
第四条 项目承担单位应当自项目执行期满之日起3个月内提交结题报告。
第五条 受资助的设备，自购置之日起五年内不得转让。
第六条 市科技局应当自受理之日起15个工作日内完成审核。
第七条 青苗基地自认定之日起满2年方可申请升级。
第八条 引进人才应当自引进之日起6个月内提出首次申请。本办法施行前已引进的，不受6个月限制。
第九条 本办法自2031年2月1日起施行，有效期三年。
澜汀市科学技术局
2031年1月5日
"""


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    library = Library.in_memory()
    library.add([Notice.from_text("lanting-2031", LANTIAN)])
    return Assistant(library)


def ask(assistant: Assistant, question: str, on: date = date(2031, 6, 1)) -> Answer:
    return assistant.ask(question, as_of=on)


class TestLastDay:
    @pytest.mark.parametrize(
        ("on", "verdict"),
        [
            (date(2031, 6, 1), "来得及"),
            (date(2031, 6, 9), "正好到期"),
            (date(2031, 6, 10), "已经超过这个期限"),
        ],
    )
    def test_days_are_counted_on_and_held_against_the_day_of_asking(
        self, assistant: Assistant, on: date, verdict: str
    ) -> None:
        """The 20th day after the notice is the last one; the day after it is too late."""
        answer = ask(assistant, "5月20号收到青苗计划不予立项的通知，申请复核还来得及吗", on)

        assert "2031年5月20日+20日=2031年6月9日" in answer.text
        assert verdict in answer.text
        assert ["可以自收到书面通知之日起20日内" in answer.citations[0].quote] == [True]

    def test_the_question_may_say_which_day_it_is(self, assistant: Assistant) -> None:
        text = ask(assistant, "5月20号收到青苗计划不予立项的通知，今天6月20号申请复核还来得及吗").text

        assert "今天是2031年6月20日，已经超过" in text

    def test_months_end_on_the_last_day_of_a_shorter_month(self, assistant: Assistant) -> None:
        """Three months after 30 November is the last of February, not a day that does not exist."""
        text = ask(assistant, "青苗计划项目2031年11月30日执行期满，结题报告最晚哪天交").text

        assert "2031年11月30日+3个月=2032年2月29日" in text

    def test_a_title_lapses_on_the_same_day_years_later(self, assistant: Assistant) -> None:
        assert "2031年3月8日+三年=2034年3月8日" in ask(assistant, "青苗证书2031年3月8号颁发的，能用到哪天").text

    def test_what_may_not_be_done_for_years_is_no_deadline(self, assistant: Assistant) -> None:
        text = ask(assistant, "青苗计划的设备2030年4月2日购置的，现在能转让吗").text

        assert "2035年4月2日期满" in text
        assert "还没有期满" in text
        assert "来得及" not in text


class TestFirstDay:
    def test_the_day_from_which_something_may_be_done(self, assistant: Assistant) -> None:
        text = ask(assistant, "青苗基地2029年8月1日认定的，现在能申请升级吗").text

        assert "2029年8月1日+2年=2031年8月1日" in text
        assert "还没有满" in text

    def test_it_is_no_day_on_which_anything_ends(self, assistant: Assistant) -> None:
        assert "+2年" not in ask(assistant, "青苗基地2029年8月1日认定的，什么时候到期").text


class TestInForce:
    @pytest.mark.parametrize(
        ("on", "verdict"),
        [(date(2031, 6, 1), "仍在有效期内"), (date(2034, 2, 1), "已过有效期"), (date(2031, 1, 20), "尚未施行")],
    )
    def test_a_term_of_years_ends_on_a_day(self, assistant: Assistant, on: date, verdict: str) -> None:
        """A notice that only says 有效期三年 ends all the same."""
        text = ask(assistant, "青苗计划管理办法还有效吗", on).text

        assert "2031年2月1日+三年=2034年2月1日" in text
        assert verdict in text


class TestSaidBeside:
    def test_a_sentence_that_frees_some_of_the_rule_comes_along(self, assistant: Assistant) -> None:
        """Who came before the rule is not too late."""
        text = ask(assistant, "青苗计划2030年9月1日引进的人才，首次申请最晚哪天提出").text

        assert "2031年3月1日" in text
        assert "施行前已引进的，不受6个月限制" in text

    def test_a_case_that_is_only_supposed_gets_no_verdict(self, assistant: Assistant) -> None:
        text = ask(assistant, "青苗计划的话，如果5月20号收到不予立项的通知，申请复核最晚哪天").text

        assert "2031年6月9日" in text
        assert "今天是" not in text


class TestLeftAlone:
    def test_working_days_are_not_worked_out(self, assistant: Assistant) -> None:
        """Nobody knows from a notice which days are holidays."""
        text = ask(assistant, "青苗计划6月3号受理的，最晚哪天审核完").text

        assert "15个工作日" in text
        assert "6月18日" not in text
        assert "推算" in text

    def test_a_day_of_another_event_is_not_reckoned_from(self, assistant: Assistant) -> None:
        """The day on which papers were handed in is no day of a notice received."""
        assert "+" not in ask(assistant, "5月20号注册的公司，青苗计划申请复核最晚哪天").text

    def test_two_days_of_the_asker_are_left_to_the_quote(self, assistant: Assistant) -> None:
        text = ask(assistant, "5月20号收到通知，5月28号又收到一份青苗计划的通知，复核最晚哪天").text

        assert "+20日" not in text

    def test_a_day_that_may_be_of_the_year_before_is_left_to_the_quote(self, assistant: Assistant) -> None:
        """On 10 January a notice received on 20 December came last year; the year is not guessed."""
        text = ask(assistant, "12月20号收到青苗计划不予立项的通知，申请复核还来得及吗", date(2032, 1, 10)).text

        assert "2033" not in text
        assert "2032年12月20日" not in text
