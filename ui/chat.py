"""One question and what became of it, as the page keeps it; nothing here knows of Gradio."""

import logging
from dataclasses import dataclass, replace
from typing import Protocol

from qa import Answer, Citation, Document, WenjuError
from ui import messages

LOG = logging.getLogger("wenju.ui")
QUESTION_LIMIT = 4_000


class Answering(Protocol):
    """What the page needs of an assistant; `qa.Assistant` has it, and so has a scripted one in a test."""

    def ask(self, question: str) -> Answer: ...

    def document(self, document_id: str) -> Document: ...


@dataclass(frozen=True, slots=True)
class SourceNote:
    """What is said of a cited document beside its title."""

    publisher: str
    date: str
    language: str


@dataclass(frozen=True, slots=True)
class Turn:
    """A question with its answer, or with the sentence that says why there is none; with neither it is under way.

    `notes` stand in the order of `answer.citations`.
    """

    question: str
    answer: Answer | None = None
    notes: tuple[SourceNote, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A citation with the document it was taken from, which still says what is quoted."""

    document: Document
    citation: Citation


class SourceLost(LookupError):
    """A source that cannot be shown; its text is the name of the message that says why."""


def take_turn(assistant: Answering, question: str) -> Turn:
    """Ask, and turn whatever happens into a turn that can be shown."""
    try:
        answer = ask(assistant, question)
        notes = tuple(_note(assistant, citation) for citation in answer.citations)
        # A session keeps its turns: what was searched but not cited is not shown and need not be kept.
        return Turn(question, replace(answer, hits=()), notes)
    except AskingFailed as failure:
        return Turn(question, problem=str(failure))


class AskingFailed(Exception):
    """No answer could be given; the text says why, in the question's language."""


def ask(assistant: Answering, question: str) -> Answer:
    """The assistant's answer; every failure becomes `AskingFailed`, and its cause goes to the log."""
    language = messages.language_of(question)
    if not question.strip():
        raise AskingFailed(messages.problem("QuestionEmpty", language))
    if len(question) > QUESTION_LIMIT:
        raise AskingFailed(messages.problem("QuestionTooLong", language, limit=QUESTION_LIMIT))
    try:
        return assistant.ask(question)
    except Exception as error:  # the page must go on working whatever the assistant raises
        level = logging.WARNING if isinstance(error, WenjuError) else logging.ERROR
        LOG.log(level, "a question failed: %s: %s", type(error).__name__, error)
        LOG.debug("where it failed", exc_info=True)
        raise AskingFailed(messages.problem(type(error), language)) from error


def open_source(assistant: Answering, turns: tuple[Turn, ...], turn: object, number: object) -> Source:
    """The source behind mark `number` of turn `turn`; both come from the browser and may be anything."""
    if type(turn) is not int or not 0 <= turn < len(turns):
        raise SourceLost("source_gone")
    answer = turns[turn].answer
    citation = next((one for one in answer.citations if one.number == number), None) if answer else None
    if citation is None:
        raise SourceLost("source_gone")
    try:
        document = assistant.document(citation.document_id)
    except WenjuError as error:
        LOG.warning("a source cannot be shown: %s", error)
        raise SourceLost("source_gone") from error
    if document.text[citation.start : citation.end] != citation.quote:
        raise SourceLost("source_changed")
    return Source(document, citation)


def _note(assistant: Answering, citation: Citation) -> SourceNote:
    try:
        document = assistant.document(citation.document_id)
    except WenjuError:
        return SourceNote(publisher="", date="", language=messages.language_of(citation.quote))
    return SourceNote(publisher=document.source, date=document.date, language=document.language)
