"""Files into an index: load, split, embed what is new, write one generation whole."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from embeddings import Embedder, VectorCache
from qa.documents.loading import Loaded, Skipped, load
from qa.documents.splitting import split
from qa.errors import DocumentMissing, IndexMissing, IndexProblem, WrongUse
from qa.retrieval import knowledge_base
from qa.retrieval.generations import FORMAT, Manifest, current, publish, unwritable, writing
from qa.retrieval.knowledge_base import Entry, KnowledgeBase, StoredDocument
from qa.settings import Settings

CACHE_FILE = "vectors.cache.sqlite"
_EMBEDDED_AT_ONCE = 512
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What an indexing run did. `added`, `changed` and `removed` count documents; `documents` and `passages` are all."""

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
        return tuple(one for one in self.skipped if one.is_error)


def build_index(
    paths: Iterable[str | Path],
    folder: str | Path | None = None,
    *,
    settings: Settings | None = None,
    embedder: Embedder | None = None,
    progress: Progress | None = None,
) -> IndexReport:
    """Index files and folders. What was indexed before stays, unless it has vanished from one of `paths`.

    Only new and changed text is embedded. The index in use stays whole until the new one is complete.
    """
    began = time.perf_counter()
    settings = settings or Settings.from_environment()
    folder = Path(folder or settings.index_folder)
    paths = [paths] if isinstance(paths, str | Path) else list(paths)
    if not paths:
        raise WrongUse("Nothing to index. Name at least one file or folder: qa index PATH")
    with writing(folder):
        before = _stored(folder)
        after, skipped = _merged(before, load(paths, max_bytes=settings.max_file_bytes), list(map(Path, paths)))
        if not after:
            reasons = "; ".join(f"{one.source}: {one.reason}" for one in skipped[:3])
            raise WrongUse(f"There is nothing to index in {', '.join(map(str, paths))}. {reasons}".rstrip(". ") + ".")
        passages = _write(folder, after, settings, embedder, progress)
    return IndexReport(
        documents=len(after),
        passages=passages,
        added=len(after.keys() - before.keys()),
        changed=sum(after[key].document != before[key].document for key in after.keys() & before.keys()),
        removed=len(before.keys() - after.keys()),
        skipped=tuple(skipped),
        seconds=time.perf_counter() - began,
    )


def remove_document(document_id: str, folder: Path, *, settings: Settings, embedder: Embedder | None = None) -> None:
    """Take one document out of the index; its file is not touched. Raises `DocumentMissing`."""
    with writing(folder):
        current(folder)
        stored = _stored(folder)
        if document_id not in stored:
            raise DocumentMissing(f"No document {document_id!r} in {folder}. See: qa documents list")
        del stored[document_id]
        _write(folder, stored, settings, embedder, None)


def _stored(folder: Path) -> dict[str, StoredDocument]:
    """The documents of the index as it is; none where there is no index, or none that can be read."""
    try:
        generation, manifest = current(folder)
        return {one.document.id: one for one in KnowledgeBase(generation, dimension=manifest.dimension).documents()}
    except IndexMissing:
        return {}
    except IndexProblem:
        # Damaged or of another format: the documents are read again from where they came.
        return {}


def _merged(
    before: dict[str, StoredDocument], found: Iterable[Loaded | Skipped], paths: Sequence[Path]
) -> tuple[dict[str, StoredDocument], list[Skipped]]:
    """The documents after indexing: those of other roots stay, those of these roots are what was found there now."""
    roots = {str(path.absolute()) for path in paths if path.exists()}
    after: dict[str, StoredDocument] = {}
    skipped: list[Skipped] = []
    for one in found:
        if isinstance(one, Skipped):
            skipped.append(one)
        elif one.document.id in after:
            skipped.append(Skipped(one.document.id, "another document has the same id; the first one is kept"))
        else:
            after[one.document.id] = StoredDocument(one.document, one.root)
    unreadable = {one.source for one in skipped if one.is_error}
    for key, stored in before.items():
        if stored.root not in roots or key in unreadable:
            after.setdefault(key, stored)
    return after, skipped


def _write(
    folder: Path,
    documents: dict[str, StoredDocument],
    settings: Settings,
    embedder: Embedder | None,
    progress: Progress | None,
) -> int:
    """A generation of these documents; the number of its passages."""
    ordered = [documents[key] for key in sorted(documents)]
    entries = [entry for one in ordered for entry in _entries(one, settings)]
    entries.sort(key=knowledge_base.sort_key)
    embedder = embedder or Embedder(
        settings.embedding_model, cache_folder=settings.cache_folder, precision=settings.precision
    )
    try:
        vectors = _embedded(folder, entries, embedder, progress)
        manifest = Manifest(
            FORMAT, embedder.name, embedder.fingerprint, embedder.dimension, len(ordered), len(entries), {}
        )
        publish(folder, lambda generation: knowledge_base.write(generation, ordered, entries, vectors), manifest)
    except OSError as error:
        raise unwritable(folder, error) from None
    return len(entries)


def _entries(stored: StoredDocument, settings: Settings) -> list[Entry]:
    return knowledge_base.make_entries(stored.document, split(stored.document, longest=settings.passage_length))


def _embedded(
    folder: Path, entries: Sequence[Entry], embedder: Embedder, progress: Progress | None
) -> NDArray[np.float32]:
    """One vector for each entry, from the cache where the same text was embedded before."""
    keys = [entry.key for entry in entries]
    with VectorCache(folder / CACHE_FILE, fingerprint=embedder.fingerprint, dimension=embedder.dimension) as cache:
        known = cache.get(keys)
        missing = {key: entry.searched for key, entry in zip(keys, entries, strict=True) if key not in known}
        for at in range(0, len(missing), _EMBEDDED_AT_ONCE):
            part = list(missing)[at : at + _EMBEDDED_AT_ONCE]
            fresh = embedder.encode_passages([missing[key] for key in part])
            cache.put(part, fresh)
            known.update(zip(part, fresh, strict=True))
            if progress is not None:
                progress("embedding", at + len(part), len(missing))
        cache.keep_only(keys)
    return np.stack([known[key] for key in keys])
