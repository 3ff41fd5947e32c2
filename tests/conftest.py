"""What holds for every test."""

import logging
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def logging_as_it_was() -> Iterator[None]:
    """The command line silences all logging of its process; the tests after it hear it again."""
    yield
    logging.disable(logging.NOTSET)
