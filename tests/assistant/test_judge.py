"""Verdicts on an asker's own case, over one invented notice with a rule of each kind."""

import re
from functools import cache

import pytest

from assistant import Assistant
from assistant.catalogue import Catalogue
from assistant.compose.judge import judge
from assistant.compose.judging import JUDGES
from assistant.compose.judging.bounds import Limit, meets
from assistant.compose.judging.told import Number
from assistant.compose.part import Case
from assistant.language import table
from assistant.read import read
from assistant.retrieve import retrieve
from assistant.scope import scope
from assistant.verify import problems_of
from retrieval import Library, Notice
from retrieval.values import values_in
from tests.builders import BAISHUI, BAISHUI_CARD, TODAY, a_question

CHIHE = """关于组织申报2030年度赤河市远帆计划项目的通知

一、申报条件
1.申报单位为赤河市境内注册的具有独立法人资格的企业、高校和科研院所。
2.高校、科研院所申报项目必须有赤河本地企业联合。
3.项目负责人有博士及以上学历。
4.鼓励和支持40岁以下（含）青年人才牵头申报。
5.申报企业须注册成立一年以上。
6.课题由国家高新技术企业、技术先进型服务企业以及上年度研发费用超过3000万元的龙头骨干企业申请。
7.研发总投入不得少于80万元（不含）。
8.每家单位申报数量不超过2个，上年度研发费用支出超过5亿元的企业不受此数量限制。
9.承担市飞鱼揭榜在研项目的企业不得申报本计划项目。
10.在研项目负责人不得牵头申报项目。
二、项目名称
以“XXX研制”作为后缀，不出现企业名称、产品型号等信息，字数一般在20字以内。
"""

CHIHE_CARD = """
reviewed: true
label: 赤河远帆计划项目
title: {value: 关于组织申报2030年度赤河市远帆计划项目的通知, quote: 关于组织申报2030年度赤河市远帆计划项目的通知}
region: {value: 赤河市, names: [赤河市, 赤河], quote: 赤河市}
year: {value: 2030, quote: 2030年度}
programme: {value: 远帆计划, names: [远帆计划, 远帆计划项目], quote: 远帆计划项目}
facts:
  - {topic: applicant, quote: 申报单位为赤河市境内注册的具有独立法人资格的企业、高校和科研院所。}
  - {topic: joint, who: [高校, 科研院所], quote: 高校、科研院所申报项目必须有赤河本地企业联合。}
  - {topic: degree, quote: 项目负责人有博士及以上学历。}
  - {topic: age, strength: may, quote: 鼓励和支持40岁以下（含）青年人才牵头申报。}
  - {topic: threshold, quote: 申报企业须注册成立一年以上。}
  - topic: applicant
    quote: 课题由国家高新技术企业、技术先进型服务企业以及上年度研发费用超过3000万元的龙头骨干企业申请。
  - topic: threshold
    quote: 研发总投入不得少于80万元（不含）
    measures: [{number: 80万元, of: 研发总投入, bound: more_than}]
  - {topic: limit, quote: 每家单位申报数量不超过2个，上年度研发费用支出超过5亿元的企业不受此数量限制。}
  - {topic: other_projects, who: [企业], quote: 承担市飞鱼揭榜在研项目的企业不得申报本计划项目。}
  - {topic: leader, quote: 在研项目负责人不得牵头申报项目。}
  - {topic: naming, quote: 以“XXX研制”作为后缀}
  - {topic: naming, quote: 不出现企业名称、产品型号等信息}
  - {topic: naming, strength: should, quote: 字数一般在20字以内}
silent: [contact]
"""


@cache
def _library():
    library = Library.in_memory()
    notices = [Notice.from_text("chihe-2030", CHIHE, card=CHIHE_CARD)]
    notices.append(Notice.from_text("baishui-2031", BAISHUI, card=BAISHUI_CARD))
    report = library.add(notices)
    assert not report.refused, report.refused
    return library


@cache
def _catalogue():
    return Catalogue(_library())


def part_of(question):
    """What `judge` says to the first ask of a question; None when it leaves the question to others."""
    asked = a_question(question)
    reading = read(asked, _catalogue())
    meant = scope(reading, _catalogue())
    evidence = retrieve(reading, meant, _library(), _catalogue())
    case = Case(reading.asks[0], evidence.candidates[0], meant, reading.circumstances, TODAY, asked.text, _catalogue())
    return judge(case)


def verdicts(question):
    part = part_of(question)
    assert part is not None, question
    for statement in part.statements:
        assert () == problems_of(statement, _catalogue())
    return [re.split("[：，]", statement.text)[0] for statement in part.statements]


MET, UNMET, OPEN, FREE, WISH = "就这一条而言符合", "不符合", "无法判断", "不受这一条限制", "不是硬性要求"

CASES = [
    ("我是硕士，想当赤河远帆计划的负责人，行吗", [UNMET]),
    ("在读博士能当赤河远帆计划负责人吗", [UNMET]),
    ("博士毕业的，能当赤河远帆计划负责人吗", [MET]),
    ("我都四十三了，过了四十岁就不能报赤河远帆计划了吧", [WISH]),
    ("我下个月整四十，赤河的青年优待轮得到我吗", [MET]),
    ("我们公司刚注册八个月，想报赤河远帆计划", [UNMET]),
    ("公司成立三年了，能报赤河远帆计划吗", [MET]),
    ("赤河远帆计划，总投入正好80万，能报吗", [UNMET]),
    ("赤河远帆计划，总投入80.1万，能报吗", [MET]),
    ("赤河公司，上年研发费3000万，能申请远帆计划课题吗", [OPEN]),
    ("赤河公司，不是高企也不是技术先进型，去年研发费3000万，能申请课题吗", [UNMET]),
    ("赤河公司，是高企，去年研发费800万，能申请课题吗", [MET]),
    ("赤河公司去年研发花了5亿整，想报三个，可以吗", [UNMET, MET]),
    ("赤河公司去年研发花了5.1亿，想报三个，可以吗", [FREE, MET]),
    ("赤河公司想报三个，可以吗", [OPEN]),
    ("赤河公司想报两个，可以吗", [MET]),
    ("我们公司的飞鱼揭榜项目还没验收，能报赤河远帆计划吗", [UNMET]),
    ("我们公司的飞鱼揭榜项目去年验收了，能报赤河远帆计划吗", [FREE]),
    ("我们公司手上有个在研项目，能报赤河远帆计划吗", [OPEN]),
    ("我们公司没有在研项目，能报赤河远帆计划吗", [MET]),
    ("由我负责的在研项目还没结题，能牵头赤河远帆计划吗", [UNMET]),
    ("我们是上海的公司，能报赤河远帆计划吗", [UNMET]),
    ("赤河的大学不带企业单独报，行吗", [UNMET, UNMET]),
    ("分公司能报赤河远帆计划吗", [UNMET, UNMET]),
    ("赤河项目名叫《海鸥公司X200型电机》行不行", [UNMET, UNMET, MET]),
    ("赤河项目名叫《高效直驱电机研制》行不行", [MET, MET, MET]),
]


class TestVerdicts:
    @pytest.mark.parametrize(("question", "expected"), CASES)
    def test_each_rule_touched_has_its_verdict(self, question, expected):
        """Bounds are exact, alternatives stay open, a wish refuses nobody, a finished project is not in progress."""
        assert expected == verdicts(question)

    def test_a_rule_met_promises_nothing_beyond_itself(self):
        """The reader is told that the other conditions were not looked at."""
        part = part_of("赤河远帆计划，总投入90万，能报吗")
        assert "其他条件" in part.after

    def test_the_rule_stands_beside_its_verdict_whole(self):
        """With its exemption: a limit without it would be another rule."""
        part = part_of("赤河公司去年研发花了5亿整，想报三个，可以吗")
        assert "每家单位申报数量不超过2个，上年度研发费用支出超过5亿元的企业不受此数量限制" in part.statements[0].text
        assert "chihe-2030" == part.statements[0].citations[0].notice_id


class TestLeftToOthers:
    @pytest.mark.parametrize(
        "question",
        [
            "赤河的负责人要什么学历",
            "必须是博士才能当赤河负责人吗",
            "赤河要求本科学历对吧",
            "我们是企业，赤河最多能报几个",
            "赤河申报书要六份对吗",
            "想跟上海的公司合作报赤河远帆计划，行吗",
            "我是硕士，白水的项目能报吗",
            "现在赤河还能报吗",
        ],
    )
    def test_no_case_or_no_rule_is_no_verdict(self, question):
        """A demand asked about is nothing the asker has, and no rule of another notice is borrowed."""
        assert part_of(question) is None

    def test_a_title_meets_only_naming_rules(self):
        """The number of characters is not told: it stands nowhere."""
        texts = "".join(statement.text for statement in part_of("赤河项目名叫《电机研制》行不行").statements)
        assert {"20字"} == {value.text for value in values_in(texts)}


class TestBounds:
    @pytest.mark.parametrize(
        ("bound", "nudge", "expected"),
        [
            ("at_least", 0, True),
            ("more_than", 0, False),
            ("at_most", 0, True),
            ("less_than", 0, False),
            ("at_least", -1, False),
            ("more_than", 1, True),
            ("exactly", 0, None),
        ],
    )
    def test_the_bound_itself_is_in_or_out_as_worded(self, bound, nudge, expected):
        """5亿整 is not 超过5亿; 不到5亿 is below it."""
        value = values_in("5亿元")[0]
        assert expected is meets(Number(value.number, nudge, "5亿"), Limit(value, bound, "5亿元", "", ""))

    def test_a_number_that_is_only_bounded_the_other_way_decides_nothing(self):
        """不到6亿 may be more than 5亿 or less."""
        limit = Limit(values_in("5亿元")[0], "at_least", "5亿元", "", "")
        assert meets(Number(values_in("6亿元")[0].number, -1, "6亿"), limit) is None


class TestData:
    def test_every_expression_of_the_table_compiles(self):
        """A slip in the data file would silence a kind of verdict."""
        for name, entry in table("judging.yaml").items():
            for expression in [entry] if isinstance(entry, str) else []:
                assert re.compile(expression), name
        assert len(JUDGES) == len(set(JUDGES))

    def test_the_whole_flow_shows_verdicts(self):
        """The composer stands in the list, before plain quoting."""
        text = Assistant(_library()).ask("我是硕士，想当赤河远帆计划的负责人，行吗", as_of=TODAY).text
        assert "不符合" in text
