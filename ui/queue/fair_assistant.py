"""An assistant that answers in fair order; the page, the HTTP API and the OpenAI endpoint all ask through it."""

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass

from qa import Answer, Event
from ui.chat.question_under_way import Answering, Collections
from ui.queue.fair_queue import Asker, FairQueue, stays

History = Sequence[tuple[str, str]]


class FairAssistant:
    """The same methods as the assistant within; asking waits for its turn. `asker` says whose turn that is."""

    def __init__(
        self,
        assistant: Answering,
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

    def for_asker(self, asker: Asker, gone: Callable[[], bool] = stays) -> "FairAssistant":
        """The same assistant and queue, asked by this asker, who may go away."""
        return FairAssistant(self._assistant, self._queue, lambda: asker, gone)

    def until(self, gone: Callable[[], bool]) -> "FairAssistant":
        """The same for the same asker, who may go away while a question waits."""
        return FairAssistant(self._assistant, self._queue, self._asker, gone)

    def ask(self, question: str, history: History = ()) -> Answer:
        """The answer, when its turn has come. Raises `ServerBusy`."""
        *_, last = self.stream(question, history)
        assert last.answer is not None
        return last.answer

    def stream(self, question: str, history: History = ()) -> Generator[Event, None, None]:
        """The steps of answering; the turn is held until the last one, or until the iterator is closed."""
        with self._queue.turn(self._asker(), self._gone):
            steps = _generator(self._assistant.stream(question, history))
            try:
                while (event := self._queue.work(lambda: next(steps, None))) is not None:
                    yield event
            finally:
                self._queue.work(steps.close)


def _generator(events: Iterator[Event]) -> Generator[Event, None, None]:
    yield from events


@dataclass(frozen=True, slots=True)
class FairCollections:
    """The same collections, each asked in fair order through one queue."""

    collections: Collections
    queue: FairQueue
    asker: Callable[[], Asker]

    def names(self) -> tuple[str, ...]:
        return self.collections.names()

    def known(self, name: object) -> str:
        """The collection that has this name or once had it; the first one where it has gone."""
        return self.collections.known(name)

    def assistant(self, name: str) -> FairAssistant:
        """The assistant over what the collection holds now."""
        return FairAssistant(self.collections.assistant(name), self.queue, self.asker)


@dataclass(frozen=True, slots=True)
class OneCollection:
    """A single assistant where collections are asked for."""

    only: Answering
    name: str = "wenju"

    def names(self) -> tuple[str, ...]:
        return (self.name,)

    def known(self, name: object) -> str:
        return self.name

    def assistant(self, name: str) -> Answering:
        return self.only


def asker_on_the_page() -> Asker:
    """Who asks in this call of Gradio: the one signed in, else the address; each open page is a window of its own.

    A call of the HTTP API has no page: Gradio makes a new session for each, so they all share one window.
    """
    from gradio.context import LocalContext

    request = LocalContext.request.get(None)
    if request is None:
        return Asker("")
    address = request.client.host if request.client else ""
    is_page = request.url.path.endswith("/queue/join")
    return Asker(request.username or address, request.session_hash or "" if is_page else "")
