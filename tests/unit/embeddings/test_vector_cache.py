import sqlite3
from pathlib import Path

import numpy as np
import pytest

from embeddings import EmbeddingError, VectorCache

VECTORS = np.array([[1, 2], [3, 4], [5, 6]], np.float32)
KEYS = ["a", "b", "c"]


def open_cache(path: Path, fingerprint: str = "model", dimension: int = 2) -> VectorCache:
    return VectorCache(path / "cache.sqlite", fingerprint=fingerprint, dimension=dimension)


def known(cache: VectorCache, keys: list[str]) -> dict[str, list[float]]:
    return {key: vector.tolist() for key, vector in cache.get(keys).items()}


def test_what_was_put_comes_back_after_reopening_in_the_order_asked_for(tmp_path: Path) -> None:
    with open_cache(tmp_path) as cache:
        cache.put(KEYS, VECTORS)
    with open_cache(tmp_path) as cache:
        assert list(known(cache, ["c", "x", "a"]).items()) == [("c", [5, 6]), ("a", [1, 2])]


def test_a_second_put_replaces_the_first(tmp_path: Path) -> None:
    with open_cache(tmp_path) as cache:
        cache.put(KEYS, VECTORS)
        cache.put(["b"], np.array([[7, 8]], np.float32))
        assert known(cache, ["b"]) == {"b": [7, 8]}


def test_more_keys_than_one_statement_takes_are_all_found(tmp_path: Path) -> None:
    keys = [str(number) for number in range(1203)]
    with open_cache(tmp_path) as cache:
        cache.put(keys, np.arange(2406, dtype=np.float32).reshape(-1, 2))
        found = known(cache, keys)
    assert list(found) == keys
    assert found["1202"] == [2404, 2405]


def test_keep_only_forgets_the_others(tmp_path: Path) -> None:
    with open_cache(tmp_path) as cache:
        cache.put(KEYS, VECTORS)
        cache.keep_only(["c", "never put"])
        assert known(cache, KEYS) == {"c": [5, 6]}


def test_a_row_that_was_altered_or_swapped_counts_as_unknown(tmp_path: Path) -> None:
    with open_cache(tmp_path) as cache:
        cache.put(KEYS, VECTORS)
    with sqlite3.connect(tmp_path / "cache.sqlite") as database:
        database.execute("UPDATE vectors SET vector = zeroblob(8) WHERE key = 'a'")
        blob, checksum = database.execute("SELECT vector, checksum FROM vectors WHERE key = 'c'").fetchone()
        database.execute("UPDATE vectors SET vector = ?, checksum = ? WHERE key = 'b'", (blob, checksum))
    database.close()
    with open_cache(tmp_path) as cache:
        assert known(cache, KEYS) == {"c": [5, 6]}


@pytest.mark.parametrize(("fingerprint", "dimension"), [("other", 2), ("model", 3)])
def test_vectors_of_another_model_are_thrown_away(tmp_path: Path, fingerprint: str, dimension: int) -> None:
    with open_cache(tmp_path) as cache:
        cache.put(KEYS, VECTORS)
    with open_cache(tmp_path, fingerprint, dimension) as cache:
        assert known(cache, KEYS) == {}
    with open_cache(tmp_path) as cache:
        assert known(cache, KEYS) == {}


@pytest.mark.parametrize("content", [b"no database at all " * 100, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_file_that_is_no_database_is_begun_anew(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "cache.sqlite").write_bytes(content)
    with open_cache(tmp_path) as cache:
        cache.put(KEYS, VECTORS)
        assert known(cache, ["b"]) == {"b": [3, 4]}


def test_a_file_damaged_in_the_middle_never_gives_a_wrong_vector(tmp_path: Path) -> None:
    keys = [str(number) for number in range(500)]
    vectors = np.arange(1000, dtype=np.float32).reshape(-1, 2)
    with open_cache(tmp_path) as cache:
        cache.put(keys, vectors)
    path = tmp_path / "cache.sqlite"
    whole = path.read_bytes()
    for start in range(0, len(whole), 1024):
        path.write_bytes(whole[:start] + bytes(1024) + whole[start + 1024 :])
        with open_cache(tmp_path) as cache:
            for key, vector in cache.get(keys).items():
                assert vector.tolist() == vectors[int(key)].tolist()
            cache.put(keys[:1], vectors[:1])


def test_keys_and_vectors_must_fit() -> None:
    cache = VectorCache(Path(":memory:"), fingerprint="model", dimension=2)
    with cache, pytest.raises(ValueError, match="do not fit"):
        cache.put(["a"], VECTORS)


def test_a_cache_that_cannot_be_written_says_where(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(EmbeddingError, match="cache.sqlite cannot be used"):
        open_cache(tmp_path / "file")
