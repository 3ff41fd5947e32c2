"""The public face of an open index: questions in, answers with their citations out."""

from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import embeddings
from qa.answerer import Answerer
from qa.answering.evidence.reader import MakeReader, Reader
from qa.answering.model_reading.second_answer import LanguageModelAnswers
from qa.answering.wording.language_model import LanguageModel
from qa.answering.wording.spending import Spent
from qa.answering.wording.translation import Translator
from qa.components import OpenIndex, open_index, open_reader, open_wording_model
from qa.errors import LanguageModelUnavailable, WrongUse
from qa.retrieval.passage_vectors import Preview
from qa.settings import Settings
from qa.types import Answer, Document, Event, Hit, Translation

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.retrievers import BaseRetriever
    from langchain_core.runnables import Runnable


class Assistant:
    """Answers questions over one index. Safe to call from several threads."""

    def __init__(
        self,
        index: OpenIndex,
        reader: Reader,
        *,
        max_question_length: int,
        language_model: LanguageModel | None = None,
    ) -> None:
        self._index = index
        self._way_back: tuple[Any, ...] | None = None
        self._with_model = self._translator = None
        if language_model is not None:
            self._with_model = LanguageModelAnswers(language_model, index.find_terms, index.document)
            self._translator = Translator(language_model, index.find_terms)
        self._answerer = Answerer(index, reader, max_question_length=max_question_length, with_model=self._with_model)
        self.document = index.document

    @classmethod
    def open(
        cls,
        folder: str | Path | Preview | None = None,
        *,
        language_model: "str | BaseChatModel" = "none",
        settings: Settings | None = None,
        embedder: "embeddings.Embedder | None" = None,
        make_reader: MakeReader | None = None,
    ) -> "Assistant":
        """The assistant over an index, or over what `build_index` lets be asked before it has ended.

        Raises `IndexMissing`, `IndexDamaged` or `IndexMismatch` with what to do.

        `language_model` reads and words the answers: "none", "local", the path of a .gguf file, "openai:…", "ollama:…"
        or any other name for LangChain's `init_chat_model`, or a chat model itself. `LanguageModelUnavailable` says
        what it lacks; where only the memory is too small, the answers are quotes and their reason says so.

        `make_reader` makes another reader than the trained one.
        """
        settings = settings or Settings.from_environment()
        index = open_index(folder or settings.index_folder, settings, embedder)
        wording_model = open_wording_model(language_model, settings)
        reader = (make_reader or partial(open_reader, settings))(index.likeness, index.document)
        opened = cls(index, reader, max_question_length=settings.max_question_length, language_model=wording_model)
        opened._way_back = (folder, language_model, settings, embedder, make_reader)
        return opened

    def __deepcopy__(self, memo: dict[int, Any]) -> "Assistant":
        """The assistant itself: it never changes, and any number of threads may share it."""
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        """An assistant is opened again, from the same folder, where it is unpickled."""
        if self._way_back is None or isinstance(self._way_back[0], Preview):
            raise TypeError("Only an assistant that was opened from a folder can be pickled")
        return _opened, self._way_back

    def ask(self, question: str, history: Sequence[Any] = ()) -> Answer:
        """The answer with its citations, or a refusal with its reason. Raises `BadQuestion`."""
        *_, last = self.stream(question, history)
        assert last.answer is not None
        return last.answer

    def stream(self, question: str, history: Sequence[Any] = ()) -> Iterator[Event]:
        """The steps of answering; the last event carries the answer.

        `history` holds earlier (question, answer) pairs, oldest first, with "" for a refusal; or messages as OpenAI's
        clients and LangChain have them.
        """
        return self._answerer.stream(question, history)

    @property
    def can_translate(self) -> bool:
        """Whether there is a language model to translate quotes with."""
        return self._translator is not None

    def translate(self, quote: str) -> Iterator[Translation]:
        """A quote in the other language, longer with each sentence; the last one is compared with the quote.

        Raises `WenjuError` if there is no language model, or if it fails.
        """
        if self._translator is None:
            raise LanguageModelUnavailable("No language model is set, so nothing can be translated")
        yield from self._translator.versions(quote)

    def retrieve(self, question: str, limit: int = 10) -> tuple[Hit, ...]:
        """The passages nearest to a question, best first; the first ones are put in order by the reader."""
        if not isinstance(limit, int) or limit < 1:
            raise WrongUse(f"The limit is {limit!r}. Use a whole number above 0")
        return self._answerer.retrieve(question, limit)

    def documents(self) -> tuple[Document, ...]:
        """All documents of the index by id."""
        return self._index.documents()

    def original(self, document_id: str) -> bytes | None:
        """The file of a document that is shown by its pages, as it was when it was indexed; None if it is not kept."""
        return self._index.original(document_id)

    def passage_counts(self) -> dict[str, int]:
        """The number of passages of each document, by its id; a document without any is not in it."""
        return self._index.knowledge_base.passage_counts()

    @property
    def embedder(self) -> "embeddings.Embedder":
        """What embeds the questions, to index with it or to open another index with it."""
        return self._index.embedder

    @property
    def spent(self) -> Spent:
        """What the language model was asked since the assistant was opened, in tokens; nothing without one."""
        return self._with_model.model.spending.total if self._with_model else Spent()

    def as_retriever(self, limit: int = 10) -> "BaseRetriever":
        """This assistant's search as a LangChain retriever; metadata is JSON only."""
        from qa.langchain import WenjuRetriever  # takes most of a second to import, and few need it

        return WenjuRetriever(assistant=self, k=limit)

    def as_runnable(self) -> "Runnable[str, dict[str, Any]]":
        """This assistant as a LangChain runnable: a question to the JSON object of its answer."""
        from qa.langchain import answer_runnable  # see as_retriever

        return answer_runnable(self)


def _opened(folder: Any, language_model: Any, settings: Settings, embedder: Any, make_reader: Any) -> Assistant:
    return Assistant.open(
        folder, language_model=language_model, settings=settings, embedder=embedder, make_reader=make_reader
    )


def ask(question: str) -> Answer:
    """The answer over the default index. For many questions open an `Assistant` once."""
    return _default_assistant().ask(question)


@lru_cache(maxsize=1)
def _default_assistant() -> Assistant:
    return Assistant.open()
