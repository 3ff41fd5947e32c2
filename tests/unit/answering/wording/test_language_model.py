"""The language model behind its name: turns, time, cancelling, addresses that fail, packages that are not there."""

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path

import pytest
from langchain_core.messages import HumanMessage

from qa.answering.wording.language_model import LanguageModel, WordingFailed, open_language_model, unavailable
from qa.answering.wording.waiting_line import Turns
from qa.errors import BadSetting, LanguageModelUnavailable
from tests.fakes import ScriptedChatModel
from tests.requirements import needs
from tests.time_limits import PATIENCE, at_most

PROMPT = [HumanMessage("?")]


def test_sentences_come_one_by_one() -> None:
    model = LanguageModel(ScriptedChatModel(says=lambda _: "One is here. Two follows! 三在这里。四"), 10)
    assert list(model.sentences(list(PROMPT))) == ["One is here.", "Two follows!", "三在这里。", "四"]


def test_a_model_that_is_too_slow_is_left_in_time() -> None:
    model = LanguageModel(ScriptedChatModel(says=lambda _: "slow", pause=5), 0.2)
    with at_most(1.5), pytest.raises(WordingFailed, match="no answer within 0.2 s"):
        list(model.sentences(list(PROMPT)))


def test_closing_the_sentences_stops_the_model_within_two_seconds() -> None:
    chat = ScriptedChatModel(says=lambda _: "First one. " + "More. " * 10_000, pause=0.01, written=[])
    sentences = LanguageModel(chat, 60).sentences(list(PROMPT))
    assert next(sentences) == "First one."
    sentences.close()  # type: ignore[attr-defined]
    time.sleep(0.5)
    written = len(chat.written)
    time.sleep(0.5)
    assert len(chat.written) == written < 200


def test_eight_askers_are_served_in_the_order_in_which_they_came() -> None:
    turns = Turns()
    served: list[int] = []

    def ask(number: int) -> None:
        with turns.turn():
            served.append(number)
            time.sleep(0.02)

    with turns.turn():
        threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
            time.sleep(0.02)
    for thread in threads:
        thread.join(PATIENCE)
    assert served == list(range(8))


def test_a_turn_is_given_back_after_an_error() -> None:
    turns = Turns()
    with pytest.raises(ValueError, match="inside"), turns.turn():
        raise ValueError("inside")
    with turns.turn():
        pass


def test_too_little_memory_fails_each_wording() -> None:
    with pytest.raises(WordingFailed, match="not enough memory: 2 GB are needed"):
        list(unavailable(MemoryError("2 GB are needed")).sentences(list(PROMPT)))


def test_no_language_model_is_none() -> None:
    assert open_language_model("none", cache_folder=Path(), url="", seconds=1) is None


@pytest.mark.parametrize("name", ["gpt", "openai:", "", "nonsense"])
def test_a_name_that_is_none_is_refused_with_those_that_are(name: str) -> None:
    with pytest.raises(BadSetting, match="is not known. Use none, local, the path of a .gguf file"):
        open_language_model(name, cache_folder=Path(), url="", seconds=1)


def test_a_provider_that_is_not_installed_is_named_with_its_package() -> None:
    if find_spec("langchain_mistralai"):
        pytest.skip("langchain-mistralai is installed")
    with pytest.raises(LanguageModelUnavailable, match="pip install langchain-mistralai"):
        open_language_model("mistralai:small", cache_folder=Path(), url="", seconds=1)


def test_a_file_that_is_no_model_is_refused(tmp_path: Path) -> None:
    needs("xllamacpp")
    (tmp_path / "other.gguf").write_bytes(b"hello")
    with pytest.raises(LanguageModelUnavailable, match="is no GGUF file"):
        open_language_model(str(tmp_path / "other.gguf"), cache_folder=tmp_path, url="", seconds=1)
    with pytest.raises(LanguageModelUnavailable, match="cannot be read"):
        open_language_model(str(tmp_path / "missing.gguf"), cache_folder=tmp_path, url="", seconds=1)


_EVENT = (
    'data: {"id":"1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":%s}]}\n\n'
)


class _Server(BaseHTTPRequestHandler):
    """An address that behaves as the first part of its path says."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        kind = self.path.split("/")[1]
        if kind == "silent":
            time.sleep(10)
        self.send_response(500 if kind == "broken" else 200)
        self.send_header("Content-Type", "text/html" if kind == "html" else "text/event-stream")
        self.end_headers()
        if kind == "html":
            self.wfile.write(b"<html><body>Please log in</body></html>")
        if kind in ("good", "cut"):
            for word in ("Jilin ", "held ", "484."):
                self.wfile.write((_EVENT % f'{{"content":"{word}"}}').encode())
        if kind == "cut":
            self.wfile.write(b'data: {"error":{"message":"the card is on fire"}}\n\n')
        if kind == "good":
            self.wfile.write(b"data: [DONE]\n\n")

    def log_message(self, format: str, *arguments: object) -> None:
        pass


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Server)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


def _sentences_from(url: str, seconds: float = PATIENCE) -> list[str]:
    needs("langchain_openai")
    model = open_language_model("openai:any", cache_folder=Path(), url=url, seconds=seconds)
    assert model is not None
    return list(model.sentences(list(PROMPT)))


def test_an_openai_compatible_address_answers(address: str) -> None:
    assert _sentences_from(f"{address}/good/v1") == ["Jilin held 484."]


@pytest.mark.parametrize("kind", ["broken", "cut"])
def test_an_address_that_fails_is_told_as_that(address: str, kind: str) -> None:
    with pytest.raises(WordingFailed, match="Error"):
        _sentences_from(f"{address}/{kind}/v1")


def test_an_address_that_answers_slowly_is_left_in_time(address: str) -> None:
    with at_most(2.5), pytest.raises(WordingFailed):
        _sentences_from(f"{address}/silent/v1", seconds=0.5)


def test_an_address_where_nothing_listens_is_told_as_that() -> None:
    with pytest.raises(WordingFailed, match="Connection"):
        _sentences_from("http://127.0.0.1:9/v1")


def test_a_page_instead_of_an_answer_is_told_as_a_failure(address: str) -> None:
    with pytest.raises(WordingFailed, match="^(?!.*<html>)"):
        _sentences_from(f"{address}/html/v1")
