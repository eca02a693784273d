"""How likely a question is asked about a sentence: what is learned from pairs, and the bank of pairs itself."""

from __future__ import annotations

import io
from collections import Counter

import numpy as np
import pytest

from assistant.learned.intents import marks_of
from assistant.learned.teach import BANK, MODEL, all_pairs, digest_of, named_in, pairs_in, taught
from assistant.learned.translation import Translation, translation
from retrieval.normalise import fold

PAIRS = pairs_in(
    "申报书采用简装装订。\t怎么钉\t钉书钉行不\n"
    "项目申报书须装订成册。\t散页交行不\t怎么钉\n"
    "补助资金一次性拨付。\t钱几时到手\t钱分几回给\n"
    "资助资金分两年拨付。\t钱几时到手\t头一年给多少钱\n"
)


def learned(pairs: list[tuple[str, str]]) -> Translation:
    kept = io.BytesIO()
    np.savez(kept, **taught(pairs))
    kept.seek(0)
    return Translation.read(kept)


class TestTranslation:
    def test_words_that_share_no_character_are_learned_to_mean_the_same(self) -> None:
        """钉 is asked about 装订, 钱 about 资金, in sentences that nobody wrote a question for."""
        model = learned(PAIRS)
        marked = model.marked(["材料装订后报送。", "资金拨付至账户。"])

        binding, money = (model.likely(question, marked) for question in ("要不要钉", "钱呢"))

        assert binding[0] > binding[1]
        assert money[1] > money[0]

    def test_a_word_that_stands_in_the_sentence_speaks_for_it(self) -> None:
        """A name translates into nothing but itself."""
        model = learned([*PAIRS, ("材料报送云帆大厦。", "云帆在哪"), ("材料报送科技局。", "云帆远吗")])
        marked = model.marked(["云帆项目三年。", "银河项目三年。"])

        told = model.likely("云帆", marked)

        assert told[0] > told[1]

    def test_nothing_in_common_tells_nothing(self) -> None:
        """Neither unknown words nor a notice without sentences breaks it."""
        model = learned(PAIRS)

        assert [0.0] == list(model.likely("zzz", model.marked(["材料报送。"])))
        assert [] == list(model.likely("钱几时到手", model.marked([])))

    def test_a_text_is_told_the_same_alone_and_among_others(self) -> None:
        """All marks are compared with all texts at once: what one text holds must not speak for its neighbour."""
        model = translation()
        texts = ["申报材料一式三份。", "", "资助最高100万元,分两年拨付。", "材料报送科技局三楼。"]
        alone = [model.likely("材料要交几份", model.marked([text]))[0] for text in texts]

        assert alone == pytest.approx(model.likely("材料要交几份", model.marked(texts)))
        assert len({*alone}) == len(texts)

    def test_every_mark_counts_alike_by_what_the_text_explains_of_it(self) -> None:
        """The mean over the marks of log(1 + p(mark | text) / p(mark))."""
        model = learned(PAIRS)
        marked = model.marked(["材料装订后报送。"])
        told = {mark: model.likely(mark, marked)[0] for mark in marks_of("怎么钉")}
        single = {mark for mark in told if len(mark) == 1}
        pairs = {pair: 3 * told[pair] - sum(told[mark] for mark in pair) for pair in told.keys() - single}

        both = sum(told[mark] for mark in single) + sum(pairs.values())
        assert both / len(told) == pytest.approx(model.likely("怎么钉", marked)[0])

    def test_it_is_the_same_however_often_it_is_learned(self) -> None:
        """Who teaches it again commits no noise."""
        one, other = taught(PAIRS), taught(PAIRS)

        assert all(np.array_equal(one[name], other[name]) for name in one)


class TestBankOfPairs:
    def test_what_is_shipped_was_learned_from_the_bank_as_it_is(self) -> None:
        """After a change of the bank or of the lexicon's technologies: make teach."""
        with np.load(MODEL) as kept:
            assert digest_of(all_pairs()) == str(kept["digest"])

    def test_what_people_call_a_thing_is_learned_from_the_lexicon(self) -> None:
        """Each official term is a pair of its own, so that one says nothing of the other."""
        assert [("功能性面料", "雨衣"), ("纺织", "雨衣")] == named_in({"雨衣": ("功能性面料", "纺织")})

    def test_every_clause_has_questions_and_stands_once(self) -> None:
        """A line cut short teaches nothing, and a clause that stands twice counts twice."""
        rows = [line.split("\t") for line in BANK.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]

        assert [] == [row for row in rows if len(row) < 2 or not all(cell.strip() for cell in row)]
        assert [] == [clause for clause, times in Counter(row[0] for row in rows).items() if times > 1]

    @pytest.mark.parametrize(
        ("question", "answer", "beside"),
        [
            ("老婆孩子能一起迁过来吗", "配偶和未成年子女可随迁入户。", "申请人应在本市缴纳社会保险。"),
            ("做不完能往后拖拖吗", "确需延期的，应在期满前提出申请。", "项目负责人应为在职人员。"),
            ("同行对头来评我怎么办", "申请人可以提出需要回避的评审专家。", "申请人应提交书面申请。"),
        ],
    )
    def test_everyday_questions_find_sentences_of_other_words(self, question: str, answer: str, beside: str) -> None:
        """Sentences of no notice at hand."""
        model = translation()
        told = model.likely(fold(question), model.marked([fold(answer), fold(beside)]))

        assert told[0] > told[1]
