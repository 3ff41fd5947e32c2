"""Files into an index: load, split, embed what is new, write one generation whole."""

import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import embeddings
from embeddings import EmbeddingError, ModelUnavailable
from qa.documents import loader
from qa.documents.folder_walk import Skipped
from qa.documents.loader import Loaded, load
from qa.documents.splitter import split
from qa.errors import DocumentMissing, NothingToIndex, WrongUse
from qa.retrieval import knowledge_base, originals
from qa.retrieval.generation_writer import publish, unwritable, writing
from qa.retrieval.generations import FORMAT, Manifest, current, recorded
from qa.retrieval.merged_documents import merge
from qa.retrieval.passage_vectors import PassageVectors, Preview, Progress
from qa.retrieval.recovery import stored_documents
from qa.retrieval.store import STORE_FILE, StoredDocument, make_entries, ranges, sort_key, write_store
from qa.settings import Settings

# New passages from which on they can be asked before they are embedded: fewer take less than three seconds.
WORTH_A_PREVIEW = 48
# Bytes of documents and words for each character that is searched (10.2 over made reports, benchmarks/scale.py), to say
# how much space is needed.
_BYTES_PER_CHARACTER = 11
Documents = Mapping[str, StoredDocument]


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What an indexing run did. `added`, `changed` and `removed` count documents; `documents` and `passages`, all."""

    documents: int
    passages: int
    added: int
    changed: int
    removed: int
    skipped: tuple[Skipped, ...]
    seconds: float

    @property
    def failed(self) -> tuple[Skipped, ...]:
        """What was meant to be indexed and could not be."""
        return tuple(file for file in self.skipped if file.is_error)


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

    Only new and changed text is embedded. The index in use stays whole until the new one is complete. Of a damaged
    index, what proves to be good is kept; what may be lost is named among the skipped.

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
        before = stored_documents(folder)
        keep = folder if settings.keep_files else None
        merged, skipped = _merged(before.documents, paths, settings, progress, keep=keep)
        if before.loss:
            skipped.insert(0, Skipped(str(folder), before.loss))
        if not merged:
            reasons = "; ".join(f"{file.source}: {file.reason}" for file in skipped[:3])
            raise NothingToIndex(
                f"There is nothing to index in {', '.join(map(str, paths))}. {reasons}".rstrip(". ") + ".",
                {file.source: file.reason for file in skipped},
            )
        passages = _write(folder, merged, settings, embedder, progress=progress, preview=preview)
    return _report(before.documents, merged, passages=passages, skipped=skipped, seconds=time.perf_counter() - began)


def _report(
    before: Documents, after: Documents, *, passages: int, skipped: Sequence[Skipped], seconds: float
) -> IndexReport:
    return IndexReport(
        documents=len(after),
        passages=passages,
        added=len(after.keys() - before.keys()),
        changed=sum(after[key].document != before[key].document for key in after.keys() & before.keys()),
        removed=len(before.keys() - after.keys()),
        skipped=tuple(skipped),
        seconds=seconds,
    )


def remove_document(
    document_id: str, folder: Path, *, settings: Settings, embedder: "embeddings.Embedder | None" = None
) -> None:
    """Take one document out of the index and of what is kept for recovery, not its file. Raises `DocumentMissing`."""
    with writing(folder):
        current(folder)
        stored = stored_documents(folder).documents
        if document_id not in stored:
            raise DocumentMissing(f"No document {document_id!r} in {folder}. See: qa documents list")
        del stored[document_id]
        _write(folder, stored, settings, embedder, keep_previous=False)


def index_version(folder: str | Path) -> str:
    """A name for what the index holds now, another after each indexing. Raises `IndexMissing` or `IndexDamaged`."""
    return recorded(Path(folder))[0].digest


def accepted_suffixes() -> tuple[str, ...]:
    """How the name of a file with one document may end, in lower case."""
    return loader.accepted_suffixes()


def _merged(
    before: Documents,
    paths: Sequence[str | Path],
    settings: Settings,
    progress: Progress | None,
    *,
    keep: Path | None,
) -> tuple[Documents, list[Skipped]]:
    """The documents after indexing `paths`, and what was left out on the way; files shown by pages are kept there."""
    found: list[StoredDocument] = []
    skipped: list[Skipped] = []
    for file in load(paths, max_bytes=settings.max_file_bytes):
        if isinstance(file, Loaded):
            found.append(StoredDocument(file.document, _root(file.root)))
            if file.original is not None and keep is not None:
                with _full_disk_explained(keep):
                    originals.keep(keep, file.original)
        else:
            skipped.append(file)
        if progress is not None:
            progress("reading", len(found), 0)
    roots = frozenset(_root(path) for path in paths if os.path.exists(path))
    merged = merge(before, found, roots=roots, unread=[file.source for file in skipped if file.is_error])
    for key in merged.repeated:
        skipped.append(Skipped(key, "another document of the same place has the same id; the first one is kept"))
    return merged.documents, skipped


def _root(path: str | Path) -> str:
    """One name for one place, however it was written, as a store can hold it."""
    return os.path.realpath(path).encode("utf-8", "backslashreplace").decode("utf-8")


def _write(
    folder: Path,
    documents: Documents,
    settings: Settings,
    embedder: "embeddings.Embedder | None",
    *,
    progress: Progress | None = None,
    preview: Callable[[Preview], object] | None = None,
    keep_previous: bool = True,
) -> int:
    """A generation of these documents; the number of its passages."""
    ordered = [documents[key] for key in sorted(documents)]
    sources = [stored.document for stored in ordered]
    parts = [make_entries(source, split(source, longest=settings.passage_length)) for source in sources]
    entries = sorted(chain.from_iterable(parts), key=sort_key)
    embedder = embedder or embeddings.Embedder(
        settings.embedding_model, cache_folder=settings.cache_folder, precision=settings.precision
    )

    def fill(generation: Path) -> None:
        write_store(generation / STORE_FILE, ordered, entries)
        with PassageVectors(folder, entries, embedder) as vectors:
            if preview is not None and vectors.missing >= WORTH_A_PREVIEW:
                preview(vectors.preview(generation))
            rows = vectors.embedded(progress)
        if progress is not None:
            progress("indexing", 0, 1)
        knowledge_base.write_vectors(generation, rows, ranges(entries))

    characters = sum(len(entry.searched) for entry in entries)
    needed = _BYTES_PER_CHARACTER * characters + 2 * 4 * embedder.dimension * len(entries)
    with _full_disk_explained(folder, needed):
        made_with = embedder.name, embedder.fingerprint, embedder.dimension
        manifest = Manifest(FORMAT, *made_with, len(ordered), len(entries), {})
        publish(folder, fill, manifest, keep_previous=keep_previous)
        originals.tidy(folder, {source.file_sha256 for source in sources})
    return len(entries)


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
