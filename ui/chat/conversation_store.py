"""Conversations kept in one SQLite file. Each has one owner, who alone can see or change it."""

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
    """The store cannot be used at the moment; the text of the error is the name of the message that says why."""


@dataclass(frozen=True, slots=True)
class ListedConversation:
    """A conversation as it is listed."""

    id: str
    name: str
    changed: float


class ConversationStore:
    """The conversations of all owners; safe to use from several threads. Its file is opened by the first call.

    Every method except `close` raises `StoreTrouble` if the file cannot be used.
    """

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

    def listed(self, owner: str) -> tuple[ListedConversation, ...]:
        """Up to `LISTED` of the owner's conversations, the last changed first."""
        wanted = "SELECT id, name, changed FROM conversation WHERE owner = ? ORDER BY changed DESC, id LIMIT ?"
        with self._working() as store:
            return tuple(ListedConversation(*row) for row in store.execute(wanted, (owner, LISTED)))

    def start(self, owner: str, name: str) -> str:
        """Start a conversation and return its id."""
        made = secrets.token_hex(16)
        with self._working() as store:
            store.execute(
                "INSERT INTO conversation (id, owner, name, changed) VALUES (?, ?, ?, ?)",
                (made, owner, _clean_name(name), self._clock()),
            )
        return made

    def put(self, owner: str, conversation: str, turn: Turn) -> bool:
        """Keep a turn, replacing one of the same id. False if the owner has no such conversation."""
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
        """The turns in the order they were asked; None if the owner has no such conversation."""
        with self._working() as store:
            if not _owned(store, owner, conversation):
                return None
            wanted = "SELECT body FROM turn WHERE conversation = ? ORDER BY position"
            rows = [body for (body,) in store.execute(wanted, (conversation,))]
        return tuple(turn for body in rows if (turn := _read(body)) is not None)

    def name(self, owner: str, conversation: str) -> str:
        """The conversation's name; empty if the owner has no such conversation."""
        with self._working() as store:
            return _owned(store, owner, conversation)

    def rename(self, owner: str, conversation: str, name: str) -> None:
        """Rename the owner's conversation; a name without a visible character changes nothing."""
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
        """The connection in a transaction. A failure is raised as `StoreTrouble`, and its cause goes to the log."""
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
    """The name of the message for an error, by SQLite's code for a busy file, a full disk or a damaged file."""
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
    """`name` on one line, without unprintable characters and with at most `NAME_LENGTH` characters."""
    line = " ".join("".join(character if character.isprintable() else " " for character in name).split())
    return line if len(line) <= NAME_LENGTH else line[: NAME_LENGTH - 1] + "…"
