"""What goes to the log: one line for each thing, on standard error."""

import logging
from typing import Any


class OneLine(logging.Formatter):
    """A log line with the error's name and message, and without its traceback."""

    def formatException(self, ei: Any) -> str:  # the name is logging's
        return f"{ei[0].__name__}: {ei[1]}"


def log_in_sentences() -> None:
    """Warnings and worse, one line each. Call it before a library sets up its own log."""
    handler = logging.StreamHandler()
    handler.setFormatter(OneLine("%(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
