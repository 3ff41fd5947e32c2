"""What a language model was given and gave, in tokens."""

import logging
from dataclasses import dataclass
from threading import Lock
from typing import Any

from qa.language import measure

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Spent:
    """Requests to a language model, and the tokens that it read and wrote.

    Where a server does not tell its tokens, each Chinese character and each four Latin letters count as one.
    """

    requests: int = 0
    tokens_read: int = 0
    tokens_written: int = 0

    def __add__(self, other: "Spent") -> "Spent":
        return Spent(
            self.requests + other.requests,
            self.tokens_read + other.tokens_read,
            self.tokens_written + other.tokens_written,
        )

    def __str__(self) -> str:
        return f"{self.requests} requests, {self.tokens_read:,} tokens read, {self.tokens_written:,} written"


class Spending:
    """The sum of all that a language model was asked; safe to count from several threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._total = Spent()

    @property
    def total(self) -> Spent:
        """All that was spent since the start."""
        return self._total

    def count(self, spent: Spent) -> None:
        """Add one request, and tell it in the log."""
        with self._lock:
            self._total += spent
        _LOG.info("language model: %s", spent)


def spent_on(prompt: str, written: str, usage: Any) -> Spent:
    """One request: its tokens as the server told them (LangChain's `usage_metadata`), else estimated."""
    if isinstance(usage, dict) and usage.get("input_tokens"):
        return Spent(1, int(usage["input_tokens"]), int(usage.get("output_tokens") or 0))
    return Spent(1, round(measure(prompt)), round(measure(written)))
