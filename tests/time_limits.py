"""Limits of time in tests: written for an ordinary machine of two cores, they hold on one three times slower."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

SLOWEST_MACHINE = 3
# Seconds to wait for what always comes about, unless something hangs.
PATIENCE = 30.0 * SLOWEST_MACHINE


@contextmanager
def at_most(seconds: float, clock: Callable[[], float] = time.perf_counter) -> Iterator[None]:
    """Fail where the block took more than `seconds` of an ordinary machine; `time.process_time` counts work alone."""
    began = clock()
    yield
    took = clock() - began
    assert took < seconds * SLOWEST_MACHINE, f"it took {took:.2f} s"


def wait_until(condition: Callable[[], bool]) -> None:
    """Return once the condition holds; fail where it does not come about."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "it never came about"
        time.sleep(0.005)
