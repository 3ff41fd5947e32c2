"""How a language model behind an address fails: what passes if one waits, and how it is told to people."""

from collections.abc import Iterator
from typing import Literal

FailureKey = Literal["model_gone", "model_busy", "model_broken", "model_refuses", "model_slow", "model_memory"]

# What may be over in a moment: too many requests, and a server that has trouble.
_BUSY = frozenset((408, 409, 425, 429, 503, 529))
_FIRST_BROKEN = 500
_REFUSED = frozenset((401, 402, 403))
# What a server says that knows no schema: an answer in plain words may still be had.
_NO_SCHEMA = frozenset((400, 404, 405, 415, 422, 501))
# What clients call it that nothing is reached at an address.
_UNREACHED = frozenset(("APIConnectionError", "ConnectError", "ConnectionRefusedError"))
# Seconds before each new try, where the server does not say how long.
PAUSES = (0.5, 2.0, 5.0)


class WordingFailed(Exception):
    """The model gave nothing: what it said, or that it said nothing in time; `key` says it to a person, if known."""

    def __init__(self, message: str, key: FailureKey | None = None) -> None:
        super().__init__(message)
        self.key = key


def failed(error: BaseException) -> WordingFailed:
    """An error of an address, a library or the memory as a failure that can be told."""
    return WordingFailed(f"{type(error).__name__}: {error}", _key(error))


def may_pass(error: BaseException) -> bool:
    """Whether the same request may succeed a moment later."""
    return isinstance(error, ConnectionError) or _key(error) in ("model_gone", "model_busy", "model_broken")


def wants_no_schema(error: BaseException) -> bool:
    """Whether a model or its server knows no schema for its reply."""
    return isinstance(error, NotImplementedError) or _status(error) in _NO_SCHEMA


def pauses(error: BaseException) -> Iterator[float]:
    """The seconds to wait before each new try; as long as the server asks for, where it does."""
    asked = _asked_pause(error)
    yield from (max(asked, pause) for pause in PAUSES)


def _key(error: BaseException) -> FailureKey | None:
    status = _status(error)
    if isinstance(error, MemoryError):
        return "model_memory"
    if status in _BUSY:
        return "model_busy"
    if status in _REFUSED:
        return "model_refuses"
    if status is not None and status >= _FIRST_BROKEN:
        return "model_broken"
    if isinstance(error, TimeoutError) or "Timeout" in type(error).__name__:
        return "model_slow"
    return "model_gone" if type(error).__name__ in _UNREACHED else None


def _status(error: BaseException) -> int | None:
    """The HTTP status that a client's error carries; each client has errors of its own."""
    status = getattr(error, "status_code", None)
    return status if isinstance(status, int) else None


def _asked_pause(error: BaseException) -> float:
    headers = getattr(getattr(error, "response", None), "headers", None) or {}
    try:
        return max(0.0, float(headers.get("retry-after", 0)))
    except (TypeError, ValueError):
        return 0.0
