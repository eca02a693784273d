"""What a text is about, told from labelled examples: the classifier, and the banks that it learns from."""

from __future__ import annotations

import re
from collections import Counter
from importlib.resources import files

import pytest

from assistant.learned.intents import Bank, clauses, questions
from assistant.reading.topics import intents_of
from retrieval.lexicon import lexicon

BANKS = ("questions.tsv", "clauses.tsv")


def rows(name: str) -> list[list[str]]:
    lines = files("assistant.learned").joinpath(name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


class TestBank:
    def test_a_text_is_about_what_its_nearest_examples_are(self) -> None:
        """Nobody types an example word for word."""
        bank = Bank([("copies", "要印几份"), ("copies", "交几本"), ("cap", "最多给多少钱"), ("cap", "能拿多少")])

        assert "copies" == next(iter(bank.about("材料印几份")))
        assert "cap" == next(iter(bank.about("能给多少钱")))

    def test_every_number_is_the_same_mark(self) -> None:
        """200万 and 300万 ask the same."""
        bank = Bank([("cap", "投200万能补多少"), ("age", "40岁能报吗")])

        assert bank.about("投7万能补多少") == bank.about("投99万能补多少")

    def test_a_text_without_known_marks_is_about_nothing(self) -> None:
        """No guess without a sign."""
        assert {} == Bank([("cap", "给多少钱")]).about("zzz")

    def test_probabilities_are_told_best_first_and_sum_to_at_most_one(self) -> None:
        """What is cut off as too unlikely is the rest."""
        told = list(questions().about("纸质材料要几份").values())

        assert sorted(told, reverse=True) == told
        assert sum(told) <= 1.0 + 1e-9


@pytest.mark.parametrize("name", BANKS)
class TestBanks:
    def test_every_line_has_an_intent_and_an_example(self, name: str) -> None:
        """A line cut short would teach nothing and nobody would notice."""
        assert [] == [row for row in rows(name) if len(row) != 2 or not re.fullmatch("[a-z_]+", row[0]) or not row[1]]

    def test_no_example_stands_twice(self, name: str) -> None:
        """Under two intents it would teach both wrongly."""
        assert [] == [text for text, times in Counter(row[1] for row in rows(name)).items() if times > 1]

    def test_every_topic_has_examples(self, name: str) -> None:
        """A topic without examples is never what a text is about."""
        taught = Counter(row[0] for row in rows(name))

        assert {} == {topic: taught[topic] for topic in lexicon().topics if taught[topic] < 20}


class TestWhatIsAsked:
    @pytest.mark.parametrize(
        ("question", "intent"),
        [
            ("打印店问要订成什么样", "binding"),
            ("头一笔款什么时候打过来", "payment"),
            ("带头的人要什么文凭", "degree"),
            ("页面一直打不开找谁", "system_support"),
            ("能开发票抵税吗", "tax"),
            ("给我写一首诗", "tasks"),
        ],
    )
    def test_the_likeliest_intent_of_an_everyday_question(self, question: str, intent: str) -> None:
        """Questions in nobody's table are understood by their likeness to others."""
        assert intent == next(iter(intents_of(question)))

    def test_clauses_are_told_by_their_wording(self) -> None:
        """A notice nobody reviewed still tells which sentence states what."""
        assert "copies" == next(iter(clauses().about("申报书一式三份，报送至高新处")))
