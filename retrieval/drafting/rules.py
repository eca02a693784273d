"""What a bounded number is about: a cap, a ratio, a threshold, a number of papers, a duration.

Precision before recall: an amount is a cap only where the words say that money given is
limited; research spending that an applicant must show is a threshold; a share that is paid
out first is neither. The words are data (`wording.yaml`, section `money`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from retrieval.card import Measure
from retrieval.drafting.limits import Bounded, bounded_in, one_of
from retrieval.drafting.said import Part, Said
from retrieval.lexicon.wording import wording


@dataclass(frozen=True, slots=True)
class Rule:
    """A bounded number under its topic. `part` indexes the sentence's parts; `label` is "" where none was found."""

    topic: str
    part: int
    measures: tuple[Measure, ...]
    label: str = ""


_DURATION = re.compile(
    "(?:实施|执行|研究|研发|建设|攻关|培育|合作|资助|课题|项目)(?:的)?(?:周期|期限|期|年限)|(?:周期|执行期|实施期|建设期)(?=为|原则|一般|不)"
)
_NO_DURATION = re.compile("有效期|公示|申报期限|受理期限|试用|聘期|逾期|服务期限")
_SCORE = re.compile("计[0-9]+分|[0-9]+分[）)]|加[0-9]+分|每满$")
_NAME = re.compile("(?:项目|课题|成果|作品|标题)名称|题目|字数")
_PAPER_CONTEXT = re.compile("一式|纸质|材料|报送|装订|自留|打印|提交|另交|[表书函件]")


def rules_in(said: Said) -> Iterator[Rule]:
    """The rules that the numbers of a sentence state, in the order of its parts."""
    for place, part in enumerate(said.parts):
        bounded = bounded_in(part)
        for one in bounded:
            topic = _money_topic(said, place, part, one) or _other_topic(said, part, one)
            if topic:
                yield Rule(topic, place, (_with_subject(topic, part, one),), _label(topic, said, part, one))


def merged(rules: Iterator[Rule]) -> list[Rule]:
    """Rules of one topic, part and label as one: 15-25个字 is one rule with two measures."""
    joined: list[Rule] = []
    for rule in rules:
        last = joined[-1] if joined else None
        same = last is not None and (last.topic, last.part) == (rule.topic, rule.part)
        if last is not None and same and rule.topic in ("naming", "copies", "threshold", "age", "duration"):
            joined[-1] = replace(last, measures=last.measures + rule.measures)
        else:
            joined.append(rule)
    return joined


def _money_topic(said: Said, place: int, part: Part, one: Bounded) -> str:
    if one.measure.unit not in ("yuan", "percent"):
        return ""
    local = _local(part, one)
    if one.classed or _no_condition().search(part.text):
        return _shown_topic(said, part, local, one) if one.classed is False else ""
    if one.measure.unit == "yuan":
        return _amount_topic(said, place, part, local, one)
    return _percent_topic(said, place, part, local, one)


def _amount_topic(said: Said, place: int, part: Part, local: str, one: Bounded) -> str:
    behind = part.text[one.right :]
    given, shown = _granted().search(local), _shown().search(local)
    if one.measure.bound == "at_most":
        limits_grant = given or (not shown and (_granted().search(behind) or _granted().search(_context(said, place))))
        if limits_grant and not (shown and given and shown.end() > given.end()):
            return "cap"
    granted = _just_granted().search(local) or _granted_behind().match(behind) or _rates().search(said.text)
    if one.measure.bound == "exactly" and granted:
        return "" if re.search("安排|每年|总规模|共安排|基金规模|预算", local) else "cap"
    return _shown_topic(said, part, local, one)


def _percent_topic(said: Said, place: int, part: Part, local: str, one: Bounded) -> str:
    if _paid_out().search(local):
        return ""
    whole = part.text if _granted().search(part.text) else _context(said, place)
    if _granted().search(whole) and one.measure.bound in ("at_most", "exactly") and not re.search("推荐|立项数", local):
        limited = one.measure.bound == "at_most" or re.search("按|给予|的$|为$", local)
        if limited and not re.search("自筹|配套", local):
            return "ratio"
    if re.search("推荐|申报", local) and one.measure.bound == "at_most":
        return "quota"
    return _shown_topic(said, part, local, one)


def _shown_topic(said: Said, part: Part, local: str, one: Bounded) -> str:
    required = one.measure.bound in ("at_least", "more_than") or (
        one.measure.unit == "yuan" and one.measure.bound == "at_most"
    )
    subject = _shown().search(local) or (one.measure.unit == "percent" and "比例" in part.text)
    if not required or not subject or _granted().search(local) or _no_condition().search(part.text):
        return ""
    return "" if _is_goal(said) else "threshold"


def _other_topic(said: Said, part: Part, one: Bounded) -> str:
    unit, text, local = one.measure.unit, part.text, _local(part, one)
    if one.classed and unit not in ("age", "copy"):
        return ""
    if unit == "copy":
        near = said.text[max(0, part.start - 40) : part.end]
        return "copies" if _PAPER_CONTEXT.search(near) and not _SCORE.search(text) else ""
    if unit == "age":
        return "age"
    if unit == "character":
        return "naming" if _NAME.search(said.text) else ""
    if (
        unit in ("year", "month")
        and _DURATION.search(said.text[: part.start + one.value.start])
        and not _NO_DURATION.search(text)
    ):
        return "duration"
    if unit in ("year", "month", "person", "item") and one.measure.bound in ("at_least", "more_than"):
        unfit = _SCORE.search(text) or _no_condition().search(text) or _is_goal(said) or _granted().search(local)
        return "threshold" if _shown().search(local) and not unfit else ""
    return ""


def _is_goal(said: Said) -> bool:
    return any("目标" in heading for heading in said.headings) or bool(re.search("到20[0-9]{2}年", said.text))


def _local(part: Part, one: Bounded) -> str:
    """The words in front of the number that are its own: behind the last comma-like mark or other value."""
    start = max((value.end for value in part.values if value.end <= one.left), default=0)
    front = part.text[start : one.value.start]
    if len(front) < 3:
        front = part.text[: one.value.start]
    pause = front.rfind("、")
    return front[pause + 1 :] if pause >= 0 and one.measure.unit == "yuan" else front


def _context(said: Said, place: int) -> str:
    return "".join(part.text for part in said.parts[max(0, place - 2) : place])


def _with_subject(topic: str, part: Part, one: Bounded) -> Measure:
    if one.measure.of or topic not in ("threshold", "cap", "copies"):
        return one.measure
    front = part.text[: one.left]
    if topic == "copies":
        return replace(one.measure, of=_paper(front))
    if topic == "cap":
        found = re.search("(单个项目|单项|每个项目|每家企业|单个企业|每人|每项)", front)
        return replace(one.measure, of=found[1] if found else "")
    return replace(one.measure, of=_subject(front))


def _subject(front: str) -> str:
    """The quantity that must be shown: 申报本计划项目研发总投入不得少于 is about 研发总投入."""
    share = re.search("([^，。；、的]{2,24})占[^，。；]*$", front)
    if share:
        return re.sub("^.*(?:的|从事|企业)(?=.{3})", "", share[1]) + "占比"
    found = re.search(
        f"([^，。；、的）)本》]{{0,8}}(?:{one_of(wording()['money']['shown'])})[^，。；、的]{{0,6}})$", front
    )
    if not found:
        return ""
    words = re.sub("(?:[在为达占]|合计)+$", "", found[1])
    for lead in ("项目", "单位", "企业", "课题", "以及", "和", "应", "须", "近", "在"):
        at = words.find(lead)
        if at >= 0 and len(words) - at - len(lead) >= 3:
            words = words[at + len(lead) :]
    return words


def _paper(front: str, *, first: bool = False) -> str:
    opened = front.rfind("（")
    words = front[:opened] if opened > front.rfind("）") else front
    found = re.findall(f"[^，。；、：:（(）)将按《》]{{0,10}}?(?:{one_of(wording()['papers'])})", words)
    return re.sub("^(?:同时|报送|并|把|与|及|和|的)+(?=.{3})", "", found[0 if first else -1]) if found else ""


def _label(topic: str, said: Said, part: Part, one: Bounded) -> str:
    if topic == "copies":
        before = said.text[: part.start + one.left]
        return _paper(part.text[: one.left]) or _paper(before, first=True)
    condition = _case(said, part)
    if condition and topic in ("cap", "ratio", "threshold"):
        return condition
    return _subject(part.text[: one.left]) if topic == "threshold" else ""


def _case(said: Said, part: Part) -> str:
    """The case to which a rule is limited by the part before it: 人数满8人的，补助3万元."""
    place = said.parts.index(part)
    before = said.parts[place - 1] if place else None
    limited = before is not None and any(one.classed for one in bounded_in(before))
    return re.sub("的?[，,；]$", "", before.text)[:30] if before is not None and limited else ""


@cache
def _granted() -> re.Pattern[str]:
    return re.compile(one_of(wording()["money"]["granted"]))


@cache
def _just_granted() -> re.Pattern[str]:
    return re.compile(
        f"(?:{one_of(wording()['money']['granting'])})(?:一次性|每人|每家|每项|每个|每年|总额|金额|标准|为|的|最高|：|:|资金|经费)*$"
    )


@cache
def _rates() -> re.Pattern[str]:
    return re.compile(f"(?:{one_of(wording()['money']['granting'])})(?:额度|标准|强度|金额)(?:为|：|:|分)")


@cache
def _granted_behind() -> re.Pattern[str]:
    return re.compile(f"(?:人民币)?(?:的)?(?:一次性)?(?:{one_of(wording()['money']['granted'])})")


@cache
def _shown() -> re.Pattern[str]:
    return re.compile(one_of(wording()["money"]["shown"]))


@cache
def _paid_out() -> re.Pattern[str]:
    return re.compile(one_of(wording()["money"]["paid_out"]))


@cache
def _no_condition() -> re.Pattern[str]:
    return re.compile(one_of(wording()["money"]["no_condition"]))
