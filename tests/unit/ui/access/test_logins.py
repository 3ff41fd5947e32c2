"""Logins: what their file holds, who may sign in, and who has to wait."""

import asyncio
import json
from pathlib import Path

import pytest

from ui.access.logins import ADDRESS, BadLogins, login_line, read_logins
from ui.app import main


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
