"""Values of official text: what is found, in which normal form, and what states what."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.values import amount_text, percent_text, supports, values_in

DIGITS = set("0123456789０１２３４５６７８９")
OFFICIAL = (
    "0123456789０９,.，。-—至到年月日时点：:%％万亿千百十元一二三两〇第个项份字批式成分之（）〔〕号 \n\tAa@/¥$以度底美"
)


def norms(text: str) -> list[str]:
    return [value.norm for value in values_in(text)]


class TestEveryDigitIsAccountedFor:
    @settings(deadline=None)
    @given(
        st.text() | st.text(alphabet=OFFICIAL) | st.text(alphabet=st.characters(categories=["Cs", "Nd", "No", "Lo"]))
    )
    def test_each_digit_lies_in_exactly_one_value(self, text: str) -> None:
        """No number of an answer can pass the check unseen, whatever surrounds it."""
        values = values_in(text)
        covered = [place for value in values for place in range(value.start, value.end)]

        assert len(covered) == len(set(covered))
        assert {place for place, character in enumerate(text) if character in DIGITS} <= set(covered)

    @settings(deadline=None)
    @given(st.text() | st.text(alphabet=OFFICIAL))
    def test_values_are_in_order_and_verbatim(self, text: str) -> None:
        """Places are exact, so that a reader can be shown where a value stands."""
        values = values_in(text)

        assert list(values) == sorted(values, key=lambda value: value.start)
        assert all(text[value.start : value.end] == value.text for value in values)

    @settings(deadline=None)
    @given(st.text(alphabet=OFFICIAL))
    def test_a_value_states_itself(self, text: str) -> None:
        """A quotation of the notice always passes the check."""
        values = values_in(text)

        assert all(supports(values, value) for value in values)

    @pytest.mark.parametrize("piece", ["1", "一", "1 ", "1-", "一至", "(2020)", "a.", "1,111", "a1", "令", "1万"])
    def test_time_is_linear_in_length(self, piece: str) -> None:
        """A long hostile text takes no more than its length's worth of time."""
        begun = time.perf_counter()
        values_in(piece * (60_000 // len(piece)))

        assert time.perf_counter() - begun < 5


class TestAmounts:
    @pytest.mark.parametrize(
        ("printed", "yuan"),
        [
            ("100万元", "1000000"),
            ("150万", "1500000"),
            ("5亿元", "500000000"),
            ("3 万亿元", "3000000000000"),
            ("1000000元", "1000000"),
            ("5,000万元", "50000000"),
            ("一百万元", "1000000"),
            ("2.4万元", "24000"),
            ("２０万元", "200000"),
            ("20亿元", "2000000000"),
            ("一点五亿元", "150000000"),
            ("两千万元", "20000000"),
            ("2亿5000万元", "250000000"),
            ("￥300", "300"),
        ],
    )
    def test_all_spellings_are_one_amount(self, printed: str, yuan: str) -> None:
        """An amount is the same value however it is written."""
        assert [f"yuan:{yuan}"] == norms(printed)
        assert Decimal(yuan) == values_in(printed)[0].number

    def test_the_currency_stays(self) -> None:
        """Five million dollars are no five million yuan."""
        assert ["usd:5000000"] == norms("不超过500万美元")

    @pytest.mark.parametrize(
        "text", ["500-1000万元", "500万—1000万元", "500至1000万元", "500万元（含）-1000万元（含）"]
    )
    def test_a_range_is_two_amounts(self, text: str) -> None:
        """The first side of a range takes the unit of the second."""
        assert ["yuan:5000000", "yuan:10000000"] == norms(text)

    def test_ten_thousand_people_are_no_money(self) -> None:
        """万 is money only where nothing else is counted."""
        assert ["count:1000000:人"] == norms("100万人")

    def test_a_table_cell_lends_no_currency(self) -> None:
        """12 before a cell that begins with 元 (元宇宙) stays a number."""
        assert ["number:12"] == norms("12\t元宇宙")


class TestPercentages:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("50%", ["percent:50"]),
            ("30％", ["percent:30"]),
            ("百分之三十", ["percent:30"]),
            ("三成", ["percent:30"]),
            ("5—10%", ["percent:5", "percent:10"]),
            ("三成立", []),
        ],
    )
    def test_percentages(self, text: str, expected: list[str]) -> None:
        """Percent signs, 百分之 and 成 state the same share; 成立 states none."""
        assert expected == norms(text)


class TestDaysAndTimes:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("2024年1月31日", ["date:2024-01-31"]),
            ("2024-01-31", ["date:2024-01-31"]),
            ("2024/1/31", ["date:2024-01-31"]),
            ("2024.1.31", ["date:2024-01-31"]),
            ("20240131", ["date:2024-01-31"]),
            ("2024 年 1 月 31 日", ["date:2024-01-31"]),
            ("二〇二三年四月十七日", ["date:2023-04-17"]),
            ("1月31日", ["date:--01-31"]),
            ("2024年1月", ["date:2024-01"]),
            ("每年5月底前", ["date:--05"]),
            ("2022年6月20日-7月15日17:00", ["date:2022-06-20", "date:2022-07-15", "time:17:00"]),
            ("2022年6月20日9:00至7月15日17:00", ["date:2022-06-20", "time:09:00", "date:2022-07-15", "time:17:00"]),
            ("2022年6月20日至30日", ["date:2022-06-20", "date:2022-06-30"]),
            ("2017—2019年", ["year:2017", "year:2019"]),
            ("2021或2022年度", ["year:2021", "year:2022"]),
            ("2020 年", ["year:2020"]),
            ("17时", ["time:17:00"]),
            ("下午5点", ["time:17:00"]),
            ("下午五点半", ["time:17:30"]),
            ("24点", ["time:24:00"]),
            ("17：00", ["time:17:00"]),
        ],
    )
    def test_dates_years_and_times(self, text: str, expected: list[str]) -> None:
        """A year stated at the start of a range holds for its end; spellings do not matter."""
        assert expected == norms(text)

    def test_a_day_that_does_not_exist_is_no_date(self) -> None:
        """A false date is not taken for a true one."""
        assert all(value.kind != "date" or value.norm.count("-") < 4 for value in values_in("2023年2月30日"))


class TestCounts:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("一式六份", ["count:6:份"]),
            ("一式2份", ["count:2:份"]),
            ("50 个", ["count:50:个"]),
            ("40岁以下", ["count:40:岁"]),
            ("45周岁以下", ["count:45:岁"]),
            ("三年", ["count:3:年"]),
            ("15-25个字", ["count:15:字", "count:25:字"]),
            ("三至五年", ["count:3:年", "count:5:年"]),
            ("十大", ["count:10:大"]),
            ("第一批", ["count:第1:批"]),
            ("5个工作日", ["count:5:工作日"]),
            ("30日内", ["count:30:日"]),
            ("三个月", ["count:3:个月"]),
            ("各 1 项", ["count:1:项"]),
            ("两名", ["count:2:人"]),
            ("限报一个", ["count:1:个"]),
            ("注册成立一年以上", ["count:1:年"]),
        ],
    )
    def test_counts_keep_their_measure_word(self, text: str, expected: list[str]) -> None:
        """A number means nothing without what is counted."""
        assert expected == norms(text)

    @pytest.mark.parametrize(
        "text",
        [
            "一般",
            "一定",
            "统一",
            "万事好通",
            "十分",
            "一、总则",
            "（二）",
            "第三代半导体",
            "一个企业",
            "同一项目",
            "一次性",
            "上一年度",
            "三方",
            "十四五",
        ],
    )
    def test_words_are_no_quantities(self, text: str) -> None:
        """A numeral inside an ordinary word must not have to be proved by a quotation."""
        assert [] == norms(text)


class TestMarks:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("电话：55018902 。", ["phone:55018902"]),
            ("010-64521235", ["phone:01064521235"]),
            ("2031-2033年", ["year:2031", "year:2033"]),
            ("13812345678", ["phone:13812345678"]),
            ("400-123-4567", ["phone:4001234567"]),
            ("a.b1@example.gov.cn", ["email:a.b1@example.gov.cn"]),
            ("(http://example.gov.cn/a1.html)注册", ["url:http://example.gov.cn/a1.html"]),
            ("http://example.gov.cn/，以下", ["url:http://example.gov.cn"]),
            ("根据通科资〔2023〕116号", ["document_number:通科资2023-116"]),
            ("(2008)172号", ["document_number:2008-172"]),
            ("210103  氮化镓", ["code:210103"]),
            ("指南代码210103", ["code:210103"]),
            ("共210103", ["number:210103"]),
            ("5G移动通信、IPv6", ["code:5g", "code:ipv6"]),
        ],
    )
    def test_marks(self, text: str, expected: list[str]) -> None:
        """Phones, links, document numbers and codes are whole values, not loose digits."""
        assert expected == norms(text)


class TestSupports:
    @pytest.mark.parametrize(
        ("evidence", "claimed"),
        [
            ("2022年7月15日", "7月15日"),
            ("2022年7月15日", "2022年"),
            ("2022年7月15日", "2022年7月"),
            ("通科资〔2023〕116号", "2023年"),
            ("25字", "25个字"),
            ("25个字", "共25"),
            ("100万元", "一百万"),
            ("限报5项", "5个"),
            ("实施周期为3年", "三年"),
            ("30天", "30日"),
            ("010-64521235", "64521235"),
            ("http://example.gov.cn/a", "example.gov.cn"),
            ("210103  氮化镓", "选210103"),
        ],
    )
    def test_the_weaker_follows_from_the_stronger(self, evidence: str, claimed: str) -> None:
        """A value in other words is the same value, and a part of it follows from it."""
        assert supports(values_in(evidence), values_in(claimed)[0])

    @pytest.mark.parametrize(
        ("evidence", "claimed"),
        [
            ("7月15日", "2022年7月15日"),
            ("2022年6月15日", "7月15日"),
            ("2022年", "2022年7月"),
            ("共25", "25个字"),
            ("25年", "25字"),
            ("限报5项", "5家"),
            ("一批", "第一批"),
            ("3年", "3个"),
            ("500万美元", "500万元"),
            ("50%", "50"),
            ("64521235", "010-64521235"),
            ("科发〔2023〕116号", "通科资〔2023〕116号"),
            ("100万元", "100元"),
        ],
    )
    def test_nothing_stronger_or_other_follows(self, evidence: str, claimed: str) -> None:
        """A year, a unit, a currency that the evidence does not print cannot be claimed from it."""
        assert not any(supports(values_in(evidence), value) for value in values_in(claimed))


class TestWording:
    @pytest.mark.parametrize(
        ("yuan", "text"),
        [
            ("1000000", "100万元"),
            ("1500000000", "15亿元"),
            ("123456", "12.3456万元"),
            ("5000", "5000元"),
            ("0", "0元"),
            ("3000000000000", "3万亿元"),
            ("10000.5", "10000.5元"),
        ],
    )
    def test_amounts_are_worded_as_officials_do(self, yuan: str, text: str) -> None:
        """A worked-out sum reads like the notice: 万 and 亿 where they are short."""
        assert text == amount_text(Decimal(yuan))

    @settings(deadline=None)
    @given(st.decimals(min_value=0, max_value=10**13, places=2))
    def test_an_amount_survives_its_wording(self, yuan: Decimal) -> None:
        """Wording loses no fen."""
        assert yuan == values_in(amount_text(yuan))[0].number

    def test_percentages(self) -> None:
        """Shares are printed without idle zeros."""
        assert ["50%", "2.5%"] == [percent_text(Decimal("50.0")), percent_text(Decimal("2.50"))]
