import hashlib
import struct
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from embeddings import VectorIndex, VectorIndexDamaged
from embeddings import vector_index as module
from embeddings.vector_file import HASH_BYTES, MAGIC

ROWS = np.array([[0, 1], [0.6, 0.8], [0.6, 0.8], [1, 0]], np.float32)
IDS = np.array([10, 20, 30, 40], np.int64)


def ids_of(index: VectorIndex, vector: list[float], limit: int) -> list[int]:
    found: list[int] = index.search(np.array(vector, np.float32), limit=limit)[0].tolist()
    return found


def test_hits_come_best_first_and_equal_scores_by_id() -> None:
    ids, scores = VectorIndex.build(ROWS, IDS).search(np.array([0, 1], np.float32), limit=4)
    assert ids.tolist() == [10, 20, 30, 40]
    np.testing.assert_allclose(scores, [1, 0.8, 0.8, 0])


def test_a_tie_at_the_cut_goes_to_the_smaller_id() -> None:
    assert ids_of(VectorIndex.build(ROWS, IDS), [0, 1], 2) == [10, 20]


def test_stored_rows_come_back_in_the_order_asked_for() -> None:
    index = VectorIndex.build(ROWS, IDS)
    np.testing.assert_array_equal(index.vectors(np.array([10, 40])), [[0, 1], [1, 0]])
    with pytest.raises(KeyError, match="no row 11"):
        index.vectors(np.array([11]))


@pytest.mark.parametrize("rows", [[[np.nan, 0]], [[np.inf, 0]], [[1, 0], [0, 1]]])
def test_rows_that_do_not_fit_are_refused(rows: list[list[float]]) -> None:
    with pytest.raises(VectorIndexDamaged):
        VectorIndex.build(np.array(rows, np.float32), np.array([50]))


@pytest.mark.parametrize("ids", [[10, 10], [20, 10], [-1, 3]])
def test_ids_are_ascending_and_different(ids: list[int]) -> None:
    with pytest.raises(VectorIndexDamaged, match="ascending"):
        VectorIndex.build(ROWS[:2], np.array(ids))


def test_an_empty_index_finds_nothing_and_can_be_saved(tmp_path: Path) -> None:
    VectorIndex.build(np.empty((0, 2), np.float32), np.empty(0, np.int64)).save(tmp_path / "v")
    index = VectorIndex.load(tmp_path / "v", dimension=2)
    assert (len(index), ids_of(index, [1, 0], 3)) == (0, [])


def test_a_saved_index_gives_the_same_hits(tmp_path: Path) -> None:
    VectorIndex.build(ROWS, IDS).save(tmp_path / "v")
    index = VectorIndex.load(tmp_path / "v", dimension=2)
    assert ids_of(index, [0, 1], 4) == [10, 20, 30, 40]
    assert index.ids.tolist() == [10, 20, 30, 40]


def test_every_changed_or_cut_byte_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "v"
    VectorIndex.build(ROWS, IDS).save(path)
    whole = path.read_bytes()
    for position in range(len(whole)):
        changed = bytearray(whole)
        changed[position] ^= 1 << position % 8
        for content in (bytes(changed), whole[:position]):
            path.write_bytes(content)
            with pytest.raises(VectorIndexDamaged, match="Build the index again"):
                VectorIndex.load(path, dimension=2)


def test_a_crafted_file_with_a_right_hash_and_a_huge_row_count_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "v"
    VectorIndex.build(ROWS, IDS).save(path)
    body = bytearray(path.read_bytes()[len(MAGIC) + HASH_BYTES :])
    count = struct.pack("<q", 4)
    for position in [place for place in range(len(body) - 8) if body[place : place + 8] == count]:
        crafted = bytes(body[:position]) + struct.pack("<q", 1 << 60) + bytes(body[position + 8 :])
        path.write_bytes(MAGIC + hashlib.sha256(crafted).digest() + crafted)
        with pytest.raises(VectorIndexDamaged):
            VectorIndex.load(path, dimension=2)


def test_a_missing_file_a_link_and_another_dimension_are_told_apart(tmp_path: Path) -> None:
    VectorIndex.build(ROWS, IDS).save(tmp_path / "v")
    (tmp_path / "link").symlink_to(tmp_path / "v")
    with pytest.raises(VectorIndexDamaged, match="cannot be read"):
        VectorIndex.load(tmp_path / "none", dimension=2)
    with pytest.raises(VectorIndexDamaged, match="no ordinary file"):
        VectorIndex.load(tmp_path / "link", dimension=2)
    with pytest.raises(VectorIndexDamaged, match="vectors of 2 numbers, the model 3"):
        VectorIndex.load(tmp_path / "v", dimension=3)


def clustered(rows: int, seed: int) -> NDArray[np.float32]:
    random = np.random.default_rng(seed)
    vectors = random.normal(size=(300, 8))[random.integers(300, size=rows)] + 0.3 * random.normal(size=(rows, 8))
    unit: NDArray[np.float32] = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    return unit


def test_an_index_above_exact_search_finds_what_is_nearest_and_reloads(tmp_path: Path) -> None:
    vectors = clustered(module.EXACT_BELOW, 1)
    is_exact_below = VectorIndex.build(vectors[1:], np.arange(1, module.EXACT_BELOW)).is_exact
    index = VectorIndex.build(vectors, np.arange(module.EXACT_BELOW))
    assert (is_exact_below, index.is_exact) == (True, False)
    index.save(tmp_path / "v")
    loaded = VectorIndex.load(tmp_path / "v", dimension=8)
    np.testing.assert_allclose(loaded.vectors(np.array([49_999, 5000])), vectors[[49_999, 5000]], atol=1e-3)
    found = 0
    for query in vectors[::1000]:
        best = np.argsort(-(vectors @ query), kind="stable")[:10]
        found += len(set(best.tolist()) & set(ids_of(loaded, query.tolist(), 10)))
    assert found >= 0.97 * 10 * len(vectors[::1000])
