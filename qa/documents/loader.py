"""Files, folders and rows to documents; what cannot be read is passed on with its reason, never dropped in silence."""

import hashlib
import os
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, wait
from dataclasses import dataclass
from pathlib import Path

from qa.documents.cell import CellDied, Limits
from qa.documents.document_text import extracted_document, read_document
from qa.documents.extracted import Extracted
from qa.documents.file_bytes import check_size, read_bytes
from qa.documents.folder_walk import Skipped, files_below
from qa.documents.formats.jsonl import NO_TEXT
from qa.documents.formats.ocr_engine import HOW_TO_INSTALL
from qa.documents.formats.pictures import NO_WORDS
from qa.documents.formats.table import PICTURE, Format, format_of, suffixes
from qa.documents.formats.zip_archive import NESTED, members
from qa.documents.known_files import KnownFiles, Met, Stamp
from qa.documents.parser_pool import SIZE, ParserPool, extract_here
from qa.documents.row_file import row_documents
from qa.documents.text_decoder import decode
from qa.errors import DocumentUnreadable
from qa.types import Document

TEXT_SUFFIXES = (".txt", ".md")
ROW_SUFFIXES = (".docs.jsonl", ".docs.jsonl.gz")
# Files that describe a folder; named on the command line they are indexed like any other.
_ABOUT_THE_FOLDER = ("readme", "license", "licence", "copying", "changelog")
# Files that are read ahead while the cells are busy.
_READ_AHEAD = 2 * SIZE


@dataclass(frozen=True, slots=True)
class Loaded:
    """A document and the path that was asked for when it was found; of a file shown by its pages, its bytes too."""

    document: Document
    root: str
    original: bytes | None = None


@dataclass(frozen=True, slots=True)
class _UnderWay:
    """A file in a cell."""

    kind: Format
    data: bytes
    place: "_Place"
    future: "Future[Extracted]"


Item = Loaded | Skipped
_Waiting = tuple[Met, _UnderWay | Item | None]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a file was met; `is_listed` is False where it was named itself, `depth` counts the archives around it."""

    name: str
    root: str
    is_listed: bool = False
    depth: int = 0

    def skipped(self, reason: str) -> Skipped:
        """Why the file there is no document; one met in a folder may be there for other ends than to be read."""
        return Skipped(self.name, reason, is_error=not (self.is_listed and reason in (NO_TEXT, NO_WORDS)))


def accepted_suffixes() -> tuple[str, ...]:
    """How the name of a file that can be read may end, in lower case; files of rows are left out."""
    return (*TEXT_SUFFIXES, *suffixes())


_ALL_SUFFIXES = (*accepted_suffixes(), *ROW_SUFFIXES)


def load(paths: Iterable[str | Path], *, max_bytes: int, limits: Limits | None = None) -> Iterator[Item]:
    """Every document below `paths` in a fixed order: a file's id is its path below the folder that was named.

    A file that ends its parser is tried once more, alone.
    """
    found = load_files(paths, max_bytes=max_bytes, limits=limits)
    return (item for _, item in found if item is not None)


def load_files(
    paths: Iterable[str | Path], *, max_bytes: int, limits: Limits | None = None, known: KnownFiles | None = None
) -> Iterator[tuple[Met, Item | None]]:
    """The same, each with the file that it comes from. A file comes first with None; one that is known, only so."""
    with ParserPool(limits) as pool:
        waiting: deque[_Waiting] = deque()
        for found in _Reader(pool, max_bytes, known or {}).found(paths):
            waiting.append(found)
            while waiting and (not isinstance(waiting[0][1], _UnderWay) or len(waiting) > _READ_AHEAD):
                yield from _finished(waiting, pool)
        while waiting:
            yield from _finished(waiting, pool)


def _finished(waiting: deque[_Waiting], pool: ParserPool) -> Iterator[tuple[Met, Item | None]]:
    """What the first of those that wait has come to."""
    met, item = waiting.popleft()
    if not isinstance(item, _UnderWay):
        yield met, item
        return
    try:
        found = item.future.result()
    except CellDied as death:
        yield from _after_death(met, item, death, waiting, pool)
        return
    except DocumentUnreadable as error:
        yield met, item.place.skipped(str(error))
        return
    yield from _taken_out(met, item, found)


def _after_death(
    met: Met, item: _UnderWay, death: CellDied, waiting: deque[_Waiting], pool: ParserPool
) -> Iterator[tuple[Met, Item | None]]:
    """What a file comes to that ended its parser. If it does so again, it counts as unread, and is tried next time."""
    try:
        if not death.may_retry:
            raise DocumentUnreadable(death.reason)
        wait([other.future for _, other in waiting if isinstance(other, _UnderWay)])
        found = pool.alone(item.kind, item.data, item.place.name)
    except DocumentUnreadable as error:
        yield Met(met.place), item.place.skipped(str(error))
        return
    yield from _taken_out(met, item, found)


def _taken_out(met: Met, item: _UnderWay, found: Extracted) -> Iterator[tuple[Met, Item | None]]:
    try:
        for result in _loaded(found, item.kind, item.data, item.place):
            yield met, result
    except DocumentUnreadable as error:
        yield met, item.place.skipped(str(error))


def _loaded(found: Extracted, kind: Format, data: bytes, place: _Place) -> Iterator[Item]:
    document = extracted_document(found, data, place.name)
    yield Loaded(document, place.root, data if kind.has_pages else None)
    for note in found.notes:
        yield Skipped(place.name, note, is_error=False, is_note=True)


class _Reader:
    """Meets files and hands those that need a cell to the pool."""

    def __init__(self, pool: ParserPool, max_bytes: int, known: KnownFiles) -> None:
        self._pool = pool
        self._max_bytes = max_bytes
        self._known = known

    def found(self, paths: Iterable[str | Path]) -> Iterator[_Waiting]:
        for named in paths:
            path = Path(named)
            if not str(named) or not _exists(path):
                yield Met((str(named), "")), Skipped(str(named), "there is no such file or folder")
                continue
            root = os.path.realpath(path)
            if path.is_dir():
                files, left_out = files_below(path)
                for skipped in left_out:
                    yield Met((root, skipped.source)), skipped
                for file, name in files:
                    yield from self._listed(file, _Place(name, root, is_listed=True))
            else:
                yield from self._file(path, _Place(path.name, root))

    def _listed(self, file: Path, place: _Place) -> Iterator[_Waiting]:
        """One file met while walking through a folder."""
        reason = reason_to_leave_out(place.name)
        if not reason and file.is_symlink() and not Path(os.path.realpath(file)).is_relative_to(place.root):
            reason = "a link to outside the folder"
        if reason:
            yield Met((place.root, place.name)), Skipped(place.name, reason, is_error=False)
        else:
            yield from self._file(file, place)

    def _file(self, file: Path, place: _Place) -> Iterator[_Waiting]:
        key = place.root, place.name
        met = Met(key)
        try:
            if not file.name.lower().endswith(_ALL_SUFFIXES):
                raise DocumentUnreadable(_wrong_kind(file.name))
            # The stamp is taken before the bytes: of a file that changes meanwhile it will differ.
            seen, stamp = time.time_ns(), _stamp(file)
            known = self._known.get(key)
            if known is not None and stamp is not None and known.is_same(stamp):
                yield Met(key, known.stamp, known.seen, known.sha256, known), None
                return
            data = read_bytes(file, self._max_bytes)
            digest = hashlib.sha256(data).hexdigest()
            is_same = known is not None and known.sha256 == digest
            met = Met(key, stamp, seen, digest, known if is_same else None)
            yield met, None
            if not is_same:
                yield from ((met, item) for item in self._in_file(data, place))
        except DocumentUnreadable as error:
            yield met, Skipped(place.name, str(error))

    def _in_file(self, data: bytes, place: _Place) -> Iterator[_UnderWay | Item]:
        is_rows = place.name.lower().endswith(ROW_SUFFIXES)
        return _rows(data, place) if is_rows else self._bytes(data, place)

    def _bytes(self, data: bytes, place: _Place) -> Iterator[_UnderWay | Item]:
        """The document in the bytes of a file, or what a cell has been given to find it."""
        try:
            kind = format_of(data, place.name)
            if kind is None:
                yield Loaded(read_document(decode(data), place.name), place.root)
            elif kind.is_packed:
                yield from self._members(data, place)
            elif kind.needs_cell:
                yield _UnderWay(kind, data, place, self._pool.submit(kind, data, place.name))
            else:
                yield from _loaded(extract_here(kind, data, place.name), kind, data, place)
        except DocumentUnreadable as error:
            yield place.skipped(str(error))

    def _members(self, data: bytes, place: _Place) -> Iterator[_UnderWay | Item]:
        """The documents of an archive, under its name and theirs."""
        if place.depth >= NESTED:
            raise DocumentUnreadable(f"archives within archives are read {NESTED} deep")
        for name, read in members(data):
            inner = _Place(f"{place.name}/{name}", place.root, is_listed=True, depth=place.depth + 1)
            reason = reason_to_leave_out(name)
            if reason:
                yield Skipped(inner.name, reason, is_error=False)
                continue
            try:
                content = read()
                check_size(len(content), self._max_bytes)
            except DocumentUnreadable as error:
                yield Skipped(inner.name, str(error))
                continue
            yield from self._bytes(content, inner)


def _rows(data: bytes, place: _Place) -> Iterator[Item]:
    for found in row_documents(data, place.name):
        yield Loaded(found, place.root) if isinstance(found, Document) else Skipped(*found)


def reason_to_leave_out(name: str) -> str:
    """Why a file that was not named itself is no document, by its path below the folder; empty if it may be one."""
    if name.startswith(".") or "/." in name:
        return "hidden file"
    if name.rpartition("/")[2].lower().split(".")[0] in _ABOUT_THE_FOLDER:
        return "describes the folder; name it on the command line to index it"
    return "" if name.lower().endswith(_ALL_SUFFIXES) else _wrong_kind(name)


def _wrong_kind(name: str) -> str:
    if name.lower().endswith(PICTURE.suffixes):
        return f"a picture; its text is read with the extra ocr: {HOW_TO_INSTALL}"
    return f"not one of {', '.join(_ALL_SUFFIXES)}"


def _stamp(file: Path) -> Stamp | None:
    """The stamp of a file; None where it has none, which whoever reads it will say."""
    try:
        return Stamp.of(file.stat())
    except OSError:
        return None


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # a name too long, or with a NUL
        return False
