"""Collections of documents: each has an index, the uploaded files it was made from, and an assistant over it."""

import os
import shutil
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qa import (
    IndexReport,
    NothingToIndex,
    Settings,
    WenjuError,
    build_index,
    index_version,
    remove_document,
)
from ui.collections.open_indexes import IndexOpener, ListedDocument, OpenIndex, OpenIndexes
from ui.collections.registry import DEFAULT, CollectionEmpty, CollectionMissing, Registry
from ui.collections.uploads import BYTES_AT_ONCE, FILES_AT_ONCE, FileResult, PlacedFiles, Upload, placed, take_back
from ui.queue.jobs import Progress


class Busy(WenjuError):
    """This server is still indexing other documents."""


class TooMuchAtOnce(WenjuError):
    """An upload has more files or more bytes than are taken at once."""


@dataclass(frozen=True, slots=True)
class Indexed:
    """The result of each file of an upload; `report` is None if nothing had to be indexed."""

    files: tuple[FileResult, ...]
    report: IndexReport | None = None


class Collections:
    """All collections in one folder; safe to use from several threads, of which one at a time may index.

    `default_index` is the folder of the default collection's index, if that is elsewhere.
    """

    def __init__(
        self,
        folder: Path,
        open_assistant: IndexOpener,
        *,
        default_index: Path | None = None,
        settings: Settings | None = None,
        embedder: Any = None,
    ) -> None:
        self._registry = Registry(folder)
        self._opened = OpenIndexes(open_assistant, embedder)
        self._default_index = default_index
        self._settings = settings or Settings.from_environment()
        self._indexing = threading.Lock()

    def names(self) -> tuple[str, ...]:
        """The display names, the default collection first."""
        return tuple(self._registry.folders())

    def create(self, name: str = "", *, unnamed: str = "Collection") -> str:
        """Make an empty collection and return its name; without a name it is called `unnamed` and a number.

        Raises `CollectionNameTaken` and `CollectionsUnwritable`.
        """
        return self._registry.add(name, unnamed)

    def rename(self, name: str, wanted: str) -> str:
        """Rename a collection and return its name then; an empty name changes nothing.

        Raises `CollectionMissing`, `CollectionNameTaken`, `CollectionStays` and `CollectionsUnwritable`.
        """
        return self._registry.rename(name, wanted)

    def delete(self, name: str) -> None:
        """Delete a collection with all its files. Raises `Busy`, `CollectionMissing` and `CollectionStays`."""
        with self._one_indexer():
            folder = self._registry.remove(name)
            self._opened.forget(folder / "index")
            shutil.rmtree(folder, ignore_errors=True)

    def known(self, name: object) -> str:
        """The present name of the collection that has or had this name; the default collection if it is gone."""
        try:
            return self._registry.name_now(name) if isinstance(name, str) else DEFAULT
        except CollectionMissing:
            return DEFAULT

    def folder(self, name: str) -> Path:
        """The folder of a collection; the index of the default one may be elsewhere. Raises `CollectionMissing`."""
        return self._registry.folder(name)

    def assistant(self, name: str) -> Any:
        """The assistant over a collection, or over the documents being indexed as soon as those can be asked.

        An assistant that was returned earlier goes on answering from the documents of its time. Raises
        `CollectionEmpty`, `CollectionMissing`, and whatever opening the index raises.
        """
        opened = self._current(name, patiently=False)
        if not opened.listed:
            raise CollectionEmpty("This collection has no documents any more")
        return opened.assistant

    def documents(self, name: str) -> tuple[ListedDocument, ...]:
        """The documents of a collection. Raises what opening the index raises, but nothing for an empty collection."""
        try:
            return self._current(name).listed
        except CollectionEmpty:
            return ()

    def is_previewed(self, name: str) -> bool:
        """Whether documents that are still being indexed can be asked already."""
        return self._opened.preview(self._index(name)) is not None

    def index(self, name: str, files: Sequence[Upload], progress: Progress | None = None) -> Indexed:
        """Add files to a collection. If `progress` raises, indexing stops and the collection stays as it was.

        A missing index is built anew from all files that were uploaded before. Raises `Busy` and `TooMuchAtOnce`.
        """
        if len(files) > FILES_AT_ONCE or sum(file.size for file in files) > BYTES_AT_ONCE:
            raise TooMuchAtOnce(f"{len(files)} files; {FILES_AT_ONCE} and {BYTES_AT_ONCE:,} bytes are taken at once")
        originals = self.folder(name) / "originals"
        with self._one_indexer():
            ids, is_missing = self._ids(name)
            others = ids - _files_of(originals)
            with placed(files, originals, taken=others, max_bytes=self._settings.max_file_bytes) as new:
                wanted = sorted(_files_of(originals)) if is_missing else list(new.names)
                if not wanted:
                    return Indexed(tuple(new.results))
                return self._indexed(name, [originals / file for file in wanted], new, progress)

    def can_rebuild(self, name: str) -> bool:
        """Whether there are uploaded files to build a missing index from."""
        return bool(_files_of(self.folder(name) / "originals"))

    def remove(self, name: str, document_id: str) -> None:
        """Remove a document from a collection, and its file if it was uploaded. Raises `Busy` and `DocumentMissing`."""
        originals = self.folder(name) / "originals"
        with self._one_indexer():
            remove_document(document_id, self._index(name), settings=self._settings, embedder=self._embedder_of(name))
            if document_id in _files_of(originals):
                (originals / document_id).unlink(missing_ok=True)

    def _indexed(self, name: str, paths: list[Path], new: PlacedFiles, progress: Progress | None) -> Indexed:
        originals, index = self.folder(name) / "originals", self._index(name)
        report, reasons = None, {}
        with self._opened.previewing(index) as preview:
            try:
                report = build_index(
                    paths,
                    index,
                    settings=self._settings,
                    embedder=self._opened.embedder,
                    progress=progress,
                    preview=preview,
                )
                reasons = {failed.source: failed.reason for failed in report.failed}
                self._opened.current(index, index_version(index))
            except NothingToIndex as nothing:
                reasons = dict(nothing.reasons)
        reasons = {**self._reasons_of_archives(name, reasons), **reasons}
        for file, shown in new.names.items():
            if file in reasons:
                take_back(file, new, originals)
                new.results.append(FileResult(shown, "skipped", "unreadable", reasons[file]))
            else:
                new.results.append(FileResult(shown, "changed" if file in new.replaced else "added"))
        return Indexed(tuple(new.results), report)

    def _reasons_of_archives(self, name: str, reasons: Mapping[str, str]) -> dict[str, str]:
        """For each archive of which no file became a document, the reason of its first one."""
        found: dict[str, str] = {}
        for source, reason in reasons.items():
            archive, _, inner = source.partition("/")
            if inner:
                found.setdefault(archive, reason)
        ids = self._ids(name)[0] if found else frozenset()
        return {file: why for file, why in found.items() if not any(key.startswith(f"{file}/") for key in ids)}

    def _current(self, name: str, *, patiently: bool = True) -> OpenIndex:
        index = self._index(name)
        preview = self._opened.preview(index)
        return preview or self._opened.current(index, self._version(name, index), patiently=patiently)

    def _version(self, name: str, index: Path) -> str:
        try:
            return index_version(index)
        except WenjuError:
            was_there = index in self._opened or any(index.glob("generation-*"))
            if was_there or _files_of(self.folder(name) / "originals"):
                raise
            raise CollectionEmpty("This collection has no documents yet") from None

    def _index(self, name: str) -> Path:
        if name == DEFAULT and self._default_index is not None:
            return self._default_index
        return self.folder(name) / "index"

    def _ids(self, name: str) -> tuple[frozenset[str], bool]:
        """The ids of the documents, and whether the index is missing or unreadable."""
        try:
            return frozenset(listed.document.id for listed in self._current(name).listed), False
        except WenjuError:
            return frozenset(), True

    def _embedder_of(self, name: str) -> Any:
        self._current(name)
        return self._opened.embedder

    @contextmanager
    def _one_indexer(self) -> Iterator[None]:
        if not self._indexing.acquire(blocking=False):
            raise Busy("Other documents are being indexed. Try again when they are done")
        try:
            yield
        finally:
            self._indexing.release()


def _files_of(folder: Path) -> frozenset[str]:
    return frozenset(os.listdir(folder)) if folder.is_dir() else frozenset()
