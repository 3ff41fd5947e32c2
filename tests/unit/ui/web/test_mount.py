"""Errors of Gradio's own routes are sentences."""

import errno

from fastapi import FastAPI, Request, Response
from starlette.testclient import TestClient

from ui.web.mount import say_failure


def test_a_full_disk_under_an_upload_is_a_sentence_in_both_languages() -> None:
    async def upload(request: Request) -> Response:
        raise OSError(errno.ENOSPC, "No space left on device", "/srv/tmp")

    app = FastAPI(exception_handlers={Exception: say_failure})
    app.post("/upload")(upload)
    response = TestClient(app, raise_server_exceptions=False).post("/upload")
    assert response.status_code == 507
    assert response.text.startswith("The server's disk is full.")
    assert "服务器磁盘已满" in response.text
    assert "srv" not in response.text
