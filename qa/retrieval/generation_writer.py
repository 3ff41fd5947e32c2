"""Writing generations of an index: one writer at a time, every file synced before `CURRENT` names it.

A new generation is written beside the others, its files and folder are synced, then `CURRENT` is replaced. Whatever
happens in between, `CURRENT` names a whole generation. The one before it stays, for recovery; older ones go.
"""

import errno
import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path

from filelock import FileLock, Timeout

from qa.errors import IndexBusy, IndexMissing, IndexProblem, IndexUnwritable
from qa.retrieval.generations import MANIFEST, NAME, POINTER, Manifest, Recorded, pointer_text, record_of, recorded

LOCK = "write.lock"
_PATIENCE = 0.5  # seconds
_NO_SPACE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """The right to write into an index folder, for one process at a time. Raises `IndexBusy` within a second.

    The lock is the operating system's, so that of a process that was killed is free at once.
    """
    lock = FileLock(folder / LOCK)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=_PATIENCE)
    except Timeout:
        raise IndexBusy(f"Another process is writing the index in {folder}. Try again when it has finished") from None
    except OSError as error:
        raise unwritable(folder, error) from None
    try:
        yield
    finally:
        lock.release()


def unwritable(folder: Path, error: OSError | sqlite3.Error, *, needed: int = 0) -> IndexUnwritable:
    """The error of a folder that cannot be written to, with what to do about it; `needed` is in bytes."""
    is_full = error.errno in _NO_SPACE if isinstance(error, OSError) else _means_no_space(error)
    space = f" (about {max(1, needed // 10**6)} MB)" if needed else ""
    advice = f"Free some space{space}" if is_full else "Make it writable, or choose another folder with --index DIR"
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return IndexUnwritable(
        f"The index in {folder} cannot be written: {reason}. {advice}. The index as it was is untouched"
    )


def _means_no_space(error: sqlite3.Error) -> bool:
    """SQLite says "disk I/O error" for a quota and for a limit on file sizes."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)


def publish(folder: Path, fill: Callable[[Path], object], manifest: Manifest, *, keep_previous: bool = True) -> Path:
    """A new generation: `fill` writes its files, their records complete the manifest, then `CURRENT` points to it.

    If anything fails, the folder is as it was. Only within `writing`.
    """
    previous = _newest_whole(folder) if keep_previous else None
    generation = folder / _next_name(folder)
    partial = generation.with_suffix(".partial")
    try:
        _discard(partial)
        partial.mkdir()
        fill(partial)
        newest = Recorded(generation, _seal(partial, manifest))
        os.rename(partial, generation)
        kept = [newest] if previous is None else [newest, previous]
        _point(folder, pointer_text(kept))
    except BaseException:
        _discard(partial)
        _discard(folder / f"{POINTER}.new")
        if generation not in [record.folder for record in _recorded(folder)]:
            _discard(generation)
        raise
    _tidy(folder, keep=kept)
    return generation


def point_back(folder: Path) -> None:
    """Have `CURRENT` name the generation before first, and the present one, if it is whole, as the one before that.

    Raises `IndexMissing` where no other whole generation is recorded. Only within `writing`.
    """
    present, *earlier = recorded(folder)
    before = next((record for record in earlier if _is_whole(record)), None)
    if before is None:
        raise IndexMissing(
            f"There is no whole generation before the present one in {folder}: one stays after each indexing that"
            " changed something, but none after a document was removed"
        )
    kept = [before, present] if _is_whole(present) else [before]
    _point(folder, pointer_text(kept))
    _tidy(folder, keep=kept)


def _newest_whole(folder: Path) -> Recorded | None:
    """The generation to fall back on: the newest that `CURRENT` names and that is as it was written."""
    return next((record for record in _recorded(folder) if _is_whole(record)), None)


def _is_whole(record: Recorded) -> bool:
    try:
        record.checked()
    except IndexProblem:
        return False
    return True


def _recorded(folder: Path) -> list[Recorded]:
    try:
        return recorded(folder)
    except IndexProblem:
        return []


def _seal(partial: Path, manifest: Manifest) -> str:
    """Write the manifest and wait until the disk has everything; the manifest's SHA-256."""
    files = {file.name: record_of(file) for file in sorted(partial.iterdir())}
    data = json.dumps(asdict(replace(manifest, files=files)), indent=1, sort_keys=True).encode()
    (partial / MANIFEST).write_bytes(data)
    for file in sorted(partial.iterdir()):
        _sync(file)
    _sync(partial)
    return hashlib.sha256(data).hexdigest()


def _point(folder: Path, lines: str) -> None:
    fresh = folder / f"{POINTER}.new"
    fresh.write_text(lines, "ascii")
    _sync(fresh)
    _sync(folder)
    if (folder / POINTER).is_dir() and not (folder / POINTER).is_symlink():
        _discard(folder / POINTER)
    os.replace(fresh, folder / POINTER)
    _sync(folder)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _next_name(folder: Path) -> str:
    taken = [int(match[1]) for match in map(NAME.match, os.listdir(folder)) if match]
    return f"generation-{max(taken, default=0) + 1:06}"


def _tidy(folder: Path, *, keep: list[Recorded]) -> None:
    """Generations that nobody will ask for and leftovers of interrupted writing go; whoever has them open reads on."""
    names = {generation.folder.name for generation in keep}
    for entry in list(folder.iterdir()):
        if NAME.match(entry.name) and entry.name not in names:
            _discard(entry)


def _discard(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
