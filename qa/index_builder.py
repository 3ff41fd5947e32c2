"""Files into an index: load, split, embed what is new, write one generation whole."""

import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain
from pathlib import Path

import embeddings
from embeddings import EmbeddingError, ModelUnavailable
from embeddings.model_source import find_model
from qa.documents import loader
from qa.documents.folder_walk import Skipped
from qa.documents.splitter import split
from qa.errors import DocumentMissing, NothingToIndex, WrongUse
from qa.indexing.folder_record import FolderRecord, files_elsewhere, remember, valid_record
from qa.indexing.index_report import IndexReport, report_of, report_of_nothing
from qa.indexing.reading import Reading, read, refreshed, unchanged
from qa.indexing.removed import read_removed, write_removed
from qa.retrieval import knowledge_base, originals
from qa.retrieval.generation_writer import publish, unwritable, writing
from qa.retrieval.generations import FORMAT, Manifest, current, recorded
from qa.retrieval.merged_documents import Merged, merge
from qa.retrieval.passage_vectors import PassageVectors, Preview, Progress
from qa.retrieval.recovery import stored_documents
from qa.retrieval.store import STORE_FILE, Entry, StoredDocument, make_entries, sort_key, storable, write_store
from qa.settings import Settings
from qa.types import Document

# New passages from which on they can be asked before they are embedded: fewer take less than three seconds.
WORTH_A_PREVIEW = 48
# Bytes of the store for each character that is searched (9.4 over reports), to say how much space is needed.
_BYTES_PER_CHARACTER = 10
Documents = Mapping[str, StoredDocument]


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
        manifest, record = valid_record(folder, settings)
        if manifest is not None and manifest.fingerprint == _fingerprint(settings, embedder):
            report = _unchanged(folder, manifest, paths, settings, record)
            if report is not None:
                return replace(report, seconds=time.perf_counter() - began)
        before = stored_documents(folder)
        reading = _read(folder, paths, settings, record, before.documents, progress)
        merged = _merged(before.documents, paths, reading)
        if before.loss:
            reading.skipped.insert(0, Skipped(str(folder), before.loss, is_note=True))
        if not merged.documents:
            reasons = "; ".join(f"{file.source}: {file.reason}" for file in reading.skipped[:3])
            raise NothingToIndex(
                f"There is nothing to index in {', '.join(map(str, paths))}. {reasons}".rstrip(". ") + ".",
                {file.source: file.reason for file in reading.skipped},
            )
        passages = _write(
            folder, merged.documents, settings, embedder, before=before.documents, progress=progress, preview=preview
        )
        elsewhere = files_elsewhere(record, merged.documents, paths)
        with _full_disk_explained(folder):
            remember(folder, {**elsewhere, **reading.known_files(merged.ids)}, settings)
    report = report_of(before.documents, merged, reading.skipped, passages=passages)
    return replace(report, seconds=time.perf_counter() - began)


def _fingerprint(settings: Settings, embedder: "embeddings.Embedder | None") -> str:
    """That of the model, which need not be loaded for it."""
    if embedder is not None:
        return embedder.fingerprint
    return find_model(settings.embedding_model, settings.cache_folder).fingerprint


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
        with _full_disk_explained(folder):
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
            with _full_disk_explained(folder):
                write_removed(folder, read_removed(folder).with_document(removed.document))
        _write(folder, stored, settings, embedder, keep_previous=False)
        with _full_disk_explained(folder):
            remember(folder, {other: known for other, known in record.files.items() if other != place}, settings)


def index_version(folder: str | Path) -> str:
    """A name for what the index holds now, another after each indexing. Raises `IndexMissing` or `IndexDamaged`."""
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
        with _full_disk_explained(folder):
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


def _write(
    folder: Path,
    documents: Documents,
    settings: Settings,
    embedder: "embeddings.Embedder | None",
    *,
    before: Documents | None = None,
    progress: Progress | None = None,
    preview: Callable[[Preview], object] | None = None,
    keep_previous: bool = True,
) -> int:
    """A generation of these documents, which may have had other names `before`; the number of its passages."""
    ordered = [documents[key] for key in sorted(documents)]
    sources = [stored.document for stored in ordered]
    parts = [_entries(source, settings) for source in sources]
    entries = sorted(chain.from_iterable(parts), key=sort_key)
    same = _keys_before(before or {}, ordered, settings)
    embedder = embedder or embeddings.Embedder(
        settings.embedding_model, cache_folder=settings.cache_folder, precision=settings.precision
    )

    def fill(generation: Path) -> None:
        write_store(generation / STORE_FILE, ordered, entries)
        with PassageVectors(folder, entries, embedder, same=same) as vectors:
            if preview is not None and vectors.missing >= WORTH_A_PREVIEW:
                preview(vectors.preview(generation))
            rows = vectors.embedded(progress)
        if progress is not None:
            progress("indexing", 0, 1)
        knowledge_base.write_vectors(generation, rows)

    characters = sum(len(entry.searched) for entry in entries)
    needed = _BYTES_PER_CHARACTER * characters + 2 * 4 * embedder.dimension * len(entries)
    with _full_disk_explained(folder, needed):
        made_with = embedder.name, embedder.fingerprint, embedder.dimension
        manifest = Manifest(FORMAT, *made_with, len(ordered), len(entries), {})
        publish(folder, fill, manifest, keep_previous=keep_previous)
        originals.tidy(folder, {source.file_sha256 for source in sources})
    return len(entries)


def _keys_before(before: Documents, after: Sequence[StoredDocument], settings: Settings) -> dict[str, str]:
    """For documents that only have another name: which vector of before is that of a passage, by the keys of both."""
    by_text = {stored.document.sha256: stored.document for stored in before.values()}
    found: dict[str, str] = {}
    for stored in after:
        document = stored.document
        same = by_text.get(document.sha256)
        if same is None or document.id in before:
            continue
        keys = {(one.passage.start, one.passage.end): one.key for one in _entries(same, settings)}
        for entry in _entries(document, settings):
            key = keys.get((entry.passage.start, entry.passage.end), entry.key)
            if key != entry.key:
                found[entry.key] = key
    return found


def _entries(document: Document, settings: Settings) -> list[Entry]:
    return make_entries(document, split(document, longest=settings.passage_length))


@contextmanager
def _full_disk_explained(folder: Path, needed: int = 0) -> Iterator[None]:
    """Whatever the disk refuses becomes `IndexUnwritable`."""
    try:
        yield
    except (OSError, sqlite3.Error, EmbeddingError) as error:
        # The vector cache says in its own words what SQLite said to it.
        cause = error.__cause__ if isinstance(error, EmbeddingError) else error
        if isinstance(error, ModelUnavailable) or not isinstance(cause, OSError | sqlite3.Error):
            raise
        raise unwritable(folder, cause, needed=needed) from None
