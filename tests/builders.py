"""The smallest valid records, for tests: two invented notices of invented towns, and statements about them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

from assistant import Assistant
from assistant.catalogue import Catalogue
from assistant.compose.citing import cite
from assistant.records import Question, Statement, Turn
from retrieval import Library, Notice

QINGSHAN = """关于组织申报2030年度青山市星光计划项目的通知

各有关单位：
现就2030年度星光计划项目申报有关事项通知如下：
一、申报条件
1.申报单位为青山市境内注册的具有独立法人资格的企业和高校。
2.项目负责人须为申报单位的在职人员，一般应具有硕士学位。
二、支持方式
立项时先行下达资助额的40%。单个项目资助不超过项目研发总投入的40%、最高60万元。研发总投入不得少于80万元（不含）。但高校不受研发总投入限制。
三、申报要求
1.项目名称须科学规范，以“XXX研制”作为后缀，一般不超过20字。
2.网上填报截止时间为2030年3月31日17:00，纸质材料受理截止时间为2030年4月10日，逾期不予受理。纸质材料一式三份。
四、支持方向
1001 智能装备
研发方向：工业机器人、数控机床；增材制造装备。
1002 新型储能
研发方向：锂离子电池、液流电池储能系统。
联系人：陈青，电话：0998-81234567。
本通知有效期至2033年12月31日。
青山市科学技术局
2030年1月5日
"""

QINGSHAN_CARD = """
reviewed: true
label: 青山星光计划项目
title: {value: 关于组织申报2030年度青山市星光计划项目的通知, quote: 关于组织申报2030年度青山市星光计划项目的通知}
issuers: [{value: 青山市科学技术局, quote: 青山市科学技术局}]
region: {value: 青山市, names: [青山市, 青山], quote: 青山市}
year: {value: 2030, quote: 2030年度}
programme: {value: 星光计划, names: [星光计划, 星光计划项目], quote: 星光计划项目}
facts:
  - topic: applicant
    quote: 申报单位为青山市境内注册的具有独立法人资格的企业和高校。
  - topic: leader
    quote: 项目负责人须为申报单位的在职人员，一般应具有硕士学位。
  - topic: degree
    strength: should
    quote: 一般应具有硕士学位
  - topic: ratio
    label: 单个项目资助
    quote: 单个项目资助不超过项目研发总投入的40%、最高60万元。
    measures: [{number: 40%, of: 项目研发总投入, bound: at_most}]
  - topic: cap
    label: 单个项目资助
    quote: 单个项目资助不超过项目研发总投入的40%、最高60万元。
    measures: [{number: 60万元, bound: at_most}]
  - topic: threshold
    quote: 研发总投入不得少于80万元（不含）
    measures: [{number: 80万元, of: 研发总投入, bound: more_than}]
  - topic: payment
    quote: 立项时先行下达资助额的40%。
    measures: [{number: 40%, of: 资助额}]
  - topic: naming
    quote: 项目名称须科学规范，以“XXX研制”作为后缀，一般不超过20字。
  - topic: deadline
    label: 网上填报
    quote: 网上填报截止时间为2030年3月31日17:00
    closes: 2030-03-31
    closes_at: "17:00"
  - topic: deadline
    label: 纸质材料受理
    quote: 纸质材料受理截止时间为2030年4月10日
    closes: 2030-04-10
  - topic: copies
    quote: 纸质材料一式三份
    measures: [{number: 三份}]
  - topic: direction
    code: "1001"
    name: 智能装备
    quote: |
      1001 智能装备
      研发方向：工业机器人、数控机床；增材制造装备。
  - topic: direction
    code: "1002"
    name: 新型储能
    quote: |
      1002 新型储能
      研发方向：锂离子电池、液流电池储能系统。
  - topic: contact
    quote: 联系人：陈青，电话：0998-81234567。
silent: [duration, quota, age]
"""

BAISHUI = """白水市2031年度光伏示范项目申报通知

一、申报对象
白水市内的科技型中小企业。
二、资助标准
每个项目补助最高25万元。
三、申报时间
申报时间为2031年5月1日至2031年5月31日。
"""

BAISHUI_CARD = """
reviewed: true
label: 白水光伏示范项目
title: {value: 白水市2031年度光伏示范项目申报通知, quote: 白水市2031年度光伏示范项目申报通知}
region: {value: 白水市, names: [白水市, 白水], quote: 白水市}
year: {value: 2031, quote: 2031年度}
facts:
  - topic: applicant
    quote: 白水市内的科技型中小企业。
  - topic: cap
    quote: 每个项目补助最高25万元。
    measures: [{number: 25万元, bound: at_most}]
  - topic: deadline
    label: 申报
    quote: 申报时间为2031年5月1日至2031年5月31日。
    opens: 2031-05-01
    closes: 2031-05-31
silent: [naming, copies, contact, degree]
"""

TODAY = date(2030, 3, 1)


@cache
def a_library() -> Library:
    """An in-memory library of the two invented notices."""
    library = Library.in_memory()
    report = library.add(
        [
            Notice.from_text("qingshan-2030", QINGSHAN, card=QINGSHAN_CARD),
            Notice.from_text("baishui-2031", BAISHUI, card=BAISHUI_CARD),
        ]
    )
    assert not report.refused, report.refused
    return library


@cache
def a_catalogue() -> Catalogue:
    """The catalogue of `a_library`."""
    return Catalogue(a_library())


@cache
def an_assistant() -> Assistant:
    """An assistant over `a_library`."""
    return Assistant(a_library())


def a_question(text: str, *history: str, as_of: date = TODAY, notice_ids: tuple[str, ...] | None = None) -> Question:
    """A question after earlier messages of the same asker."""
    return Question(text, tuple(Turn("user", message) for message in history), as_of, notice_ids)


def a_statement(text: str, *quotes: str, notice_id: str = "qingshan-2030", **more: object) -> Statement:
    """A statement that cites `quotes`, each found in the notice."""
    view = a_catalogue().view(notice_id)
    citations = []
    for quote in quotes:
        start = view.held.text.index(quote)
        citations.append(cite(view, start, start + len(quote)))
    return replace(Statement(text, notice_id, tuple(citations)), **more)  # type: ignore[arg-type]
