"""Files, folders and rows to documents; what cannot be read is passed on with its reason, never dropped in silence."""

import os
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


def load(paths: Iterable[str | Path], *, max_bytes: int, limits: Limits | None = None) -> Iterator[Loaded | Skipped]:
    """Every document below `paths` in a fixed order: a file's id is its path below the folder that was named.

    A file that ends its parser is tried once more, alone.
    """
    with ParserPool(limits) as pool:
        waiting: deque[_UnderWay | Loaded | Skipped] = deque()
        for item in _Reader(pool, max_bytes).found(paths):
            waiting.append(item)
            while waiting and (not isinstance(waiting[0], _UnderWay) or len(waiting) > _READ_AHEAD):
                yield from _finished(waiting, pool)
        while waiting:
            yield from _finished(waiting, pool)


def _finished(waiting: "deque[_UnderWay | Loaded | Skipped]", pool: ParserPool) -> Iterator[Loaded | Skipped]:
    """What the first of those that wait has come to."""
    item = waiting.popleft()
    if not isinstance(item, _UnderWay):
        yield item
        return
    try:
        try:
            found = item.future.result()
        except CellDied as death:
            if not death.may_retry:
                raise DocumentUnreadable(death.reason) from None
            wait([other.future for other in waiting if isinstance(other, _UnderWay)])
            found = pool.alone(item.kind, item.data, item.place.name)
        yield from _loaded(found, item.kind, item.data, item.place)
    except DocumentUnreadable as error:
        yield item.place.skipped(str(error))


def _loaded(found: Extracted, kind: Format, data: bytes, place: _Place) -> Iterator[Loaded | Skipped]:
    document = extracted_document(found, data, place.name)
    yield Loaded(document, place.root, data if kind.has_pages else None)
    for note in found.notes:
        yield Skipped(place.name, note, is_error=False)


class _Reader:
    """Meets files and hands those that need a cell to the pool."""

    def __init__(self, pool: ParserPool, max_bytes: int) -> None:
        self._pool = pool
        self._max_bytes = max_bytes

    def found(self, paths: Iterable[str | Path]) -> Iterator[_UnderWay | Loaded | Skipped]:
        for named in paths:
            path = Path(named)
            root = path.absolute()
            if not str(named) or not _exists(path):
                yield Skipped(str(named), "there is no such file or folder")
            elif path.is_dir():
                files, left_out = files_below(path)
                yield from left_out
                for file in files:
                    place = _Place(file.relative_to(path).as_posix(), str(root), is_listed=True)
                    yield from self._listed(file, place)
            else:
                yield from self._file(path, _Place(path.name, str(root)))

    def _listed(self, file: Path, place: _Place) -> Iterator[_UnderWay | Loaded | Skipped]:
        """One file met while walking through a folder."""
        reason = _reason_to_leave_out(place.name)
        if (
            not reason
            and file.is_symlink()
            and not Path(os.path.realpath(file)).is_relative_to(os.path.realpath(place.root))
        ):
            reason = "a link to outside the folder"
        if reason:
            yield Skipped(place.name, reason, is_error=False)
        else:
            yield from self._file(file, place)

    def _file(self, file: Path, place: _Place) -> Iterator[_UnderWay | Loaded | Skipped]:
        try:
            if not file.name.lower().endswith(_all_suffixes()):
                raise DocumentUnreadable(_wrong_kind(file.name))
            data = read_bytes(file, self._max_bytes)
            if file.name.lower().endswith(ROW_SUFFIXES):
                yield from _rows(data, place)
            else:
                yield from self._bytes(data, place)
        except DocumentUnreadable as error:
            yield Skipped(place.name, str(error))

    def _bytes(self, data: bytes, place: _Place) -> Iterator[_UnderWay | Loaded | Skipped]:
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

    def _members(self, data: bytes, place: _Place) -> Iterator[_UnderWay | Loaded | Skipped]:
        """The documents of an archive, under its name and theirs."""
        if place.depth >= NESTED:
            raise DocumentUnreadable(f"archives within archives are read {NESTED} deep")
        for name, read in members(data):
            inner = _Place(f"{place.name}/{name}", place.root, is_listed=True, depth=place.depth + 1)
            reason = _reason_to_leave_out(name)
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


def _rows(data: bytes, place: _Place) -> Iterator[Loaded | Skipped]:
    for found in row_documents(data, place.name):
        yield Loaded(found, place.root) if isinstance(found, Document) else Skipped(*found)


def _reason_to_leave_out(name: str) -> str:
    """Why a file that was not named itself is no document, by its path below the folder; empty if it may be one."""
    path = Path(name)
    if any(part.startswith(".") for part in path.parts):
        return "hidden file"
    if path.stem.lower().split(".")[0] in _ABOUT_THE_FOLDER:
        return "describes the folder; name it on the command line to index it"
    return "" if name.lower().endswith(_all_suffixes()) else _wrong_kind(name)


def _all_suffixes() -> tuple[str, ...]:
    return (*accepted_suffixes(), *ROW_SUFFIXES)


def _wrong_kind(name: str) -> str:
    if name.lower().endswith(PICTURE.suffixes):
        return f"a picture; its text is read with the extra ocr: {HOW_TO_INSTALL}"
    return f"not one of {', '.join(_all_suffixes())}"


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # a name too long, or with a NUL
        return False
