"""Files sent to the real application: taken where they may be, refused where not, and never given out again."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import serve
from tests.browser.scripted import ScriptedAssistant
from tests.time_limits import PATIENCE
from ui.web.security import Policy
from ui.web.server import temporary_folder

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::Warning:gradio.queueing")]


@pytest.fixture(scope="module")
def client(browser: Browser) -> Iterator[httpx.Client]:
    """Speaks to the served page. The browser's event loop is the one that Gradio finds when the page is built."""
    assert browser.is_connected()
    for address in serve(ScriptedAssistant(), policy=Policy(upload_limit=10_000)):
        with httpx.Client(base_url=address, trust_env=False, timeout=PATIENCE) as client:
            yield client


def send(client: httpx.Client, name: str, content: bytes, **headers: str) -> tuple[int, str]:
    answer = client.post("/gradio_api/upload", files={"files": (name, content)}, headers=headers)
    return answer.status_code, answer.json()[0] if answer.status_code == 200 else answer.text


def test_a_file_lands_in_our_own_folder_whatever_its_name(client: httpx.Client) -> None:
    for name in ("a.txt", "../../../x<script>.html", "/etc/cron.d/a", "..\\a.txt"):
        status, path = send(client, name, b"The library opened in 1910.")
        assert status == 200
        assert Path(path).resolve().is_relative_to(Path(temporary_folder()).resolve())


def test_a_file_that_was_sent_cannot_be_fetched(client: httpx.Client) -> None:
    _, path = send(client, "b.txt", b"words")
    assert client.get(f"/gradio_api/file={path}").status_code == 403


def test_too_much_and_what_another_site_sends_is_refused(client: httpx.Client) -> None:
    assert send(client, "a.txt", b"x" * 10_001)[0] == 413
    assert send(client, "a.txt", b"x", Origin="http://evil.example")[0] == 403
    assert send(client, "a.txt", b"x", Host="evil.example")[0] == 421
