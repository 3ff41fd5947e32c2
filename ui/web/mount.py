"""Mounts the page in the application; every setting of Gradio is given, none is left to its default."""

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Mount

from ui.access.login_tokens import ExpiringTokens
from ui.access.logins import Logins
from ui.queue.fair_queue import AT_ONCE, PLACES
from ui.texts.failures import sentence_of, status_and_code
from ui.texts.messages import in_every_language
from ui.web.page import head

CLOSED: Mapping[str, Any] = {"openapi_url": None, "docs_url": None, "redoc_url": None}
OTHER_THREADS = 40  # for everything but questions; Gradio's own default
BACKSTOP = 1_024  # events in Gradio's queue; the fair queue is full long before, and refuses in a sentence


def mount_page(app: FastAPI, page: Any, logins: Logins | None) -> None:
    """Mount the page at the root, with logins if there are any."""
    import gradio as gr

    page.max_threads = AT_ONCE + PLACES + OTHER_THREADS
    page.queue(max_size=BACKSTOP, default_concurrency_limit=AT_ONCE, api_open=False)
    gr.mount_gradio_app(
        app,
        page,
        path="/",
        footer_links=[],
        run_history=False,
        app_kwargs=dict(CLOSED),
        auth=logins.allow if logins else None,
        auth_message=in_every_language("login"),
        allowed_paths=[],
        show_error=False,
        max_file_size="50mb",
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
        mcp_server=False,
        theme=gr.themes.Base(font=[gr.themes.Font("system-ui")], font_mono=[gr.themes.Font("monospace")]),
        head=head(),
    )
    mounted: Any = next(route.app for route in app.routes if isinstance(route, Mount) and hasattr(route.app, "tokens"))
    mounted.tokens = ExpiringTokens()
    mounted.add_exception_handler(Exception, say_failure)


async def say_failure(request: Request, error: Exception) -> PlainTextResponse:
    """Answer an error in Gradio's own routes with a sentence; the cause goes to the log."""
    return PlainTextResponse(in_every_language(sentence_of(error)), status_and_code(error)[0])
