"""The format of OpenAI's chat completions: the fields of a request that are read, and the responses."""

import re
import time
import uuid
from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic import BaseModel, Field

from qa import Answer, Event

# Every answer of ours has a citation mark; a message without one is a refusal, or another assistant's.
MARK = re.compile(r"\[\d+\]")
HISTORY_LENGTH = 20
# Tokens are never counted: without a language model there are none.
USAGE = {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}


class ContentPart(BaseModel):
    """A part of a message; only text is read."""

    type: str
    text: str = ""


class ChatMessage(BaseModel):
    """A message of the conversation."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[ContentPart] | None = None

    @property
    def text(self) -> str:
        """The text of the message, its parts joined by line breaks."""
        if self.content is None or isinstance(self.content, str):
            return self.content or ""
        return "\n".join(part.text for part in self.content if part.type == "text")


class StreamOptions(BaseModel):
    include_usage: bool = False


class ChatRequest(BaseModel):
    """The fields that are read; temperature and the like mean nothing to an assistant that quotes."""

    model: str
    messages: list[ChatMessage] = Field(min_length=1)
    stream: bool = False
    stream_options: StreamOptions | None = None
    n: int = 1
    user: str = ""

    @property
    def question(self) -> str:
        """The last message of the user; empty if there is none."""
        return next((message.text for message in reversed(self.messages) if message.role == "user"), "")

    @property
    def history(self) -> tuple[tuple[str, str], ...]:
        """Up to `HISTORY_LENGTH` earlier questions with their answers, oldest first; a refusal has an empty answer."""
        last = max((at for at, message in enumerate(self.messages) if message.role == "user"), default=0)
        pairs: list[tuple[str, str]] = []
        for message in self.messages[:last]:
            if message.role == "user":
                pairs.append((message.text, ""))
            elif message.role == "assistant" and pairs and MARK.search(message.text):
                pairs[-1] = (pairs[-1][0], message.text)
        return tuple(pairs[-HISTORY_LENGTH:])


def content_of(answer: Answer) -> str:
    """The content of the message: the answer with its citation marks, or the refusal with its reason."""
    if answer.status == "answered":
        return answer.text
    return " ".join(part for part in (answer.text, answer.reason) if part)


@dataclass(frozen=True, slots=True)
class Completion:
    """One answer in OpenAI's format, whole or in chunks."""

    model: str
    id: str = field(default_factory=lambda: f"chatcmpl-{uuid.uuid4().hex}")
    created: int = field(default_factory=lambda: int(time.time()))

    def whole(self, answer: Answer) -> dict[str, Any]:
        """The response if nothing is streamed."""
        return {**self.plain(content_of(answer)), **evidence(answer)}

    def plain(self, content: str) -> dict[str, Any]:
        """The same of a reply that rests on no document."""
        message = {"role": "assistant", "content": content, "refusal": None}
        choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
        return {**self._frame("chat.completion"), "choices": [choice], "usage": USAGE}

    def plain_chunks(self, content: str) -> tuple[dict[str, Any], dict[str, Any]]:
        """The chunk with such a reply, and the last chunk."""
        return self._chunk({"content": content}), self._chunk({}, "stop")

    def opening(self) -> dict[str, Any]:
        """The first chunk."""
        return self._chunk({"role": "assistant", "content": ""})

    def step(self, event: Event) -> dict[str, Any]:
        """The chunk for a step. It has no content, which is sent only once it is checked: it cannot be taken back."""
        known = {"event": event.name, "answer": event.answer.to_json() if event.answer else None}
        return {**self._chunk({}), "wenju": known}

    def closing(self, answer: Answer) -> tuple[dict[str, Any], dict[str, Any]]:
        """The chunk with the content, and the last chunk with the citations."""
        return self._chunk({"content": content_of(answer)}), {**self._chunk({}, "stop"), **evidence(answer)}

    def usage(self) -> dict[str, Any]:
        return {**self._frame("chat.completion.chunk"), "choices": [], "usage": USAGE}

    def _chunk(self, delta: dict[str, Any], finish: str | None = None) -> dict[str, Any]:
        choice = {"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}
        return {**self._frame("chat.completion.chunk"), "choices": [choice]}

    def _frame(self, kind: str) -> dict[str, Any]:
        return {"id": self.id, "object": kind, "created": self.created, "model": self.model}


def evidence(answer: Answer) -> dict[str, Any]:
    """The fields that only Wenju has: the citations, and the whole answer as `qa ask --json` prints it."""
    whole = answer.to_json()
    return {"citations": whole["citations"], "wenju": whole}


def error_body(sentence: str, *, kind: str, code: str | None = None, param: str | None = None) -> dict[str, Any]:
    """An error as OpenAI's clients read it."""
    return {"error": {"message": sentence, "type": kind, "param": param, "code": code}}
