"""An index folder holds whole generations and one pointer, `CURRENT`; a reader keeps the generation that it opened.

A new generation is written beside the others, every file and folder is synced, then `CURRENT` is replaced. Whatever
happens in between, `CURRENT` names a whole generation. Each is checked by SHA-256 when it is opened, since a FAISS file
has no checksum of its own.
"""

import errno
import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from qa.errors import IndexBusy, IndexDamaged, IndexMismatch, IndexMissing, IndexUnwritable

FORMAT = 1
POINTER, MANIFEST, LOCK = "CURRENT", "manifest.json", "write.lock"
_NAME = re.compile(r"generation-\d{6}")
_LARGEST_MANIFEST = 100_000


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation was made with, and the SHA-256 of each of its files."""

    format: int
    embedding_model: str
    fingerprint: str
    dimension: int
    documents: int
    passages: int
    files: dict[str, str]


def current(folder: Path) -> tuple[Path, Manifest]:
    """The generation that `CURRENT` names, checked file by file."""
    pointer = folder / POINTER
    if not pointer.is_file():
        raise IndexMissing(f"No index in {folder}. Build it with: qa index PATH --index {folder}")
    name, _, digest = pointer.read_text("utf-8", "replace")[:200].strip().partition(" ")
    if not _NAME.fullmatch(name) or not digest:
        raise IndexDamaged(f"{pointer} is damaged. Build the index again with: qa index PATH --index {folder}")
    generation = folder / name
    return generation, _checked(generation, digest)


def _checked(generation: Path, digest: str) -> Manifest:
    data = _read(generation / MANIFEST)
    if hashlib.sha256(data).hexdigest() != digest:
        raise _damaged(generation / MANIFEST)
    manifest = Manifest(**json.loads(data))
    if manifest.format != FORMAT:
        raise IndexMismatch(
            f"{generation} has format {manifest.format}, this program reads {FORMAT}. Build it again with: qa index PATH"
        )
    for name, expected in manifest.files.items():
        if file_digest(generation / name) != expected:
            raise _damaged(generation / name)
    return manifest


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(_LARGEST_MANIFEST)
    except OSError:
        raise _damaged(file) from None


def file_digest(file: Path) -> str:
    """The SHA-256 of a regular file."""
    try:
        if file.is_symlink() or not file.is_file():
            raise _damaged(file)
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        raise _damaged(file) from None


def _damaged(file: Path) -> IndexDamaged:
    return IndexDamaged(
        f"{file} is missing or damaged. Build the index again with: qa index PATH --index {file.parent.parent}"
    )


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """The right to write into an index folder, for one process at a time. Raises `IndexBusy` at once."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / LOCK, timeout=0.5):
            yield
    except Timeout:
        raise IndexBusy(f"Another process is writing the index in {folder}. Try again when it has finished") from None
    except OSError as error:
        raise unwritable(folder, error) from None


def unwritable(folder: Path, error: OSError) -> IndexUnwritable:
    """The error of a folder that cannot be written to, with what to do about it."""
    advice = (
        "Free some space"
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        else "Choose another folder with --index DIR"
    )
    return IndexUnwritable(
        f"The index in {folder} cannot be written: {error.strerror or error}. {advice}. The index as it was is untouched"
    )


def publish(folder: Path, fill: Callable[[Path], None], manifest: Manifest) -> Path:
    """A new generation: `fill` writes its files, their hashes complete the manifest, then `CURRENT` points to it."""
    generation = folder / _next_name(folder)
    partial = generation.with_suffix(".partial")
    try:
        _discard(partial)
        partial.mkdir()
        fill(partial)
        files = {file.name: file_digest(file) for file in sorted(partial.iterdir())}
        data = json.dumps({**asdict(manifest), "files": files}, indent=1, sort_keys=True).encode()
        (partial / MANIFEST).write_bytes(data)
        for file in partial.iterdir():
            _sync(file)
        _sync(partial)
        os.rename(partial, generation)
        _point(folder, f"{generation.name} {hashlib.sha256(data).hexdigest()}\n")
    except BaseException:
        _discard(partial)
        raise
    _forget_old(folder, keep=generation)
    return generation


def _point(folder: Path, line: str) -> None:
    fresh = folder / f"{POINTER}.new"
    fresh.write_text(line, "utf-8")
    _sync(fresh)
    _sync(folder)
    os.replace(fresh, folder / POINTER)
    _sync(folder)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _next_name(folder: Path) -> str:
    taken = [int(entry.name[11:17]) for entry in folder.iterdir() if _NAME.match(entry.name)]
    return f"generation-{max(taken, default=0) + 1:06}"


def _forget_old(folder: Path, *, keep: Path) -> None:
    """Older generations and leftovers of interrupted writing go; open files stay readable to those who hold them."""
    for entry in folder.iterdir():
        if _NAME.match(entry.name) and entry != keep:
            _discard(entry)


def _discard(path: Path) -> None:
    shutil.rmtree(path, ignore_errors=True)
