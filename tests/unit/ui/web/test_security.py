"""What the guard refuses before anything reaches the page, and what it adds to each response."""

from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from ui.web.security import CONTENT_SECURITY_POLICY, Guard, Policy

HOME = "http://127.0.0.1:7860"


async def echo(request: Request) -> PlainTextResponse:
    return PlainTextResponse(f"{len(await request.body())} characters")


@pytest.fixture
def client() -> TestClient:
    app = Starlette(routes=[Route("/{path:path}", echo, methods=["GET", "POST", "PUT"])])
    return TestClient(Guard(app, Policy(body_limit=1_000)), base_url=HOME)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:7860", "localhost:80", "[::1]:7860", "LOCALHOST"])
def test_this_machine_is_answered(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).text == "0 characters"


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "evil.example:7860", "192.168.0.9", "", "[", "a@b"]
)
def test_a_foreign_host_is_refused(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "null",
        "http://127.0.0.1:9999",
        "http://127.0.0.1:7860.evil.example",
        "file://",
        "http://[",
    ],
)
def test_a_foreign_origin_is_refused(client: TestClient, origin: str) -> None:
    assert client.post("/gradio_api/queue/join", headers={"Origin": origin}).status_code == 403


def test_the_page_itself_and_a_script_may_post(client: TestClient) -> None:
    assert client.post("/gradio_api/queue/join", content="abc", headers={"Origin": HOME}).text == "3 characters"
    assert client.post("/gradio_api/queue/join", content="abc").text == "3 characters"
    assert client.post("/", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/file=http://sink.example/a",
        "/gradio_api/file=https%3A%2F%2Fsink.example",
        "/gradio_api/FILE=/etc/passwd",
        "/gradio_api/%66ile=/etc/passwd",
        "/gradio_api/file/etc/passwd",
        "/file=http://sink.example",
        "/gradio_api/proxy=http://sink.example/a",
        "/gradio_api/upload_progress",
        "/gradio_api/monitoring",
        "/openapi.json",
    ],
)
def test_closed_paths_are_refused(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 403


def test_every_response_carries_the_headers_even_a_refusal(client: TestClient) -> None:
    for response in (client.get("/"), client.get("/", headers={"Host": "evil.example"})):
        assert response.headers["content-security-policy"] == CONTENT_SECURITY_POLICY
        assert response.headers["referrer-policy"] == "no-referrer"
        assert response.headers["x-content-type-options"] == "nosniff"
        assert response.headers["x-frame-options"] == "DENY"


def test_a_body_above_the_limit_is_refused_with_or_without_its_length(client: TestClient) -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(20):
            yield b"x" * 100

    assert client.post("/", content=b"x" * 1_000).text == "1000 characters"
    assert client.post("/", content=b"x" * 1_001).status_code == 413
    assert client.post("/", content=pieces()).status_code == 413
    assert client.post("/", content=b"x", headers={"Content-Length": "-1"}).status_code == 400


def test_only_the_upload_path_takes_more(client: TestClient) -> None:
    larger = TestClient(Guard(client.app.app, Policy(body_limit=1_000, upload_limit=2_000)), base_url=HOME)  # type: ignore[attr-defined]
    assert larger.post("/gradio_api/upload", content=b"x" * 2_000).text == "2000 characters"
    assert larger.post("/gradio_api/upload", content=b"x" * 2_001).status_code == 413
    assert larger.post("/gradio_api/upload/", content=b"x" * 1_001).status_code == 413
    assert larger.post("/gradio_api/upload", content=b"x", headers={"Origin": "http://evil.example"}).status_code == 403
