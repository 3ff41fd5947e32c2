"""The command `qa-chat`."""

import pytest

from ui.app import main, policy_for
from ui.web.server import listen


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
