"""One vector for each passage of an index: those of known texts at once, the others as they are embedded."""

from collections.abc import Callable, Mapping, Sequence, Sized
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
# Texts that are embedded before their vectors are written down: a run that is killed has to do no more again, some
# ten seconds' work. Sorted by length they fill the model's batches as well as 512 unsorted ones do: 1.02 padded tokens
# for each token against 1.03 (80 passages of corpus/, ten times; 128 sorted ones: 1.06).
_EMBEDDED_AT_ONCE = 256
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Preview:
    """Documents that are still being indexed, open for questions: each is found by its words, and by its meaning too
    where its text was embedded before. It goes on answering after the indexing has ended.
    """

    knowledge_base: KnowledgeBase
    embedder: "embeddings.Embedder"


class PassageVectors:
    """The vectors of sorted entries, with the cache below an index folder open meanwhile.

    `same` names for the key of an entry another one whose vector serves: that of the text under another title. A file
    that is only renamed is so not embedded again; by its new name it is found by words.
    """

    def __init__(
        self,
        folder: Path,
        entries: Sequence[Entry],
        embedder: "embeddings.Embedder",
        *,
        same: Mapping[str, str] | None = None,
    ) -> None:
        self._embedder = embedder
        self._ranges = ranges(entries)
        self._keys = [entry.key for entry in entries]
        self._cache = VectorCache(folder / CACHE_FILE, fingerprint=embedder.fingerprint, dimension=embedder.dimension)
        self._known = self._cache.get(self._keys)
        self._take_over({key: before for key, before in (same or {}).items() if key not in self._known})
        texts = {key: entry.searched for key, entry in zip(self._keys, entries, strict=True) if key not in self._known}
        self._texts = dict(sorted(texts.items(), key=lambda text: (-len(text[1]), text[0])))

    def __enter__(self) -> "PassageVectors":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._cache.close()

    def _take_over(self, same: Mapping[str, str]) -> None:
        """Vectors that are known under other keys."""
        before = self._cache.get(list(same.values()))
        found = {key: before[other] for key, other in same.items() if other in before}
        if found:
            self._cache.put(list(found), np.stack(list(found.values())))
            self._known.update(found)

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
