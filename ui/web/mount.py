"""How the page is put into the application: every setting of Gradio is said aloud, none is left to its default."""

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Mount

from ui.access.login_tokens import ExpiringSessions
from ui.access.logins import Logins
from ui.queue.fair_queue import AT_ONCE, PLACES
from ui.texts import messages
from ui.texts.problems import described, status_and_code
from ui.web.page import head

CLOSED: Mapping[str, Any] = {"openapi_url": None, "docs_url": None, "redoc_url": None}
OTHER_THREADS = 40  # for all that is not asking, as many as Gradio has by itself
BACKSTOP = 1_024  # events that Gradio keeps; the fair queue is full long before, and says so in words


def mount_page(app: FastAPI, page: Any, logins: Logins | None) -> None:
    """Put the page at the root, with each setting of Gradio said aloud."""
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
        auth_message=messages.message("login", "en") + " " + messages.message("login", "zh"),
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
    mounted.tokens = ExpiringSessions()
    mounted.add_exception_handler(Exception, say_failure)


async def say_failure(request: Request, error: Exception) -> PlainTextResponse:
    """A failure in Gradio's own routes as a sentence; its cause goes to the log."""
    return PlainTextResponse(" ".join(described(error, one) for one in messages.MESSAGES), status_and_code(error)[0])
