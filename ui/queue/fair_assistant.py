"""An assistant whose questions wait in the fair queue; the page, the HTTP API and the OpenAI endpoint use it."""

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from typing import TypeVar

from qa import Answer, Event, Translation
from ui.assistants import AnsweringAssistant, AskableCollections, History, KeepsFiles, TranslatingAssistant
from ui.queue.fair_queue import Asker, FairQueue, stays

_Step = TypeVar("_Step")


class FairAssistant:
    """The methods of the assistant within, except that a question waits for its turn; `asker()` says who asks."""

    def __init__(
        self,
        assistant: AnsweringAssistant,
        queue: FairQueue,
        asker: Callable[[], Asker],
        gone: Callable[[], bool] = stays,
    ) -> None:
        self._assistant = assistant
        self._queue = queue
        self._asker = asker
        self._gone = gone
        self.document = assistant.document
        self.documents = assistant.documents

    def original(self, document_id: str) -> bytes | None:
        """The file of a document that is shown by its pages; None if it is not kept."""
        return self._assistant.original(document_id) if isinstance(self._assistant, KeepsFiles) else None

    def for_asker(self, asker: Asker, gone: Callable[[], bool] = stays) -> "FairAssistant":
        """The same assistant and queue for another asker, who may leave: `gone()` is true then."""
        return FairAssistant(self._assistant, self._queue, lambda: asker, gone)

    def until(self, gone: Callable[[], bool]) -> "FairAssistant":
        """The same assistant for the same asker, who may leave: `gone()` is true then."""
        return FairAssistant(self._assistant, self._queue, self._asker, gone)

    def ask(self, question: str, history: History = ()) -> Answer:
        """The answer, once the question had its turn. Raises what `stream` raises."""
        *_, last = self.stream(question, history)
        assert last.answer is not None
        return last.answer

    def stream(self, question: str, history: History = ()) -> Generator[Event, None, None]:
        """The steps of answering. The turn is held until the last step, or until the iterator is closed.

        Raises `ServerBusy`, `AskerGone`, and what the assistant raises.
        """
        with self._queue.turn(self._asker(), self._gone):
            steps = _generator(self._assistant.stream(question, history))
            try:
                while (event := self._queue.work(lambda: next(steps, None))) is not None:
                    yield event
            finally:
                self._queue.work(steps.close)

    @property
    def can_translate(self) -> bool:
        """Whether the assistant has a language model to translate quotes with."""
        return isinstance(self._assistant, TranslatingAssistant) and self._assistant.can_translate

    def translate(self, quote: str) -> Iterator[Translation]:
        """A quote in the other language; it waits for its turn as a question does, and raises what that raises."""
        if not isinstance(self._assistant, TranslatingAssistant):
            return
        with self._queue.turn(self._asker(), self._gone):
            versions = _generator(self._assistant.translate(quote))
            try:
                while (version := self._queue.work(lambda: next(versions, None))) is not None:
                    yield version
            finally:
                self._queue.work(versions.close)


def _generator(steps: Iterator[_Step]) -> Generator[_Step, None, None]:
    yield from steps


@dataclass(frozen=True, slots=True)
class FairCollections:
    """The collections within, all of whose questions wait in one queue."""

    collections: AskableCollections
    queue: FairQueue
    asker: Callable[[], Asker]

    def names(self) -> tuple[str, ...]:
        return self.collections.names()

    def known(self, name: object) -> str:
        """The present name of the collection that has or had this name; the default collection if it is gone."""
        return self.collections.known(name)

    def assistant(self, name: str) -> FairAssistant:
        """The assistant over a collection. Raises `WenjuError` if it cannot be opened or has no documents."""
        return FairAssistant(self.collections.assistant(name), self.queue, self.asker)


@dataclass(frozen=True, slots=True)
class OneCollection:
    """A single assistant in the form of collections."""

    only: AnsweringAssistant
    name: str = "wenju"

    def names(self) -> tuple[str, ...]:
        return (self.name,)

    def known(self, name: object) -> str:
        return self.name

    def assistant(self, name: str) -> AnsweringAssistant:
        return self.only


def asker_on_the_page() -> Asker:
    """The asker of the present call of Gradio: the login name, else the address; each open page is a window.

    All calls of the HTTP API share one window, since Gradio makes a new session for each of them.
    """
    from gradio.context import LocalContext

    request = LocalContext.request.get(None)
    if request is None:
        return Asker("")
    address = request.client.host if request.client else ""
    is_page = request.url.path.endswith("/queue/join")
    return Asker(request.username or address, request.session_hash or "" if is_page else "")
