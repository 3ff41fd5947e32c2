"""Who may use the OpenAI endpoint, by the Authorization header."""

import asyncio
import base64
from pathlib import Path

import pytest

from ui.access.api_access import Access, credentials
from ui.access.logins import login_line, read_logins


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
