"""Nearest rows by inner product: FAISS behind a small class. Its file is described in `vector_file.py`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings.errors import VectorIndexDamaged
from embeddings.vector_file import REBUILD, read_checked, write_checked

EXACT_BELOW = 100_000  # rows
LISTS_PER_ROOT = 4  # lists = 4 × √rows, as FAISS's guidelines for IVF say
TRAINING_ROWS_PER_LIST = 40
# recall@10 1.000 on 100,000 clustered rows of 384 numbers (2026-11-22, benchmarks/embedding_speed.py).
PROBED_SHARE = 1 / 16
SPARE_HITS = 16  # asked for beyond the limit, so that equal scores at the cut are ordered by id


class VectorIndex:
    """Rows with ids. Exact below `EXACT_BELOW` rows, inverted lists above; add and remove work in both."""

    def __init__(self, index: Any) -> None:
        """Wraps a FAISS index; use `build` or `load`."""
        self._index = index

    @classmethod
    def build(cls, vectors: NDArray[np.float32], ids: NDArray[np.int64]) -> VectorIndex:
        """An index of row i of `vectors` (rows, dimension) under `ids[i]`. VectorIndexDamaged for unusable rows."""
        import faiss

        vectors, ids = _checked(vectors, ids, None)
        rows, dimension = vectors.shape
        if rows < EXACT_BELOW:
            index: Any = faiss.IndexIDMap2(faiss.IndexFlatIP(dimension))
        else:
            index = _trained_lists(vectors)
        index.add_with_ids(vectors, ids)
        return cls(index)

    @classmethod
    def load(cls, path: Path, *, dimension: int) -> VectorIndex:
        """The index saved at `path`. VectorIndexDamaged when it is missing, altered, or of another dimension."""
        import faiss

        content = read_checked(path)
        faiss.set_deserialization_vector_byte_limit(len(content) + 1)
        faiss.set_deserialization_loop_limit(len(content) + 1)
        try:
            index = faiss.deserialize_index(np.frombuffer(content, np.uint8))
        except Exception as error:  # FAISS raises RuntimeError and more, by the part that failed
            raise VectorIndexDamaged(f"{path} is no vector index: {str(error)[:200]}. {REBUILD}") from error
        if (
            not isinstance(index, faiss.IndexIDMap2 | faiss.IndexIVFFlat)
            or index.metric_type != faiss.METRIC_INNER_PRODUCT
        ):
            raise VectorIndexDamaged(f"{path} is a FAISS index of another kind. {REBUILD}")
        if index.d != dimension:
            raise VectorIndexDamaged(f"{path} has vectors of {index.d} numbers, the model {dimension}. {REBUILD}")
        return cls(index)

    def save(self, path: Path) -> None:
        """Writes the index to `path` and waits until the disk has it; renaming into place is the caller's."""
        import faiss

        write_checked(path, faiss.serialize_index(self._index).data)

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

        return isinstance(self._index, faiss.IndexIDMap2)

    @property
    def ids(self) -> NDArray[np.int64]:
        """The ids of all rows, ascending."""
        import faiss

        if self.is_exact:
            return np.sort(faiss.vector_to_array(self._index.id_map))
        lists = self._index.invlists
        parts = [
            faiss.rev_swig_ptr(lists.get_ids(number), lists.list_size(number)).copy()
            for number in range(lists.nlist)
            if lists.list_size(number)
        ]
        return np.sort(np.concatenate([np.empty(0, np.int64), *parts]))

    def add(self, vectors: NDArray[np.float32], ids: NDArray[np.int64]) -> None:
        """Adds rows; an id that is already there is refused. Goes over to inverted lists when it grows past exact."""
        vectors, ids = _checked(vectors, ids, self.dimension)
        known = self.ids
        if np.isin(ids, known).any():
            raise VectorIndexDamaged(f"Id {ids[np.isin(ids, known)][0]} is in the index already. Remove it first.")
        if self.is_exact and len(self) + len(ids) >= EXACT_BELOW:
            everything = np.concatenate([self.vectors(known), vectors]), np.concatenate([known, ids])
            self._index = VectorIndex.build(*everything)._index
        elif len(ids):
            self._index.add_with_ids(vectors, ids)

    def remove(self, ids: NDArray[np.int64]) -> int:
        """Removes the rows of `ids` that are there; says how many."""
        return int(self._index.remove_ids(np.ascontiguousarray(ids, np.int64)))

    def search(
        self, vector: NDArray[np.float32], *, limit: int, within: tuple[int, int] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Ids and inner products of the best `limit` rows, best first, ties by id; fewer when there are fewer.

        `within` = (first, last + 1) looks only at ids in that range, and then at all of them.
        """
        query = np.ascontiguousarray(vector, np.float32).reshape(1, -1)
        if query.shape[1] != self.dimension or not np.isfinite(query).all():
            raise VectorIndexDamaged(f"A query needs {self.dimension} finite numbers; this one has {query.shape[1]}.")
        wanted = min(limit + SPARE_HITS, len(self))
        if wanted <= 0 or limit <= 0:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        scores, ids = self._index.search(query, wanted, params=self._parameters(within))
        found = ids[0] >= 0
        order = np.lexsort((ids[0][found], -scores[0][found]))[:limit]
        return ids[0][found][order], scores[0][found][order]

    def _parameters(self, within: tuple[int, int] | None) -> Any:
        import faiss

        selection = {} if within is None else {"sel": faiss.IDSelectorRange(*within)}
        if self.is_exact:
            return faiss.SearchParameters(**selection)
        lists = int(self._index.nlist)
        probes = lists if within else max(1, round(lists * PROBED_SHARE))
        return faiss.SearchParametersIVF(nprobe=probes, **selection)  # type: ignore[call-arg]

    def vectors(self, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """The stored rows of `ids`, in their order. KeyError for an id that is not there."""
        rows = np.empty((len(ids), self.dimension), np.float32)
        for place, number in enumerate(ids):
            try:
                rows[place] = self._index.reconstruct(int(number))
            except RuntimeError as error:
                raise KeyError(f"no row {number} in the vector index") from error
        return rows


def _trained_lists(vectors: NDArray[np.float32]) -> Any:
    import faiss

    rows, dimension = vectors.shape
    lists = int(LISTS_PER_ROOT * rows**0.5)
    index = faiss.IndexIVFFlat(faiss.IndexFlatIP(dimension), dimension, lists, faiss.METRIC_INNER_PRODUCT)
    chosen = np.random.default_rng(0).choice(rows, min(rows, TRAINING_ROWS_PER_LIST * lists), replace=False)
    index.train(vectors[np.sort(chosen)])
    index.set_direct_map_type(faiss.DirectMap.Hashtable)  # type: ignore[attr-defined]  # finds a row by id, also after removals
    return index


def _checked(
    vectors: NDArray[np.float32], ids: NDArray[np.int64], dimension: int | None
) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Both as FAISS wants them; VectorIndexDamaged when they do not fit each other or hold no numbers."""
    vectors, ids = np.ascontiguousarray(vectors, np.float32), np.ascontiguousarray(ids, np.int64)
    if vectors.ndim != 2 or ids.shape != (len(vectors),) or dimension not in (None, vectors.shape[1]):
        wanted = dimension or "any"
        raise VectorIndexDamaged(f"Vectors {vectors.shape}, ids {ids.shape} do not fit; dimension wanted: {wanted}.")
    if not np.isfinite(vectors).all():
        raise VectorIndexDamaged("A vector holds NaN or infinity: the embedding model failed. Embed these texts again.")
    if len(np.unique(ids)) != len(ids) or (ids < 0).any():
        raise VectorIndexDamaged("Ids of vectors must be different and not negative.")
    return vectors, ids
