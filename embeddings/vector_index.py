"""Nearest rows by inner product: FAISS behind a small class. Its file is described in `vector_file.py`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings.errors import VectorIndexDamaged
from embeddings.vector_file import REBUILD, read_checked, write_checked

# Rows. An exact search takes 4 ms over 30,000 rows of 384 numbers and grows with them (benchmarks/scale.py).
EXACT_BELOW = 50_000
LISTS_PER_ROOT = 2  # lists = 2 × √rows: half the time of FAISS's 4 × √rows to train and fill them
TRAINING_ROWS_PER_LIST = 40
# Of vectors near real ones 27 % of the lists find .989 of the nearest ten and 40 % .998 (54,000 rows,
# benchmarks/scale.py); a search takes 0.7 and 1 ms.
PROBED_SHARE = 0.3
SPARE_HITS = 16  # asked for beyond the limit, so that equal scores at the cut are ordered by id


class VectorIndex:
    """Rows with ascending ids. Every row is looked at below `EXACT_BELOW` rows, above it those of the nearest lists.

    Above, a number takes two bytes (float16), which changes a cosine by less than 0.0001.
    """

    def __init__(self, index: Any, ids: NDArray[np.int64], content: Any = None) -> None:
        """Wraps a FAISS index whose row i has `ids[i]`; use `build` or `load`. `content` is what it lies in, if any."""
        self._index = index
        self._ids = ids
        self._content = content

    @classmethod
    def build(cls, vectors: NDArray[np.float32], ids: NDArray[np.int64]) -> VectorIndex:
        """An index of row i of `vectors` (rows, dimension) under `ids[i]`. VectorIndexDamaged for unusable rows."""
        import faiss

        vectors, ids = _checked(vectors, ids)
        rows, dimension = vectors.shape
        index: Any = faiss.IndexFlatIP(dimension) if rows < EXACT_BELOW else _trained_lists(vectors)
        index.add(vectors)
        return cls(index, ids)

    @classmethod
    def load(cls, path: Path, *, dimension: int) -> VectorIndex:
        """The index saved at `path`, read in place. VectorIndexDamaged: missing, altered, or of another dimension."""
        import faiss

        ids, content = read_checked(path)
        faiss.set_deserialization_vector_byte_limit(len(content) + 1)
        faiss.set_deserialization_loop_limit(len(content) + 1)
        try:
            index = faiss.read_index(faiss.ZeroCopyIOReader(faiss.swig_ptr(content), len(content)))  # type: ignore[attr-defined]
        except Exception as error:  # FAISS raises RuntimeError and more, by the part that failed
            raise VectorIndexDamaged(f"{path} is no vector index: {str(error)[:200]}. {REBUILD}") from error
        if (
            not isinstance(index, faiss.IndexFlat | faiss.IndexIVFScalarQuantizer)
            or index.metric_type != faiss.METRIC_INNER_PRODUCT
            or index.ntotal != len(ids)
        ):
            raise VectorIndexDamaged(f"{path} is a FAISS index of another kind. {REBUILD}")
        if index.d != dimension:
            raise VectorIndexDamaged(f"{path} has vectors of {index.d} numbers, the model {dimension}. {REBUILD}")
        if isinstance(index, faiss.IndexIVFScalarQuantizer):
            index.make_direct_map()
        return cls(index, ids, content)

    def save(self, path: Path) -> None:
        """Writes the index to `path` and waits until the disk has it; renaming into place is the caller's."""
        import faiss

        write_checked(path, self._ids, faiss.serialize_index(self._index))

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""
        return int(self._index.d)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def is_exact(self) -> bool:
        """Whether a search looks at every row."""
        import faiss

        return isinstance(self._index, faiss.IndexFlat)

    @property
    def ids(self) -> NDArray[np.int64]:
        """The ids of all rows, ascending."""
        return self._ids

    def search(self, vector: NDArray[np.float32], *, limit: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Ids and inner products of the best `limit` rows, best first, ties by id; fewer when there are fewer."""
        query = np.ascontiguousarray(vector, np.float32).reshape(1, -1)
        if query.shape[1] != self.dimension or not np.isfinite(query).all():
            raise VectorIndexDamaged(f"A query needs {self.dimension} finite numbers; this one has {query.shape[1]}.")
        wanted = min(limit + SPARE_HITS, len(self))
        if wanted <= 0 or limit <= 0:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        scores, places = self._index.search(query, wanted, params=self._parameters())
        found = places[0] >= 0
        ids, scores = self._ids[places[0][found]], scores[0][found]
        order = np.lexsort((ids, -scores))[:limit]
        return ids[order], scores[order]

    def _parameters(self) -> Any:
        import faiss

        if self.is_exact:
            return None
        return faiss.SearchParametersIVF(nprobe=max(1, round(PROBED_SHARE * self._index.nlist)))  # type: ignore[call-arg]

    def vectors(self, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """The stored rows of `ids`, in their order. KeyError for an id that is not there."""
        if not len(ids):
            return np.empty((0, self.dimension), np.float32)
        places = np.searchsorted(self._ids, ids)
        known = np.isin(ids, self._ids[places[places < len(self)]])
        if not known.all():
            raise KeyError(f"no row {ids[~known][0]} in the vector index")
        rows: NDArray[np.float32] = self._index.reconstruct_batch(places)
        return rows


def _trained_lists(vectors: NDArray[np.float32]) -> Any:
    import faiss

    rows, dimension = vectors.shape
    lists = int(LISTS_PER_ROOT * rows**0.5)
    kind, metric = faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
    index = faiss.IndexIVFScalarQuantizer(faiss.IndexFlatIP(dimension), dimension, lists, kind, metric, False)
    index.cp.spherical = True
    chosen = np.random.default_rng(0).choice(rows, min(rows, TRAINING_ROWS_PER_LIST * lists), replace=False)
    index.train(vectors[np.sort(chosen)])
    index.make_direct_map()
    return index


def _checked(vectors: NDArray[np.float32], ids: NDArray[np.int64]) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Both as FAISS wants them; VectorIndexDamaged when they do not fit each other or hold no numbers."""
    vectors, ids = np.ascontiguousarray(vectors, np.float32), np.ascontiguousarray(ids, np.int64)
    if vectors.ndim != 2 or ids.shape != (len(vectors),):
        raise VectorIndexDamaged(f"Vectors {vectors.shape} and ids {ids.shape} do not fit each other.")
    if not np.isfinite(vectors).all():
        raise VectorIndexDamaged("A vector holds NaN or infinity: the embedding model failed. Embed these texts again.")
    if (np.diff(ids) <= 0).any() or (ids < 0).any():
        raise VectorIndexDamaged("Ids of vectors must be ascending, different and not negative.")
    return vectors, ids
