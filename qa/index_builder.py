"""Files into an index: load, split, embed what is new, write one generation whole."""

import os
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

import embeddings
from embeddings.freed_memory import give_back
from embeddings.model_source import find_model
from qa.documents import loader
from qa.documents.folder_walk import Skipped
from qa.errors import DocumentMissing, NothingToIndex, WrongUse
from qa.indexing.folder_record import FolderRecord, files_elsewhere, forget, remember, valid_record
from qa.indexing.index_report import IndexReport, report_of, report_of_nothing
from qa.indexing.new_generation import Documents, full_disk_explained, write_index
from qa.indexing.reading import Reading, read, refreshed, unchanged
from qa.indexing.removed import read_removed, write_removed
from qa.retrieval import originals
from qa.retrieval.generation_writer import writing
from qa.retrieval.generations import Manifest, current, recorded
from qa.retrieval.merged_documents import Merged, merge
from qa.retrieval.passage_vectors import Preview, Progress
from qa.retrieval.recovery import stored_documents
from qa.retrieval.store import storable
from qa.settings import Settings


def build_index(
    paths: str | Path | Iterable[str | Path],
    folder: str | Path | None = None,
    *,
    settings: Settings | None = None,
    embedder: "embeddings.Embedder | None" = None,
    progress: Progress | None = None,
    preview: Callable[[Preview], object] | None = None,
) -> IndexReport:
    """Index files and folders. What was indexed before stays, unless it has vanished from one of `paths`.

    Only new and changed files are read, and only new and changed text is embedded; where nothing has changed, nothing
    is written. The index in use stays whole until the new one is complete. Of a damaged index, what proves to be good
    is kept; what may be lost is named among the skipped.

    `progress(step, done, total)` hears of "reading" (documents; their total is not known and 0), "embedding" (passages
    that are new) and "indexing". Whatever it raises ends the run, and the index stays as it was.

    `preview(preview)` gets, where many passages have to be embedded, what `Assistant.open` opens before they are; it is
    no part of the index, and void if the run does not end well.
    """
    began = time.perf_counter()
    settings = settings or Settings.from_environment()
    folder = Path(folder or settings.index_folder)
    paths = [paths] if isinstance(paths, str | Path) else list(paths)
    if not paths:
        raise WrongUse("Nothing to index. Name at least one file or folder: qa index PATH")
    with writing(folder):
        manifest, record = _usable(folder, settings, embedder)
        if manifest is not None:
            report = _unchanged(folder, manifest, paths, settings, record)
            if report is not None:
                return replace(report, seconds=time.perf_counter() - began)
        before = stored_documents(folder)
        reading = _read(folder, paths, settings, record, before.documents, progress)
        merged = _merged(before.documents, paths, reading)
        if before.loss:
            reading.skipped.insert(0, Skipped(str(folder), before.loss, is_note=True))
        if not merged.documents:
            raise _nothing_found(paths, reading.skipped)
        if manifest is not None and merged.documents == before.documents:
            passages = manifest.passages
        else:
            passages = write_index(
                folder,
                merged.documents,
                settings,
                embedder,
                before=before.documents,
                progress=progress,
                preview=preview,
            )
        elsewhere = files_elsewhere(record, merged.documents, paths)
        with full_disk_explained(folder):
            remember(folder, {**elsewhere, **reading.known_files(merged.ids)}, settings)
    give_back()
    report = report_of(before.documents, merged, reading.skipped, passages=passages)
    return replace(report, seconds=time.perf_counter() - began)


def _nothing_found(paths: Sequence[str | Path], skipped: Sequence[Skipped]) -> NothingToIndex:
    reasons = "; ".join(f"{file.source}: {file.reason}" for file in skipped[:3])
    return NothingToIndex(
        f"There is nothing to index in {', '.join(map(str, paths))}. {reasons}".rstrip(". ") + ".",
        {file.source: file.reason for file in skipped},
    )


def _usable(
    folder: Path, settings: Settings, embedder: "embeddings.Embedder | None"
) -> tuple[Manifest | None, FolderRecord]:
    """What is remembered of an index, and its manifest if it is whole and of this model, which need not be loaded."""
    manifest, record = valid_record(folder, settings)
    if manifest is None:
        return None, record
    if embedder is None:
        fingerprint = find_model(settings.embedding_model, settings.cache_folder).fingerprint
    else:
        fingerprint = embedder.fingerprint
    return (manifest if manifest.fingerprint == fingerprint else None), record


def _unchanged(
    folder: Path, manifest: Manifest, paths: Sequence[str | Path], settings: Settings, record: FolderRecord
) -> IndexReport | None:
    """The report, but its time, where there is nothing to do; else None."""
    roots = frozenset(os.path.realpath(path) for path in paths if os.path.exists(path))
    reading = unchanged(paths, known=record.files, roots=roots, max_bytes=settings.max_file_bytes)
    if reading is None or not reading.met:
        return None
    files = refreshed(record.files, reading)
    if files != record.files:
        with full_disk_explained(folder):
            remember(folder, files, settings)
    documents = sum(len(files[place].documents) for place in reading.met)
    return report_of_nothing(manifest, reading.skipped, documents=documents)


def remove_document(
    document_id: str, folder: Path, *, settings: Settings, embedder: "embeddings.Embedder | None" = None
) -> None:
    """Take one document out of the index and of what is kept for recovery, not its file. Raises `DocumentMissing`.

    As long as its file is there, the next indexing of that brings it back; but not one document of several in a file.
    """
    with writing(folder):
        current(folder)
        stored = stored_documents(folder).documents
        if document_id not in stored:
            raise DocumentMissing(f"No document {document_id!r} in {folder}. See: qa documents list")
        removed = stored.pop(document_id)
        record = valid_record(folder, settings)[1]
        place = record.source_of(document_id)
        is_a_file = place is not None and (place[1], document_id) in record.files[place].documents
        if not is_a_file:
            with full_disk_explained(folder):
                write_removed(folder, read_removed(folder).with_document(removed.document))
        write_index(folder, stored, settings, embedder, keep_previous=False)
        with full_disk_explained(folder):
            remember(folder, {other: known for other, known in record.files.items() if other != place}, settings)


def restore_document(document_id: str, folder: Path) -> None:
    """Have a removed document of an archive or file of rows come back with the next indexing of that.

    Raises `DocumentMissing`.
    """
    with writing(folder), full_disk_explained(folder):
        removed = read_removed(folder)
        if document_id not in chain.from_iterable(removed.ids.values()):
            raise DocumentMissing(f"No document {document_id!r} of an archive or of rows was removed from {folder}")
        write_removed(folder, removed.without(document_id))
        forget(folder)


def index_version(folder: str | Path) -> str:
    """A name for what the index holds, another after each indexing that changed that.

    Raises `IndexMissing` or `IndexDamaged`.
    """
    return recorded(Path(folder))[0].digest


def accepted_suffixes() -> tuple[str, ...]:
    """How the name of a file with one document may end, in lower case."""
    return loader.accepted_suffixes()


def _read(
    folder: Path,
    paths: Sequence[str | Path],
    settings: Settings,
    record: FolderRecord,
    before: Documents,
    progress: Progress | None,
) -> Reading:
    """The documents below `paths`; those of files that are the same are the ones of before."""

    def keep(data: bytes) -> None:
        with full_disk_explained(folder):
            originals.keep(folder, data)

    known = {
        place: file
        for place, file in record.files.items()
        if not file.is_partial and all(stored in before for _, stored in file.documents)
    }
    return read(
        paths,
        known=known,
        before=before.__getitem__,
        removed=read_removed(folder),
        max_bytes=settings.max_file_bytes,
        keep=keep if settings.keep_files else None,
        progress=None if progress is None else lambda count: progress("reading", count, 0),
    )


def _merged(before: Documents, paths: Sequence[str | Path], reading: Reading) -> Merged:
    """The documents after indexing `paths`; those left out for their ids join what was skipped."""
    roots = frozenset(_root(path) for path in paths if os.path.exists(path))
    unread = [file.source for file in reading.skipped if file.is_error]
    merged = merge(before, reading.found, roots=roots, unread=unread)
    reading.leave_out_repeated(merged.ids)
    return merged


def _root(path: str | Path) -> str:
    """One name for one place, however it was written, as a store can hold it."""
    return storable(os.path.realpath(path))
