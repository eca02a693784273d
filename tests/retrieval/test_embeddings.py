"""Embeddings by setting."""

from __future__ import annotations

import builtins
import json

import httpx2
import numpy as np
import openai
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.embeddings import (
    OpenAIEmbedding,
    SentenceTransformersEmbedding,
    embedding_for,
    unit,
)
from retrieval.errors import EmbeddingUnavailable
from retrieval.lexicon import lexicon
from retrieval.local_embedding import DIMENSIONS, LocalEmbedding


def _ignore(_: int) -> None:
    pass


class TestEmbeddingFor:
    @pytest.mark.parametrize("setting", ["local", "openai:text-x", "sentence-transformers:some/model"])
    def test_the_name_is_the_setting(self, setting):
        """The name is what the index remembers and compares."""
        assert embedding_for(setting).name == setting

    @pytest.mark.parametrize("setting", ["", "lokal", "openai", "openai:", "local:x", "sentence-transformers:"])
    def test_a_name_that_is_none_is_refused_with_those_allowed(self, setting):
        """A typing error must not silently become another embedding."""
        with pytest.raises(ValueError, match=r"local, openai:<model>, sentence-transformers:<model>"):
            embedding_for(setting)


class TestUnit:
    def test_a_zero_row_becomes_a_unit_row(self):
        """A text without a feature still has a cosine."""
        assert np.linalg.norm(unit([[0.0, 0.0], [3.0, 4.0]]), axis=1).tolist() == [1.0, 1.0]


class TestLocalEmbedding:
    def test_a_text_has_the_same_vector_alone_and_among_others(self):
        """Stateless: adding a notice never changes the vectors of the others."""
        embedding = LocalEmbedding()

        together = embedding.embed(["资助额度", "联系电话", "截止时间"], _ignore)

        assert np.array_equal(together[1:2], embedding.embed(["联系电话"], _ignore))

    def test_a_fuller_clause_is_not_beaten_by_a_bare_heading(self):
        """A cosine alone would put 申报时间 before the clause that says when."""
        embedding = LocalEmbedding()
        heading, clause = (
            embedding.embed(["联系我们", "联系我们，请在工作日拨打咨询电话，由专人解答申报中的问题"], _ignore)
            @ embedding.embed_query("怎么联系我们，电话")[0]
        )

        assert clause > heading

    def test_an_everyday_word_is_nearer_to_its_official_term_than_to_others(self):
        """The lexicon's pairs share a feature, though they share no character."""
        word, terms = next(
            (word, terms) for word, terms in lexicon().everyday.items() if not set(word) & set("".join(terms))
        )
        embedding = LocalEmbedding()
        query = embedding.embed_query(word)[0]
        term, other = embedding.embed([terms[0], "字号印章附注"], _ignore)

        assert query @ term > query @ other

    def test_a_new_word_in_a_table_makes_new_vectors(self, monkeypatch):
        """Vectors of an older lexicon are never mixed with those of a newer one."""
        before = LocalEmbedding().version
        monkeypatch.setattr("retrieval.local_embedding._recipe", lambda: "another1")

        assert LocalEmbedding().version != before

    @given(st.text(max_size=200))
    def test_any_text_has_a_unit_vector(self, text):
        """Blank, control characters, lone surrogates: always finite and of length 1."""
        embedding = LocalEmbedding()

        for vector in (embedding.embed_query(text), embedding.embed([text], _ignore)):
            assert vector.shape == (1, DIMENSIONS)
            assert np.linalg.norm(vector) == pytest.approx(1.0, abs=1e-4)


class _Endpoint:
    """An embeddings endpoint in memory; `answers` are served in turn, the last for ever."""

    def __init__(self, *answers: int | float | str) -> None:
        self._answers = list(answers)
        self.sizes: list[int] = []

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        texts = json.loads(request.content)["input"]
        self.sizes.append(len(texts))
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        if isinstance(answer, str):
            return httpx2.Response(200, text=answer)
        if answer >= 400:
            return httpx2.Response(int(answer), json={"error": {"message": "down"}})
        data = [{"index": at, "embedding": [1.0 + at] * int(answer), "object": "embedding"} for at in range(len(texts))]
        body = {"object": "list", "model": "m", "data": data[::-1], "usage": {"prompt_tokens": 1, "total_tokens": 1}}
        return httpx2.Response(200, json=body)


def _openai(endpoint: _Endpoint) -> OpenAIEmbedding:
    client = openai.OpenAI(
        api_key="secret-key",
        base_url="http://embeddings.test/v1",
        http_client=httpx2.Client(transport=httpx2.MockTransport(endpoint)),
    )
    return OpenAIEmbedding("m", client=client)


class TestOpenAIEmbedding:
    def test_texts_go_in_batches_and_come_back_in_order(self):
        """Endpoints limit a request, and may answer in any order; `index` decides."""
        endpoint = _Endpoint(3)
        seen: list[int] = []

        vectors = _openai(endpoint).embed([str(n) for n in range(OpenAIEmbedding.BATCH + 5)], seen.append)

        assert endpoint.sizes == [OpenAIEmbedding.BATCH, 5]
        assert seen == [OpenAIEmbedding.BATCH, OpenAIEmbedding.BATCH + 5]
        assert vectors.shape == (OpenAIEmbedding.BATCH + 5, 3)

    @pytest.mark.parametrize("answer", [401, "not json", '{"data": []}', '{"data": null}', '{"object": "list"}'])
    def test_an_unusable_answer_is_a_refusal_that_names_the_remedy_and_no_key(self, answer):
        """An operator is told what to do; the key stands in no message."""
        with pytest.raises(EmbeddingUnavailable, match="Check the endpoint") as refusal:
            _openai(_Endpoint(answer)).embed_query("问题")
        assert "secret-key" not in str(refusal.value)

    def test_vectors_of_two_lengths_are_refused(self):
        """A proxy that switches models half-way must not make a mixed index."""
        with pytest.raises(EmbeddingUnavailable, match="different lengths"):
            _openai(_Endpoint(3, 4)).embed(["x"] * (OpenAIEmbedding.BATCH + 1), _ignore)

    def test_after_a_failure_a_question_does_not_wait_for_the_endpoint_again(self):
        """While it is down every question would otherwise wait for the time-out."""
        endpoint = _Endpoint(500)
        embedding = _openai(endpoint)
        for _ in range(3):
            with pytest.raises(EmbeddingUnavailable):
                embedding.embed_query("问题")

        assert len(endpoint.sizes) == 1

    def test_without_a_key_the_refusal_says_which_to_set(self, monkeypatch):
        """No key is a setting to mend, not a crash."""
        for name in ("OPENAI_API_KEY", "SHENBAO_EMBEDDING_API_KEY", "OPENAI_ADMIN_KEY"):
            monkeypatch.delenv(name, raising=False)

        with pytest.raises(EmbeddingUnavailable, match="SHENBAO_EMBEDDING_API_KEY"):
            OpenAIEmbedding("m").embed_query("问题")


class TestSentenceTransformersEmbedding:
    def test_without_the_extra_the_refusal_names_it(self, monkeypatch):
        """The library is optional; who asks for it is told how to get it."""
        original = builtins.__import__

        def without(name, *args, **kwargs):
            if name == "sentence_transformers":
                raise ImportError(name)
            return original(name, *args, **kwargs)

        monkeypatch.setattr(builtins, "__import__", without)

        with pytest.raises(EmbeddingUnavailable, match=r"shenbao\[sentence-transformers\]"):
            SentenceTransformersEmbedding("m").embed(["x"], _ignore)
