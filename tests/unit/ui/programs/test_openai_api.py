"""The models of the OpenAI endpoint."""

from starlette.testclient import TestClient

from tests.serving import TalkingAssistant
from ui.access.api_access import Access
from ui.programs.openai_api import openai_app
from ui.queue.answer_threads import AnswerThreads
from ui.queue.fair_assistant import FairCollections
from ui.queue.fair_queue import Asker, FairQueue


class Two:
    """Two collections, each with an assistant of its own."""

    def __init__(self) -> None:
        self.assistants = {"samples": TalkingAssistant(), "reports": TalkingAssistant()}

    def names(self) -> tuple[str, ...]:
        return tuple(self.assistants)

    def known(self, name: object) -> str:
        return str(name)

    def assistant(self, name: str) -> TalkingAssistant:
        return self.assistants[name]


def test_the_default_collection_is_the_model_wenju_and_the_others_are_called_as_they_are() -> None:
    two = Two()
    fair = FairCollections(two, FairQueue(), lambda: Asker("ann"))
    client = TestClient(openai_app(fair, Access(None), AnswerThreads(4)))
    assert [model["id"] for model in client.get("/models").json()["data"]] == ["wenju", "reports"]
    for model in ("reports", "wenju"):
        body = {"model": model, "messages": [{"role": "user", "content": f"for {model}"}]}
        assert client.post("/chat/completions", json=body).json()["model"] == model
    assert two.assistants["samples"].asked == ["for wenju"]
    assert two.assistants["reports"].asked == ["for reports"]


def test_a_request_for_a_title_of_the_chat_is_no_question() -> None:
    two = Two()
    fair = FairCollections(two, FairQueue(), lambda: Asker("ann"))
    client = TestClient(openai_app(fair, Access(None), AnswerThreads(4)))
    task = "Provide a short title for the conversation.\nUser: 吉林问责多少人？\nAI: 484人。"
    body = {"model": "wenju", "messages": [{"role": "user", "content": task}]}
    message = client.post("/chat/completions", json=body).json()["choices"][0]["message"]
    assert message == {"role": "assistant", "content": "吉林问责多少人？", "refusal": None}
    streamed = client.post("/chat/completions", json={**body, "stream": True}).text
    assert "吉林问责多少人？" in streamed
    assert streamed.endswith("data: [DONE]\n\n")
    assert two.assistants["samples"].asked == []
