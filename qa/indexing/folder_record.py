"""What an index folder remembers of the files its documents came from, so that those that are the same stay unread.

It lies beside the generations and names the one that it tells of. It is void for any other, and where the program, the
libraries or the settings that decide what comes of a file are not those that it was made with.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from qa.documents.folder_walk import Skipped
from qa.documents.known_files import KnownFile, Place, Stamp
from qa.errors import IndexProblem
from qa.retrieval.generations import Manifest, current, recorded
from qa.retrieval.store import StoredDocument, storable
from qa.settings import Settings

FILE = "files.json"
# Some 300 bytes for each file: this is three hundred thousand of them.
_LARGEST = 100_000_000
_PROGRAM = Path(__file__).resolve().parents[1]
_ROOMS = ("documents", "language", "retrieval")
# Those of an extra may be missing; what they read is read again when they come.
_LIBRARIES = (
    "charset-normalizer",
    "lxml",
    "opencc",
    "pypdfium2",
    "pypinyin",
    "python-calamine",
    "rapidocr",
    "resiliparse",
    "rjieba",
    "snowballstemmer",
    "striprtf",
)


@dataclass(frozen=True, slots=True)
class FolderRecord:
    """The files of the generation whose manifest has the SHA-256 `generation`; `made_with` is from `reader_mark`."""

    generation: str
    made_with: str
    files: Mapping[Place, KnownFile] = field(default_factory=dict)

    def source_of(self, document_id: str) -> Place | None:
        """The file that a document of the index came from, if that is known."""
        known = (place for place, file in self.files.items() if document_id in [stored for _, stored in file.documents])
        return next(known, None)


def valid_record(folder: Path, settings: Settings) -> tuple[Manifest | None, FolderRecord]:
    """The manifest of a whole index and what is remembered of its files; None and nothing where that is void."""
    record = read_record(folder)
    try:
        if record.made_with == reader_mark(settings) and recorded(folder)[0].digest == record.generation:
            return current(folder)[1], record
    except IndexProblem:
        pass
    return None, FolderRecord("", "")


def remember(folder: Path, files: Mapping[Place, KnownFile], settings: Settings) -> None:
    """Note which files the newest generation holds the documents of."""
    write_record(folder, FolderRecord(recorded(folder)[0].digest, reader_mark(settings), files))


def forget(folder: Path) -> None:
    """Have all files read again with the next indexing."""
    (folder / FILE).unlink(missing_ok=True)


def files_elsewhere(
    record: FolderRecord, after: Mapping[str, StoredDocument], paths: Iterable[str | Path]
) -> dict[Place, KnownFile]:
    """What stays true of files below other paths than those that were indexed, given the documents there are now."""
    roots = {os.path.realpath(path) for path in paths}
    return {
        place: known
        for place, known in record.files.items()
        if place[0] not in roots
        and all(stored in after and after[stored].root == storable(place[0]) for _, stored in known.documents)
    }


def reader_mark(settings: Settings) -> str:
    """A hash of all that decides what an index holds of a file, but the embedding model."""
    decisive = settings.passage_length, settings.max_file_bytes, settings.keep_files
    return hashlib.sha256(f"{_program_mark()} {decisive}".encode()).hexdigest()


@cache
def _program_mark() -> str:
    """A hash of the code and data that read files, and of the versions of the libraries they use."""
    sources = [path for room in _ROOMS for path in (_PROGRAM / room).rglob("*") if path.suffix in (".py", ".tsv")]
    found = hashlib.sha256()
    for path in sorted(sources):
        found.update(hashlib.sha256(path.read_bytes()).digest())
    found.update(" ".join(f"{name} {_version(name)}" for name in _LIBRARIES).encode())
    return found.hexdigest()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def read_record(folder: Path) -> FolderRecord:
    """The record of an index folder; one of nothing where there is none, or it is damaged."""
    file = folder / FILE
    try:
        if file.is_symlink() or not file.is_file() or file.stat().st_size > _LARGEST:
            return FolderRecord("", "")
        digest, _, content = file.read_bytes().partition(b"\n")
        if hashlib.sha256(content).hexdigest().encode() != digest:
            return FolderRecord("", "")
        values = json.loads(content)
        files = {(root, name): _known(*row) for root, name, *row in values["files"]}
        return FolderRecord(str(values["generation"]), str(values["made_with"]), files)
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return FolderRecord("", "")


def write_record(folder: Path, record: FolderRecord) -> None:
    """Put a record in the place of the one before, in one step."""
    rows = [[*place, *_row(known)] for place, known in sorted(record.files.items())]
    values = {"generation": record.generation, "made_with": record.made_with, "files": rows}
    content = json.dumps(values, separators=(",", ":")).encode()
    fresh = folder / f"{FILE}.new"
    fresh.write_bytes(hashlib.sha256(content).hexdigest().encode() + b"\n" + content)
    os.replace(fresh, folder / FILE)


def _row(known: KnownFile) -> list[object]:
    stamp = known.stamp
    skipped = [[one.source, one.reason, one.is_error, one.is_note] for one in known.skipped]
    about = [stamp.size, stamp.modified, stamp.changed, stamp.inode], known.seen, known.sha256
    return [*about, known.documents, skipped, known.is_partial]


def _known(
    stamp: list[int], seen: int, sha256: str, documents: list[list[str]], skipped: list[list[Any]], is_partial: bool
) -> KnownFile:
    kept = tuple((found, stored) for found, stored in documents)
    return KnownFile(Stamp(*stamp), seen, sha256, kept, tuple(Skipped(*one) for one in skipped), is_partial)
