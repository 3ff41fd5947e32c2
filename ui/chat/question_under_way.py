"""Asking, as the page does it: events become turns, failures become sentences; nothing here knows of Gradio."""

import contextlib
import contextvars
import logging
import queue
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, runtime_checkable

from qa import Answer, Document, Event, Hit, WenjuError
from ui.chat.turns import Cited, Turn, cited, found
from ui.texts import messages

LOG = logging.getLogger("wenju.ui")
QUESTION_LIMIT = 4_000
HISTORY_LENGTH = 20


class Answering(Protocol):
    """What the page needs of an assistant; `qa.Assistant` has it, and so has a scripted one in a test."""

    def stream(self, question: str, history: Sequence[tuple[str, str]] = ()) -> Iterator[Event]: ...

    def document(self, document_id: str) -> Document: ...

    def documents(self) -> tuple[Document, ...]: ...


@runtime_checkable
class Queued(Protocol):
    """An assistant whose questions wait for their turn; one that is left while it waits gives up its place."""

    def until(self, gone: Callable[[], bool]) -> Answering: ...


Opening = Callable[[], Answering]


class Collections(Protocol):
    """The collections of documents that can be asked, each with its assistant."""

    def names(self) -> tuple[str, ...]: ...

    def known(self, name: object) -> str: ...

    def assistant(self, name: str) -> Answering: ...


@dataclass(frozen=True, slots=True)
class Source:
    """A citation with the document it was taken from; with a `change` it no longer says what was quoted there."""

    cited: Cited
    document: Document | None
    change: str = ""


class AskingFailed(Exception):
    """No answer could be given; the text says why, in the question's language."""


def check(question: str) -> None:
    """Raise `AskingFailed` for a question that need not reach the assistant."""
    language = messages.language_of(question)
    if not question.strip():
        raise AskingFailed(messages.problem("QuestionEmpty", language))
    if len(question) > QUESTION_LIMIT:
        raise AskingFailed(messages.problem("QuestionTooLong", language, limit=QUESTION_LIMIT))


def ask(opening: Opening, question: str) -> Answer:
    """The assistant's answer; every failure becomes `AskingFailed`, and its cause goes to the log."""
    check(question)
    try:
        *_, last = opening().stream(question)
        if last.answer is None:
            raise ValueError("the last event carries no answer")
        return last.answer
    except Exception as error:  # the page must go on working whatever the assistant raises
        raise AskingFailed(sentence(error, question)) from error


def sentence(error: Exception, question: str) -> str:
    """What is said of an error to the one who asked; its cause goes to the log."""
    level = logging.WARNING if isinstance(error, WenjuError) else logging.ERROR
    LOG.log(level, "a question failed: %s: %s", type(error).__name__, error)
    LOG.debug("where it failed", exc_info=error)
    return messages.problem(type(error), messages.language_of(question))


def history_of(turns: Sequence[Turn]) -> tuple[tuple[str, str], ...]:
    """The earlier turns as an assistant takes them: a refusal or a failure has no answer."""
    return tuple((turn.question, turn.text if turn.stage == "answered" else "") for turn in turns[-HISTORY_LENGTH:])


class Asking:
    """One question under way in a thread of its own, so that whoever waits for it can leave at any moment."""

    def __init__(self, opening: Opening, turn: Turn, history: tuple[tuple[str, str], ...]) -> None:
        self._opening = opening
        self._turn = turn
        self._history = history
        self._steps: queue.SimpleQueue[Turn | None] = queue.SimpleQueue()
        self._stopped = threading.Event()
        self.is_left = False

    def steps(self) -> Iterator[Turn]:
        """The turn as it grows, the last time as it stays; after `stop` at once as far as it came."""
        latest = self._turn
        # In the context of the one who waits: by it the queue of all questions knows whose turn it is.
        threading.Thread(target=contextvars.copy_context().run, args=(self._work,), daemon=True).start()
        try:
            while (step := self._steps.get()) is not None and not self._stopped.is_set():
                latest = step
                yield latest
        finally:
            self._stopped.set()
        if latest.is_under_way:
            yield latest.stopped()

    def stop(self) -> None:
        """End `steps` now; the assistant's work ends with its next event."""
        self._stopped.set()
        self._steps.put(None)

    def leave(self) -> None:
        """End it, and let nothing more of it be shown: the page shows another conversation by now."""
        self.is_left = True
        self.stop()

    def _work(self) -> None:
        turn = self._turn
        try:
            check(turn.question)
            assistant = self._opening()
            if isinstance(assistant, Queued):
                assistant = assistant.until(self._stopped.is_set)
            with contextlib.closing(_closable(assistant.stream(turn.question, self._history))) as events:
                for event in events:
                    turn = grown(turn, event, assistant)
                    self._steps.put(turn)
                    if self._stopped.is_set():
                        break
        except AskingFailed as failure:
            self._steps.put(replace(turn, stage="problem", problem=str(failure)))
        except Exception as error:  # the page must go on working whatever the assistant raises
            if self._stopped.is_set():
                LOG.info("a question that was stopped ended: %s: %s", type(error).__name__, error)
                return
            problem = sentence(error, turn.question)
            # What has been shown with its evidence stays true, whatever went wrong after it.
            self._steps.put(turn.stopped() if turn.text else replace(turn, stage="problem", problem=problem))
        finally:
            self._steps.put(None)


def _closable(events: Iterator[Event]) -> Generator[Event, None, None]:
    yield from events


def grown(turn: Turn, event: Event, assistant: Answering) -> Turn:
    """The turn after one more event of the stream."""
    turn = replace(turn, understood=event.question or turn.understood)
    answer = event.answer
    if answer is None:
        documents = _documents(assistant, event.hits)
        return replace(turn, stage="reading", near=found(event.hits, documents)) if event.hits else turn
    documents = _documents(assistant, answer.hits) | _cited_documents(assistant, answer)
    final = event.name == "answered"
    refused = answer.status == "not_found"
    return replace(
        turn,
        stage=answer.status if final else "writing",
        language=answer.language,
        understood=answer.understood or turn.understood,
        text=answer.text if not refused else "",
        reason=answer.reason,
        confidence=answer.confidence,
        passages=len(answer.hits),
        documents=len({hit.passage.document_id for hit in answer.hits}),
        seconds=dict(answer.seconds),
        cited=cited(answer, documents, messages.language_of),
        near=found(answer.hits, documents) if refused else (),
    )


def open_source(opening: Opening, source: Cited) -> Source:
    """The document behind a citation; where it went or changed, the quote that was kept is still shown."""
    try:
        document = opening().document(source.document_id)
    except WenjuError as error:
        LOG.warning("a source cannot be shown: %s", error)
        return Source(source, None, "source_gone")
    if document.text[source.start : source.end] != source.quote:
        return Source(source, None, "source_changed")
    return Source(source, document)


def _documents(assistant: Answering, hits: Sequence[Hit]) -> dict[str, Document]:
    return _held(assistant, [hit.passage.document_id for hit in hits])


def _cited_documents(assistant: Answering, answer: Answer) -> dict[str, Document]:
    return _held(assistant, [citation.document_id for citation in answer.citations])


def _held(assistant: Answering, ids: Sequence[str]) -> dict[str, Document]:
    """The documents of those ids; one that has just gone is left out."""
    held = {}
    for one in dict.fromkeys(ids):
        try:
            held[one] = assistant.document(one)
        except WenjuError:
            LOG.warning("a document that was found has gone: %s", one)
    return held
