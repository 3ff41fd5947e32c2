"""What holds for every test."""

import logging
import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

# No property is judged by its speed.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


def pytest_configure(config: pytest.Config) -> None:
    """Beside each other, test processes compute with one thread each; threads that wait would take the others' time."""
    if config.getoption("numprocesses", None):
        os.environ.setdefault("OMP_NUM_THREADS", "1")
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")


@pytest.fixture(autouse=True)
def logging_as_it_was() -> Iterator[None]:
    """The command line silences all logging of its process; the tests after it hear it again."""
    yield
    logging.disable(logging.NOTSET)
