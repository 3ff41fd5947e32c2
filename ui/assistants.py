"""What the rooms of the interface ask of an assistant and of collections."""

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, runtime_checkable

from qa import Document, Event, Translation

QUESTION_LIMIT = 4_000  # characters

History = Sequence[tuple[str, str]]
"""Earlier questions with their answers, oldest first; a question without an answer has an empty one."""


class AnsweringAssistant(Protocol):
    """An assistant over documents. `qa.Assistant` is one, and so is a scripted one in a test."""

    def stream(self, question: str, history: History = ()) -> Iterator[Event]:
        """The steps of answering; the last event carries the answer. Raises `WenjuError` if there is none."""
        ...

    def document(self, document_id: str) -> Document:
        """The document of that id. Raises `WenjuError` if there is none."""
        ...

    def documents(self) -> tuple[Document, ...]:
        """All documents."""
        ...


@runtime_checkable
class KeepsFiles(Protocol):
    """An assistant that has the files of documents which are shown by their pages."""

    def original(self, document_id: str) -> bytes | None:
        """The file of a document, as it was when it was indexed; None if it is not kept."""
        ...


@runtime_checkable
class QueuedAssistant(Protocol):
    """An assistant whose questions wait for their turn."""

    def until(self, gone: Callable[[], bool]) -> AnsweringAssistant:
        """The same assistant for an asker who may leave; once `gone()` is true, a waiting question is dropped."""
        ...


@runtime_checkable
class TranslatingAssistant(Protocol):
    """An assistant that may be able to translate quotes."""

    @property
    def can_translate(self) -> bool:
        """Whether it has a language model to translate with."""
        ...

    def translate(self, quote: str) -> Iterator[Translation]:
        """A quote in the other language, longer with each sentence. Raises `WenjuError` if that fails."""
        ...


class AskableCollections(Protocol):
    """Collections of documents, each with an assistant to ask."""

    def names(self) -> tuple[str, ...]:
        """The names, the default collection first."""
        ...

    def known(self, name: object) -> str:
        """The present name of the collection that has or had this name; the default collection if it is gone."""
        ...

    def assistant(self, name: str) -> AnsweringAssistant:
        """The assistant over a collection. Raises `WenjuError` if it cannot be opened or has no documents."""
        ...


OpenAssistant = Callable[[], AnsweringAssistant]
