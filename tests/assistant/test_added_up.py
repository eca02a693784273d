"""Numbers of the asker's added up to a tier, over notices made up for the test that nobody has reviewed."""

from __future__ import annotations

from datetime import date

import pytest

from assistant import Assistant
from retrieval import Library, Notice

YUNXI = """云溪市人力资源和社会保障局关于开展云溪市稳岗引才补助申报工作的通知
各有关单位：
现将2031年度稳岗引才补助申报有关事项通知如下：
一、补助标准
为重点企业介绍就业人数30人以上的，补助1万元；80人以上的，补助3万元；150人以上的，补助6万元。
为多家重点企业介绍就业的，就业人数可累加计算。
二、申报方式
登录市人社局网站申报。
云溪市人力资源和社会保障局
2031年2月1日
"""


def assistant_of(text: str) -> Assistant:
    library = Library.in_memory()
    library.add([Notice.from_text("yunxi-2031", text)])
    return Assistant(library)


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    return assistant_of(YUNXI)


def ask(assistant: Assistant, question: str) -> str:
    return assistant.ask(question, as_of=date(2031, 3, 10)).text


class TestAddedUp:
    @pytest.mark.parametrize("told", ["介绍了40、35、30个人", "各介绍成40人、35人和30人", "送了人，40个、35个、30个"])
    def test_numbers_are_added_where_the_notice_says_so(self, assistant: Assistant, told: str) -> None:
        """The rule that adds and the tier that is reached are both cited."""
        answer = assistant.ask(f"云溪稳岗引才补助，给三家企业{told}，能拿多少", as_of=date(2031, 3, 10))

        assert "=105" in answer.text
        assert "80人以上的，补助3万元" in answer.text
        assert any("累加" in citation.quote for citation in answer.citations)

    def test_a_sum_below_all_tiers_reaches_none(self, assistant: Assistant) -> None:
        text = ask(assistant, "云溪稳岗引才补助，给两家企业介绍了10、15个人，能拿多少")

        assert "没有达到最低的一档" in text
        assert "30人以上" in text

    def test_what_is_added_later_needs_no_rule(self, assistant: Assistant) -> None:
        text = ask(assistant, "云溪稳岗引才补助现在介绍了120人，再凑30个人能到哪档")

        assert "120人+30人=150人" in text
        assert "补助6万元" in text

    def test_what_is_lacking_to_the_next_tier_is_said(self, assistant: Assistant) -> None:
        text = ask(assistant, "云溪稳岗引才补助介绍了130个人，还差多少人到下一档")

        assert "还差20" in text
        assert "150人以上的，补助6万元" in text


class TestLeftAlone:
    @pytest.mark.parametrize("rule", ["", "不同企业的就业人数不得累加计算。"])
    def test_numbers_are_not_added_where_the_notice_does_not_allow_it(self, rule: str) -> None:
        """Three firms of forty people each are not a firm of a hundred."""
        silent = assistant_of(YUNXI.replace("为多家重点企业介绍就业的，就业人数可累加计算。", rule))

        assert "105" not in ask(silent, "云溪稳岗引才补助，给三家企业介绍了40、35、30个人，能拿多少")

    def test_a_rule_on_courses_does_not_add_what_firms_did(self) -> None:
        """What two firms did is added only where the rule speaks of firms."""
        of_courses = YUNXI.replace("为多家重点企业介绍就业的，就业人数可累加计算。", "各期的就业人数可累加计算。")

        assert "105" not in ask(assistant_of(of_courses), "云溪稳岗引才补助，三家企业介绍了40、35、30个人，能拿多少")
        assert "=105" in ask(assistant_of(of_courses), "云溪稳岗引才补助，三期介绍了40、35、30个人就业，能拿多少")

    def test_numbers_of_another_thing_reach_no_tier(self, assistant: Assistant) -> None:
        """Posts and projects are no people."""
        assert "=105" not in ask(assistant, "云溪稳岗引才补助，我们有40个、35个、30个项目，能拿多少")
