"""A language model behind an OpenAI-compatible address: schemas, patience, limits, tokens, and what is told."""

import contextlib
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from langchain_core.messages import HumanMessage

from qa.answering.model_reading.prompt import SCHEMA
from qa.answering.wording.chat_stream import LONGEST_REPLY
from qa.answering.wording.language_model import (
    ROOM_HERE,
    TRUST_HERE,
    LanguageModel,
    WordingFailed,
    open_language_model,
)
from qa.answering.wording.local_chat_model import LocalChatModel
from qa.answering.wording.worded_answer import told
from tests.fakes import ScriptedChatModel
from tests.requirements import needs
from tests.time_limits import PATIENCE, at_most

PROMPT = [HumanMessage("How many?")]
REPLY = '{"stated": true, "sentences": [1], "words": "484", "answer": "484."}'


class _Server(BaseHTTPRequestHandler):
    """Behaves as the first part of the path says, and remembers what it was sent."""

    requests: list[dict[str, Any]] = []
    keys: list[str] = []

    def do_POST(self) -> None:
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        kind = self.path.split("/")[1]
        self.requests.append(request)
        self.keys.append(self.headers.get("Authorization", ""))
        asked = sum(1 for one in self.requests if one["model"] == request["model"])
        if kind == "busy" and asked == 1:
            return self._fail(429, retry_after="0")
        if kind == "always-busy":
            return self._fail(429)
        if kind == "locked":
            return self._fail(401)
        if kind == "schemaless" and "response_format" in request:
            return self._fail(400)
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        if kind == "endless":
            for _ in range(10_000):
                self._write("on and on and on and on and on and on. ")
        elif kind == "huge":
            self._write("x" * 10_000_000)
        else:
            for at in range(0, len(REPLY), 20):
                self._write(REPLY[at : at + 20])
        self._write(" ", finish="stop")
        self._write("", usage={"prompt_tokens": 70, "completion_tokens": 21, "total_tokens": 91})
        self.wfile.write(b"data: [DONE]\n\n")
        return None

    def _fail(self, status: int, *, retry_after: str = "") -> None:
        body = b'{"error": {"message": "no"}}'
        self.send_response(status)
        if retry_after:
            self.send_header("Retry-After", retry_after)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _write(self, text: str, *, finish: str | None = None, **more: object) -> None:
        choice = {"index": 0, "delta": {"role": "assistant", "content": text}, "finish_reason": finish}
        choices = [choice] if text else []
        event = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": choices, **more}
        self.wfile.write(f"data: {json.dumps(event)}\n\n".encode())

    def handle(self) -> None:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # whoever asked has heard enough
            super().handle()

    def log_message(self, format: str, *arguments: object) -> None:
        pass


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    needs("langchain_openai")
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Server)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


def _model(address: str, kind: str, seconds: float = PATIENCE, key: str = "") -> LanguageModel:
    model = open_language_model(
        f"openai:{kind}", cache_folder=Path(), url=f"{address}/{kind}/v1", seconds=seconds, key=key
    )
    assert model is not None
    return model


def _sent(name: str) -> list[dict[str, Any]]:
    return [one for one in _Server.requests if one["model"] == name]


def test_a_reply_is_asked_for_by_a_schema_and_with_the_key(address: str) -> None:
    model = _model(address, "good", key="secret-1")
    assert model.reply(list(PROMPT), SCHEMA).strip() == REPLY
    (request,) = _sent("good")
    assert request["response_format"]["json_schema"]["schema"]["required"] == [
        "stated",
        "sentences",
        "words",
        "answer",
    ]
    assert _Server.keys[-1] == "Bearer secret-1"
    assert model.spending.total.requests == 1


def test_the_tokens_that_a_server_tells_are_counted(address: str) -> None:
    model = _model(address, "telling")
    assert list(model.sentences(list(PROMPT)))
    assert list(model.sentences(list(PROMPT)))
    spent = model.spending.total
    assert (spent.requests, spent.tokens_read, spent.tokens_written) == (2, 140, 42)


def test_a_server_that_knows_no_schema_is_asked_without_one_from_then_on(address: str) -> None:
    model = _model(address, "schemaless")
    assert model.reply(list(PROMPT), SCHEMA).strip() == REPLY
    assert model.reply(list(PROMPT), SCHEMA).strip() == REPLY
    assert ["response_format" in one for one in _sent("schemaless")] == [True, False, False]


def test_a_busy_server_is_asked_again(address: str) -> None:
    assert _model(address, "busy").reply(list(PROMPT), SCHEMA).strip() == REPLY
    assert len(_sent("busy")) == 2


def test_a_server_that_stays_busy_is_left_in_time_and_told_in_words(address: str) -> None:
    with at_most(4), pytest.raises(WordingFailed) as failed:
        _model(address, "always-busy", seconds=1.5).reply(list(PROMPT), SCHEMA)
    assert len(_sent("always-busy")) >= 2
    assert told(failed.value, "en").endswith("The language model has too many requests; ask again in a while.")
    assert told(failed.value, "zh").endswith("语言模型的请求过多，请稍后再问。")


def test_a_wrong_key_is_not_tried_again_and_told_in_words(address: str) -> None:
    with pytest.raises(WordingFailed) as failed:
        _model(address, "locked", key="secret-2").reply(list(PROMPT), SCHEMA)
    assert len(_sent("locked")) == 1
    assert "check its key" in told(failed.value, "en")
    assert "secret-2" not in told(failed.value, "en")


@pytest.mark.parametrize("kind", ["endless", "huge"])
def test_a_reply_without_an_end_is_cut(address: str, kind: str) -> None:
    with at_most(20):
        reply = _model(address, kind).reply(list(PROMPT), SCHEMA)
    assert len(reply) == LONGEST_REPLY


def test_a_model_without_structured_output_is_asked_in_plain_words() -> None:
    model = LanguageModel(ScriptedChatModel(says=lambda _: REPLY), 10)
    assert model.reply(list(PROMPT), SCHEMA).strip() == REPLY


def test_where_no_tokens_are_told_they_are_estimated() -> None:
    model = LanguageModel(ScriptedChatModel(says=lambda _: "四百八十四人。"), 10)
    model.reply(list(PROMPT), SCHEMA)
    # "How many?" has nine letters, four to a token; each Chinese character is one, and the stop a quarter.
    assert (model.spending.total.tokens_read, model.spending.total.tokens_written) == (2, 6)


def test_a_failure_before_the_first_word_is_tried_again_and_one_behind_it_is_not() -> None:
    first = ScriptedChatModel(says=lambda _: REPLY, failure=ConnectionError("reset"), fails_at=0, prompts=[])
    with pytest.raises(WordingFailed, match="reset"):
        LanguageModel(first, 1.2).reply(list(PROMPT), SCHEMA)
    later = ScriptedChatModel(says=lambda _: REPLY, failure=ConnectionError("reset"), fails_at=9, prompts=[])
    with pytest.raises(WordingFailed, match="reset"):
        LanguageModel(later, 10).reply(list(PROMPT), SCHEMA)
    assert (len(first.prompts), len(later.prompts)) == (2, 1)


def test_a_model_that_says_it_can_take_in_little_is_shown_little() -> None:
    small = ScriptedChatModel(says=str, profile={"max_input_tokens": 2_000})
    opened = open_language_model(small, cache_folder=Path(), url="", seconds=1)
    assert opened is not None
    assert opened.room == 1_000
    chosen = open_language_model(small, cache_folder=Path(), url="", seconds=1, room=250)
    assert chosen is not None
    assert chosen.room == 250


def test_a_model_of_this_computer_is_shown_little_also_where_it_is_given_as_an_object() -> None:
    given = open_language_model(LocalChatModel(server=None), cache_folder=Path(), url="", seconds=1)
    assert given is not None
    assert (given.room, given.trust) == (ROOM_HERE, TRUST_HERE)
