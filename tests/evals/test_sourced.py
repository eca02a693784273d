"""Values without a source: the check that stands apart from the assistant's own."""

from __future__ import annotations

import pytest

from evals.sourced import misplaced_values, unsupported_values
from tests.evals.made import MadeLibrary, a_citation, a_sample, an_answer

LIBRARY = MadeLibrary()
CAP = a_citation("资助不超过总投入的40%、\n最高60万元")
DEADLINE = a_citation("截止时间为2030年3月31日")


def odd(text: str, *citations: object, question: str = "青山最多给多少", **more: str) -> float | bool | None:
    """How many values of `text` have no source, citing the cap unless told otherwise."""
    answer = an_answer(text, *(citations or (CAP,)), **more)  # type: ignore[arg-type]
    return unsupported_values(a_sample(question=question), answer, LIBRARY).value


def test_a_cited_value_has_a_source_in_any_writing() -> None:
    """60万 and 600000元 say what the quote says."""
    assert odd("最高60万，即600000元，比例40%[1]") == 0


def test_an_uncited_value_has_none_although_the_notice_holds_it() -> None:
    """The reader can check what is cited and nothing else."""
    assert odd("最高60万元，2030年3月31日截止[1]") == 1


def test_the_question_and_the_day_are_given() -> None:
    """Repeating what the asker said claims nothing."""
    assert odd("投入250万元、今天是2030年3月1日[1]", question="投入250万能拿多少") == 0


def test_markers_and_list_numbers_are_no_values() -> None:
    """[1] and 1. are layout."""
    assert odd("1. 最高60万元[1]\n2. 比例40%[1]\n") == 0


@pytest.mark.parametrize(
    "shown",
    [
        "100万元×40%=40万元",
        "总投入（100万元）×比例（40%）＝40万元",
        "**100 万元** * 40% = **40万元**",
        "60万元÷2=30万元，30万元+30万元=60万元",
    ],
)
def test_a_right_sum_in_sight_is_a_source(shown: str) -> None:
    """An amount that the reader can work out along is proven."""
    assert odd(f"{shown}[1]", question="投入100万，分2次") == 0


@pytest.mark.parametrize(
    "shown", ["100万元×40%=45万元", "可得40万元", "100万元的40%就是40万元", "200万元×40%=80万元", "100万元÷0=40万元"]
)
def test_a_wrong_or_hidden_sum_is_none(shown: str) -> None:
    """Neither a miscalculation, nor a result without its formula, nor an operand from nowhere proves anything."""
    assert odd(f"{shown}[1]", question="投入100万") != 0


def test_days_left_follow_from_a_cited_date() -> None:
    """From the day to the deadline is a sum that everybody can check; any other count is not."""
    assert odd("2030年3月31日截止，还有30天[1]", DEADLINE) == 0
    assert odd("2030年3月31日截止，还有31天[1]", DEADLINE) == 1
    assert odd("还有30天[1]", DEADLINE) == 1


def test_a_refusal_may_name_what_is_held() -> None:
    """Saying which notices there are takes the years from their titles."""
    assert odd("只收录了青山2030年和白水2031年的通知", status="not_found") == 0
    assert odd("只收录了青山2029年的通知", status="not_found") == 1


def test_a_value_under_another_clause_s_marker_is_misplaced() -> None:
    """The reader opens the citation that is marked, and must find the value there."""
    other = a_citation("截止时间为2030年3月31日", marker=2)

    right = an_answer("最高60万元[1]，2030年3月31日截止[2]。", CAP, other)
    swapped = an_answer("最高60万元[2]，2030年3月31日截止[1]。", CAP, other)

    assert [misplaced_values(a_sample(), answer, LIBRARY).value for answer in (right, swapped)] == [0, 2]
    assert unsupported_values(a_sample(), swapped, LIBRARY).value == 0


def test_a_name_printed_in_full_brings_its_own_values() -> None:
    """Saying of another notice that it rules nothing takes the year from its title, and nothing else."""
    assert odd("最高60万元[1]；“白水市2031年光伏项目申报通知”没有规定") == 0
    assert odd("最高60万元[1]；白水2031年没有规定") == 1


@pytest.mark.parametrize(
    "shown",
    ["2030年3月31日+15日=2030年4月15日", "2030年3月31日+3个月=2030年6月30日", "2030年3月31日+2年=2032年3月31日"],
)
def test_a_day_reckoned_in_sight_is_a_source(shown: str) -> None:
    """Days, months and years after a known day can be counted along."""
    assert odd(f"{shown}[1]", DEADLINE, question="15日、3个月还是2年") == 0
    assert odd(f"{shown.replace('年3月31日+', '年3月30日+')}[1]", DEADLINE, question="15日、3个月还是2年") != 0


def test_a_whole_number_beside_a_result_may_stand_after_about() -> None:
    """Of 37个 120% are 44, not 45 and not more."""
    assert odd("37个×40%≈14个[1]", question="37个") == 0
    assert odd("37个×40%≈17个[1]", question="37个") == 1
