"""The queue of questions: of the persons who wait, the one served longest ago is next, so that nobody starves."""

import contextlib
import itertools
import threading
from collections.abc import Callable, Hashable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TypeVar

from qa import WenjuError

AT_ONCE = 4
PLACES = 64
REMEMBERED = 1_000  # persons and windows whose last turn is known; others count as never served
LOOK_SECONDS = 0.25  # between two checks whether an asker who waits has left
Result = TypeVar("Result")


class ServerBusy(WenjuError):
    """Every place in the queue is taken."""


class AskerGone(WenjuError):
    """The asker left before the question had its turn."""


@dataclass(frozen=True, slots=True)
class Asker:
    """A person, by login name or address, and one of the person's windows.

    Persons share the queue equally, and so do the windows of a person.
    """

    person: str
    window: str = ""


@dataclass(slots=True, eq=False)
class Ticket:
    """A place in the queue. `decided` is set once its turn comes, or once it has to make room: then it is `put_out`."""

    asker: Asker
    number: int
    decided: threading.Event = field(default_factory=threading.Event)
    put_out: bool = False


def stays() -> bool:
    """False: the asker never leaves."""
    return False


class FairQueue:
    """Up to `at_once` questions are answered and up to `places` wait.

    Persons take turns, and so do the windows of a person; the questions of a window are answered in order.

    Where all places are taken, the last question of the person with the most of them makes room for another person's.
    """

    def __init__(self, at_once: int = AT_ONCE, places: int = PLACES) -> None:
        self._free = at_once
        self._places = places
        self._waiting: list[Ticket] = []
        self._served: dict[Hashable, int] = {}
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()
        self._workers = ThreadPoolExecutor(at_once, thread_name_prefix="wenju-work")

    @property
    def waiting(self) -> int:
        """The number of questions that wait."""
        return len(self._waiting)

    @contextlib.contextmanager
    def turn(self, asker: Asker, gone: Callable[[], bool] = stays) -> Iterator[None]:
        """Wait for the asker's turn and hold it during the block.

        Raises `ServerBusy` if there is no place, and `AskerGone` if `gone()` becomes true during the wait.
        """
        ticket = self._enter(asker)
        while not ticket.decided.wait(LOOK_SECONDS):
            if gone() and self._withdrawn(ticket):
                raise AskerGone("The question was dropped while it waited: its asker has gone")
        if ticket.put_out:
            raise busy(self._places)
        try:
            yield
        finally:
            with self._lock:
                self._free += 1
                self._call_next()

    def work(self, step: Callable[[], Result]) -> Result:
        """Run a step of a question whose turn it is, on one of as many threads as questions are answered at once.

        The numerical libraries keep memory for each thread that calls them, so the waiting threads must not.
        """
        return self._workers.submit(step).result()

    def _enter(self, asker: Asker) -> Ticket:
        with self._lock:
            ticket = Ticket(asker, next(self._numbers))
            if self._free == 0 and len(self._waiting) >= self._places:
                self._make_room(asker.person)
            self._waiting.append(ticket)
            self._call_next()
            return ticket

    def _make_room(self, person: str) -> None:
        """Put out the last ticket of the person with the most; raise `ServerBusy` if that would be this person."""
        held: dict[str, int] = {}
        for ticket in self._waiting:
            held[ticket.asker.person] = held.get(ticket.asker.person, 0) + 1
        longest = max(held, key=lambda name: held[name], default=person)
        if held.get(longest, 0) <= held.get(person, 0) + 1:
            raise busy(self._places)
        last = [ticket for ticket in self._waiting if ticket.asker.person == longest][-1]
        self._waiting.remove(last)
        last.put_out = True
        last.decided.set()

    def _withdrawn(self, ticket: Ticket) -> bool:
        """Take the ticket out of the queue; False if its turn has come meanwhile."""
        with self._lock:
            waits = ticket in self._waiting
            if waits:
                self._waiting.remove(ticket)
            return waits

    def _call_next(self) -> None:
        while self._free and self._waiting:
            ticket = min(self._waiting, key=self._order)
            self._waiting.remove(ticket)
            self._free -= 1
            for served in (ticket.asker.person, ticket.asker):
                self._served.pop(served, None)
                self._served[served] = next(self._numbers)
            while len(self._served) > REMEMBERED:
                del self._served[next(iter(self._served))]
            ticket.decided.set()

    def _order(self, ticket: Ticket) -> tuple[int, int, int]:
        asker = ticket.asker
        return self._served.get(asker.person, 0), self._served.get(asker, 0), ticket.number


def busy(places: int) -> ServerBusy:
    return ServerBusy(f"All {places} places in the queue are taken. Ask again in a moment")
