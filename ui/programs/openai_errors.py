"""The errors of the OpenAI endpoint, in the form that OpenAI's clients read."""

import logging

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from qa import WenjuError
from ui.programs.openai_format import error_body
from ui.texts.failures import sentence_of, status_and_code
from ui.texts.languages import DEFAULT_LANGUAGE
from ui.texts.messages import in_every_language, say
from ui.texts.problems import REQUEST_PROBLEMS

LOG = logging.getLogger("wenju.api")
KINDS = {429: "rate_limit_error"}
HTTP_PROBLEMS = {404: "no_address", 405: "wrong_method"}


class Refused(Exception):
    """A request that is answered with an error."""

    def __init__(self, status: int, sentence: str, code: str) -> None:
        super().__init__(sentence)
        self.status = status
        kind = KINDS.get(status, "invalid_request_error" if status < 500 else "server_error")
        self.body = error_body(sentence, kind=kind, code=code)


def failure(error: Exception, language: str) -> Refused:
    """The refusal for an error of the assistant; the cause goes only to the log."""
    level = logging.WARNING if isinstance(error, WenjuError) else logging.ERROR
    LOG.log(level, "a question failed: %s: %s", type(error).__name__, error)
    status, code = status_and_code(error)
    return Refused(status, say(sentence_of(error), language), code)


def handle_errors(app: FastAPI) -> None:
    """Make the application answer every error in OpenAI's form."""

    async def refused(request: Request, error: Exception) -> JSONResponse:
        return response(error if isinstance(error, Refused) else failure(error, DEFAULT_LANGUAGE))

    async def unreadable(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, RequestValidationError)
        first = error.errors()[0]
        if first["type"] == "json_invalid":
            return response(Refused(400, in_every_language(REQUEST_PROBLEMS["bad_json"]), "bad_json"))
        where = ".".join(str(step) for step in first["loc"][1:]) or "body"
        problem = in_every_language(REQUEST_PROBLEMS["bad_request"], where=where, what=first["msg"])
        return response(Refused(400, problem, "bad_request"))

    async def not_served(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, HTTPException)
        name = HTTP_PROBLEMS.get(error.status_code, "failed")
        return response(Refused(error.status_code, in_every_language(REQUEST_PROBLEMS[name]), name))

    app.add_exception_handler(Refused, refused)
    app.add_exception_handler(RequestValidationError, unreadable)
    app.add_exception_handler(HTTPException, not_served)
    app.add_exception_handler(Exception, refused)


def response(refusal: Refused) -> JSONResponse:
    headers = {"Retry-After": "2"} if refusal.status == 429 else {}
    if refusal.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    return JSONResponse(refusal.body, refusal.status, headers)
