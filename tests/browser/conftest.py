"""A served page and a browser for the tests: the real application over a scripted assistant."""

import socket
import threading
import warnings
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright

from tests.browser.scripted import ScriptedAssistant
from tests.requirements import CHROMIUM, needs
from tests.time_limits import PATIENCE
from ui.chat.conversation_store import ConversationStore
from ui.web.server import Server, address_of, create_app, listen, quiet_environment

expect.set_options(timeout=PATIENCE * 1000)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A browser test that fails is tried once more, and the report says so: a busy machine may be too slow for it."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's chromium.

    Playwright holds this thread's event loop while it is open, so it is closed with each module.
    """
    needs("chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def assistant() -> ScriptedAssistant:
    return ScriptedAssistant()


@pytest.fixture(scope="module")
def address(assistant: ScriptedAssistant, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the page, served from a thread of this process on a free port."""
    yield from serve(assistant, ConversationStore(tmp_path_factory.mktemp("data")))


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A fresh page; whatever the test does, it asks no other host for anything and opens no dialog."""
    yield from opened(browser, address)


def opened(browser: Browser, address: str, view: str = "ask") -> Iterator[Page]:
    """A fresh page on one of the views, in English, watched until the generator is closed."""
    context = browser.new_context(locale="en-US", viewport={"width": 1440, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    requests: list[str] = []
    troubles: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("dialog", lambda dialog: troubles.append(dialog.message))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.goto(address)
    expect(page.locator(".welcome")).to_be_visible()
    if view != "ask":
        page.locator(f".view-switch[data-view={view}]").click()
    yield page
    context.close()
    assert not [url for url in requests if not url.startswith((f"{address}/", f"blob:{address}/", "data:"))]
    assert not troubles


def close_the_next_stream(page: Page) -> list[str]:
    """Let the next stream of news close before it brings any; its address stands in the list then."""
    closed: list[str] = []

    def close(route: Route) -> None:
        if closed:
            route.continue_()
        else:
            closed.append(route.request.url)
            route.fulfill(content_type="text/event-stream", body='data: {"msg": "close_stream"}\n\n')

    page.route("**/queue/data?**", close)
    return closed


def ask(page: Page, question: str) -> None:
    """Ask and wait until the turn has ended, however it ends."""
    expect(page.locator(".loading")).to_have_count(0)
    last = page.locator(".wenju-turns.last .turn")
    before = last.get_attribute("id") if last.count() else "none"
    box = page.locator("#wenju-question textarea")
    box.fill(question)
    box.press("Enter")
    expect(page.locator(f".wenju-turns.last:not(.under-way) .turn:not(#{before})")).to_be_visible()


def serve(assistant: Any, store: ConversationStore | None = None, **more: Any) -> Iterator[str]:
    """Serve the page over any assistant until the generator is closed; `more` goes to `create_app`."""
    quiet_environment()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of the libraries that gradio imports
        app = create_app(assistant, store=store, **more)
    listening = listen("127.0.0.1", 0)
    ready = threading.Event()
    server = Server(app, ready.set)
    thread = threading.Thread(target=run, args=(server, listening), daemon=True)
    thread.start()
    assert ready.wait(PATIENCE), "the page did not start"
    yield address_of(listening)
    server.should_exit = True
    thread.join(PATIENCE)
    listening.close()


def run(server: Server, listening: socket.socket) -> None:
    server.run(sockets=[listening])
