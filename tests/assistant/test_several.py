"""Several questions in one message, over a notice made up for the test."""

from __future__ import annotations

from datetime import date

import pytest

from assistant import Assistant
from retrieval import Library, Notice

DAIXI = """黛溪市林下经济补助办法
第一条 为发展林下经济，制定本办法。
第二条 重点类基地固定人员不少于12人；培育类基地固定人员不少于5人。
第三条 重点类每家最高补助45万元，建设期3年；培育类每家最高补助15万元，建设期1年。
第四条 申请书由镇林业站编制，县林业局审核，加盖单位公章。
第五条 纸质申请书一式三份，2031年5月20日前送黛溪市林业局204室。
第六条 评审结果公示8个工作日。
黛溪市林业局
2031年1月5日
"""


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    library = Library.in_memory()
    library.add([Notice.from_text("daixi-2031", DAIXI)])
    return Assistant(library)


def ask(assistant: Assistant, question: str) -> str:
    return assistant.ask(question, as_of=date(2031, 3, 10)).text


class TestSeveral:
    @pytest.mark.parametrize(
        ("question", "told"),
        [
            ("黛溪林下经济补助的申请书份数和公示天数", ("一式三份", "8个工作日")),
            ("黛溪申请书要几份 公示几天", ("一式三份", "8个工作日")),
            ("黛溪纸质申请书打几份，送到哪个房间，公示几天", ("一式三份", "204室", "8个工作日")),
        ],
    )
    def test_each_is_answered_with_its_own_clause(self, assistant: Assistant, question: str, told: tuple[str, ...]):
        assert [one for one in told if one not in ask(assistant, question)] == []

    def test_what_is_missing_is_called_by_its_name(self, assistant: Assistant):
        """ "这一点" tells nobody which of three questions went unanswered."""
        text = ask(assistant, "黛溪纸质申请书打几份，要交保证金吗")

        assert "一式三份" in text
        assert "关于“要交保证金吗”" in text

    def test_one_clause_that_answers_two_questions_is_told_once(self, assistant: Assistant):
        text = ask(assistant, "黛溪纸质申请书打几份，几号前送到")

        assert text.count("一式三份") == 1
        assert "没有写明" not in text
