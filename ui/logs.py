"""The log: one line for each event, on standard error."""

import logging
from typing import Any


class OneLine(logging.Formatter):
    """Formats an error as its class and message, without a traceback."""

    def formatException(self, ei: Any) -> str:  # the name is logging's
        return f"{ei[0].__name__}: {ei[1]}"


def log_in_sentences() -> None:
    """Log warnings and errors, one line each. Call it before any library sets up its own log."""
    handler = logging.StreamHandler()
    handler.setFormatter(OneLine("%(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
