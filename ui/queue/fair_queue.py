"""Who is served next: of those who wait, the one served longest ago, so that nobody's many questions starve others."""

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
REMEMBERED = 1_000  # persons and windows whose last turn is known; older ones count as never served
Result = TypeVar("Result")
LOOK_SECONDS = 0.25  # how often one who waits is looked after


class ServerBusy(WenjuError):
    """Every place in the queue is taken."""


class AskerGone(WenjuError):
    """Whoever asked no longer waits for the answer."""


@dataclass(frozen=True, slots=True)
class Asker:
    """A person by login name or address, and one of the person's windows; each gets its share at its level."""

    person: str
    window: str = ""


@dataclass(slots=True, eq=False)
class Ticket:
    """A place in the queue; `decided` is set when it is called, or put out to make room."""

    asker: Asker
    number: int
    decided: threading.Event = field(default_factory=threading.Event)
    put_out: bool = False


def stays() -> bool:
    """Of an asker nobody looks after: not gone."""
    return False


class FairQueue:
    """At most `at_once` are served, `places` wait. Persons take turns, so do a person's windows; within one, in order.

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
        """How many wait now."""
        return len(self._waiting)

    @contextlib.contextmanager
    def turn(self, asker: Asker, gone: Callable[[], bool] = stays) -> Iterator[None]:
        """Waits for the asker's turn and holds it. Raises `ServerBusy`, or `AskerGone` once `gone()` says so."""
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
        """Run a step of a question whose turn it is.

        Libraries that compute keep memory for each thread that calls them; so as few threads compute as are served at
        once, however many wait.
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
        """Put out the last ticket of the person with the most of them, or refuse if that is the one who comes."""
        held: dict[str, int] = {}
        for ticket in self._waiting:
            held[ticket.asker.person] = held.get(ticket.asker.person, 0) + 1
        longest = max(held, key=lambda one: held[one], default=person)
        if held.get(longest, 0) <= held.get(person, 0) + 1:
            raise busy(self._places)
        last = [ticket for ticket in self._waiting if ticket.asker.person == longest][-1]
        self._waiting.remove(last)
        last.put_out = True
        last.decided.set()

    def _withdrawn(self, ticket: Ticket) -> bool:
        """Whether the ticket could still be taken back; one that was called meanwhile is served to its end."""
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
            for one in (ticket.asker.person, ticket.asker):
                self._served.pop(one, None)
                self._served[one] = next(self._numbers)
            while len(self._served) > REMEMBERED:
                del self._served[next(iter(self._served))]
            ticket.decided.set()

    def _order(self, ticket: Ticket) -> tuple[int, int, int]:
        asker = ticket.asker
        return self._served.get(asker.person, 0), self._served.get(asker, 0), ticket.number


def busy(places: int) -> ServerBusy:
    return ServerBusy(f"All {places} places in the queue are taken. Ask again in a moment")
