"""Files sent to the real application: taken where they may be, refused where not, and never given out again."""

import warnings
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.browser.scripted import ScriptedAssistant
from ui.security import Policy
from ui.server import create_app, temporary_folder

pytestmark = [pytest.mark.integration, pytest.mark.filterwarnings("ignore")]

HOME = "http://127.0.0.1:7860"


@pytest.fixture(scope="module")
def client() -> TestClient:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the libraries that gradio imports
        app = create_app(ScriptedAssistant(), policy=Policy(upload_limit=10_000))
    return TestClient(app, base_url=HOME)


def send(client: TestClient, name: str, content: bytes, **headers: str) -> tuple[int, str]:
    answer = client.post("/gradio_api/upload", files={"files": (name, content)}, headers=headers)
    return answer.status_code, answer.json()[0] if answer.status_code == 200 else answer.text


def test_a_file_lands_in_our_own_folder_whatever_its_name(client: TestClient) -> None:
    for name in ("a.txt", "../../../x<script>.html", "/etc/cron.d/a", "..\\a.txt"):
        status, path = send(client, name, b"The library opened in 1910.")
        assert status == 200
        assert Path(path).resolve().is_relative_to(Path(temporary_folder()).resolve())


def test_a_file_that_was_sent_cannot_be_fetched(client: TestClient) -> None:
    _, path = send(client, "b.txt", b"words")
    assert client.get(f"/gradio_api/file={path}").status_code == 403


def test_too_much_and_what_another_site_sends_is_refused(client: TestClient) -> None:
    assert send(client, "a.txt", b"x" * 10_001)[0] == 413
    assert send(client, "a.txt", b"x", Origin="http://evil.example")[0] == 403
    assert send(client, "a.txt", b"x", Host="evil.example")[0] == 421
