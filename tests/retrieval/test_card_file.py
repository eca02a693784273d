"""The card loader: what it takes in, and everything it refuses, with the words it refuses in."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.card import Measure, Quote, Window
from retrieval.card_file import card_from_json, card_to_json, load_card, load_phrasings
from retrieval.card_quotes import Quotes, squeezed
from retrieval.card_schema import CardEntry, FactEntry, MeasureEntry, PhrasingEntry
from retrieval.errors import CardError, FalseQuote

TEXT = """海州市科技局关于申报2031年度
灯塔计划项目的通知
海科〔2031〕7号
一、单个项目最高资助80万元，不超过总投入的
 40%。
二、企业限报一项，高校限报三项。
三、网上申报时间为2031年5月9日-6月1日17:00，纸质材料6月5日前一式六份送达。
四、咨询：王芳 55512345；系统：王芳 55512345。
海州市科技局
2031年4月30日
"""
HEAD = """
reviewed: true
label: 灯塔计划
title: {value: 关于申报2031年度灯塔计划项目的通知, quote: 海州市科技局关于申报2031年度灯塔计划项目的通知}
"""
CAP = "{topic: cap, quote: 单个项目最高资助80万元, measures: [{number: 80万元, bound: at_most, of: 单个项目}]}"

WINDOW = "{topic: deadline, quote: 2031年5月9日-6月1日17:00, opens: 2031-05-09, closes: 2031-06-01, closes_at: 17:00}"


def a_card(*facts: str, head: str = "") -> str:
    return HEAD + head + "facts:\n" + "".join(f"  - {fact}\n" for fact in facts)


def refusal(source: str, text: str = TEXT) -> CardError:
    with pytest.raises(CardError) as caught:
        load_card(source, "haizhou", text)
    return caught.value


class TestWhatIsTakenIn:
    def test_a_quote_gets_the_exact_characters_and_offsets_of_the_notice(self) -> None:
        """White space is free in a card, but what is kept is the notice's own text, so `text[start:end] == quote`."""
        card = load_card(a_card("{topic: ratio, quote: 不超过总投入的40%}"), "haizhou", TEXT)

        quote = card.facts[0].quote
        assert quote.text == "不超过总投入的\n 40%"
        assert TEXT[quote.start : quote.end] == quote.text
        assert card.title.quote is not None
        assert "\n" in card.title.quote.text

    def test_amounts_are_written_as_people_write_them(self) -> None:
        """80万元 in the card is 800000 yuan, bound and base as given."""
        card = load_card(a_card(CAP), "haizhou", TEXT)

        assert card.facts[0].measures == (Measure(Decimal(800000), "yuan", "at_most", "单个项目"),)

    @pytest.mark.parametrize(
        ("quote", "number", "expected"),
        [
            ("一式六份", "6份", (Decimal(6), "copy")),
            ("高校限报三项", "3项", (Decimal(3), "item")),
            ("不超过总投入的40%", "40%", (Decimal(40), "percent")),
        ],
    )
    def test_a_number_is_proven_by_its_other_spelling(
        self, quote: str, number: str, expected: tuple[Decimal, str]
    ) -> None:
        """Numerals and units are normalised before a measure is compared with its quote."""
        card = load_card(
            a_card(f"{{topic: copies, quote: {quote}, measures: [{{number: {number}}}]}}"), "haizhou", TEXT
        )

        assert expected == (card.facts[0].measures[0].number, card.facts[0].measures[0].unit)

    def test_a_window_has_typed_days_and_its_hour(self) -> None:
        """Unquoted dates, times and codes mean what they look like; YAML's own guesses would make 17:00 a number."""

        card = load_card(a_card(WINDOW), "haizhou", TEXT)

        assert card.facts[0].window == Window(date(2031, 5, 9), date(2031, 6, 1), time(17, 0))

    def test_the_head_of_a_card_keeps_people_s_names(self) -> None:
        """Region and programme carry what people call them; absent data stay None."""
        head = (
            "region: {value: 海州市, names: [海州], quote: 海州市科技局}\n"
            "document_number: {value: 海科〔2031〕7号, quote: 海科〔2031〕7号}\n"
            "published: {value: 2031-04-30, quote: 2031年4月30日}\nprogramme: null\n"
        )

        card = load_card(a_card(CAP, head=head), "haizhou", TEXT)

        assert card.region_names == ("海州",)
        assert card.published is not None
        assert card.published.value == "2031-04-30"
        assert card.programme is None

    def test_after_picks_the_place_of_a_quote_that_stands_twice(self) -> None:
        """Without `after` the first place is meant; with it, the first one behind those words."""
        facts = [
            "{topic: contact, quote: 王芳 55512345}",
            "{topic: system_support, quote: 王芳 55512345, after: 系统：}",
        ]

        first, second = load_card(a_card(*facts), "haizhou", TEXT).facts

        assert first.quote.start == TEXT.index("王芳")
        assert second.quote.start == TEXT.rindex("王芳")

    def test_a_card_survives_json_without_loss(self) -> None:
        """The database and the API store cards as JSON; decimals, dates and tuples come back equal."""
        card = load_card(a_card(CAP, WINDOW, head="silent: [age]\n"), "haizhou", TEXT)

        assert card == card_from_json(json.loads(json.dumps(card_to_json(card), ensure_ascii=False)))

    def test_json_that_is_no_card_is_refused(self) -> None:
        """A damaged row of the database is reported, not passed on as a half-empty card."""
        with pytest.raises(CardError, match="not a stored card"):
            card_from_json({"notice_id": "haizhou"})


class TestTheManual:
    MANUAL = (Path(__file__).parents[2] / "docs" / "cards.md").read_text(encoding="utf-8")

    def test_the_example_card_of_the_manual_is_one(self) -> None:
        """Who copies the example of docs/cards.md starts from a card that loads."""
        example = next(block for block in re.findall(r"```yaml\n(.*?)```", self.MANUAL, re.S) if "reviewed:" in block)

        assert load_card(example, "haizhou", TEXT).label == "海州灯塔计划"

    def test_the_manual_tells_every_key(self) -> None:
        """A key that the loader takes and the manual hides would never be used."""
        keys = {key for entry in (CardEntry, FactEntry, MeasureEntry, PhrasingEntry) for key in entry.model_fields}

        assert {key for key in keys if f"`{key}`" not in self.MANUAL and f" {key}: " not in self.MANUAL} == set()

    def test_the_refusal_that_the_manual_shows_is_the_real_one(self) -> None:
        """The message in the manual is what a clerk will see."""
        error = refusal(a_card(CAP, "{topic: ratio, label: 比例, quote: 不超过总投入的50%}"))

        assert error.reason_zh in self.MANUAL


class TestFalseQuotes:
    def test_the_message_names_card_line_fact_and_quote_and_where_it_parts_from_the_notice(self) -> None:
        """A clerk must find the mistake at once: which file and line, which quote, what the notice says instead."""
        error = refusal(a_card(CAP, "{topic: ratio, label: 比例, quote: 不超过总投入的50%}"))

        assert isinstance(error, FalseQuote)
        for part in ("haizhou/card.yaml", "line 7", "facts[1]", "比例", "不超过总投入的50%", "40%"):
            assert part in str(error)
        for part in ("第7行", "引文“不超过总投入的50%”不在通知原文中", "40%"):
            assert part in error.reason_zh

    def test_every_false_quote_of_a_card_is_told_at_once(self) -> None:
        """A person mends a card in one go, not one error a run."""
        error = refusal(a_card("{topic: cap, quote: 最高资助90万元}", "{topic: age, quote: 四十岁以下}"))

        assert "最高资助90万元" in str(error)
        assert "四十岁以下" in str(error)

    def test_a_quote_that_stands_only_before_after_is_false(self) -> None:
        """`after` that points past the quote is a mistake of the card, not a licence to take another place."""
        error = refusal(a_card("{topic: contact, quote: 单个项目最高资助80万元, after: 系统：}"))

        assert isinstance(error, FalseQuote)
        assert "does not stand behind" in str(error)

    def test_punctuation_is_part_of_a_quote(self) -> None:
        """Only white space is free: a half-width comma for a full-width one is another text."""
        assert isinstance(refusal(a_card("{topic: limit, quote: '企业限报一项,高校限报三项'}")), FalseQuote)


class TestNothingInvented:
    @pytest.mark.parametrize(
        ("fact", "told"),
        [
            ("{topic: cap, quote: 单个项目最高资助80万元, measures: [{number: 90万元}]}", "90万元 is not stated"),
            (
                "{topic: cap, quote: 单个项目最高资助80万元, measures: [{number: 80万元, of: 总投入}]}",
                "总投入 is not in",
            ),
            ("{topic: cap, quote: 单个项目最高资助80万元, measures: [{number: 很多}]}", "not one number with its unit"),
            ("{topic: cap, quote: 单个项目最高资助80万元, measures: [{number: 80万元和40%}]}", "not one number"),
            ("{topic: deadline, quote: 2031年5月9日-6月1日, closes: 2031-06-02}", "2031-06-02 is not stated"),
            (
                "{topic: deadline, quote: 2031年5月9日-6月1日17:00, closes: 2031-06-01, closes_at: 18:00}",
                "18:00 is not",
            ),
            ("{topic: deadline, quote: 2031年5月9日-6月1日, opens: 2031-06-01, closes: 2031-05-09}", "before it opens"),
            ("{topic: deadline, quote: 2031年5月9日-6月1日17:00, closes_at: 17:00}", "needs closes"),
            ("{topic: direction, quote: 企业限报一项, code: '3001'}", "3001 is not in"),
            ("{topic: contact, quote: 王芳 55512345, name: 李雷}", "李雷 is nowhere"),
            ("{topic: limit, quote: 企业限报一项, who: [医院]}", "医院 is nowhere"),
            ("{topic: money, quote: 企业限报一项}", "no topic money"),
        ],
    )
    def test_a_value_that_its_quote_does_not_state_is_refused(self, fact: str, told: str) -> None:
        """What answers compute with must be in the notice: number, base, date, hour, code, name, applicant."""
        error = refusal(a_card(fact))

        assert told in str(error)
        assert not isinstance(error, FalseQuote)

    def test_a_date_of_the_head_is_compared_as_a_date(self) -> None:
        """published is proven by the printed date, in whatever spelling, and by nothing else."""
        error = refusal(a_card(CAP, head="published: {value: 2031-05-01, quote: 2031年4月30日}\n"))

        assert "2031-05-01 is not stated" in str(error)

    def test_a_head_value_must_stand_in_its_quote(self) -> None:
        """An issuer shown by a place of the text may not be renamed on the way."""
        error = refusal(a_card(CAP, head="issuers: [{value: 海州市财政局, quote: 海州市科技局}]\n"))

        assert "海州市财政局 is not in its quote" in str(error)

    def test_a_topic_cannot_be_silent_and_stated(self) -> None:
        """“未规定” must never be said of a topic on which the card has a rule."""
        assert "called silent" in str(refusal(a_card(CAP, head="silent: [cap]\n")))


class TestForm:
    @pytest.mark.parametrize(
        ("source", "english", "chinese"),
        [
            ("", "the file", "应写成"),
            ("- 1", "the file", "应写成"),
            (HEAD + "labell: x\n", "line 5, labell", "没有这个键"),
            (HEAD.replace("true", "maybe"), "line 2, reviewed", "只能写 true 或 false"),
            (HEAD.replace("label: 灯塔计划", "label:"), "line 3, label", "应写一段文字"),
            (HEAD.replace("value:", "valu:"), "title.value", "缺少这一项"),
            (a_card("{topic: cap}"), "line 6, facts[0].quote", "缺少这一项"),
            (a_card("{topic: cap, quote: 企业, closes: 2031-02-30}"), "2031-02-30 is not a day", "不是存在的日期"),
            (a_card("{topic: cap, quote: 企业, closes: 20310601}"), "20310601 is not a day", "不是存在的日期"),
            (a_card("{topic: cap, quote: 企业, closes_at: 25:00}"), "25:00 is not a time", "不是时刻"),
            (a_card("{topic: cap, quote: 企业, who: 企业}"), "facts[0].who", "应写成列表"),
            (a_card("{topic: cap, quote: 企业, strength: maybe}"), "facts[0].strength", "只能写"),
            (a_card(f"{{topic: cap, quote: {'企' * 1001}}}"), "facts[0].quote", "过长"),
        ],
    )
    def test_a_mistake_of_form_is_told_with_its_place_in_both_languages(
        self, source: str, english: str, chinese: str
    ) -> None:
        """Developers and clerks each get a message with the line and the key."""
        error = refusal(source)

        assert english in str(error)
        assert chinese in error.reason_zh

    @pytest.mark.parametrize(
        ("source", "told"),
        [
            ("a: &a [x]\nb: [*a, *a]", "anchors and aliases"),
            ("label: 1\nlabel: 2", "line 2: the key 'label' is written twice"),
            ("a: !!python/object/apply:os.system [ls]", "the tag"),
            ("[" * 5000, "nested more than"),
            ("a: [", "not YAML"),
            ("a: \x07", "not YAML"),
            ("a: \ud800", "lone surrogate"),
            ("a: 1\n---\nb: 2", "not YAML"),
            ("? [1]\n: 2", "a key must be a plain word"),
            ("x" * 5_000_000, "5000000 characters"),
        ],
    )
    def test_hostile_or_broken_yaml_is_refused_clearly(self, source: str, told: str) -> None:
        """Alias bombs, tags, repeated keys, deep nesting and huge files never reach the card."""
        assert told in str(refusal(source))

    @given(st.text(max_size=200))
    def test_any_text_is_a_card_or_a_card_error(self, junk: str) -> None:
        """Whatever stands in a card.yaml, the caller has one kind of error to handle."""
        for source in (junk, HEAD + junk, a_card(f"{{topic: cap, quote: {junk}}}")):
            with suppress(CardError):
                assert load_card(source, "haizhou", TEXT).label


class TestPhrasings:
    def test_a_phrasing_ties_questions_to_a_clause(self) -> None:
        """Each entry has the clause's exact place and the questions as written."""
        source = "- quote: 一式六份\n  asks: [要打印几份, 交几本]\n"

        (phrasing,) = load_phrasings(source, TEXT)

        start = TEXT.index("一式六份")
        assert phrasing.quote == Quote("一式六份", start, start + 4)
        assert phrasing.asks == ("要打印几份", "交几本")

    def test_an_empty_file_has_no_phrasings(self) -> None:
        """phrasing.yaml only helps; an empty one is not a mistake."""
        assert load_phrasings("# 暂无\n", TEXT) == ()

    @pytest.mark.parametrize(
        ("source", "told"),
        [
            ("- {quote: 一式七份, asks: [几份]}", "line 1, [0].quote 几份"),
            ("- {quote: 一式六份, asks: []}", "line 1, [0].asks"),
            ("- {quote: 一式六份}", "line 1, [0].asks"),
            ("quote: 一式六份", "line 1, the file"),
        ],
    )
    def test_a_false_or_malformed_phrasing_is_refused_with_its_line(self, source: str, told: str) -> None:
        """A phrasing leads readers to a clause, so the clause must be there."""
        with pytest.raises(CardError) as caught:
            load_phrasings(source, TEXT)

        assert told in str(caught.value)


class TestQuotes:
    @given(st.text(alphabet="甲乙丙1 \n\u3000\t，", min_size=1, max_size=60), st.data())
    def test_a_found_quote_is_exact_whatever_the_blanks(self, text: str, data: st.DataObject) -> None:
        """For any text and any piece of it with its white space changed, the place found is exact and minimal."""
        start = data.draw(st.integers(0, len(text)))
        piece = text[start : data.draw(st.integers(start, len(text)))]
        blanks = data.draw(st.sampled_from(["", " ", "\n", "\u3000"]))

        found = Quotes(text).find(blanks.join(piece))

        if not squeezed(piece):
            assert found is None
        else:
            assert found is not None
            assert text[found.start : found.end] == found.text
            assert squeezed(found.text) == squeezed(piece)
            assert not found.text[0].isspace()
            assert not found.text[-1].isspace()
