"""The small parts of serving: sessions that end, credentials, OpenAI's shapes, failures in words."""

import asyncio
import base64
import errno
from pathlib import Path

import pytest
from fastapi import FastAPI, Request, Response
from starlette.testclient import TestClient

from benchmarks.load import Answered, summary
from qa import Answer, WenjuError
from ui.access.api_access import Access, credentials
from ui.access.login_tokens import ExpiringSessions
from ui.access.logins import ADDRESS, login_line, read_logins
from ui.collections.registry import CollectionEmpty, CollectionMissing
from ui.programs.openai_format import ChatRequest, content_of
from ui.texts.problems import described, status_and_code
from ui.texts.serving_messages import SENTENCES, in_both
from ui.web.mount import say_failure
from ui.web.server import NoTemporaryFolder, private_folder


def test_a_session_ends_after_its_time_and_not_before() -> None:
    now = 0.0
    sessions = ExpiringSessions(seconds=10, clock=lambda: now)
    sessions["a"] = "ann"
    now = 9.0
    sessions["b"] = "ben"
    assert (sessions.get("a"), "b" in sessions, list(sessions)) == ("ann", True, ["a", "b"])
    now = 10.0
    assert (sessions.get("a"), sessions.get("b"), len(sessions)) == (None, "ben", 1)
    del sessions["b"]
    assert len(sessions) == 0


def test_the_oldest_session_makes_room_for_a_new_one() -> None:
    sessions = ExpiringSessions(most=2)
    for token in "abc":
        sessions[token] = "ann"
    assert list(sessions) == ["b", "c"]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Bearer ann:correct: horse", ("ann", "correct: horse")),
        ("bearer  ann:x", ("ann", "x")),
        ("Basic " + base64.b64encode("王芳:密码".encode()).decode(), ("王芳", "密码")),
        ("Bearer ann", ("", "")),
        ("Basic ann:x", ("", "")),
        ("Digest ann:x", ("", "")),
        ("", ("", "")),
    ],
)
def test_name_and_password_are_read_from_either_kind_of_header(header: str, expected: tuple[str, str]) -> None:
    assert credentials(header) == expected


def test_who_may_not_sign_in_may_not_ask_and_a_password_that_passed_is_not_checked_again(tmp_path: Path) -> None:
    now = 0.0
    (tmp_path / "logins").write_text(login_line("ann", "correct horse"), encoding="utf-8")
    access = Access(read_logins(tmp_path / "logins", clock=lambda: now))

    async def visits() -> list[str | None]:
        right, wrong = "Bearer ann:correct horse", "Bearer ann:wrong"
        first = [await access.person(header, "10.0.0.1") for header in (right, wrong, "", "Bearer ann:")]
        for _ in range(5):
            await access.person(wrong, "10.0.0.1")  # now the name has to wait, which is no hindrance to who has passed
        return [*first, await access.person(right, "10.0.0.1")]

    assert asyncio.run(visits()) == ["ann", None, None, None, "ann"]
    assert asyncio.run(Access(None).person("", "10.0.0.1")) == "10.0.0.1"


def test_wrong_passwords_from_one_address_do_not_lock_the_person_out_at_another(tmp_path: Path) -> None:
    (tmp_path / "logins").write_text(login_line("ann", "correct horse"), encoding="utf-8")
    logins = read_logins(tmp_path / "logins", clock=lambda: 0.0)

    async def tries(address: str, *passwords: str) -> list[bool]:
        ADDRESS.set(address)
        return [await logins.allow("ann", password) for password in passwords]

    assert asyncio.run(tries("10.0.0.66", *["wrong"] * 5, "correct horse")) == [False] * 6
    assert asyncio.run(tries("10.0.0.1", "correct horse")) == [True]


def test_a_refused_sign_in_leaves_a_line_without_the_password(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "logins").write_text(login_line("ann", "correct horse"), encoding="utf-8")
    assert not asyncio.run(read_logins(tmp_path / "logins").allow("eve\nann", "my secret"))
    assert caplog.messages == ["sign-in refused: 'eve\\nann' from an unknown address gave a wrong name or password"]


def test_what_follows_the_last_question_is_no_history() -> None:
    messages = [("user", "a"), ("assistant", "1[1]"), ("user", "b"), ("assistant", "2[1]")]
    chat = ChatRequest.model_validate(
        {"model": "wenju", "messages": [{"role": role, "content": text} for role, text in messages]}
    )
    assert chat.question == "b"
    assert chat.history == (("a", "1[1]"),)


def test_a_refusal_says_what_was_looked_for() -> None:
    assert content_of(Answer("q", "en", "not_found", "No.", (), (), 0.1, reason="Sought x.")) == "No. Sought x."


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "/srv/tmp"), (507, "disk_full")),
        (OSError(errno.EIO, "Input/output error", "/srv/tmp"), (500, "failed")),
        (WenjuError("in /srv/index"), (500, "failed")),
        (CollectionEmpty("in /srv/index"), (409, "collection_empty")),
        (CollectionMissing("in /srv/index"), (404, "collection_missing")),
    ],
)
def test_a_failure_has_a_code_and_a_sentence_without_a_path(error: Exception, expected: tuple[int, str]) -> None:
    assert status_and_code(error) == expected
    for language in SENTENCES:
        assert "srv" not in described(error, language)


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


def test_without_room_for_temporary_files_the_server_says_so(tmp_path: Path) -> None:
    with pytest.raises(NoTemporaryFolder, match="Make room, or name another place in TMPDIR"):
        private_folder(str(tmp_path / "none"))


def test_both_languages_have_every_sentence() -> None:
    assert set(SENTENCES["zh"]) == set(SENTENCES["en"])
    assert in_both("closed") == "This address is closed. 这个地址已关闭。"


def test_the_report_of_a_load_counts_the_greedy_asker_apart() -> None:
    answered = [Answered(0, 9.0, 200), Answered(1, 1.0, 200), Answered(1, 1.0, 200), Answered(2, 3.0, 200)]
    figures = summary([*answered, Answered(2, 0.1, 429)], askers=3)
    assert figures["answers"] == 4
    assert figures["errors"] == {"429": 1}
    assert figures["seconds_p50"] == 1.0
    assert figures["answers_per_asker"] == {"least": 1, "median": 1.5, "most": 2}
    assert figures["answers_of_the_greedy_asker"] == 1
