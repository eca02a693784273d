"""Embeddings by setting: `local`, `openai:<model>`, `sentence-transformers:<model>`.

An embedding turns passages and questions into unit vectors. Its `name` is the setting, and an
index built under another name is refused (`EmbeddingChanged`); its `version` also changes
when its own making does, and then vectors are quietly made anew. `local` needs no download
and is in `local_embedding.py`. Keys are never logged: only the model and the host are.

To add a kind: write a class with the members of `Embedding` and name it in `embedding_for`.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol, cast

import numpy as np
import numpy.typing as npt

from retrieval.errors import EmbeddingUnavailable
from retrieval.local_embedding import LocalEmbedding

if TYPE_CHECKING:
    from openai import OpenAI
    from sentence_transformers import SentenceTransformer

Matrix = npt.NDArray[np.float32]
Progress = Callable[[int], None]


class Embedding(Protocol):
    """What the library asks of an embedding. `weight` is its part in the fusion; the lexical ranking has 1."""

    @property
    def name(self) -> str:
        """The setting that chooses it."""

    @property
    def version(self) -> str:
        """Under which its vectors are kept; different versions are never mixed."""

    @property
    def weight(self) -> float:
        """What the vector ranking counts in the fusion."""

    def embed(self, texts: Sequence[str], progress: Progress) -> Matrix:
        """Unit vectors, one row a text. Raises `EmbeddingUnavailable`."""

    def embed_query(self, query: str) -> Matrix:
        """One unit vector (1 × dimensions), soon or not at all. Raises `EmbeddingUnavailable`."""


def embedding_for(setting: str) -> Embedding:
    """The embedding that `setting` names. Raises `ValueError` for a name that is none."""
    kind, _, model = setting.partition(":")
    if setting == "local":
        return LocalEmbedding()
    if kind == "openai" and model:
        return OpenAIEmbedding(model)
    if kind == "sentence-transformers" and model:
        return SentenceTransformersEmbedding(model)
    raise ValueError(f"embedding {setting!r}: allowed are local, openai:<model>, sentence-transformers:<model>")


def unit(vectors: npt.ArrayLike) -> Matrix:
    """Rows of `vectors` scaled to length 1; a zero row becomes the first axis, so that a cosine exists."""
    matrix = np.array(vectors, dtype=np.float32, ndmin=2)
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    matrix[lengths[:, 0] == 0, 0] = 1.0
    lengths[lengths == 0] = 1.0
    return cast(Matrix, matrix / lengths)


class OpenAIEmbedding:
    """Any OpenAI-compatible `/embeddings` endpoint.

    Reads `SHENBAO_EMBEDDING_BASE_URL` and `SHENBAO_EMBEDDING_API_KEY`, else `OPENAI_BASE_URL` and
    `OPENAI_API_KEY`. Building retries with back-off; a question waits `QUERY_TIMEOUT_S` at the
    most, and after a failure the endpoint is left alone for `REST_S`: the lexical ranking answers.
    """

    weight = 1.0
    BATCH = 64
    BUILD_TIMEOUT_S = 60.0
    BUILD_RETRIES = 4
    QUERY_TIMEOUT_S = 4.0
    REST_S = 30.0

    def __init__(self, model: str, *, client: OpenAI | None = None) -> None:
        self.name = f"openai:{model}"
        self.version = self.name
        self._model = model
        self._client = client
        self._resting_until = 0.0

    def embed(self, texts: Sequence[str], progress: Progress) -> Matrix:
        """Unit vectors in batches. Raises `EmbeddingUnavailable` when retries are used up."""
        client = self._connected().with_options(timeout=self.BUILD_TIMEOUT_S, max_retries=self.BUILD_RETRIES)
        batches: list[Matrix] = []
        for at in range(0, len(texts), self.BATCH):
            batch = texts[at : at + self.BATCH]
            batches.append(self._request(client, batch))
            progress(min(at + self.BATCH, len(texts)))
        if len({batch.shape[1] for batch in batches}) > 1:
            raise self._unavailable("vectors of different lengths")
        return np.concatenate(batches)

    def embed_query(self, query: str) -> Matrix:
        """One unit vector, or `EmbeddingUnavailable` at once while the endpoint rests after a failure."""
        if time.monotonic() < self._resting_until:
            raise self._unavailable("left alone after a failure")
        client = self._connected().with_options(timeout=self.QUERY_TIMEOUT_S, max_retries=0)
        try:
            return self._request(client, [query])
        except EmbeddingUnavailable:
            self._resting_until = time.monotonic() + self.REST_S
            raise

    def _request(self, client: OpenAI, texts: Sequence[str]) -> Matrix:
        from openai import OpenAIError

        try:
            data = client.embeddings.create(model=self._model, input=list(texts), encoding_format="float").data
            vectors = [item.embedding for item in sorted(data, key=lambda item: item.index)]
            if len(vectors) != len(texts) or not all(vectors):
                raise self._unavailable(f"{len(vectors)} vectors for {len(texts)} texts")
            matrix = unit(vectors)
        except (OpenAIError, ValueError, TypeError, AttributeError) as error:
            raise self._unavailable(type(error).__name__) from error
        if not np.isfinite(matrix).all():
            raise self._unavailable("vectors that are no numbers")
        return matrix

    def _connected(self) -> OpenAI:
        if self._client is None:
            from openai import OpenAI, OpenAIError

            try:
                self._client = OpenAI(
                    base_url=os.environ.get("SHENBAO_EMBEDDING_BASE_URL"),
                    api_key=os.environ.get("SHENBAO_EMBEDDING_API_KEY"),
                )
            except OpenAIError as error:
                raise self._unavailable("no key: set SHENBAO_EMBEDDING_API_KEY or OPENAI_API_KEY") from error
        return self._client

    def _unavailable(self, what: str) -> EmbeddingUnavailable:
        return EmbeddingUnavailable(
            f"embedding {self.name}: {what}. Check the endpoint and its key, or use the local embedding",
            reason_zh=f"向量接口 {self.name} 暂不可用，请检查接口地址与密钥，或改用 local",
        )


class SentenceTransformersEmbedding:
    """A model of the sentence-transformers library, from the extra `shenbao[sentence-transformers]`."""

    weight = 1.0

    def __init__(self, model: str) -> None:
        self.name = f"sentence-transformers:{model}"
        self.version = self.name
        self._model_name = model
        self._model: SentenceTransformer | None = None

    def embed(self, texts: Sequence[str], progress: Progress) -> Matrix:
        """Unit vectors. Raises `EmbeddingUnavailable` when the extra or the model is missing."""
        vectors = unit(self._loaded().encode(list(texts), normalize_embeddings=True, show_progress_bar=False))
        progress(len(texts))
        return vectors

    def embed_query(self, query: str) -> Matrix:
        """One unit vector."""
        return self.embed([query], lambda _: None)

    def _loaded(self) -> SentenceTransformer:
        if self._model is None:
            try:
                from sentence_transformers import SentenceTransformer

                self._model = SentenceTransformer(self._model_name)
            except ImportError as error:
                raise EmbeddingUnavailable(
                    f"embedding {self.name} needs an extra: pip install 'shenbao[sentence-transformers]'",
                    reason_zh=f"{self.name} 需要另装组件：pip install 'shenbao[sentence-transformers]'",
                ) from error
            except (OSError, ValueError) as error:
                raise EmbeddingUnavailable(
                    f"embedding {self.name}: the model cannot be loaded ({error})",
                    reason_zh=f"{self.name}：模型无法载入，请检查模型名称或本地路径",
                ) from error
        return self._model
