"""Documents into a new generation of an index: split, embed what is new, write all of it, then point to it."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

import embeddings
from embeddings import EmbeddingError, ModelUnavailable
from qa.documents.splitter import split
from qa.retrieval import knowledge_base, originals
from qa.retrieval.generation_writer import publish, unwritable
from qa.retrieval.generations import FORMAT, Manifest
from qa.retrieval.passage_vectors import PassageVectors, Preview, Progress
from qa.retrieval.store import STORE_FILE, Entry, StoredDocument, make_entries, ranges, sort_key, write_store
from qa.settings import Settings
from qa.types import Document

# New passages from which on they can be asked before they are embedded: fewer take less than three seconds.
WORTH_A_PREVIEW = 48
# Bytes of documents and words for each character that is searched (10.2 over made reports, benchmarks/scale.py), to say
# how much space is needed.
_BYTES_PER_CHARACTER = 11
Documents = Mapping[str, StoredDocument]


def write_index(
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
        knowledge_base.write_vectors(generation, rows, ranges(entries))

    characters = sum(len(entry.searched) for entry in entries)
    needed = _BYTES_PER_CHARACTER * characters + 2 * 4 * embedder.dimension * len(entries)
    with full_disk_explained(folder, needed):
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
def full_disk_explained(folder: Path, needed: int = 0) -> Iterator[None]:
    """Whatever the disk refuses becomes `IndexUnwritable`."""
    try:
        yield
    except (OSError, sqlite3.Error, EmbeddingError) as error:
        # The vector cache says in its own words what SQLite said to it.
        cause = error.__cause__ if isinstance(error, EmbeddingError) else error
        if isinstance(error, ModelUnavailable) or not isinstance(cause, OSError | sqlite3.Error):
            raise
        raise unwritable(folder, cause, needed=needed) from None
