"""The OpenAI endpoint, asked by OpenAI's own client over a running server."""

import asyncio
import base64
import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import openai
import pytest

from tests.serving import (
    BROKEN_QUESTION,
    CITATION,
    FULL_QUESTION,
    INDEX_QUESTION,
    QUESTION,
    QUOTE,
    SLOW_QUESTION,
    TalkingAssistant,
    answer_to,
    endpoint,
)
from tests.time_limits import PATIENCE
from ui.access.logins import login_line, read_logins
from ui.queue.fair_queue import FairQueue

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def assistant() -> TalkingAssistant:
    return TalkingAssistant()


@pytest.fixture(scope="module")
def address(assistant: TalkingAssistant) -> Iterator[str]:
    with endpoint(assistant) as where:
        yield where


def client_of(address: str, key: str = "none") -> openai.OpenAI:
    return openai.OpenAI(base_url=f"{address}/v1", api_key=key, max_retries=0, timeout=PATIENCE)


@pytest.fixture
def client(address: str) -> Iterator[openai.OpenAI]:
    with client_of(address) as one:
        yield one


@pytest.fixture
def http(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=PATIENCE) as one:
        yield one


def ask(client: openai.OpenAI, question: str, **more: Any) -> Any:
    return client.chat.completions.create(model="wenju", messages=[{"role": "user", "content": question}], **more)


def test_an_answer_comes_with_its_citations_and_the_whole_answer_beside_it(client: openai.OpenAI) -> None:
    completion = ask(client, QUESTION)
    assert completion.choices[0].message.content == "484 people[1]"
    assert completion.choices[0].finish_reason == "stop"
    assert completion.object == "chat.completion"
    assert [one["quote"] for one in completion.citations] == [QUOTE]
    assert completion.citations[0]["answer_start"] == CITATION.answer_start
    assert completion.wenju == answer_to(QUESTION).to_json()


def test_a_streamed_answer_shows_the_search_first_and_its_content_adds_up_to_the_answer(client: openai.OpenAI) -> None:
    chunks = list(ask(client, QUESTION, stream=True, stream_options={"include_usage": True}))
    assert chunks[0].choices[0].delta.role == "assistant"
    assert chunks[1].wenju == {"event": "retrieved", "answer": None}
    assert "".join(one.choices[0].delta.content or "" for one in chunks if one.choices) == "484 people[1]"
    closing, usage = chunks[-2:]
    assert closing.choices[0].finish_reason == "stop"
    assert [one["number"] for one in closing.citations] == [1]
    assert closing.wenju["status"] == "answered"
    assert usage.usage is not None
    assert usage.choices == []


def test_a_refusal_is_an_answer_that_says_why_and_cites_nothing(client: openai.OpenAI) -> None:
    completion = ask(client, "how many in Shanghai")
    assert completion.choices[0].message.content == "Not in the documents. Nothing names it."
    assert completion.citations == []
    assert completion.wenju["status"] == "not_found"


def test_earlier_messages_become_history_and_a_refusal_in_it_is_empty(
    client: openai.OpenAI, assistant: TalkingAssistant
) -> None:
    client.chat.completions.create(
        model="wenju",
        messages=[
            {"role": "system", "content": "Answer in verse."},
            {"role": "user", "content": "one"},
            {"role": "assistant", "content": "Not in the documents. Nothing names it."},
            {"role": "user", "content": [{"type": "text", "text": "two"}]},
            {"role": "assistant", "content": "484 people[1]"},
            {"role": "user", "content": "and three?"},
        ],
    )
    assert assistant.asked[-1] == "and three?"
    assert assistant.histories[-1] == (("one", ""), ("two", "484 people[1]"))


def test_the_models_are_listed_and_another_one_is_not_found(client: openai.OpenAI) -> None:
    assert [one.id for one in client.models.list()] == ["wenju"]
    assert client.models.retrieve("wenju").owned_by == "wenju"
    with pytest.raises(openai.NotFoundError, match="There is no model 'gpt-7' here. There are: wenju") as raised:
        client.chat.completions.create(model="gpt-7", messages=[{"role": "user", "content": QUESTION}])
    assert raised.value.code == "model_not_found"


@pytest.mark.parametrize(
    ("question", "error", "sentence"),
    [
        ("  ", openai.BadRequestError, "The messages hold no question"),
        ("问" * 100_000, openai.BadRequestError, "不要超过 4000 个字符"),
        (BROKEN_QUESTION, openai.InternalServerError, "回答时出了差错"),
        (INDEX_QUESTION, openai.InternalServerError, "The index of the documents cannot be read"),
        (FULL_QUESTION, openai.InternalServerError, "The server's disk is full"),
    ],
)
def test_what_cannot_be_answered_is_told_in_the_questions_language(
    client: openai.OpenAI, question: str, error: type[openai.APIStatusError], sentence: str
) -> None:
    with pytest.raises(error, match=sentence) as raised:
        ask(client, question)
    assert "srv" not in str(raised.value)


def test_a_failure_after_the_stream_began_is_an_event_of_it(client: openai.OpenAI) -> None:
    with pytest.raises(openai.APIError, match="回答时出了差错"):
        list(ask(client, BROKEN_QUESTION, stream=True))


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("{", "The request is not JSON. 请求不是 JSON。"),
        ("[]", "The request cannot be read: body"),
        ('{"model": "wenju"}', "The request cannot be read: messages: Field required"),
        ('{"model": "wenju", "messages": []}', "The request cannot be read: messages"),
        ('{"model": "wenju", "messages": [{"role": "king", "content": "x"}]}', "messages.0.role"),
        ('{"model": "wenju", "messages": [{"role": "user", "content": "x"}], "n": 2}', "One answer is given"),
    ],
)
def test_a_request_that_cannot_be_read_is_told_what_is_wrong(http: httpx.Client, body: str, sentence: str) -> None:
    response = http.post("/v1/chat/completions", content=body, headers={"Content-Type": "application/json"})
    assert response.status_code == 400
    assert sentence in response.json()["error"]["message"]


def test_an_address_that_is_not_there_and_a_foreign_host_or_site_are_refused(http: httpx.Client) -> None:
    assert http.get("/v1/embeddings").json()["error"]["code"] == "no_address"
    assert http.get("/v1/chat/completions").json()["error"]["code"] == "wrong_method"
    assert http.get("/v1/models", headers={"Host": "evil.example"}).status_code == 421
    foreign = http.post("/v1/chat/completions", content="{}", headers={"Origin": "http://evil.example"})
    assert foreign.status_code == 403
    assert http.post("/v1/chat/completions", content=b"x" * 1_000_001).status_code == 413
    assert "default-src 'self'" in http.get("/v1/models").headers["content-security-policy"]


def test_with_logins_a_program_signs_in_by_bearer_token_or_basic_credentials(tmp_path: Path) -> None:
    file = tmp_path / "logins"
    file.write_text(login_line("ann", "correct: horse") + "\n" + login_line("王芳", "correct horse"), encoding="utf-8")
    with endpoint(TalkingAssistant(), logins=read_logins(file)) as address:
        with client_of(address, "ann:correct: horse") as ann:
            assert ask(ann, QUESTION).choices[0].message.content == "484 people[1]"
        basic = base64.b64encode("王芳:correct horse".encode()).decode()
        headers = {"Authorization": f"Basic {basic}"}
        with httpx.Client(base_url=address, timeout=PATIENCE) as http:
            assert http.get("/v1/models", headers=headers).status_code == 200
            assert http.get("/v1/models").headers["www-authenticate"] == "Bearer"
        with client_of(address, "ann:wrong") as stranger, pytest.raises(openai.AuthenticationError, match="Sign in"):
            ask(stranger, QUESTION)


def test_where_every_place_is_taken_the_answer_is_that_many_are_asking() -> None:
    assistant = TalkingAssistant()
    with endpoint(assistant, queue=FairQueue(at_once=1, places=0)) as address, client_of(address) as client:
        holding = threading.Thread(target=lambda: ask(client, SLOW_QUESTION))
        holding.start()
        assert assistant.started.wait(PATIENCE)
        with pytest.raises(openai.RateLimitError, match="队列已满") as raised:
            ask(client, "有多少人？")
        assert raised.value.code == "server_busy"
        assert raised.value.response.headers["retry-after"] == "2"
        assistant.go_on.set()
        holding.join(PATIENCE)


def leave_in_mid_answer(url: str, body: dict[str, Any], assistant: TalkingAssistant) -> None:
    """Ask, and hang up once the assistant is at work."""

    async def hang_up() -> None:
        async with httpx.AsyncClient(timeout=PATIENCE) as client:
            asking = asyncio.create_task(client.post(url, json=body))
            await asyncio.to_thread(assistant.started.wait, PATIENCE)
            asking.cancel()
            await asyncio.wait({asking})

    asyncio.run(hang_up())


@pytest.mark.parametrize("stream", [True, False])
def test_when_the_client_goes_away_the_work_stops_and_its_place_is_free(stream: bool) -> None:
    assistant = TalkingAssistant()
    body = {"model": "wenju", "stream": stream, "messages": [{"role": "user", "content": SLOW_QUESTION}]}
    with endpoint(assistant, queue=FairQueue(at_once=1, places=0)) as address, client_of(address) as client:
        leave_in_mid_answer(f"{address}/v1/chat/completions", body, assistant)
        assert assistant.stopped.wait(PATIENCE), "the work went on without a reader"
        time.sleep(0.2)
        assert ask(client, QUESTION).choices[0].message.content == "484 people[1]"


def test_the_stream_is_made_of_events_of_one_json_object_each(http: httpx.Client) -> None:
    body = {"model": "wenju", "stream": True, "messages": [{"role": "user", "content": QUESTION}]}
    response = http.post("/v1/chat/completions", json=body)
    assert response.headers["content-type"].startswith("text/event-stream")
    lines = [one.removeprefix("data: ") for one in response.text.split("\n\n") if one]
    assert lines[-1] == "[DONE]"
    assert {json.loads(one)["object"] for one in lines[:-1]} == {"chat.completion.chunk"}
