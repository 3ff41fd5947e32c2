"""Vectors by content hash in one SQLite file, so that unchanged text is embedded once and a broken run resumes."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from embeddings.errors import EmbeddingError

KEYS_AT_ONCE = 500  # SQLite allows 999 parameters in its oldest builds
FORMAT = "vector-cache-1"
CORRUPT, NOT_A_DATABASE = 11, 26  # https://www.sqlite.org/rescode.html
Result = TypeVar("Result")


class VectorCache:
    """One model's vectors. A damaged file, or one of another model, is thrown away: it is only a cache."""

    def __init__(self, path: Path, *, fingerprint: str, dimension: int) -> None:
        """Opens or makes `path`. EmbeddingError when the file cannot be written."""
        self.path = path
        self.dimension = dimension
        self._identity = f"{FORMAT} {fingerprint} {dimension}"
        self._database: sqlite3.Connection = self._guard(self._open, retry=self._open)

    def get(self, keys: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """The known vectors among `keys`, in the order of `keys`; a row whose checksum fails counts as unknown."""
        nothing: dict[str, NDArray[np.float32]] = {}
        found = self._guard(lambda: self._read(keys), retry=lambda: nothing)
        return {key: found[key] for key in keys if key in found}

    def put(self, keys: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """Stores row i of `vectors` under key i, all or none."""
        if vectors.shape != (len(keys), self.dimension):
            raise ValueError(
                f"{len(keys)} keys of {self.dimension} numbers do not fit vectors of shape {vectors.shape}"
            )
        blobs = [np.ascontiguousarray(row, "<f4").tobytes() for row in vectors]
        rows = [(key, _checksum(key, blob), blob) for key, blob in zip(keys, blobs, strict=True)]

        def write() -> None:
            with self._database:
                self._database.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", rows)

        self._guard(write, retry=write)

    def keep_only(self, keys: Sequence[str]) -> None:
        """Forgets every key that is not among `keys`."""

        def forget() -> None:
            with self._database:
                self._database.execute("CREATE TEMP TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY)")
                self._database.execute("DELETE FROM kept")
                self._database.executemany("INSERT OR IGNORE INTO kept VALUES (?)", ((key,) for key in keys))
                self._database.execute("DELETE FROM vectors WHERE key NOT IN (SELECT key FROM kept)")

        self._guard(forget, retry=lambda: None)

    def close(self) -> None:
        """Closes the file; what was put is on disk."""
        self._database.close()

    def __enter__(self) -> VectorCache:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _read(self, keys: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        found = {}
        for part in _parts(keys):
            marks = ",".join("?" * len(part))
            query = f"SELECT key, checksum, vector FROM vectors WHERE key IN ({marks})"  # only question marks
            for key, checksum, blob in self._database.execute(query, part):
                whole = isinstance(blob, bytes) and len(blob) == 4 * self.dimension
                if whole and checksum == _checksum(key, blob):
                    found[key] = np.frombuffer(blob, "<f4").astype(np.float32)
        return found

    def _open(self) -> sqlite3.Connection:
        """A connection whose file has our table and identity; a file of another identity is emptied."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        database = sqlite3.connect(self.path, timeout=30)
        try:
            database.execute("PRAGMA journal_mode=WAL")
            database.execute("PRAGMA synchronous=NORMAL")
            with database:
                database.execute("CREATE TABLE IF NOT EXISTS identity (text TEXT)")
                if database.execute("SELECT text FROM identity").fetchall() != [(self._identity,)]:
                    database.execute("DROP TABLE IF EXISTS vectors")
                    database.execute("DELETE FROM identity")
                    database.execute("INSERT INTO identity VALUES (?)", (self._identity,))
                database.execute(
                    "CREATE TABLE IF NOT EXISTS vectors (key TEXT PRIMARY KEY, checksum INTEGER, vector BLOB)"
                )
        except BaseException:
            database.close()
            raise
        return database

    def _guard(self, step: Callable[[], Result], *, retry: Callable[[], Result]) -> Result:
        """The result of `step`; over a damaged file, that of `retry` over a new one."""
        try:
            try:
                return step()
            except sqlite3.DatabaseError as error:
                if not _means_damage(error):
                    raise
                self._begin_anew()
                return retry()
        except (sqlite3.Error, OSError) as error:
            raise EmbeddingError(
                f"The vector cache {self.path} cannot be used: {error}. Free disk space, make the file writable, or "
                "delete it; it is made again."
            ) from error

    def _begin_anew(self) -> None:
        database: sqlite3.Connection | None = getattr(self, "_database", None)
        if database is not None:
            database.close()
        for suffix in ("", "-wal", "-shm", "-journal"):
            self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)
        self._database = self._open()


def _means_damage(error: sqlite3.DatabaseError) -> bool:
    """Whether the file itself is bad, or its tables are not ours; a full disk or a lock is neither."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in (CORRUPT, NOT_A_DATABASE) or str(error).startswith(("no such", "table vectors has"))


def _checksum(key: str, blob: bytes) -> int:
    return zlib.crc32(blob, zlib.crc32(key.encode()))


def _parts(keys: Sequence[str]) -> Iterator[list[str]]:
    rest = iter(keys)
    while part := list(islice(rest, KEYS_AT_ONCE)):
        yield part
