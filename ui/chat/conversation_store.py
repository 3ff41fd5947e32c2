"""Conversations kept in one SQLite file. Each belongs to one owner, who alone can see or change it."""

import contextlib
import json
import logging
import secrets
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ui.chat.turns import Turn, turn_from_json

LOG = logging.getLogger("wenju.ui")
FILE_NAME = "conversations.sqlite"
WAIT_SECONDS = 3.0
MOST_PAGES = 2**20  # of 4 KB: the file grows to 4 GB and no further
NAME_LENGTH = 80
LISTED = 200

_TABLES = """
CREATE TABLE IF NOT EXISTS conversation (
    id TEXT PRIMARY KEY, owner TEXT NOT NULL, name TEXT NOT NULL, changed REAL NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS conversation_by_owner ON conversation (owner, changed DESC);
CREATE TABLE IF NOT EXISTS turn (
    position INTEGER PRIMARY KEY,
    conversation TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (conversation, id)
) STRICT;
"""


class StoreTrouble(Exception):
    """Nothing can be kept or read just now; the text is the name of the message that says why."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A conversation as it is listed."""

    id: str
    name: str
    changed: float


class ConversationStore:
    """The conversations of all owners. Safe to call from several threads; it opens its file with the first call."""

    def __init__(
        self,
        folder: Path,
        *,
        clock: Callable[[], float] = time.time,
        wait: float = WAIT_SECONDS,
        pages: int = MOST_PAGES,
    ) -> None:
        self._path = folder / FILE_NAME
        self._limits = wait, pages
        self._clock = clock
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None

    def listed(self, owner: str) -> tuple[Kept, ...]:
        """The owner's conversations, the one changed last first."""
        wanted = "SELECT id, name, changed FROM conversation WHERE owner = ? ORDER BY changed DESC, id LIMIT ?"
        with self._working() as store:
            return tuple(Kept(*row) for row in store.execute(wanted, (owner, LISTED)))

    def start(self, owner: str, name: str) -> str:
        """A new conversation's id."""
        made = secrets.token_hex(16)
        with self._working() as store:
            store.execute(
                "INSERT INTO conversation (id, owner, name, changed) VALUES (?, ?, ?, ?)",
                (made, owner, _clean_name(name), self._clock()),
            )
        return made

    def put(self, owner: str, conversation: str, turn: Turn) -> bool:
        """Keep a turn, in the place of the one of the same id; False where the owner has no such conversation."""
        body = json.dumps(turn.to_json(), ensure_ascii=False)
        with self._working() as store:
            changed = store.execute(
                "UPDATE conversation SET changed = ? WHERE id = ? AND owner = ?", (self._clock(), conversation, owner)
            )
            if not changed.rowcount:
                return False
            store.execute(
                "INSERT INTO turn (conversation, id, body) VALUES (?, ?, ?)"
                " ON CONFLICT (conversation, id) DO UPDATE SET body = excluded.body",
                (conversation, turn.id, body),
            )
        return True

    def turns(self, owner: str, conversation: str) -> tuple[Turn, ...] | None:
        """The turns in the order in which they were asked; None where the owner has no such conversation."""
        with self._working() as store:
            if not _owned(store, owner, conversation):
                return None
            wanted = "SELECT body FROM turn WHERE conversation = ? ORDER BY position"
            rows = [body for (body,) in store.execute(wanted, (conversation,))]
        return tuple(turn for body in rows if (turn := _read(body)) is not None)

    def name(self, owner: str, conversation: str) -> str:
        """The conversation's name, or nothing where the owner has no such conversation."""
        with self._working() as store:
            return _owned(store, owner, conversation)

    def rename(self, owner: str, conversation: str, name: str) -> None:
        """Give the owner's conversation another name; a name without a visible character changes nothing."""
        if clean := _clean_name(name):
            with self._working() as store:
                store.execute(
                    "UPDATE conversation SET name = ? WHERE id = ? AND owner = ?", (clean, conversation, owner)
                )

    def delete(self, owner: str, conversation: str) -> None:
        """Delete the owner's conversation with all its turns."""
        with self._working() as store:
            store.execute("DELETE FROM conversation WHERE id = ? AND owner = ?", (conversation, owner))

    def close(self) -> None:
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    @contextlib.contextmanager
    def _working(self) -> Iterator[sqlite3.Connection]:
        """The connection in a transaction; whatever fails becomes `StoreTrouble`, and its cause goes to the log."""
        try:
            with self._lock:
                if self._connection is None:
                    self._connection = _opened(self._path, *self._limits)
                with self._connection:
                    yield self._connection
        except (sqlite3.Error, OSError) as error:
            LOG.warning("the conversations in %s cannot be used: %s", self._path, error)
            raise StoreTrouble(_reason(error)) from error


def _opened(path: Path, wait: float, pages: int) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    connection = sqlite3.connect(path, timeout=wait, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")  # what is deleted does not stay in the file
        connection.execute(f"PRAGMA max_page_count = {pages}")
        connection.executescript(_TABLES)
    except BaseException:
        connection.close()
        raise
    return connection


def _owned(store: sqlite3.Connection, owner: str, conversation: str) -> str:
    row = store.execute("SELECT name FROM conversation WHERE id = ? AND owner = ?", (conversation, owner)).fetchone()
    return str(row[0]) if row else ""


def _reason(error: Exception) -> str:
    """The message's name: SQLite says by its codes whether the file is busy, the disk full or the file broken."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    names = {
        sqlite3.SQLITE_BUSY: "store_locked",
        sqlite3.SQLITE_LOCKED: "store_locked",
        sqlite3.SQLITE_FULL: "store_full",
        sqlite3.SQLITE_CORRUPT: "store_damaged",
        sqlite3.SQLITE_NOTADB: "store_damaged",
    }
    return names.get(code, "store_closed")


def _read(body: str) -> Turn | None:
    try:
        return turn_from_json(json.loads(body))
    except (KeyError, TypeError, ValueError) as error:
        LOG.warning("a kept turn cannot be read: %s", error)
        return None


def _clean_name(name: str) -> str:
    """One line of printable characters, not too long for the list."""
    line = " ".join("".join(one if one.isprintable() else " " for one in name).split())
    return line if len(line) <= NAME_LENGTH else line[: NAME_LENGTH - 1] + "…"
