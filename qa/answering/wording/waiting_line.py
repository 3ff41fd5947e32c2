"""Turns at something that serves few at once: who came first is served first."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock


class Turns:
    """At most `places` callers are inside at once; the others wait in the order in which they came."""

    def __init__(self, places: int = 1) -> None:
        self._free = places
        self._lock = Lock()
        self._waiting: deque[Event] = deque()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a place, hold it while inside."""
        mine = Event()
        with self._lock:
            if self._free:
                self._free -= 1
                mine.set()
            else:
                self._waiting.append(mine)
        try:
            mine.wait()
            yield
        finally:
            self._leave(mine)

    def _leave(self, mine: Event) -> None:
        """Hand the place to the next one; who is interrupted while waiting has none to hand on."""
        with self._lock:
            if mine in self._waiting:
                self._waiting.remove(mine)
            elif self._waiting:
                self._waiting.popleft().set()
            else:
                self._free += 1
