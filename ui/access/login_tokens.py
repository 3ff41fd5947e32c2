"""Who has signed in, and until when: Gradio keeps its login tokens for ever, these end."""

import time
from collections.abc import Callable, Iterator, MutableMapping

SESSION_SECONDS = 12 * 3600.0
MOST_SESSIONS = 10_000


class ExpiringSessions(MutableMapping[str, str]):
    """Token to name. A token is forgotten `seconds` after it was given; beyond `most`, the oldest goes first."""

    def __init__(
        self,
        seconds: float = SESSION_SECONDS,
        most: int = MOST_SESSIONS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._seconds = seconds
        self._most = most
        self._clock = clock
        self._names: dict[str, tuple[str, float]] = {}  # in the order in which they end

    def __getitem__(self, token: str) -> str:
        self._forget()
        return self._names[token][0]

    def __setitem__(self, token: str, name: str) -> None:
        self._names.pop(token, None)
        self._names[token] = (name, self._clock() + self._seconds)
        self._forget()

    def __delitem__(self, token: str) -> None:
        del self._names[token]

    def __iter__(self) -> Iterator[str]:
        self._forget()
        return iter(list(self._names))

    def __len__(self) -> int:
        self._forget()
        return len(self._names)

    def _forget(self) -> None:
        while self._names:
            oldest = next(iter(self._names))
            if len(self._names) <= self._most and self._names[oldest][1] > self._clock():
                return
            del self._names[oldest]
