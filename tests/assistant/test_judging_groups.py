"""Verdicts where a notice has a bound of its own for some, a day to count to, or a place in an award to bar."""

import re
from datetime import date
from functools import cache

import pytest

from assistant import Assistant
from retrieval import Library, Notice

QINGPING = """关于组织申报2031年度青屏市远帆计划项目的通知

各有关单位：
一、支持主题
主题一：智能农机。
主题二：海岛医疗。
二、申报条件
（一）申报单位应在青屏市注册，且注册满一年（截至2031年6月30日）。
（二）企业牵头的，2030年度研发费用应不低于200万元；主题二各方向牵头企业不低于60万元。
（三）上一年度研发费用占销售收入的比例：销售收入3000万元以下（含）的不低于5%，3000万元以上的不低于3%。
（四）整机设备单台售价不低于90万元，其中医疗装备整机不低于30万元；
（五）核心部件单件售价不低于2万元，或者首批次合同总额不低于70万元。
（六）项目总投入不低于300万元，其中自筹不低于100万元。
（七）同型号产品升级换代的，至少3项关键性能指标提升15%以上方可再次申报。
（八）项目负责人缴纳社保须在申报单位，为在职人员。
三、项目负责人
（一）项目负责人1975年1月1日（含）以后出生；主题二的医疗卫生机构项目负责人可放宽至1970年1月1日（含）以后出生。两院院士不受年龄限制。
（二）青年项目申请人1990年6月1日以后出生，女性申请人可放宽至1988年6月1日以后出生。
（三）2029年度、2030年度市科技奖获奖项目的前三位完成人，2031年度不得作为负责人。
（四）评审专家年龄不超过65周岁，院士年龄不超过75周岁。
（五）团队核心成员不少于5人，其中具有博士学位的不少于2人。
四、时间
网上申报时间为2031年3月1日至4月20日17:00。
青屏市科学技术局
2031年2月1日
"""

TODAY = date(2031, 4, 1)
MET, UNMET, OPEN, FREE = "就这一条而言符合", "不符合", "无法判断", "不受这一条限制"


@cache
def _assistant():
    library = Library.in_memory()
    report = library.add([Notice.from_text("qingping-2031", QINGPING)])
    assert not report.refused, report.refused
    return Assistant(library)


def answer(question):
    """What is answered to a question, in the text that a reader sees."""
    answered = _assistant().ask(question, as_of=TODAY)
    assert () == answered.withheld
    return answered.text


def verdicts(text):
    return re.findall(f"{MET}|{UNMET}|{OPEN}|{FREE}", text)


class TestBirths:
    @pytest.mark.parametrize(
        ("question", "expected"),
        [
            ("我1974年3月出生，企业的，牵头青屏远帆计划年龄行吗", UNMET),
            ("我1975年1月1号出生，牵头青屏远帆计划年龄行吗", MET),
            ("我是医院的，72年6月生，报青屏远帆计划主题二，年龄行吗", MET),
            ("我是医院的，72年6月生，报青屏远帆计划主题一，年龄行吗", UNMET),
            ("我是医院的，1972年6月的，报青屏远帆计划2.1，年龄行吗", MET),
            ("我1972年6月生，报青屏远帆计划，年龄行吗", OPEN),
            ("我1950年出生，是工程院院士，牵头青屏远帆计划行吗", FREE),
            ("我1989年2月生，女，报青屏远帆计划青年项目，年龄行吗", MET),
            ("我1989年2月生，男，报青屏远帆计划青年项目，年龄行吗", UNMET),
        ],
    )
    def test_a_relaxed_day_counts_for_those_of_its_group(self, question, expected):
        """Of the group the relaxed day decides, not of it the general one; where it is not told, nothing does."""
        assert expected in verdicts(answer(question))

    def test_a_member_is_not_the_asker(self):
        assert [] == verdicts(answer("团队有个成员1960年出生的，青屏远帆计划行吗"))

    def test_a_month_that_holds_the_day_decides_nothing(self):
        assert OPEN in verdicts(answer("我1990年6月生，报青屏远帆计划青年项目，年龄行吗"))


class TestSpecialBounds:
    @pytest.mark.parametrize(
        ("question", "expected"),
        [
            ("我们公司研发费用80万，牵头青屏远帆计划2.1够吗", [MET]),
            ("我们公司研发费用50万，牵头青屏远帆计划2.1够吗", [UNMET]),
            ("我们公司研发费用80万，牵头青屏远帆计划1.1够吗", [UNMET]),
            ("我们公司研发费用80万，牵头青屏远帆计划够吗", [OPEN]),
            ("做医疗的整机卖40万一台，青屏远帆计划够吗", [MET]),
            ("整机卖40万一台，青屏远帆计划够吗", [OPEN]),
            ("整机卖20万一台，青屏远帆计划够吗", [UNMET]),
            ("核心部件单件卖3万，青屏远帆计划够吗", [MET]),
            ("核心部件单件卖1万，青屏远帆计划够吗", [OPEN]),
            ("种子卖3万一件，青屏远帆计划够吗", []),
            ("总投入200万，自筹都够，青屏远帆计划够吗", []),
        ],
    )
    def test_the_askers_group_decides_which_bound_holds(self, question, expected):
        """A special bound beats the general one; of a thing not named there is no verdict."""
        assert expected == verdicts(answer(question))

    @pytest.mark.parametrize(
        ("question", "expected"),
        [
            ("销售收入2000万，研发费用占4%，青屏远帆计划够吗", [UNMET]),
            ("销售收入8000万，研发费用占4%，青屏远帆计划够吗", [MET]),
        ],
    )
    def test_a_tier_holds_only_for_those_in_it(self, question, expected):
        assert expected == verdicts(answer(question))


class TestCounted:
    @pytest.mark.parametrize(
        ("question", "expected"),
        [
            ("公司2030年5月拿的营业执照，青屏远帆计划能报吗", MET),
            ("公司2030年9月8号拿的营业执照，青屏远帆计划能报吗", UNMET),
            ("只有1项关键指标提升了40%，青屏远帆计划能再报吗", UNMET),
            ("有1项关键指标提升了40%，青屏远帆计划能再报吗", OPEN),
            ("3项关键指标提升了18%，青屏远帆计划能再报吗", MET),
            ("我去年拿市科技奖排第四，今年当青屏远帆计划负责人行吗", MET),
            ("我去年拿市科技奖排第二，今年当青屏远帆计划负责人行吗", UNMET),
            ("我拿市科技奖排第二，当青屏远帆计划负责人行吗", OPEN),
            ("负责人社保一直交在外地原来单位，青屏远帆计划过得了吗", UNMET),
        ],
    )
    def test_days_indicators_and_places_are_counted(self, question, expected):
        assert expected in verdicts(answer(question))

    def test_a_bound_of_others_is_not_met_by_the_asker(self):
        """75 is for 院士; the rule on 团队 counts members with a degree, it asks for none of the asker."""
        assert [UNMET] == verdicts(answer("我66岁，当青屏远帆计划评审专家行吗"))
        assert [] == verdicts(answer("团队里有1个博士，青屏远帆计划行吗"))

    @pytest.mark.parametrize("said", ["我是一名教师", "负责人社保早就不在原单位了"])
    def test_what_only_sounds_alike_is_no_verdict(self, said):
        assert UNMET not in verdicts(answer(f"{said}，当青屏远帆计划负责人行吗"))

    def test_an_award_of_another_year_is_not_barred(self):
        assert [] == verdicts(answer("我2024年拿市科技奖排第二，今年当青屏远帆计划负责人行吗"))

    def test_a_year_in_which_something_happened_is_not_the_notices(self):
        """青屏 has no notice of 2029; what the asker won then is told, what is asked is this year."""
        assert MET in verdicts(answer("我2029年度青屏市科技奖二等奖排第五，今年当远帆计划负责人行吗"))
