"""One spelling for questions; a same-length one for notices."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.normalise import fold, normalise_question


class TestNormaliseQuestion:
    @pytest.mark.parametrize(
        ("typed", "plain"),
        [
            ("最多能拿多少錢", "最多能拿多少钱"),
            ("ＡＩ專項　　１００万", "ai专项 100万"),
            ("  截止\u200b时间\n\n是  哪天 ", "截止时间 是 哪天"),
            ("南\u202e通\ufe0f项\U000e0041目", "南通项目"),
            ("能\x00报\ud800吗", "能报吗"),
            ("申抱材料装钉要求", "申报材料装订要求"),
        ],
    )
    def test_every_way_of_typing_is_one_spelling(self, typed: str, plain: str) -> None:
        """What a reader cannot see, or sees as the same, makes no difference to the answer."""
        assert plain == normalise_question(typed)

    def test_right_words_stay(self) -> None:
        """A misspelling across two right words is none: 安装钉子 is not about binding."""
        assert normalise_question("安装钉子") == "安装钉子"

    @given(st.text(alphabet=st.characters(categories=["L", "N", "P", "Z", "C", "S", "M"]), max_size=80))
    @settings(deadline=None)
    def test_nothing_invisible_is_left(self, text: str) -> None:
        """Total on any string; hidden characters cannot carry words past the later steps."""
        plain = normalise_question(text)

        assert not {unicodedata.category(character) for character in plain} & {"Cc", "Cf", "Cs"}
        assert plain == " ".join(plain.split())

    def test_a_question_takes_no_time(self) -> None:
        """Under a tenth of a millisecond, so that it can be done wherever it is needed."""
        normalise_question("總投入")
        begun = time.perf_counter()
        for _ in range(200):
            normalise_question("总投入200万，最多能拿多少？")

        assert (time.perf_counter() - begun) / 200 < 0.001


class TestFold:
    @given(st.text(max_size=80))
    @settings(deadline=None)
    def test_length_stays(self, text: str) -> None:
        """Offsets found in the folded text hold in the notice."""
        assert len(text) == len(fold(text))

    def test_folding_is_by_character(self) -> None:
        """Width, case and script do not hide a word of the notice."""
        assert fold("請問（ＡＢＣ）專項Ｘ\n") == "请问(abc)专项x\n"


class TestSpoken:
    @pytest.mark.parametrize(
        ("said", "written"),
        [
            ("三百来万能补几多", "三百万能补多少"),
            ("超过两个亿的呢", "超过两亿的呢"),
            ("280w够不够", "280万够不够"),
            ("可唔可以报", "可不可以报"),
            ("冇牌照嘅公司", "没有牌照的公司"),
            ("阿拉啥辰光交", "我们什么时候交"),
        ],
    )
    def test_what_is_said_is_written_out(self, said: str, written: str) -> None:
        """A dialect word or a spoken number asks the same as its written form."""
        assert written == normalise_question(said)

    @pytest.mark.parametrize("text", ["系统打不开", "几点截止", "重点报哪个", "那钱呢个人能报吗", "阿拉善盟"])
    def test_a_word_that_only_looks_spoken_stays(self, text: str) -> None:
        """A mended word that was right would change the question."""
        assert text == normalise_question(text)
