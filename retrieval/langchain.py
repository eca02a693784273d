"""The library as a LangChain retriever, to drop into other people's chains and tracing.

Everything that ranks is in `library.py`; this file only changes the shape. Importing it
imports LangChain, so `Library.as_retriever` does it, when asked.
"""

from __future__ import annotations

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from retrieval.library import Library


class LibraryRetriever(BaseRetriever):
    """Documents are passages, verbatim; metadata: notice_id, section, start, end, score."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    library: Library
    k: int = 10
    notice_ids: tuple[str, ...] | None = None

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        hits = self.library.search(query, k=self.k, notice_ids=self.notice_ids)
        return [
            Document(
                id=f"{hit.passage.notice_id}:{hit.passage.start}-{hit.passage.end}",
                page_content=hit.passage.text,
                metadata={
                    "notice_id": hit.passage.notice_id,
                    "section": hit.passage.section,
                    "start": hit.passage.start,
                    "end": hit.passage.end,
                    "score": hit.score,
                },
            )
            for hit in hits
        ]
