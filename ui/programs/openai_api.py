"""`/v1/chat/completions` and `/v1/models`: Wenju for programs that use OpenAI's API."""

import json
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse

from qa import Event
from ui.access.api_access import Access
from ui.assistants import QUESTION_LIMIT
from ui.programs.client_tasks import reply_to_task
from ui.programs.openai_errors import Refused, failure, handle_errors
from ui.programs.openai_format import ChatRequest, Completion
from ui.queue.answer_threads import AnswerThreads
from ui.queue.fair_assistant import FairCollections
from ui.queue.fair_queue import Asker
from ui.texts.languages import DEFAULT_LANGUAGE, language_of
from ui.texts.messages import in_every_language, say
from ui.texts.problems import QUESTION_PROBLEMS, REQUEST_PROBLEMS

DEFAULT_MODEL = "wenju"
CLIENT_GONE = 499  # nginx's code; no client reads it, but the log of a proxy does
Events = AsyncGenerator[Event, None]


class OpenAIEndpoint:
    """The handlers of both addresses. Each raises `Refused` for a request that it does not answer."""

    def __init__(self, collections: FairCollections, access: Access, threads: AnswerThreads) -> None:
        self._collections = collections
        self._access = access
        self._threads = threads

    async def models(self, request: Request) -> dict[str, Any]:
        await self._person(request)
        return {"object": "list", "data": [model(name) for name in self._models()]}

    async def model(self, name: str, request: Request) -> dict[str, Any]:
        await self._person(request)
        self._collection(name, DEFAULT_LANGUAGE)
        return model(name)

    async def complete(self, chat: ChatRequest, request: Request) -> Response:
        """The answer to the last message of the user, whole or as a stream."""
        person = await self._person(request)
        language = language_of(chat.question)
        check(chat, language)
        collection = self._collection(chat.model, language)
        if told := reply_to_task(chat.question, [question for question, _ in chat.history]):
            return told_without_documents(chat, told)
        events = self._threads.events(
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
            raise Refused(401, in_every_language(REQUEST_PROBLEMS["sign_in"]), "invalid_api_key")
        return person

    def _models(self) -> dict[str, str]:
        """The collection of each model; the model of the default collection is always `DEFAULT_MODEL`."""
        default, *others = self._collections.names()
        return {DEFAULT_MODEL: default, **{name: name for name in others}}

    def _collection(self, name: str, language: str) -> str:
        models = self._models()
        if name not in models:
            problem = say(REQUEST_PROBLEMS["no_model"], language, model=name[:100], names=", ".join(models))
            raise Refused(404, problem, "model_not_found")
        return models[name]


def model(name: str) -> dict[str, Any]:
    return {"id": name, "object": "model", "created": 0, "owned_by": "wenju"}


def check(chat: ChatRequest, language: str) -> None:
    """Raise `Refused` for a request that cannot be answered."""
    problem = ""
    if not chat.question.strip():
        problem = say(REQUEST_PROBLEMS["no_question"], language)
    elif len(chat.question) > QUESTION_LIMIT:
        problem = say(QUESTION_PROBLEMS["QuestionTooLong"], language, limit=QUESTION_LIMIT)
    elif chat.n != 1:
        problem = say(REQUEST_PROBLEMS["one_choice"], language)
    if problem:
        raise Refused(400, problem, "bad_question")


def told_without_documents(chat: ChatRequest, told: str) -> Response:
    """A reply that rests on no document, whole or as a stream."""
    completion = Completion(chat.model)
    if not chat.stream:
        return JSONResponse(completion.plain(told))
    lines = [*map(line, (completion.opening(), *completion.plain_chunks(told))), "data: [DONE]\n\n"]
    return StreamingResponse(iter(lines), media_type="text/event-stream")


async def sent(chat: ChatRequest, language: str, first: Event, events: Events) -> AsyncGenerator[str, None]:
    """The chunks as server-sent events; a failure after the first becomes an event with the error."""
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


def openai_app(collections: FairCollections, access: Access, threads: AnswerThreads) -> FastAPI:
    """The application to mount at /v1."""
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    endpoint = OpenAIEndpoint(collections, access, threads)
    app.get("/models", response_model=None)(endpoint.models)
    app.get("/models/{name}", response_model=None)(endpoint.model)
    app.post("/chat/completions", response_model=None)(endpoint.complete)
    handle_errors(app)
    return app
