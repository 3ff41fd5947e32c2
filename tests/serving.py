"""A served application over an assistant that knows one document, for the tests of everything that is served."""

import asyncio
import os
import threading
import time
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from fastapi import FastAPI
from starlette.types import ASGIApp

from qa import Answer, Citation, Document, Event, Hit, Passage, WenjuError
from tests.time_limits import PATIENCE
from ui.access.api_access import Access
from ui.access.logins import Logins
from ui.programs.openai_api import openai_app
from ui.queue.answer_threads import AnswerThreads
from ui.queue.fair_assistant import FairCollections, OneCollection
from ui.queue.fair_queue import Asker, FairQueue
from ui.web.security import Guard, Policy
from ui.web.server import Server, address_of, create_app, listen, quiet_environment

TEXT = "Across Jilin, 484 people were held accountable. 长春市推动解决问题8586个。"
JILIN = Document("jilin", "Jilin 吉林", TEXT, "en", "Sample", "2022-05-26")
HIT = Hit(Passage("jilin#0", "jilin", "", TEXT, 0, len(TEXT)), 0.5, {"dense": 1})
QUOTE = "Across Jilin, 484 people were held accountable."
CITATION = Citation(JILIN, 1, "jilin", "Jilin 吉林", 0, len(QUOTE), QUOTE, 14, 17)
QUESTION = "how many people were held accountable in Jilin"
SLOW_QUESTION = "a question that takes long"
BROKEN_QUESTION = "请让它出错"
INDEX_QUESTION = "is the index still there"
FULL_QUESTION = "is there room on the disk"


class IndexProblem(WenjuError):
    """As `qa` names it; the server goes by the name."""


FAILURES: dict[str, Exception] = {
    BROKEN_QUESTION: ZeroDivisionError("the secret of /srv/index"),
    INDEX_QUESTION: IndexProblem("No index in /srv/index"),
    FULL_QUESTION: OSError(28, "No space left on device", "/srv/tmp"),
}


@dataclass
class TalkingAssistant:
    """Answers one question, refuses others, fails on some; a slow one goes on until it is stopped or let go on."""

    seconds: float = 0.0
    asked: list[str] = field(default_factory=list)
    histories: list[tuple[tuple[str, str], ...]] = field(default_factory=list)
    threads: set[str] = field(default_factory=set)
    stopped: threading.Event = field(default_factory=threading.Event)
    started: threading.Event = field(default_factory=threading.Event)
    go_on: threading.Event = field(default_factory=threading.Event)

    def ask(self, question: str, history: Sequence[tuple[str, str]] = ()) -> Answer:
        *_, last = self.stream(question, history)
        assert last.answer is not None
        return last.answer

    def stream(self, question: str, history: Sequence[tuple[str, str]] = ()) -> Iterator[Event]:
        self.asked.append(question)
        self.histories.append(tuple(history))
        self.threads.add(threading.current_thread().name)
        yield Event("retrieved", hits=(HIT,))
        if question in FAILURES:
            raise FAILURES[question]
        time.sleep(self.seconds)
        if question == SLOW_QUESTION:
            yield from self._dawdle()
        yield Event("answered", hits=(HIT,), answer=answer_to(question))

    def _dawdle(self) -> Iterator[Event]:
        self.started.set()
        try:
            while not self.go_on.wait(0.05):
                yield Event("retrieved", hits=(HIT,))
        except GeneratorExit:
            self.stopped.set()
            raise

    def retrieve(self, question: str, limit: int = 10) -> tuple[Hit, ...]:
        if question in FAILURES:
            raise FAILURES[question]
        return (HIT,) * min(limit, 3)

    def document(self, document_id: str) -> Document:
        if document_id != JILIN.id:
            raise WenjuError(f"No document {document_id}")
        return JILIN

    def documents(self) -> tuple[Document, ...]:
        return (JILIN,)


def answer_to(question: str) -> Answer:
    if question == QUESTION:
        return Answer(question, "en", "answered", "484 people[1]", (CITATION,), (HIT,), 0.9, seconds={"total": 0.1})
    return Answer(question, "en", "not_found", "Not in the documents.", (), (), 0.1, reason="Nothing names it.")


@contextmanager
def served(assistant: TalkingAssistant, logins: Logins | None = None, queue: FairQueue | None = None) -> Iterator[str]:
    """The address of the whole application, page and all, until the block ends."""
    before = dict(os.environ)
    quiet_environment()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of the libraries that gradio imports
        app = asyncio.run(created(assistant, logins, queue))
    with running(app) as address:
        yield address
    os.environ.clear()
    os.environ.update(before)


async def created(assistant: TalkingAssistant, logins: Logins | None, queue: FairQueue | None) -> ASGIApp:
    """The application; where no loop is running, Gradio opens some and leaves them open."""
    return create_app(assistant, logins=logins, queue=queue)


@contextmanager
def endpoint(
    assistant: TalkingAssistant, logins: Logins | None = None, queue: FairQueue | None = None
) -> Iterator[str]:
    """The address of the OpenAI endpoint alone, guarded as in the whole application; it starts without Gradio."""
    fair = FairCollections(OneCollection(assistant), queue or FairQueue(), lambda: Asker(""))
    app = FastAPI()
    app.mount("/v1", openai_app(fair, Access(logins), AnswerThreads(8)))
    with running(Guard(app, Policy())) as address:
        yield address


@contextmanager
def running(app: ASGIApp) -> Iterator[str]:
    """The address of an application that is served from a thread on a free port."""
    ready = threading.Event()
    with listen("127.0.0.1", 0) as listening:
        server = Server(app, ready.set)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        assert ready.wait(PATIENCE), "the server did not start"
        yield address_of(listening)
        server.should_exit = True
        thread.join(PATIENCE)
