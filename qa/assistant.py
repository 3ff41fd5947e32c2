"""The whole online path: a question is understood, searched, read, answered."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from embeddings import Embedder
from qa.answering.answers.by_form import Read, reply
from qa.answering.answers.calculated import calculated
from qa.answering.answers.quoted import not_found, whole_sentences
from qa.answering.answers.summary import document_about, summary
from qa.answering.evidence.passage_order import reranked
from qa.answering.evidence.plain_reader import PlainReader
from qa.answering.evidence.reader import Reader, Readings
from qa.answering.evidence.refusal import reason_to_refuse, supported
from qa.answering.evidence.scope import Scope, place_names
from qa.answering.evidence.trained_reader import TrainedReader
from qa.answering.wording.language_model import LanguageModel
from qa.answering.wording.worded_answer import Wording
from qa.components import open_dictionary, open_index, open_span_model, open_wording_model
from qa.messages import say
from qa.question.answer_form import summary_topic
from qa.question.context import stand_alone
from qa.question.operation import Operation, operation_of
from qa.question.typed import checked
from qa.retrieval import bridge
from qa.retrieval.dictionary import Dictionary
from qa.retrieval.knowledge_base import KnowledgeBase
from qa.retrieval.passage_vectors import Preview
from qa.retrieval.retriever import Retriever
from qa.settings import Settings
from qa.types import Answer, Document, Event, Hit, Question

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.retrievers import BaseRetriever
    from langchain_core.runnables import Runnable

# Passages that are read for an answer, and shown with it.
PASSAGES_READ, PASSAGES_SHOWN = 20, 10


class Assistant:
    """Answers questions over one index. Safe to call from several threads."""

    def __init__(
        self,
        knowledge_base: KnowledgeBase,
        embedder: Embedder,
        dictionary: Dictionary,
        settings: Settings,
        *,
        language_model: LanguageModel | None = None,
    ) -> None:
        self._base = knowledge_base
        self._embedder = embedder
        self._settings = settings
        self._query_vector = lru_cache(maxsize=64)(lambda text: embedder.encode_queries([text])[0])
        self._retriever = Retriever(knowledge_base, self._query_vector, dictionary)
        self.document = lru_cache(maxsize=512)(knowledge_base.document)
        self._reader = self._make_reader(settings)
        self._wording = None
        if language_model is not None:
            self._wording = Wording(language_model, lambda text: bridge.terms(text, dictionary), self.document)

    @classmethod
    def open(
        cls,
        folder: str | Path | Preview | None = None,
        *,
        language_model: "str | BaseChatModel" = "none",
        settings: Settings | None = None,
        embedder: Embedder | None = None,
    ) -> "Assistant":
        """The assistant over an index, or over what `build_index` lets be asked before it has ended.

        Raises `IndexMissing`, `IndexDamaged` or `IndexMismatch` with what to do.

        `language_model` words the answers: "none", "local", the path of a .gguf file, "openai:…", "ollama:…" or any
        other name for LangChain's `init_chat_model`, or a chat model itself. `LanguageModelUnavailable` says what it
        lacks; where only the memory is too small, the answers are quotes and their reason says so.
        """
        settings = settings or Settings.from_environment()
        base, embedder = open_index(folder or settings.index_folder, settings, embedder)
        return cls(
            base,
            embedder,
            open_dictionary(settings.cache_folder),
            settings,
            language_model=open_wording_model(language_model, settings),
        )

    def ask(self, question: str, history: Sequence[tuple[str, str]] = ()) -> Answer:
        """The answer with its citations, or a refusal with its reason. Raises `BadQuestion`."""
        *_, last = self.stream(question, history)
        assert last.answer is not None
        return last.answer

    def stream(self, question: str, history: Sequence[tuple[str, str]] = ()) -> Iterator[Event]:
        """The steps of answering; the last event carries the answer.

        `history` holds earlier (question, answer) pairs, oldest first, with "" for a refusal.
        """
        began = time.perf_counter()
        asked = checked(question, self._settings.max_question_length)
        alone = stand_alone(asked, history, self._places)
        if alone != asked:
            yield Event("understood", question=alone)
        question_read, operation = self._retriever.understand(alone), operation_of(alone, self._places)
        operands = [self._retriever.understand(one) for one in operation.questions] if operation else []
        asked_apart = [question_read, *operands]
        found = [self._retriever.search(one, limit=PASSAGES_READ) for one in asked_apart]
        retrieved = time.perf_counter()
        yield Event("retrieved", hits=_merged(found))
        is_summary = bool(summary_topic(alone))
        if is_summary:
            answer, read = self._summary(question_read, _merged(found)), time.perf_counter()
        else:
            reads = [self._read(one, hits) for one, hits in zip(asked_apart, found, strict=True)]
            read = time.perf_counter()
            answer = self._reply(question_read, operation, reads)
        ended = time.perf_counter()
        seconds = {
            "retrieve": retrieved - began,
            "read": read - retrieved,
            "compose": ended - read,
            "total": ended - began,
        }
        changed = alone if alone != asked else ""
        answer = replace(answer, question=question, seconds=seconds, understood=changed)
        # A result that was worked out stands in no quote, and a summary is its document's own sentences: both stay.
        if self._wording is not None and answer.status == "answered" and not (operation or is_summary):
            yield Event("quoted", hits=answer.hits, answer=answer)
            for worded in self._wording.versions(question_read, answer):
                answer = replace(worded, seconds=seconds | _written(began, ended))
                yield Event("written", hits=answer.hits, answer=answer)
            answer = replace(answer, seconds=seconds | _written(began, ended))
        yield Event("answered", hits=answer.hits, answer=answer)

    def retrieve(self, question: str, limit: int = 10) -> tuple[Hit, ...]:
        """The passages nearest to a question, best first; the first ones are put in order by the reader."""
        understood = self._retriever.understand(checked(question, self._settings.max_question_length))
        found = self._retriever.search(understood, limit=max(limit, PASSAGES_READ))
        return self.ranked(understood, found)[0][:limit]

    def documents(self) -> tuple[Document, ...]:
        """All documents of the index by id."""
        return tuple(stored.document for stored in self._base.documents())

    def passage_counts(self) -> dict[str, int]:
        """The number of passages of each document, by its id; a document without any is not in it."""
        return self._base.passage_counts()

    @property
    def embedder(self) -> Embedder:
        """What embeds the questions, to index with it or to open another index with it."""
        return self._embedder

    def as_retriever(self, limit: int = 10) -> "BaseRetriever":
        """This assistant's search as a LangChain retriever; metadata is JSON only."""
        from qa.langchain import WenjuRetriever  # takes most of a second to import, and few need it

        return WenjuRetriever(assistant=self, k=limit)

    def as_runnable(self) -> "Runnable[str, dict[str, Any]]":
        """This assistant as a LangChain runnable: a question to the JSON object of its answer."""
        from qa.langchain import answer_runnable  # see as_retriever

        return answer_runnable(self)

    def ranked(self, question: Question, found: Sequence[Hit]) -> tuple[tuple[Hit, ...], Readings]:
        """The passages of a search in the reader's order, with what it read in the first ones."""
        readings = self._reader.readings(question, found[:PASSAGES_READ])
        return reranked(found, readings), readings

    def _read(self, question: Question, found: Sequence[Hit]) -> Read:
        """What the passages of a search say to a question, or why that is not enough."""
        hits, readings = self.ranked(question, found)
        scope = Scope(question, self.document)
        in_scope = [hit for hit in hits if scope.holds(hit.passage)]
        evidence, bars = self._reader.read(question, in_scope, readings), self._reader.bars
        reason = reason_to_refuse(question, evidence, scope, bars, is_in_scope=bool(in_scope))
        best = evidence[0].support if evidence else 0.0
        return Read(question, hits[:PASSAGES_SHOWN], supported(question, evidence, bars), reason, best)

    def _reply(self, question: Question, operation: Operation | None, reads: Sequence[Read]) -> Answer:
        """The answer of the kind that the question wants, or a refusal."""
        if operation:
            return calculated(operation, reads, _merged([one.hits for one in reads]), self.document)
        return reply(reads[0], document=self.document, likeness=self._likeness)

    def _summary(self, question: Question, hits: Sequence[Hit]) -> Answer:
        """A summary of the document that a question names, or a refusal where none is about that."""
        about = self._retriever.understand(summary_topic(question.text))
        chosen = document_about(about, hits, self.document)
        evidence = summary(self._base.passages_of(chosen), self._embedder.encode_passages) if chosen else []
        if evidence:
            return whole_sentences(question, evidence, hits, self.document)
        terms = ", ".join(term.text for term in about.terms) or about.text
        return not_found(question, hits, say(question.language, "no_document", terms=terms), 0.0)

    def _make_reader(self, settings: Settings) -> Reader:
        if settings.reader == "plain":
            return PlainReader(self._likeness, self.document)
        return TrainedReader(open_span_model(settings), self._likeness, self.document)

    def _likeness(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        vector: NDArray[np.float32] = self._query_vector(question)
        return self._embedder.encode_passages(texts) @ vector

    def _places(self, text: str) -> tuple[str, ...]:
        """The places that a text names."""
        return place_names(self._retriever.understand(text))


def _merged(found: Sequence[Sequence[Hit]]) -> tuple[Hit, ...]:
    """The first passages of one search, or of several in turn, each passage once."""
    by_id: dict[str, Hit] = {}
    for hits in zip_longest(*found):
        for hit in hits:
            if hit is not None:
                by_id.setdefault(hit.passage.id, hit)
    return tuple(by_id.values())[:PASSAGES_SHOWN]


def _written(began: float, ended: float) -> dict[str, float]:
    """The seconds that wording took till now, and all together."""
    now = time.perf_counter()
    return {"write": now - ended, "total": now - began}


def ask(question: str) -> Answer:
    """The answer over the default index. For many questions open an `Assistant` once."""
    return _default_assistant().ask(question)


@lru_cache(maxsize=1)
def _default_assistant() -> Assistant:
    return Assistant.open()
