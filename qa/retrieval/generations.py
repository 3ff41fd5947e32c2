"""An index folder holds whole generations and one pointer, `CURRENT`; a reader keeps the generation that it opened.

`CURRENT` names the generation in use and, in a second line, the one before it, each with the SHA-256 of its manifest;
the manifest has size and SHA-256 of every other file. All are compared when a generation is opened, since a FAISS file
has no checksum of its own. Readers write nothing, so a read-only folder will do. How generations are written stands in
publishing.py.
"""

import hashlib
import json
import re
import stat
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields
from pathlib import Path

from qa.errors import IndexDamaged, IndexMismatch, IndexMissing

FORMAT = 5
POINTER, MANIFEST = "CURRENT", "manifest.json"
NAME = re.compile(r"generation-(\d{6,9})")
_LINE = re.compile(r"(generation-\d{6,9}) ([0-9a-f]{64})\n")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_FILE_NAME = re.compile(r"[a-z]+\.[a-z]+")
_LARGEST_POINTER, _LARGEST_MANIFEST = 400, 100_000


@dataclass(frozen=True, slots=True)
class FileRecord:
    """What a file of a generation must be."""

    bytes: int
    sha256: str

    def __post_init__(self) -> None:
        _check_types(self)
        if not _DIGEST.fullmatch(self.sha256):
            raise ValueError(f"{self.sha256!r} is no SHA-256")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation was made with, and what each of its files must be."""

    format: int
    embedding_model: str
    fingerprint: str
    dimension: int
    documents: int
    passages: int
    files: dict[str, FileRecord]

    def __post_init__(self) -> None:
        _check_types(self)
        if not all(map(_FILE_NAME.fullmatch, self.files)):
            raise ValueError("a file of a generation lies in its folder, under a plain name")


@dataclass(frozen=True, slots=True)
class Recorded:
    """A generation as `CURRENT` names it."""

    folder: Path
    digest: str

    def checked(self) -> Manifest:
        """Its manifest, when every file is as it was written. Raises `IndexDamaged` or `IndexMismatch`."""
        if self.folder.is_symlink():
            raise damaged(self.folder, "is a link")
        data = _read(self.folder / MANIFEST, _LARGEST_MANIFEST)
        if hashlib.sha256(data).hexdigest() != self.digest:
            raise damaged(self.folder / MANIFEST)
        manifest = _parsed(self.folder / MANIFEST, data)
        # Side by side, for hashing is most of what opening a large index takes, and it holds no lock of Python's.
        with ThreadPoolExecutor() as pool:
            for _ in pool.map(self._check, manifest.files.items()):
                pass
        return manifest

    def _check(self, named: tuple[str, FileRecord]) -> None:
        name, expected = named
        if record_of(self.folder / name, at_most=expected.bytes) != expected:
            raise damaged(self.folder / name)


def current(folder: Path) -> tuple[Path, Manifest]:
    """The generation that `CURRENT` names, checked file by file. Raises `IndexMissing` and what `checked` does."""
    newest = recorded(folder)[0]
    while True:
        try:
            return newest.folder, newest.checked()
        except IndexDamaged:
            # A writer may have put another one in its place meanwhile and removed this one.
            again = recorded(folder)[0]
            if again == newest:
                raise
            newest = again


def recorded(folder: Path) -> list[Recorded]:
    """The generations that `CURRENT` names, newest first, at least one. Raises `IndexMissing` or `IndexDamaged`."""
    pointer = folder / POINTER
    try:
        pointer.lstat()
    except (FileNotFoundError, NotADirectoryError):
        raise IndexMissing(f"No index in {folder}. Build it with: qa index PATH --index {folder}") from None
    except OSError as error:
        raise damaged(pointer, f"cannot be read ({error.strerror})") from None
    content = _read(pointer, _LARGEST_POINTER).decode("ascii", "replace")
    found = [Recorded(folder / match[1], match[2]) for match in _LINE.finditer(content)]
    if not found or pointer_text(found) != content:
        raise damaged(pointer)
    return found


def pointer_text(generations: Sequence[Recorded]) -> str:
    """What stands in `CURRENT`."""
    return "".join(f"{generation.folder.name} {generation.digest}\n" for generation in generations)


def record_of(file: Path, *, at_most: int | None = None) -> FileRecord:
    """Size and SHA-256 of an ordinary file; one larger than `at_most` is not read."""
    size = _size(file)
    if at_most is not None and size > at_most:
        raise damaged(file)
    try:
        with file.open("rb") as stream:
            return FileRecord(size, hashlib.file_digest(stream, "sha256").hexdigest())
    except OSError as error:
        raise damaged(file, f"cannot be read ({error.strerror})") from None


def damaged(file: Path, what: str = "is missing or damaged") -> IndexDamaged:
    """The error of a file that lies in an index folder or in one of its generations."""
    folder = file.parent.parent if NAME.fullmatch(file.parent.name) else file.parent
    return IndexDamaged(
        f"{file} {what}. Repair the index with: qa check --repair --index {folder}; or build it again with:"
        f" qa index PATH --index {folder}; documents that are whole are kept"
    )


def _parsed(file: Path, data: bytes) -> Manifest:
    try:
        values = json.loads(data)
        written = values["format"]
        if type(written) is int and written != FORMAT:
            raise IndexMismatch(
                f"{file.parent} has format {str(written)[:20]}, this program reads {FORMAT}."
                f" Build it again with: qa index PATH --index {file.parent.parent}"
            )
        files = {name: FileRecord(**record) for name, record in values.pop("files").items()}
        return Manifest(**values, files=files)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise damaged(file) from None


def _check_types(value: FileRecord | Manifest) -> None:
    """JSON from a hostile folder may hold anything."""
    for field in fields(value):
        content = getattr(value, field.name)
        wanted = dict if field.name == "files" else field.type
        if type(content) is not wanted or (isinstance(content, int) and not 0 <= content < 2**53):
            raise TypeError(f"{field.name} is {type(content).__name__}")


def _read(file: Path, limit: int) -> bytes:
    if _size(file) > limit:
        raise damaged(file)
    try:
        with file.open("rb") as stream:
            return stream.read(limit)
    except OSError as error:
        raise damaged(file, f"cannot be read ({error.strerror})") from None


def _size(file: Path) -> int:
    """The size of a file in bytes. Raises `IndexDamaged` for anything but an ordinary file, such as a link or pipe."""
    try:
        status = file.lstat()
    except OSError:
        raise damaged(file) from None
    if not stat.S_ISREG(status.st_mode):
        raise damaged(file, "is no ordinary file")
    return status.st_size
