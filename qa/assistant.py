"""The whole online path: a question is understood, searched, read, answered."""

import time
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from embeddings import Embedder
from embeddings.model_source import BUNDLED, find_model
from embeddings.precision import fastest_precision
from qa.answering.choosing import choose
from qa.answering.composing import answered, not_found
from qa.answering.plain_reader import PlainReader
from qa.answering.reader import Reader, Readings, TrainedReader
from qa.answering.refusal import Scope, reason_to_refuse, supported
from qa.answering.reranking import reranked
from qa.answering.span_model import SpanModel
from qa.errors import BadQuestion, BadSetting, IndexMismatch
from qa.retrieval.dictionary import Dictionary
from qa.retrieval.generations import current
from qa.retrieval.knowledge_base import KnowledgeBase
from qa.retrieval.retriever import Retriever
from qa.settings import Settings
from qa.types import Answer, Document, Hit, Question

if TYPE_CHECKING:
    from langchain_core.retrievers import BaseRetriever
    from langchain_core.runnables import Runnable

# Passages that are read for an answer, and shown with it.
PASSAGES_READ, PASSAGES_SHOWN = 20, 10


@dataclass(frozen=True, slots=True)
class Event:
    """A step of a streamed answer: "retrieved" carries the hits, "answered" the answer."""

    name: str
    hits: tuple[Hit, ...] = ()
    answer: Answer | None = None


class Assistant:
    """Answers questions over one index. Safe to call from several threads."""

    def __init__(
        self, knowledge_base: KnowledgeBase, embedder: Embedder, dictionary: Dictionary, settings: Settings
    ) -> None:
        self._base = knowledge_base
        self._embedder = embedder
        self._settings = settings
        self._query_vector = lru_cache(maxsize=64)(lambda text: embedder.encode_queries([text])[0])
        self._retriever = Retriever(knowledge_base, self._query_vector, dictionary)
        self.document = lru_cache(maxsize=512)(knowledge_base.document)
        self._reader = self._make_reader(settings)

    @classmethod
    def open(
        cls,
        folder: str | Path | None = None,
        *,
        language_model: str = "none",
        settings: Settings | None = None,
        embedder: Embedder | None = None,
    ) -> "Assistant":
        """The assistant over an index. Raises `IndexMissing`, `IndexDamaged` or `IndexMismatch` with what to do."""
        if language_model != "none":
            raise BadSetting(
                f"language model {language_model!r} is not known. This version answers with quotes alone: use none"
            )
        settings = settings or Settings.from_environment()
        folder = Path(folder or settings.index_folder)
        generation, manifest = current(folder)
        embedder = embedder or Embedder(
            settings.embedding_model, cache_folder=settings.cache_folder, precision=settings.precision
        )
        if embedder.fingerprint != manifest.fingerprint:
            raise IndexMismatch(
                f"The index in {folder} was built with the embedding model {manifest.embedding_model!r},"
                f" not {embedder.name!r}. Build it again with: qa index PATH --index {folder},"
                f" or set WENJU_EMBEDDING_MODEL={manifest.embedding_model}"
            )
        base = KnowledgeBase(generation, dimension=manifest.dimension)
        return cls(base, embedder, _dictionary(settings.cache_folder), settings)

    def ask(self, question: str, history: Sequence[tuple[str, str]] = ()) -> Answer:
        """The answer with its citations, or a refusal with its reason. Raises `BadQuestion`."""
        *_, last = self.stream(question, history)
        assert last.answer is not None
        return last.answer

    def stream(self, question: str, history: Sequence[tuple[str, str]] = ()) -> Iterator[Event]:
        """The steps of answering; the last event carries the answer.

        `history` holds earlier (question, answer) pairs; this version answers each question by itself.
        """
        began = time.perf_counter()
        understood = self._retriever.understand(self._checked(question))
        found = self._retriever.search(understood, limit=PASSAGES_READ)
        retrieved = time.perf_counter()
        yield Event("retrieved", hits=found[:PASSAGES_SHOWN])
        hits, readings = self.ranked(understood, found)
        scope = Scope(understood, self.document)
        in_scope = [hit for hit in hits if scope.holds(hit.passage)]
        evidence = self._reader.read(understood, in_scope, readings)
        read = time.perf_counter()
        bars = self._reader.bars
        reason = reason_to_refuse(understood, evidence, scope, bars)
        shown = hits[:PASSAGES_SHOWN]
        if reason:
            answer = not_found(understood, shown, reason, evidence[0].support if evidence else 0.0)
        else:
            choice = choose(understood, supported(understood, evidence, bars), self.document)
            answer = answered(understood, choice, shown, self.document)
        ended = time.perf_counter()
        seconds = {
            "retrieve": retrieved - began,
            "read": read - retrieved,
            "compose": ended - read,
            "total": ended - began,
        }
        yield Event("answered", hits=shown, answer=replace(answer, question=question, seconds=seconds))

    def retrieve(self, question: str, limit: int = 10) -> tuple[Hit, ...]:
        """The passages nearest to a question, best first; the first ones are put in order by the reader."""
        understood = self._retriever.understand(self._checked(question))
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

    def _make_reader(self, settings: Settings) -> Reader:
        if settings.reader == "plain":
            return PlainReader(self._likeness, self.document)
        folder = find_model(BUNDLED, settings.cache_folder).folder
        precision = fastest_precision() if settings.precision == "auto" else settings.precision
        return TrainedReader(_span_model(folder, precision), self._likeness, self.document)

    def _likeness(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        vector: NDArray[np.float32] = self._query_vector(question)
        return self._embedder.encode_passages(texts) @ vector

    def _checked(self, question: str) -> str:
        """The question as it is searched for, without control characters. Raises `BadQuestion`."""
        limit = self._settings.max_question_length
        if len(question) > limit:
            raise BadQuestion(
                f"The question has {len(question):,} characters; the limit is {limit:,}. Ask in fewer words"
            )
        clean = " ".join("".join(map(_without_control, question)).split())
        if not any(one.isalnum() for one in clean):
            raise BadQuestion("The question is empty. Ask in words, in Chinese or English")
        return clean


@lru_cache(maxsize=1)
def _dictionary(cache_folder: Path) -> Dictionary:
    """One for all assistants of a process: it is only read."""
    return Dictionary(cache_folder)


@lru_cache(maxsize=1)
def _span_model(folder: Path, precision: Literal["float32", "bfloat16"]) -> SpanModel:
    """One for all assistants of a process: it is only read, and it is large."""
    return SpanModel(folder, precision=precision)


def _without_control(character: str) -> str:
    """Nothing for an invisible mark, a space for a control character, else the character itself."""
    category = unicodedata.category(character)
    return "" if category == "Cf" else " " if category in ("Cc", "Cs", "Co") else character


def ask(question: str) -> Answer:
    """The answer over the default index. For many questions open an `Assistant` once."""
    return _default_assistant().ask(question)


@lru_cache(maxsize=1)
def _default_assistant() -> Assistant:
    return Assistant.open()
