"""A question on the page: events become turns, failures become sentences; nothing here knows of Gradio."""

import contextlib
import contextvars
import logging
import queue
import threading
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace

from qa import Answer, Document, Event, Hit, WenjuError, is_probable, is_talk
from ui.assistants import (
    QUESTION_LIMIT,
    AnsweringAssistant,
    History,
    OpenAssistant,
    QueuedAssistant,
    TranslatingAssistant,
)
from ui.chat.turns import Cited, Turn, cited, nearest_passages
from ui.texts.languages import language_of
from ui.texts.messages import say
from ui.texts.problems import QUESTION_PROBLEMS, problem_of

LOG = logging.getLogger("wenju.ui")
HISTORY_LENGTH = 20  # turns


@dataclass(frozen=True, slots=True)
class OpenedSource:
    """A citation with the document it was taken from.

    Where the document is gone or no longer contains the quote, it is None and `change` names the message that says so.
    """

    cited: Cited
    document: Document | None
    change: str = ""


class AskingFailed(Exception):
    """No answer could be given; the text says why, in the question's language."""


def check(question: str) -> None:
    """Raise `AskingFailed` if the question is empty or longer than `QUESTION_LIMIT`."""
    language = language_of(question)
    if not question.strip():
        raise AskingFailed(say(QUESTION_PROBLEMS["QuestionEmpty"], language))
    if len(question) > QUESTION_LIMIT:
        raise AskingFailed(say(QUESTION_PROBLEMS["QuestionTooLong"], language, limit=QUESTION_LIMIT))


def ask(open_assistant: OpenAssistant, question: str) -> Answer:
    """The assistant's answer. Every failure is raised as `AskingFailed`, and its cause goes to the log."""
    check(question)
    try:
        *_, last = open_assistant().stream(question)
        if last.answer is None:
            raise ValueError("the last event carries no answer")
        return last.answer
    except Exception as error:  # the page must go on working whatever the assistant raises
        raise AskingFailed(explained(error, question)) from error


def explained(error: Exception, question: str) -> str:
    """The sentence that tells the asker of an error, in the question's language; the cause goes to the log."""
    level = logging.WARNING if isinstance(error, WenjuError) else logging.ERROR
    LOG.log(level, "a question failed: %s: %s", type(error).__name__, error)
    LOG.debug("where it failed", exc_info=error)
    return say(problem_of(type(error), QUESTION_PROBLEMS), language_of(question))


def history_of(turns: Sequence[Turn]) -> tuple[tuple[str, str], ...]:
    """The last `HISTORY_LENGTH` turns as an assistant takes them; a refusal or a failure has an empty answer."""
    return tuple((turn.question, turn.text if turn.stage == "answered" else "") for turn in turns[-HISTORY_LENGTH:])


class QuestionUnderWay:
    """A question answered in a thread of its own, so that whoever waits for it can leave at any moment."""

    def __init__(self, open_assistant: OpenAssistant, turn: Turn, history: History) -> None:
        self._open_assistant = open_assistant
        self._turn = turn
        self._history = history
        self._steps: queue.SimpleQueue[Turn | None] = queue.SimpleQueue()
        self._stopped = threading.Event()
        self.is_left = False

    def steps(self) -> Iterator[Turn]:
        """The turn after each step, last as it stays; once `stop` is called, the turn as far as it came."""
        latest = self._turn
        # It runs in the context of the asker, from which the fair queue knows whose question it is.
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
        """End the question and show no more of it: the page shows another conversation by now."""
        self.is_left = True
        self.stop()

    def _work(self) -> None:
        turn = self._turn
        try:
            check(turn.question)
            assistant = self._open_assistant()
            if isinstance(assistant, QueuedAssistant):
                assistant = assistant.until(self._stopped.is_set)
            with contextlib.closing(_closable(assistant.stream(turn.question, self._history))) as events:
                for event in events:
                    turn = advanced(turn, event, assistant)
                    self._steps.put(turn)
                    if self._stopped.is_set():
                        break
        except AskingFailed as failure:
            self._steps.put(replace(turn, stage="problem", problem=str(failure)))
        except Exception as error:  # the page must go on working whatever the assistant raises
            if self._stopped.is_set():
                LOG.info("a question that was stopped ended: %s: %s", type(error).__name__, error)
                return
            problem = explained(error, turn.question)
            # An answer that has been shown with its evidence stays true whatever goes wrong after it.
            self._steps.put(turn.stopped() if turn.text else replace(turn, stage="problem", problem=problem))
        finally:
            self._steps.put(None)


def _closable(events: Iterator[Event]) -> Generator[Event, None, None]:
    yield from events


def advanced(turn: Turn, event: Event, assistant: AnsweringAssistant) -> Turn:
    """The turn after another event of its stream."""
    turn = replace(turn, understood=event.question or turn.understood)
    answer = event.answer
    if answer is None:
        documents = _documents(assistant, event.hits)
        return replace(turn, stage="reading", near=nearest_passages(event.hits, documents)) if event.hits else turn
    documents = _documents(assistant, answer.hits) | _cited_documents(assistant, answer)
    final = event.name == "answered"
    refused = answer.status == "not_found"
    return replace(
        turn,
        stage=answer.status if final else "writing",
        language=answer.language,
        understood=answer.understood or turn.understood,
        text=answer.text if not refused or is_talk(answer) else "",
        reason=answer.reason,
        confidence=answer.confidence,
        passages=len(answer.hits),
        documents=len({hit.passage.document_id for hit in answer.hits}),
        seconds=dict(answer.seconds),
        cited=cited(answer, documents, language_of),
        near=nearest_passages(answer.hits, documents) if refused else (),
        is_probable=is_probable(answer),
        can_translate=isinstance(assistant, TranslatingAssistant) and assistant.can_translate,
    )


def open_source(open_assistant: OpenAssistant, source: Cited) -> OpenedSource:
    """The document behind a citation; without the document if it is gone or has changed where the quote was."""
    try:
        document = open_assistant().document(source.document_id)
    except WenjuError as error:
        LOG.warning("a source cannot be shown: %s", error)
        return OpenedSource(source, None, "source_gone")
    if document.text[source.start : source.end] != source.quote:
        return OpenedSource(source, None, "source_changed")
    return OpenedSource(source, document)


def _documents(assistant: AnsweringAssistant, hits: Sequence[Hit]) -> dict[str, Document]:
    return _held(assistant, [hit.passage.document_id for hit in hits])


def _cited_documents(assistant: AnsweringAssistant, answer: Answer) -> dict[str, Document]:
    return _held(assistant, [citation.document_id for citation in answer.citations])


def _held(assistant: AnsweringAssistant, ids: Sequence[str]) -> dict[str, Document]:
    """The documents by their ids, without any that has just gone."""
    held = {}
    for document_id in dict.fromkeys(ids):
        try:
            held[document_id] = assistant.document(document_id)
        except WenjuError:
            LOG.warning("a document that was found has gone: %s", document_id)
    return held
