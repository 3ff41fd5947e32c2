"""One vector for each passage of an index: those of known texts at once, the others as they are embedded."""

from collections.abc import Callable, Sequence, Sized
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

import embeddings
from embeddings import VectorCache
from qa.retrieval.knowledge_base import KnowledgeBase, build_vectors
from qa.retrieval.store import Entry, ranges

CACHE_FILE = "vectors.cache.sqlite"
_EMBEDDED_AT_ONCE = 512
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Preview:
    """Documents that are still being indexed, open for questions: each is found by its words, and by its meaning too
    where its text was embedded before. It goes on answering after the indexing has ended.
    """

    knowledge_base: KnowledgeBase
    embedder: "embeddings.Embedder"


class PassageVectors:
    """The vectors of sorted entries, with the cache below an index folder open meanwhile."""

    def __init__(self, folder: Path, entries: Sequence[Entry], embedder: "embeddings.Embedder") -> None:
        self._embedder = embedder
        self._ranges = ranges(entries)
        self._keys = [entry.key for entry in entries]
        self._cache = VectorCache(folder / CACHE_FILE, fingerprint=embedder.fingerprint, dimension=embedder.dimension)
        self._known = self._cache.get(self._keys)
        self._texts = {
            key: entry.searched for key, entry in zip(self._keys, entries, strict=True) if key not in self._known
        }

    def __enter__(self) -> "PassageVectors":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._cache.close()

    @property
    def missing(self) -> int:
        """How many texts have to be embedded."""
        return len(self._texts)

    def preview(self, folder: Path) -> Preview:
        """What a folder with the store of these entries can be asked now."""
        rows = np.array([row for row, key in enumerate(self._keys) if key in self._known], np.int64)
        known = build_vectors(self._rows(rows), rows, self._ranges)
        return Preview(KnowledgeBase(folder, dimension=self._embedder.dimension, vectors=known), self._embedder)

    def embedded(self, progress: Progress | None) -> NDArray[np.float32]:
        """All of them, row by row; the cache then holds these and no others."""
        if progress is not None and self._texts:
            progress("embedding", 0, self.missing)
        for at in range(0, len(self._texts), _EMBEDDED_AT_ONCE):
            part = tuple(self._texts)[at : at + _EMBEDDED_AT_ONCE]
            listener = _counted(progress, at, self._texts)
            fresh = self._embedder.encode_passages([self._texts[key] for key in part], progress=listener)
            self._cache.put(part, fresh)
            self._known.update(zip(part, fresh, strict=True))
        self._cache.keep_only(self._keys)
        return self._rows(np.arange(len(self._keys)))

    def _rows(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        vectors = np.empty((len(rows), self._embedder.dimension), np.float32)
        for place, row in enumerate(rows):
            vectors[place] = self._known[self._keys[row]]
        return vectors


def _counted(progress: Progress | None, before: int, all_texts: Sized) -> Callable[[int, int], None] | None:
    """The embedder's progress, counted over all texts; None where nobody listens."""
    if progress is None:
        return None
    return lambda done, _: progress("embedding", before + done, len(all_texts))
