"""The cards we ship: every value proven, and no rule of a notice left out."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, time
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from retrieval.card import Card, Fact, Quote
from retrieval.card_file import card_from_json, card_to_json, load_card
from retrieval.values import Value, values_in

DOCUMENTS = Path(__file__).parents[2] / "documents"
IDS = ("nantong-2023", "shenzhen-2017", "shenzhen-2023", "suzhou-2022")

# Values that stand in no quote, how often, and why. Numbers of headings are no values.
NOT_FACTS: dict[str, Counter[str]] = {
    # the opening sentence; the titles of the two attachments
    "suzhou-2022": Counter({"2022年度": 1, "2022年": 2}),
    # the guide's name in the opening sentence; titles of attachments; a bookmark that the word processor left behind
    "nantong-2023": Counter({"2023年": 1, "2023年度": 2, "142575309": 1}),
    "shenzhen-2017": Counter(),
    "shenzhen-2023": Counter(),
}
_COMMANDS = re.compile("须|应当|应由|不得|限报|限额|不予|严禁|禁止|不超过|最高|截止时间|有效期")


@cache
def text_of(notice_id: str) -> str:
    return (DOCUMENTS / notice_id / "notice.txt").read_text(encoding="utf-8")


@cache
def card_of(notice_id: str) -> Card:
    return load_card((DOCUMENTS / notice_id / "card.yaml").read_text(encoding="utf-8"), notice_id, text_of(notice_id))


def head_quotes(card: Card) -> list[Quote]:
    named = [card.title, *card.issuers, card.document_number, card.region, card.year, card.programme, card.published]
    return [datum.quote for datum in named if datum and datum.quote]


def covered(card: Card) -> set[int]:
    quotes = head_quotes(card) + [fact.quote for fact in card.facts]
    return {place for quote in quotes for place in range(quote.start, quote.end)}


def is_heading_number(text: str, value: Value) -> bool:
    before = text[text.rfind("\n", 0, value.start) + 1 : value.start].strip()
    opens_line = before in ("", "（", "附件") or before.endswith("]")
    return opens_line and bool(re.fullmatch(r"\d{1,2}", value.text)) and text[value.end] in "、.．） \n"


def facts(notice_id: str, topic: str, **wanted: object) -> list[Fact]:
    found = card_of(notice_id).of_topic(topic)
    return [fact for fact in found if all(getattr(fact, key) == value for key, value in wanted.items())]


def quota(place: str) -> set[Decimal]:
    return {fact.measures[0].number for fact in facts("suzhou-2022", "quota") if place in fact.who}


@pytest.mark.parametrize("notice_id", IDS)
class TestEveryCard:
    def test_every_quote_is_verbatim_at_its_offsets(self, notice_id: str) -> None:
        """`text[start:end] == quote`, for the head and for every fact; the card is a person's."""
        card, text = card_of(notice_id), text_of(notice_id)

        quotes = head_quotes(card) + [fact.quote for fact in card.facts]

        assert card.reviewed
        assert [quote for quote in quotes if text[quote.start : quote.end] != quote.text] == []

    def test_every_value_of_the_notice_stands_in_a_quote(self, notice_id: str) -> None:
        """No amount, percent, date, time, count, phone, link or code of a notice is missing from its card."""
        card, text = card_of(notice_id), text_of(notice_id)

        missing = [
            value.text
            for value in values_in(text)
            if not covered(card).issuperset(range(value.start, value.end)) and not is_heading_number(text, value)
        ]

        assert Counter(missing) == NOT_FACTS[notice_id]

    def test_every_command_stands_in_a_quote(self, notice_id: str) -> None:
        """Where a notice says 须, 不得, 限报 or 不予 it states a rule; each is under some topic of the card."""
        card, text = card_of(notice_id), text_of(notice_id)

        commands = [found for found in _COMMANDS.finditer(text) if found.start() not in covered(card)]

        assert [text[found.start() - 12 : found.end() + 12] for found in commands] == []

    def test_a_quote_is_a_clause_and_not_a_page(self, notice_id: str) -> None:
        """Readers see quotes: outside the rows of a guide none is longer than a long sentence."""
        rules = [fact for fact in card_of(notice_id).facts if fact.topic != "direction"]

        assert [fact.quote.text for fact in rules if len(fact.quote.text) > 170] == []

    def test_no_fact_is_listed_twice(self, notice_id: str) -> None:
        """A repeated fact would be counted or shown twice."""
        listed = [(fact.topic, fact.label, fact.name, fact.who, fact.quote) for fact in card_of(notice_id).facts]

        assert len(listed) == len(set(listed))

    def test_it_survives_json(self, notice_id: str) -> None:
        """The index stores cards as JSON."""
        assert card_of(notice_id) == card_from_json(card_to_json(card_of(notice_id)))


class TestSuzhou:
    @pytest.mark.parametrize(
        ("place", "items"),
        [
            *[("苏州大学", 15), ("苏州科技大学", 10), ("苏州职业大学", 5), ("西交利物浦大学", 5), ("常熟理工学院", 5)],
            *[("常熟高新区", 15), ("常熟虞山高新区", 15), ("昆山高新区", 14), ("张家港高新区", 7), ("太仓高新区", 7)],
            *[("吴江区", 60), ("吴中区", 60), ("相城区", 50), ("姑苏区", 8), ("工业园区", 155), ("高新区", 85)],
            ("其他项目主管部门", 2),
        ],
    )
    def test_each_place_has_its_own_quota(self, place: str, items: int) -> None:
        """A list by position (分别限额推荐50项、8项、155项和85项) is told apart, one fact a place."""
        assert {Decimal(items)} == quota(place)

    def test_the_two_zones_of_changshu_share_one_quota(self) -> None:
        """合计15项 is one fact of two zones, so that nobody reads 15 each."""
        assert len(facts("suzhou-2022", "quota", who=("常熟高新区", "常熟虞山高新区"))) == 1

    def test_every_guide_code_of_the_attachment_is_there_once(self) -> None:
        """The guide has 48 codes; each is a fact with its row."""
        printed = re.findall(r"(?m)^\s*(\d{6})\s", text_of("suzhou-2022"))

        codes = [fact.code for fact in facts("suzhou-2022", "direction") if fact.code]

        assert codes == printed
        assert len(codes) == 48

    def test_the_ratio_depends_on_who_applies(self) -> None:
        """30 % for enterprises, 50 % for universities and institutes, both of 项目总额."""
        ratios = {fact.who: (fact.measures[0].number, fact.measures[0].of) for fact in facts("suzhou-2022", "ratio")}

        assert ratios == {
            ("企业",): (Decimal(30), "项目总额"),
            ("高校", "科研院所"): (Decimal(50), "项目总额"),
        }

    def test_the_bounds_of_payment_keep_what_is_included(self) -> None:
        """50万元（不含）以上 excludes 50万元; 50%以上（含） includes 50 %."""
        measures = facts("suzhou-2022", "payment")[0].measures

        assert [(one.unit, one.bound) for one in measures] == [("yuan", "more_than"), ("percent", "at_least")]

    def test_the_window_closes_at_five(self) -> None:
        """2022年6月20日-7月15日17:00: the year carries over, the hour is kept."""
        (window,) = [fact.window for fact in facts("suzhou-2022", "deadline") if fact.window]

        assert (window.opens, window.closes, window.closes_at) == (date(2022, 6, 20), date(2022, 7, 15), time(17))


class TestNantong:
    def test_each_hand_in_has_its_last_day(self) -> None:
        """网上填报 and 主管部门网上审核推荐 share a day; paper has another."""
        closes = {fact.label: fact.window.closes for fact in facts("nantong-2023", "deadline") if fact.window}

        assert closes == {
            "网上填报": date(2024, 1, 31),
            "主管部门网上审核推荐": date(2024, 1, 31),
            "纸质材料受理": date(2024, 2, 5),
        }

    def test_150_exactly_is_not_enough_and_the_wording_is_noted(self) -> None:
        """不得少于150万元（不含） is read as more than, and the card says that the notice contradicts itself."""
        (fact,) = facts("nantong-2023", "threshold")

        assert (Decimal(1500000), "more_than") == (fact.measures[0].number, fact.measures[0].bound)
        assert any("150万元（不含）" in said for said in card_of("nantong-2023").contradictions)

    def test_age_is_an_encouragement(self) -> None:
        """鼓励和支持40岁以下 must not turn into a condition."""
        assert [fact.strength for fact in facts("nantong-2023", "age")] == ["may"]

    def test_the_nine_guide_codes_have_their_names(self) -> None:
        """1001 to 5002, each with name and 研发方向."""
        codes = {fact.code: fact.name for fact in facts("nantong-2023", "direction") if fact.code}

        assert list(codes) == ["1001", "1002", "1003", "2001", "3001", "4001", "4002", "5001", "5002"]
        assert codes["4002"] == "第三代半导体"


class TestShenzhen2023:
    def test_the_25_programmes_are_there_with_their_directions(self) -> None:
        """Each row of the table is a fact: name and directions."""
        rows = facts("shenzhen-2023", "direction")

        assert len(rows) == 25
        assert all(
            re.match(rf"{number}\s+{re.escape(row.name)}\s", row.quote.text) for number, row in enumerate(rows, 1)
        )

    def test_500_million_lifts_a_limit_and_50_million_is_a_condition(self) -> None:
        """5亿元 only lifts the limit of two suggestions; 5000万元 is for those who later apply."""
        lifted = facts("shenzhen-2023", "limit", label="不受数量限制的企业")[0].measures[0]
        (condition,) = facts("shenzhen-2023", "threshold")

        assert lifted.number == Decimal(500_000_000)
        assert (Decimal(50_000_000), ("龙头骨干企业",)) == (condition.measures[0].number, condition.who)

    def test_no_phone_and_no_ratio_are_claimed(self) -> None:
        """The notice gives neither; the card says so, so that answers can."""
        assert {"contact", "ratio", "payment", "duration"} <= set(card_of("shenzhen-2023").silent)


class TestShenzhen2017:
    def test_it_is_a_plan_without_window_cap_or_contact(self) -> None:
        """Nothing of an application notice may be made up for a plan."""
        assert {"deadline", "cap", "ratio", "contact", "applicant"} <= set(card_of("shenzhen-2017").silent)
        assert card_of("shenzhen-2017").issuers == ()

    def test_ten_fields_and_six_support_plans(self) -> None:
        """Section three has ten fields; section four six plans, the last at a page break."""
        fields = [fact for fact in facts("shenzhen-2017", "direction") if fact.name]

        assert len(fields) == 10
        assert len(facts("shenzhen-2017", "measures_support", label="扶持计划")) == 6

    def test_goals_keep_their_figures_and_bounds(self) -> None:
        """超 and 超过 are more than; 达到 is at least."""
        measures = [one for fact in facts("shenzhen-2017", "goals") for one in fact.measures]

        assert [int(one.number) for one in measures] == [50, 100, 50, 10, 200, 3 * 10**12, 42]
        assert [one.bound for one in measures] == ["more_than"] * 6 + ["at_least"]
