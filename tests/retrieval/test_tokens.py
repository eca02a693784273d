"""Tokens of the lexical index."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from retrieval.tokens import normal, tokens


class TestTokens:
    def test_characters_and_pairs_of_a_run_and_whole_numbers(self):
        """Pairs do not cross digits: 万 after 100 is a run of its own."""
        assert tokens("资助100万") == ["资", "助", "资助", "100", "万"]

    def test_traditional_full_width_and_capitals_meet_their_plain_forms(self):
        """A question typed in traditional characters or full-width digits finds the same passages."""
        assert tokens("資助ＡＢ１２") == tokens("资助ab12")

    def test_invisible_characters_part_nothing(self):
        """A zero-width space pasted from a web page must not hide a word."""
        assert tokens("资\u200b助\ufeff") == tokens("资助")

    def test_a_decimal_is_one_token(self):
        """0.5 is not 0 and 5."""
        assert "0.5" in tokens("投入0.5亿元")

    def test_an_endless_word_is_cut(self):
        """A pasted blob cannot become a term that the index refuses."""
        assert max(len(token) for token in tokens("a" * 100_000)) <= 64

    @given(st.text())
    def test_any_text_has_tokens_without_blanks(self, text):
        """The index separates tokens by blanks; no input, lone surrogates included, may break that."""
        assert all(token and not any(char.isspace() for char in token) for token in tokens(text))

    @given(st.text(alphabet="资助資金項目ABab１2 \u200b"))
    def test_normal_form_is_stable(self, text):
        """Normalising twice changes nothing more."""
        assert normal(normal(text)) == normal(text)
