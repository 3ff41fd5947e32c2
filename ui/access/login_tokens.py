"""Login tokens that expire; those of Gradio never do."""

import time
from collections.abc import Callable, Iterator, MutableMapping

TOKEN_SECONDS = 12 * 3600.0
MOST_TOKENS = 10_000


class ExpiringTokens(MutableMapping[str, str]):
    """The login name of each token. A token expires after `seconds`; beyond `most` tokens, the oldest is dropped."""

    def __init__(
        self,
        seconds: float = TOKEN_SECONDS,
        most: int = MOST_TOKENS,
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
