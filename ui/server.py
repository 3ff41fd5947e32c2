"""From a page to a running server: the ASGI application, its socket, its start and its end."""

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
from pathlib import Path
from typing import Any

import uvicorn
from starlette.types import ASGIApp

from qa import WenjuError
from ui import messages
from ui.chat import Answering
from ui.collections import Collections
from ui.logins import Logins
from ui.page import build_page, head
from ui.security import Guard, Policy

GRACE_SECONDS = 1
LAST_SECONDS = 4.5  # after this a question that is still being answered no longer holds up the end
TRACING = ("LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING", "LANGCHAIN_TRACING_V2")
QUIET = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
}


class CannotListen(WenjuError):
    """The address cannot be had."""


def quiet_environment(environment: MutableMapping[str, str] = os.environ) -> None:
    """Report nothing to anyone, let no GRADIO_… variable open what we closed. Call it before importing Gradio."""
    for name in [name for name in environment if name.startswith("GRADIO_") or name in TRACING]:
        del environment[name]
    environment.update(QUIET)
    environment["GRADIO_TEMP_DIR"] = temporary_folder()


@functools.cache
def temporary_folder() -> str:
    """One folder for what Gradio puts aside, which only this user can read; it goes when the process ends."""
    folder = tempfile.mkdtemp(prefix="wenju-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def create_app(
    assistant: Answering,
    *,
    policy: Policy | None = None,
    examples: tuple[str, ...] = messages.EXAMPLES,
    logins: Logins | None = None,
    collections: Collections | None = None,
    built_in: Path | None = None,
) -> ASGIApp:
    """The whole application over one assistant, guarded; a test passes a scripted assistant here."""
    quiet_environment()
    import gradio as gr
    from fastapi import FastAPI

    closed: dict[str, Any] = {"openapi_url": None, "docs_url": None, "redoc_url": None}
    page = build_page(assistant, examples, collections=collections, built_in=built_in)
    plain = gr.themes.Base(font=[gr.themes.Font("system-ui")], font_mono=[gr.themes.Font("monospace")])
    app = gr.mount_gradio_app(
        FastAPI(**closed),
        page,
        path="/",
        footer_links=[],
        run_history=False,
        app_kwargs=closed,
        auth=logins.allow if logins else None,
        auth_message=messages.message("login", "en") + " " + messages.message("login", "zh"),
        allowed_paths=[],
        show_error=False,
        max_file_size="50mb",
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
        mcp_server=False,
        theme=plain,
        head=head(),
    )
    return Guard(app, policy or Policy())


def listen(host: str, port: int) -> socket.socket:
    """A socket bound to the address; port 0 takes a free one."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        cause = os.strerror(error.errno) if error.errno and error.errno > 0 else str(error)
        raise CannotListen(f"Cannot listen on {host} port {port}: {cause}. Choose another one with --port") from None


def address_of(listening: socket.socket) -> str:
    """The address to type into a browser."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


class Server(uvicorn.Server):
    """Uvicorn that says when it is ready and ends quietly, with exit code 0, on Ctrl+C and SIGTERM."""

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
        """As uvicorn does, but the signal is not raised again once the server has ended."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {one: signal.signal(one, self._end) for one in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for one, handler in before.items():
                signal.signal(one, handler)

    def _end(self, number: int, frame: Any) -> None:
        if not self.should_exit:
            logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)  # open pages are cut off, as they must be
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
