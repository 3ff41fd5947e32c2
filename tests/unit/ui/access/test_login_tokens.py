"""Login tokens expire, and the oldest makes room."""

from ui.access.login_tokens import ExpiringTokens


def test_a_session_ends_after_its_time_and_not_before() -> None:
    now = 0.0
    sessions = ExpiringTokens(seconds=10, clock=lambda: now)
    sessions["a"] = "ann"
    now = 9.0
    sessions["b"] = "ben"
    assert (sessions.get("a"), "b" in sessions, list(sessions)) == ("ann", True, ["a", "b"])
    now = 10.0
    assert (sessions.get("a"), sessions.get("b"), len(sessions)) == (None, "ben", 1)
    del sessions["b"]
    assert len(sessions) == 0


def test_the_oldest_session_makes_room_for_a_new_one() -> None:
    sessions = ExpiringTokens(most=2)
    for token in "abc":
        sessions[token] = "ann"
    assert list(sessions) == ["b", "c"]
