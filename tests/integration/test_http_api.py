"""The whole application over HTTP: the examples of docs/serving.md as they stand there, sign-in, and being busy."""

import json
import re
import subprocess
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import gradio_client
import httpx
import pytest

from tests.serving import BROKEN_QUESTION, QUESTION, QUOTE, SLOW_QUESTION, TalkingAssistant, answer_to, served
from tests.time_limits import PATIENCE
from ui.access.logins import login_line, read_logins
from ui.queue.fair_queue import Asker, FairQueue, stays

pytestmark = pytest.mark.integration
SERVING = (Path(__file__).resolve().parents[2] / "docs/serving.md").read_text("utf-8")
DOCUMENTED = "http://127.0.0.1:7860"


def example(kind: str, number: int = 0) -> str:
    """A block of code of that page."""
    return str(re.findall(rf"```{kind}\n(.*?)```", SERVING, re.DOTALL)[number])


def output_of(*command: str) -> str:
    ended = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def asked(address: str, question: str, cookies: httpx.Cookies | None = None) -> str:
    """The two steps of the HTTP API; the events of the second."""
    with httpx.Client(base_url=f"{address}/gradio_api/call/ask", timeout=PATIENCE, cookies=cookies) as client:
        event = client.post("", json={"data": [question]}).json()["event_id"]
        return client.get(f"/{event}").text


class NotingQueue(FairQueue):
    """Takes one question and lets nobody wait; it notes who asks."""

    def __init__(self) -> None:
        super().__init__(at_once=1, places=0)
        self.askers: list[Asker] = []

    @contextmanager
    def turn(self, asker: Asker, gone: Callable[[], bool] = stays) -> Iterator[None]:
        self.askers.append(asker)
        with super().turn(asker, gone):
            yield


@pytest.fixture(scope="module")
def queue() -> NotingQueue:
    return NotingQueue()


@pytest.fixture(scope="module")
def assistant() -> TalkingAssistant:
    return TalkingAssistant()


@pytest.fixture(scope="module")
def address(assistant: TalkingAssistant, queue: NotingQueue) -> Iterator[str]:
    with served(assistant, queue=queue) as where:
        yield where


def test_the_documented_example_with_curl_gives_the_answer_as_json(address: str) -> None:
    events = output_of("bash", "-c", example("sh").replace(DOCUMENTED, address))
    assert events.startswith("event: complete\n")
    assert json.loads(events.split("data: ")[1]) == [answer_to(QUESTION).to_json()]


@pytest.mark.parametrize("number", [0, 1])
def test_the_documented_examples_in_python_print_the_answer_and_its_quote(address: str, number: int) -> None:
    printed = output_of(sys.executable, "-c", example("python", number).replace(DOCUMENTED, address))
    assert printed.strip() == f"484 people[1] {QUOTE}"


def test_calls_of_the_api_share_one_window_and_a_page_has_its_own(address: str, queue: NotingQueue) -> None:
    asked(address, QUESTION)
    asked(address, QUESTION)
    assert queue.askers[-2:] == [Asker("127.0.0.1"), Asker("127.0.0.1")]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the client
        client = gradio_client.Client(address, verbose=False)  # asks as the page does
    client.predict(QUESTION, api_name="/ask")
    client.close()
    assert queue.askers[-1] == Asker("127.0.0.1", client.session_hash)


def test_a_question_that_fails_over_the_api_is_a_sentence(address: str) -> None:
    for question, sentence in (
        ("", "The question is empty."),
        ("问" * 100_000, "不要超过 4000 个字符"),
        (BROKEN_QUESTION, "回答时出了差错"),
    ):
        events = asked(address, question)
        assert events.startswith("event: error")
        assert sentence in json.loads(events.split("data: ")[1])["error"]
    headers = {"Content-Type": "application/json"}
    malformed = httpx.post(f"{address}/gradio_api/call/ask", content="{", headers=headers, timeout=PATIENCE)
    assert malformed.status_code == 422
    assert "Traceback" not in malformed.text


def test_the_page_and_the_endpoint_stand_in_one_queue(address: str, assistant: TalkingAssistant) -> None:
    body = {"model": "wenju", "messages": [{"role": "user", "content": SLOW_QUESTION}]}
    url = f"{address}/v1/chat/completions"
    holding = threading.Thread(target=lambda: httpx.post(url, json=body, timeout=PATIENCE))
    holding.start()
    assert assistant.started.wait(PATIENCE)
    events = asked(address, QUESTION)
    assert json.loads(events.split("data: ")[1])["error"].startswith("Many are asking just now")
    assistant.go_on.set()
    holding.join(PATIENCE)
    assert "484 people" in asked(address, QUESTION)


def test_with_logins_the_api_wants_a_sign_in_and_the_cookie_gives_it(tmp_path: Path) -> None:
    (tmp_path / "logins").write_text(login_line("ann", "correct horse"), encoding="utf-8")
    queue = NotingQueue()
    with served(TalkingAssistant(), logins=read_logins(tmp_path / "logins"), queue=queue) as address:
        with httpx.Client(base_url=address, timeout=PATIENCE) as http:
            assert http.post("/gradio_api/call/ask", json={"data": [QUESTION]}).status_code == 401
            assert http.post("/login", data={"username": "ann", "password": "wrong"}).status_code == 400
            signed_in = http.post("/login", data={"username": "ann", "password": "correct horse"})
        assert "484 people" in asked(address, QUESTION, signed_in.cookies)
        assert queue.askers == [Asker("ann")]
