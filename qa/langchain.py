"""Wenju as LangChain sees it: a retriever whose metadata is JSON only, and a runnable from question to answer."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableLambda
from pydantic import ConfigDict

from qa.errors import BadQuestion
from qa.types import Answer, Document, Hit


class Answering(Protocol):
    """What LangChain is shown of an assistant."""

    def retrieve(self, question: str, limit: int = 10) -> tuple[Hit, ...]: ...

    def ask(self, question: str, history: Sequence[Any] = ()) -> Answer: ...


class WenjuRetriever(BaseRetriever):
    """Passages as LangChain documents, best first."""

    model_config = ConfigDict(arbitrary_types_allowed=True)
    assistant: Any
    k: int = 10

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, k: int | None = None
    ) -> list[LangChainDocument]:
        hits = self.assistant.retrieve(query, limit=self.k if k is None else k)
        return [_to_langchain(hit, self.assistant.document(hit.passage.document_id)) for hit in hits]


def _to_langchain(hit: Hit, document: Document) -> LangChainDocument:
    passage, part = hit.passage, document.part_at(hit.passage.start)
    metadata = {
        "document_id": passage.document_id,
        "heading": passage.heading,
        "start": passage.start,
        "end": passage.end,
        "score": hit.score,
        "ranks": dict(hit.ranks),
        **({"part": part} if part else {}),
    }
    return LangChainDocument(id=passage.id, page_content=passage.text, metadata=metadata)


def answer_runnable(assistant: Answering) -> Runnable[Any, dict[str, Any]]:
    """A question, or {"question": …, "history": …}, to the JSON object of `qa ask --json`."""

    def answer(asked: Any) -> dict[str, Any]:
        if not isinstance(asked, Mapping):
            return assistant.ask(asked).to_json()
        unknown = sorted(map(str, asked.keys() - {"question", "history"}))
        if "question" not in asked or unknown:
            raise BadQuestion(
                'A question is a text, or {"question": "…", "history": […]}. '
                + (f"Not known here: {', '.join(unknown)}" if unknown else 'There is no "question"')
            )
        return assistant.ask(asked["question"], asked.get("history") or ()).to_json()

    return RunnableLambda(answer, name="wenju")
