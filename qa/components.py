"""What an assistant is made of, opened: the index with the model it was built with, the dictionary, the models."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

import embeddings
from embeddings.model_source import BUNDLED, find_model
from embeddings.precision import fastest_precision
from qa.answering.evidence.reader import Likeness, Reader
from qa.answering.evidence.support import read_support
from qa.answering.evidence.trained_reader import TrainedReader
from qa.answering.reading.span_model import SpanModel
from qa.answering.wording.language_model import LanguageModel, open_language_model, unavailable
from qa.errors import IndexMismatch
from qa.retrieval import bridge
from qa.retrieval.dictionary import Dictionary
from qa.retrieval.generations import current
from qa.retrieval.knowledge_base import KnowledgeBase
from qa.retrieval.originals import original
from qa.retrieval.passage_vectors import Preview
from qa.retrieval.retriever import Retriever
from qa.settings import Settings
from qa.types import Document, Hit, Passage, Question, Term

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel


class OpenIndex:
    """An index with all that searching it takes; a text is understood once, and embedded as a question once."""

    def __init__(self, knowledge_base: KnowledgeBase, embedder: "embeddings.Embedder", dictionary: Dictionary) -> None:
        self.knowledge_base = knowledge_base
        self.embedder = embedder
        self.document = lru_cache(maxsize=512)(knowledge_base.document)
        self._dictionary = dictionary
        self._query_vector = lru_cache(maxsize=64)(lambda text: embedder.encode_queries([text])[0])
        self.retriever = Retriever(knowledge_base, self._query_vector, dictionary)
        self.understand = lru_cache(maxsize=64)(self.retriever.understand)

    def likeness(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """The cosines of a question and n texts, (n,)."""
        vector: NDArray[np.float32] = self._query_vector(question)
        return self.embedder.encode_passages(texts) @ vector

    def search(self, question: Question, *, limit: int) -> tuple[Hit, ...]:
        """The nearest passages, best first."""
        return self.retriever.search(question, limit=limit)

    def documents(self) -> tuple[Document, ...]:
        """All documents by id."""
        return tuple(stored.document for stored in self.knowledge_base.documents())

    def original(self, document_id: str) -> bytes | None:
        """The file of a document that is shown by its pages, as it was when it was indexed; None if it is not kept."""
        return original(self.knowledge_base.folder.parent, self.document(document_id).file_sha256)

    def passages_of(self, document_id: str) -> list[Passage]:
        """The passages of a document, from its first to its last."""
        return self.knowledge_base.passages_of(document_id)

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors of n texts, (n, dimension)."""
        return self.embedder.encode_passages(texts)

    def find_terms(self, text: str) -> tuple[Term, ...]:
        """What a text is about, in both languages."""
        return bridge.terms(text, self._dictionary)


def open_index(index: str | Path | Preview, settings: Settings, embedder: "embeddings.Embedder | None") -> OpenIndex:
    """The current generation of an index, and what embeds questions for it. Raises an `IndexProblem`."""
    if isinstance(index, Preview):
        return OpenIndex(index.knowledge_base, index.embedder, open_dictionary(settings.cache_folder))
    folder = Path(index)
    generation, manifest = current(folder)
    embedder = embedder or embeddings.Embedder(
        settings.embedding_model, cache_folder=settings.cache_folder, precision=settings.precision
    )
    if embedder.fingerprint != manifest.fingerprint:
        raise IndexMismatch(
            f"The index in {folder} was built with the embedding model {manifest.embedding_model!r},"
            f" not {embedder.name!r}. Build it again with: qa index PATH --index {folder},"
            f" or set WENJU_EMBEDDING_MODEL={manifest.embedding_model}"
        )
    base = KnowledgeBase(generation, dimension=manifest.dimension)
    return OpenIndex(base, embedder, open_dictionary(settings.cache_folder))


@lru_cache(maxsize=1)
def open_dictionary(cache_folder: Path) -> Dictionary:
    """One for all assistants of a process: it is only read."""
    return Dictionary(cache_folder)


def open_reader(settings: Settings, likeness: Likeness, document: Callable[[str], Document]) -> Reader:
    """The trained reader with the support that was fitted to it. Raises `ModelUnavailable` or `SupportMismatch`."""
    model = open_span_model(settings)
    return TrainedReader(model, likeness, document, read_support(model.sha256))


def open_span_model(settings: Settings) -> SpanModel:
    """The trained reader's model; one for all assistants of a process: it is only read, and it is large."""
    folder = find_model(BUNDLED, settings.cache_folder).folder
    return _span_model(folder, fastest_precision() if settings.precision == "auto" else settings.precision)


@lru_cache(maxsize=1)
def _span_model(folder: Path, precision: Literal["float32", "bfloat16"]) -> SpanModel:
    return SpanModel(folder, precision=precision)


def open_wording_model(name: "str | BaseChatModel", settings: Settings) -> LanguageModel | None:
    """The language model; one that the memory is too small for answers each question with that failure."""
    try:
        return open_language_model(
            name,
            cache_folder=settings.cache_folder,
            url=settings.language_model_url,
            key=settings.language_model_key,
            seconds=settings.language_model_seconds,
            room=settings.language_model_room,
        )
    except MemoryError as error:
        return unavailable(error)
