"""A served page and a browser for the tests: the real application over a scripted assistant."""

import os
import socket
import threading
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.scripted import ScriptedAssistant
from ui.server import Server, address_of, create_app, listen, quiet_environment

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's chromium; without it these tests are skipped, but on a build machine they fail.

    Playwright holds this thread's event loop while it is open, so it is closed with each module.
    """
    if not CHROMIUM.exists():
        reason = f"{CHROMIUM} is missing. Install it with: apt-get install chromium fonts-noto-cjk"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def assistant() -> ScriptedAssistant:
    return ScriptedAssistant()


@pytest.fixture(scope="module")
def address(assistant: ScriptedAssistant) -> Iterator[str]:
    """The address of the page, served from a thread of this process on a free port."""
    yield from serve(assistant)


def serve(assistant: Any, **more: Any) -> Iterator[str]:
    """Serve the page over any assistant until the generator is closed; `more` goes to `create_app`."""
    quiet_environment()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of the libraries that gradio imports
        app = create_app(assistant, **more)
    listening = listen("127.0.0.1", 0)
    ready = threading.Event()
    server = Server(app, ready.set)
    thread = threading.Thread(target=run, args=(server, listening), daemon=True)
    thread.start()
    assert ready.wait(30), "the page did not start"
    yield address_of(listening)
    server.should_exit = True
    thread.join(10)
    listening.close()


def run(server: Server, listening: socket.socket) -> None:
    server.run(sockets=[listening])
