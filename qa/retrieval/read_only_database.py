"""A SQLite file that is only read: a few connections, opened together and lent to whichever thread asks."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from queue import LifoQueue
from typing import Any

from qa.errors import WenjuError

# As many queries run at once; further threads wait for theirs. All are opened at the start, so that a reader outlives
# its file's removal.
CONNECTIONS = 4


class ReadOnlyDatabase:
    """Queries from any number of threads. What SQLite cannot read becomes the error that `damaged` makes of it."""

    def __init__(self, file: Path, damaged: Callable[[str], WenjuError]) -> None:
        self._damaged = damaged
        self._idle: LifoQueue[sqlite3.Connection] = LifoQueue()
        try:
            for _ in range(CONNECTIONS):
                self._idle.put(_opened(file))
        except (sqlite3.Error, OSError) as error:
            self.close()
            raise damaged(str(error)) from None

    def rows(self, query: str, *values: object) -> list[Any]:
        """All rows of a query."""
        connection = self._idle.get()
        try:
            return connection.execute(query, values).fetchall()
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise self._damaged(str(error)) from None
        finally:
            self._idle.put(connection)

    def close(self) -> None:
        """Close the connections that are not lent out; those that are close with the last reference to them."""
        while not self._idle.empty():
            self._idle.get_nowait().close()


def _opened(file: Path) -> sqlite3.Connection:
    """A connection that takes no lock, looks at no journal and trusts no schema."""
    uri = f"{file.absolute().as_uri()}?mode=ro&immutable=1"
    connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    return connection
