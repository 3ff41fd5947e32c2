"""The shapes of OpenAI's chat completions: what is read of a request, and an answer in that form."""

import re
import time
import uuid
from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic import BaseModel, Field

from qa import Answer, Event

# Only an answer carries such a mark; what has none was a refusal, or was not ours.
MARK = re.compile(r"\[\d+\]")
HISTORY_LENGTH = 20
# Without a language model no tokens are made, and none are counted with one.
USAGE = {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}


class Part(BaseModel):
    """A piece of a message; those that are no text are not read."""

    type: str
    text: str = ""


class Message(BaseModel):
    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[Part] | None = None

    @property
    def text(self) -> str:
        """The words of the message."""
        if self.content is None or isinstance(self.content, str):
            return self.content or ""
        return "\n".join(part.text for part in self.content if part.type == "text")


class StreamOptions(BaseModel):
    include_usage: bool = False


class ChatRequest(BaseModel):
    """What counts of a request; temperature and the like mean nothing to an assistant that quotes."""

    model: str
    messages: list[Message] = Field(min_length=1)
    stream: bool = False
    stream_options: StreamOptions | None = None
    n: int = 1
    user: str = ""

    @property
    def question(self) -> str:
        """The last message of the user."""
        return next((one.text for one in reversed(self.messages) if one.role == "user"), "")

    @property
    def history(self) -> tuple[tuple[str, str], ...]:
        """The earlier questions with their answers, oldest first; a refusal counts as no answer."""
        last = max((at for at, one in enumerate(self.messages) if one.role == "user"), default=0)
        pairs: list[tuple[str, str]] = []
        for one in self.messages[:last]:
            if one.role == "user":
                pairs.append((one.text, ""))
            elif one.role == "assistant" and pairs and MARK.search(one.text):
                pairs[-1] = (pairs[-1][0], one.text)
        return tuple(pairs[-HISTORY_LENGTH:])


def content_of(answer: Answer) -> str:
    """What the message says: the answer with its marks, or why there is none."""
    if answer.status == "answered":
        return answer.text
    return " ".join(one for one in (answer.text, answer.reason) if one)


@dataclass(frozen=True, slots=True)
class Completion:
    """One answer under way, in OpenAI's form."""

    model: str
    id: str = field(default_factory=lambda: f"chatcmpl-{uuid.uuid4().hex}")
    created: int = field(default_factory=lambda: int(time.time()))

    def whole(self, answer: Answer) -> dict[str, Any]:
        """The response where nothing is streamed."""
        message = {"role": "assistant", "content": content_of(answer), "refusal": None}
        choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
        return {**self._frame("chat.completion"), "choices": [choice], "usage": USAGE, **evidence(answer)}

    def opening(self) -> dict[str, Any]:
        """The first chunk."""
        return self._chunk({"role": "assistant", "content": ""})

    def step(self, event: Event) -> dict[str, Any]:
        """What is known so far. It has no content: content cannot be taken back, so it is sent once it is checked."""
        known = {"event": event.name, "answer": event.answer.to_json() if event.answer else None}
        return {**self._chunk({}), "wenju": known}

    def closing(self, answer: Answer) -> tuple[dict[str, Any], dict[str, Any]]:
        """The content, and the last chunk with the citations."""
        return self._chunk({"content": content_of(answer)}), {**self._chunk({}, "stop"), **evidence(answer)}

    def usage(self) -> dict[str, Any]:
        return {**self._frame("chat.completion.chunk"), "choices": [], "usage": USAGE}

    def _chunk(self, delta: dict[str, Any], finish: str | None = None) -> dict[str, Any]:
        choice = {"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}
        return {**self._frame("chat.completion.chunk"), "choices": [choice]}

    def _frame(self, kind: str) -> dict[str, Any]:
        return {"id": self.id, "object": kind, "created": self.created, "model": self.model}


def evidence(answer: Answer) -> dict[str, Any]:
    """The two fields that are ours: the citations, and the whole answer as `qa ask --json` prints it."""
    whole = answer.to_json()
    return {"citations": whole["citations"], "wenju": whole}


def error_body(sentence: str, *, kind: str, code: str | None = None, param: str | None = None) -> dict[str, Any]:
    """An error as OpenAI's clients read it."""
    return {"error": {"message": sentence, "type": kind, "param": param, "code": code}}
