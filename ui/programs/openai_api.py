"""`/v1/chat/completions` and `/v1/models`: Wenju for programs that speak to OpenAI."""

import json
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse

from qa import Event
from ui.access.api_access import Access
from ui.chat.question_under_way import QUESTION_LIMIT
from ui.programs.openai_errors import Refused, failure, handle_errors
from ui.programs.openai_format import ChatRequest, Completion
from ui.queue.answer_threads import Asking
from ui.queue.fair_assistant import FairCollections
from ui.queue.fair_queue import Asker
from ui.texts import messages
from ui.texts.serving_messages import in_both, sentence

DEFAULT_MODEL = "wenju"
CLIENT_GONE = 499  # nobody reads it; the log of a proxy does
Events = AsyncGenerator[Event, None]


class OpenAIEndpoint:
    """What the two addresses do."""

    def __init__(self, collections: FairCollections, access: Access, asking: Asking) -> None:
        self._collections = collections
        self._access = access
        self._asking = asking

    async def models(self, request: Request) -> dict[str, Any]:
        await self._person(request)
        return {"object": "list", "data": [model(name) for name in self._models()]}

    async def model(self, name: str, request: Request) -> dict[str, Any]:
        await self._person(request)
        self._collection(name, messages.DEFAULT_LANGUAGE)
        return model(name)

    async def complete(self, chat: ChatRequest, request: Request) -> Response:
        """The answer to the last message, whole or as it comes."""
        person = await self._person(request)
        language = messages.language_of(chat.question)
        check(chat, language)
        collection = self._collection(chat.model, language)
        events = self._asking.events(
            self._collections.assistant(collection), Asker(person, chat.user), chat.question, chat.history,
            request.is_disconnected,
        )  # fmt: skip
        try:
            first = await anext(events, None)
            if first is None:
                return Response(status_code=CLIENT_GONE)
            if chat.stream:
                return StreamingResponse(sent(chat, language, first, events), media_type="text/event-stream")
            last = first
            async with aclosing(events):
                async for event in events:
                    last = event
        except Exception as error:
            raise failure(error, language) from error
        if last.name != "answered" or last.answer is None:
            return Response(status_code=CLIENT_GONE)
        return JSONResponse(Completion(chat.model).whole(last.answer))

    async def _person(self, request: Request) -> str:
        address = request.client.host if request.client else ""
        person = await self._access.person(request.headers.get("authorization", ""), address)
        if person is None:
            raise Refused(401, in_both("sign_in"), "invalid_api_key")
        return person

    def _models(self) -> dict[str, str]:
        """The collection behind each model; the default one is always called the same."""
        default, *others = self._collections.names()
        return {DEFAULT_MODEL: default, **{name: name for name in others}}

    def _collection(self, name: str, language: str) -> str:
        models = self._models()
        if name not in models:
            words = sentence("no_model", language, model=name[:100], names=", ".join(models))
            raise Refused(404, words, "model_not_found")
        return models[name]


def model(name: str) -> dict[str, Any]:
    return {"id": name, "object": "model", "created": 0, "owned_by": "wenju"}


def check(chat: ChatRequest, language: str) -> None:
    """Refuse what cannot be asked."""
    problem = ""
    if not chat.question.strip():
        problem = sentence("no_question", language)
    elif len(chat.question) > QUESTION_LIMIT:
        problem = messages.problem("QuestionTooLong", language, limit=QUESTION_LIMIT)
    elif chat.n != 1:
        problem = sentence("one_choice", language)
    if problem:
        raise Refused(400, problem, "bad_question")


async def sent(chat: ChatRequest, language: str, first: Event, events: Events) -> AsyncGenerator[str, None]:
    """The chunks as server-sent events; a failure in mid-answer becomes an event with the error."""
    completion = Completion(chat.model)
    yield line(completion.opening())
    try:
        async with aclosing(joined(first, events)) as every:
            async for event in every:
                if event.name != "answered" or event.answer is None:
                    yield line(completion.step(event))
                    continue
                for chunk in completion.closing(event.answer):
                    yield line(chunk)
        if chat.stream_options and chat.stream_options.include_usage:
            yield line(completion.usage())
    except Exception as error:
        yield line(failure(error, language).body)
    yield "data: [DONE]\n\n"


async def joined(first: Event, events: Events) -> Events:
    yield first
    async with aclosing(events):
        async for event in events:
            yield event


def line(chunk: dict[str, Any]) -> str:
    return f"data: {json.dumps(chunk, ensure_ascii=False)}\n\n"


def openai_app(collections: FairCollections, access: Access, asking: Asking) -> FastAPI:
    """The application to mount at /v1."""
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    endpoint = OpenAIEndpoint(collections, access, asking)
    app.get("/models", response_model=None)(endpoint.models)
    app.get("/models/{name}", response_model=None)(endpoint.model)
    app.post("/chat/completions", response_model=None)(endpoint.complete)
    handle_errors(app)
    return app
