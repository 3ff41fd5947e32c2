"""The running server: the ASGI application, its socket, its start and its end."""

import asyncio
import atexit
import contextlib
import functools
import logging
import os
import shutil
import signal
import socket
import tempfile
import threading
from collections.abc import Callable, Iterator, MutableMapping
from functools import partial
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI
from starlette.types import ASGIApp

from qa import WenjuError
from ui.access.api_access import Access
from ui.access.logins import Logins
from ui.assistants import AnsweringAssistant
from ui.chat.conversation_store import ConversationStore
from ui.collections.collections import Collections
from ui.documents import documents_view
from ui.evaluation import evaluation_view
from ui.programs.openai_api import openai_app
from ui.queue.answer_threads import AnswerThreads
from ui.queue.fair_assistant import FairCollections, OneCollection, asker_on_the_page
from ui.queue.fair_queue import AT_ONCE, PLACES, FairQueue
from ui.web.mount import CLOSED, mount_page
from ui.web.page import View, build_page
from ui.web.security import Guard, Policy

GRACE_SECONDS = 1
LAST_SECONDS = 4.5  # after which the process ends even if a question is still being answered
TRACING = ("LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING", "LANGCHAIN_TRACING_V2")
# Gradio keeps figures of its last 10,000 events and computes them anew after each: the last two settings stop that.
QUIET = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
    "GRADIO_ANALYTICS_MAX_EVENTS": "1",
    "GRADIO_ANALYTICS_CACHE_FREQUENCY": "1000000000",
}


class CannotListen(WenjuError):
    """The server cannot listen on the address."""


class NoTemporaryFolder(WenjuError):
    """There is no room for the temporary files of Gradio."""


def quiet_environment(environment: MutableMapping[str, str] = os.environ) -> None:
    """Turn off all reporting, and every GRADIO_… variable that the user has set. Call it before importing Gradio."""
    for name in [name for name in environment if name.startswith("GRADIO_") or name in TRACING]:
        del environment[name]
    environment.update(QUIET)
    environment["GRADIO_TEMP_DIR"] = temporary_folder()


@functools.cache
def temporary_folder() -> str:
    """The folder for temporary files of Gradio, readable only by this user; it is deleted when the process ends."""
    folder = private_folder()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def private_folder(parent: str | None = None) -> str:
    """A new folder that only this user can read. Raises `NoTemporaryFolder`."""
    try:
        return tempfile.mkdtemp(prefix="wenju-", dir=parent)
    except OSError as error:
        raise NoTemporaryFolder(
            f"Cannot make a temporary folder: {error.strerror or error}. Make room, or name another place in TMPDIR"
        ) from None


def create_app(
    assistant: AnsweringAssistant,
    *,
    policy: Policy | None = None,
    collections: Collections | None = None,
    store: ConversationStore | None = None,
    logins: Logins | None = None,
    queue: FairQueue | None = None,
    built_in: Path | None = None,
) -> ASGIApp:
    """The guarded application over collections, or over one assistant; without a store no conversation is kept."""
    quiet_environment()
    fair = FairCollections(collections or OneCollection(assistant), queue or FairQueue(), asker_on_the_page)
    app = FastAPI(**CLOSED)
    app.mount("/v1", openai_app(fair, Access(logins), AnswerThreads(AT_ONCE + PLACES)))
    mount_page(app, build_page(fair, store, _views(collections, built_in)), logins)
    return Guard(app, policy or Policy())


def _views(collections: Collections | None, built_in: Path | None) -> dict[str, View]:
    """The views beside Ask, if there are collections; `built_in` is the question set that Evaluate offers."""
    if collections is None:
        return {}
    return {
        "documents": partial(documents_view.build, collections),
        "evaluate": partial(evaluation_view.build, collections, built_in=built_in),
    }


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens on the address; port 0 takes a free port. Raises `CannotListen`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        cause = os.strerror(error.errno) if error.errno and error.errno > 0 else str(error)
        raise CannotListen(f"Cannot listen on {host} port {port}: {cause}. Choose another one with --port") from None


def address_of(listening: socket.socket) -> str:
    """The URL to open in a browser."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


class Server(uvicorn.Server):
    """Uvicorn, except that it calls `on_ready` and ends quietly, with exit code 0, on Ctrl+C and SIGTERM."""

    def __init__(self, app: ASGIApp, on_ready: Callable[[], None]) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=False,
                timeout_graceful_shutdown=GRACE_SECONDS,
            )
        )
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._on_ready()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """As in Uvicorn, except that the signal is not raised again once the server has ended."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {number: signal.signal(number, self._end) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _end(self, number: int, frame: Any) -> None:
        if not self.should_exit:
            logging.getLogger("uvicorn.error").setLevel(
                logging.CRITICAL
            )  # it would complain that open pages are cut off
            last = threading.Timer(LAST_SECONDS, leave)
            last.daemon = True
            last.start()
        self.handle_exit(number, frame)


def leave() -> None:
    """End the process at once, whatever its threads are doing."""
    shutil.rmtree(temporary_folder(), ignore_errors=True)
    os._exit(0)


def serve(app: ASGIApp, listening: socket.socket, on_ready: Callable[[], None]) -> None:
    """Serve until Ctrl+C or SIGTERM."""
    asyncio.run(Server(app, on_ready).serve(sockets=[listening]))
