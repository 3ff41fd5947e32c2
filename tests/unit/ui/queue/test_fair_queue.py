"""Who is served when: persons take turns, windows take turns within a person, and a full queue is fair too."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from tests.time_limits import PATIENCE, wait_until
from ui.queue.fair_queue import Asker, AskerGone, FairQueue, ServerBusy


class Crowd:
    """Askers on threads of their own; it notes in which order they are served and who was refused."""

    def __init__(self, queue: FairQueue) -> None:
        self.queue = queue
        self.served: list[str] = []
        self.refused: list[str] = []
        self.threads: list[threading.Thread] = []

    def comes(self, name: str, asker: Asker, gone: Callable[[], bool] = lambda: False) -> None:
        """One more asker; returns once it waits, is served or is refused."""

        def ask() -> None:
            try:
                with self.queue.turn(asker, gone):
                    self.served.append(name)
            except (ServerBusy, AskerGone):
                self.refused.append(name)

        before = self.queue.waiting + len(self.refused)
        self.threads.append(threading.Thread(target=ask))
        self.threads[-1].start()
        wait_until(lambda: self.queue.waiting + len(self.refused) > before)

    def goes_home(self) -> None:
        for thread in self.threads:
            thread.join(PATIENCE)


@contextmanager
def crowd(places: int = 64) -> Iterator[Crowd]:
    """A queue of one place at the counter, which is taken until the block ends."""
    queue = FairQueue(at_once=1, places=places)
    waiting = Crowd(queue)
    with queue.turn(Asker("first")):
        yield waiting
    waiting.goes_home()


def test_one_persons_many_questions_do_not_hold_up_another() -> None:
    with crowd() as people:
        for number in (1, 2, 3):
            people.comes(f"ann {number}", Asker("ann"))
        people.comes("ben 1", Asker("ben"))
        people.comes("ben 2", Asker("ben"))
    assert people.served == ["ann 1", "ben 1", "ann 2", "ben 2", "ann 3"]


def test_the_windows_of_one_person_take_turns_and_more_windows_give_no_larger_share() -> None:
    with crowd() as people:
        for name, window in (("a1", "a"), ("a2", "a"), ("b1", "b"), ("c1", "c")):
            people.comes(name, Asker("ann", window))
        people.comes("ben 1", Asker("ben"))
        people.comes("ben 2", Asker("ben"))
    assert people.served == ["a1", "ben 1", "b1", "ben 2", "c1", "a2"]


def test_who_was_served_before_waits_for_who_was_not() -> None:
    queue = FairQueue(at_once=1)
    with queue.turn(Asker("ann")):
        pass
    people = Crowd(queue)
    with queue.turn(Asker("first")):
        people.comes("ann", Asker("ann"))
        people.comes("ben", Asker("ben"))
    people.goes_home()
    assert people.served == ["ben", "ann"]


def test_a_full_queue_refuses_the_person_with_most_places_and_takes_another() -> None:
    with crowd(places=3) as people:
        for number in (1, 2, 3):
            people.comes(f"ann {number}", Asker("ann"))
        people.comes("ann 4", Asker("ann"))
        assert people.refused == ["ann 4"]
        people.comes("ben 1", Asker("ben"))
        wait_until(lambda: people.refused == ["ann 4", "ann 3"])
        people.comes("ben 2", Asker("ben"))  # with it ben would hold as many as ann
        assert people.refused == ["ann 4", "ann 3", "ben 2"]
    assert people.served == ["ann 1", "ben 1", "ann 2"]


def test_a_free_place_at_the_counter_counts_though_nobody_may_wait() -> None:
    queue = FairQueue(at_once=2, places=0)
    refused = pytest.raises(ServerBusy, match="All 0 places")
    with queue.turn(Asker("ann")), queue.turn(Asker("ann")), refused, queue.turn(Asker("ben")):
        pass
    with queue.turn(Asker("ben")):
        pass


def test_no_more_are_served_at_once_than_said() -> None:
    queue = FairQueue(at_once=2)
    now, most, lock = 0, 0, threading.Lock()

    def ask() -> None:
        nonlocal now, most
        with queue.turn(Asker(threading.current_thread().name)):
            with lock:
                now += 1
                most = max(most, now)
            time.sleep(0.005)
            with lock:
                now -= 1

    threads = [threading.Thread(target=ask) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert most == 2
    assert queue.waiting == 0


def test_who_goes_away_while_waiting_leaves_the_queue_and_is_never_served() -> None:
    left = threading.Event()
    with crowd() as people:
        people.comes("ann", Asker("ann"), left.is_set)
        left.set()
        wait_until(lambda: people.queue.waiting == 0)
    assert people.served == []
    assert people.refused == ["ann"]


def test_a_question_that_fails_gives_its_place_free() -> None:
    queue = FairQueue(at_once=1, places=0)
    with pytest.raises(ZeroDivisionError), queue.turn(Asker("ann")):
        raise ZeroDivisionError
    with queue.turn(Asker("ben")):
        pass
