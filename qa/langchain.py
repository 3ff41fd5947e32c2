"""Wenju as LangChain sees it: a retriever whose metadata is JSON only, and a runnable from question to answer."""

from typing import Any, Protocol

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableLambda
from pydantic import ConfigDict

from qa.types import Answer, Hit


class Answering(Protocol):
    """What LangChain is shown of an assistant."""

    def retrieve(self, question: str, limit: int = 10) -> tuple[Hit, ...]: ...

    def ask(self, question: str) -> Answer: ...


class WenjuRetriever(BaseRetriever):
    """Passages as LangChain documents, best first."""

    model_config = ConfigDict(arbitrary_types_allowed=True)
    assistant: Any
    k: int = 10

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, k: int | None = None
    ) -> list[LangChainDocument]:
        return [_to_langchain(hit) for hit in self.assistant.retrieve(query, limit=self.k if k is None else k)]


def _to_langchain(hit: Hit) -> LangChainDocument:
    passage = hit.passage
    metadata = {
        "document_id": passage.document_id,
        "heading": passage.heading,
        "start": passage.start,
        "end": passage.end,
        "score": hit.score,
        "ranks": dict(hit.ranks),
    }
    return LangChainDocument(id=passage.id, page_content=passage.text, metadata=metadata)


def answer_runnable(assistant: Answering) -> Runnable[str, dict[str, Any]]:
    """A question to the JSON object of `qa ask --json`."""
    return RunnableLambda(lambda question: assistant.ask(question).to_json(), name="wenju")
