"""Files, folders and rows to documents; what cannot be read is passed on with its reason, never dropped in silence."""

import gzip
import io
import json
import os
import stat
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from qa.documents.front_matter import read_head
from qa.documents.text_decoder import decode
from qa.errors import DocumentUnreadable
from qa.language import detect
from qa.types import Document

TEXT_SUFFIXES = (".txt", ".md")
ROW_SUFFIXES = (".docs.jsonl", ".docs.jsonl.gz")
# Files that describe a folder; named on the command line they are indexed like any other.
_ABOUT_THE_FOLDER = ("readme", "license", "licence", "copying", "changelog")
# Unpacked, a gzip of rows may be this many times as large as the largest single file.
_UNPACKED_FILES = 8


@dataclass(frozen=True, slots=True)
class Loaded:
    """A document and the path that was asked for when it was found."""

    document: Document
    root: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file or row that is not indexed. `is_error` is False for what is no document at all, such as a README."""

    source: str
    reason: str
    is_error: bool = True


def load(paths: Iterable[str | Path], *, max_bytes: int) -> Iterator[Loaded | Skipped]:
    """Every document below `paths` in a fixed order: a file's id is its path below the folder that was named."""
    for named in paths:
        path = Path(named)
        root = path.absolute()
        if not str(named) or not _exists(path):
            yield Skipped(str(named), "there is no such file or folder")
        elif path.is_dir():
            files, left_out = _files(path)
            yield from left_out
            for file in files:
                yield from _load_listed(file, file.relative_to(path).as_posix(), root=root, max_bytes=max_bytes)
        else:
            yield from _load_file(path, path.name, root=root, max_bytes=max_bytes)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # a name too long, or with a NUL
        return False


def _files(folder: Path) -> tuple[list[Path], list[Skipped]]:
    """All files below a folder, sorted by path, and the folders left out: links, and what cannot be opened."""
    found: list[Path] = []
    left_out: list[Skipped] = []

    def _unreadable(error: OSError) -> None:
        where = Path(error.filename).relative_to(folder).as_posix()
        left_out.append(Skipped(where, f"the folder cannot be read: {error.strerror}"))

    for where, folders, names in os.walk(folder, followlinks=False, onerror=_unreadable):
        found.extend(Path(where) / name for name in names)
        links = (Path(where) / name for name in sorted(folders) if (Path(where) / name).is_symlink())
        left_out.extend(Skipped(link.relative_to(folder).as_posix(), "a link to a folder", False) for link in links)
    key = {file: file.relative_to(folder).as_posix() for file in found}
    return sorted(found, key=key.__getitem__), sorted(left_out, key=lambda skipped: skipped.source)


def _load_listed(file: Path, name: str, *, root: Path, max_bytes: int) -> Iterator[Loaded | Skipped]:
    """One file met while walking through a folder."""
    if any(part.startswith(".") for part in Path(name).parts):
        yield Skipped(name, "hidden file", is_error=False)
    elif file.stem.lower().split(".")[0] in _ABOUT_THE_FOLDER:
        yield Skipped(name, "describes the folder; name it on the command line to index it", is_error=False)
    elif not file.name.lower().endswith((*TEXT_SUFFIXES, *ROW_SUFFIXES)):
        yield Skipped(name, f"not one of {', '.join((*TEXT_SUFFIXES, *ROW_SUFFIXES))}", is_error=False)
    elif file.is_symlink() and not Path(os.path.realpath(file)).is_relative_to(os.path.realpath(root)):
        yield Skipped(name, "a link to outside the folder")
    else:
        yield from _load_file(file, name, root=root, max_bytes=max_bytes)


def _load_file(file: Path, name: str, *, root: Path, max_bytes: int) -> Iterator[Loaded | Skipped]:
    try:
        data = _read(file, max_bytes)
        if file.name.lower().endswith(ROW_SUFFIXES):
            yield from _rows(data, name, root=root)
            return
        if not file.name.lower().endswith(TEXT_SUFFIXES):
            raise DocumentUnreadable(f"not one of {', '.join((*TEXT_SUFFIXES, *ROW_SUFFIXES))}")
        yield Loaded(read_document(decode(data), name), str(root))
    except DocumentUnreadable as error:
        yield Skipped(name, str(error))


def read_document(text: str, name: str) -> Document:
    """The document of a text file: what its head says, else its name for a title."""
    if "\x00" in text:
        text = text.replace("\x00", "\ufffd")
    if not text.strip():
        raise DocumentUnreadable("the file is empty")
    head = read_head(text)
    title = head.title or Path(name).stem
    return Document(_sound(name), _sound(title), text, detect(text), source=head.source, date=head.date)


def _sound(text: str) -> str:
    """The text without lone surrogates, which a file's name or a row of JSON can have and no data base takes."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _read(file: Path, max_bytes: int) -> bytes:
    """The bytes of a regular file that is not too large; rows are unpacked."""
    try:
        status = file.stat()
        if not stat.S_ISREG(status.st_mode):
            raise DocumentUnreadable("not a regular file")
        if status.st_size > max_bytes:
            raise DocumentUnreadable(
                f"{status.st_size:,} bytes; the limit is {max_bytes:,}. Split it, or raise WENJU_MAX_FILE_BYTES"
            )
        data = file.read_bytes()
        if file.stat().st_mtime_ns != status.st_mtime_ns:
            data = file.read_bytes()  # it was being written; once more
        return _unpack(data, max_bytes * _UNPACKED_FILES) if file.name.lower().endswith(".gz") else data
    except (OSError, EOFError, zlib.error) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise DocumentUnreadable(f"cannot be read: {reason}") from None


def _unpack(data: bytes, limit: int) -> bytes:
    with gzip.open(io.BytesIO(data)) as stream:
        unpacked = stream.read(limit + 1)
    if len(unpacked) > limit:
        raise DocumentUnreadable(f"more than {limit:,} bytes unpacked. Split it")
    return unpacked


def _rows(data: bytes, name: str, *, root: Path) -> Iterator[Loaded | Skipped]:
    """The documents of a *.docs.jsonl file; a bad row is skipped with its line number."""
    for number, line in enumerate(decode(data).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            yield Loaded(_row_document(row), str(root))
        except (ValueError, RecursionError):
            yield Skipped(f"{name}:{number}", "the line is no JSON object")
        except DocumentUnreadable as error:
            yield Skipped(f"{name}:{number}", str(error))


def _row_document(row: object) -> Document:
    if not isinstance(row, dict):
        raise DocumentUnreadable("the line is no JSON object")
    identity, text, title = row.get("doc_id"), row.get("text"), row.get("title") or ""
    if not isinstance(identity, str) or not identity or not isinstance(text, str) or not isinstance(title, str):
        raise DocumentUnreadable('a row needs "doc_id", "title" and "text", all of them text')
    if not text.strip():
        raise DocumentUnreadable("the text is empty")
    text = _sound(text).replace("\x00", "\ufffd")
    head = read_head(text)
    title = _sound(title or head.title or identity)
    return Document(_sound(identity), title, text, detect(text), source=head.source, date=head.date)
