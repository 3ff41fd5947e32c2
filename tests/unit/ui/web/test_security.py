"""What the guard refuses before anything reaches the page, and what it adds to each response."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from ui.access.logins import BadLogins, login_line, read_logins
from ui.app import main, policy_for
from ui.web.security import CONTENT_SECURITY_POLICY, Guard, Policy
from ui.web.server import listen, quiet_environment

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


def test_beyond_loopback_an_address_is_answered_but_no_unknown_name() -> None:
    policy = policy_for("0.0.0.0")
    assert policy.allows("192.168.0.9:7860")
    assert not policy.allows("evil.example")
    assert not policy_for("127.0.0.1").allows("192.168.0.9")


def test_serving_others_without_a_login_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--host", "0.0.0.0"]) == 2
    assert "--auth FILE" in capsys.readouterr().err


def test_a_port_in_use_is_told_in_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        assert main(["--port", str(port)]) == 1
    assert capsys.readouterr().err.startswith(f"Cannot listen on 127.0.0.1 port {port}: Address already in use.")
    with pytest.raises(SystemExit, match="2"):
        main(["--port", "99999"])
    assert "Use a number from 0 to 65535" in capsys.readouterr().err


def test_nothing_is_reported_and_no_variable_opens_what_is_closed() -> None:
    environment = {
        "GRADIO_VIBE_MODE": "1",
        "LANGSMITH_TRACING": "true",
        "GRADIO_ANALYTICS_ENABLED": "True",
        "HOME": "/x",
    }
    quiet_environment(environment)
    assert Path(environment.pop("GRADIO_TEMP_DIR")).stat().st_mode & 0o777 == 0o700
    assert environment == {
        "HOME": "/x",
        "GRADIO_ANALYTICS_ENABLED": "False",
        "HF_HUB_OFFLINE": "1",
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "DO_NOT_TRACK": "1",
        "GRADIO_ANALYTICS_MAX_EVENTS": "1",
        "GRADIO_ANALYTICS_CACHE_FREQUENCY": "1000000000",
    }


def test_an_unreadable_file_of_logins_is_told_in_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--auth", str(tmp_path / "none")]) == 1
    error = capsys.readouterr().err
    assert error.startswith("Cannot read the logins in")
    assert "Traceback" not in error


def test_a_login_line_holds_no_password_and_lets_its_person_in(tmp_path: Path) -> None:
    file = tmp_path / "logins"
    file.write_text(login_line("王芳", "correct horse") + "\n\n", encoding="utf-8")
    assert "horse" not in file.read_text(encoding="utf-8")
    logins = read_logins(file)
    assert asyncio.run(logins.allow("王芳", "correct horse"))
    assert not asyncio.run(logins.allow("王芳", "wrong"))
    assert not asyncio.run(logins.allow("nobody", "correct horse"))
    assert not asyncio.run(logins.allow("", ""))


def test_a_bad_line_is_named_by_its_number_only(tmp_path: Path) -> None:
    file = tmp_path / "logins"
    file.write_text("me:secret\n", encoding="utf-8")
    with pytest.raises(BadLogins, match="line 1 is no login") as raised:
        read_logins(file)
    assert "secret" not in json.dumps(str(raised.value))


def test_after_five_wrong_passwords_a_name_waits_and_others_do_not(tmp_path: Path) -> None:
    now = 0.0
    file = tmp_path / "logins"
    file.write_text("\n".join(login_line(name, "correct horse") for name in ("ann", "ben")), encoding="utf-8")
    logins = read_logins(file, clock=lambda: now)
    for _ in range(5):
        assert not asyncio.run(logins.allow("ann", "wrong"))
    assert not asyncio.run(logins.allow("ann", "correct horse"))
    assert asyncio.run(logins.allow("ben", "correct horse"))
    now = 1.1
    assert asyncio.run(logins.allow("ann", "correct horse"))
