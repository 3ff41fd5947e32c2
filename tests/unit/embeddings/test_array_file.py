"""Arrays come back as they were written; a file of anything else is refused before it is looked into."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from embeddings.array_file import MAGIC, read_arrays, write_arrays

ARRAYS: dict[str, NDArray[Any]] = {
    "small": np.array([3, 1], np.uint8),
    "none": np.empty(0, np.uint32),
    "large": np.array([2**63], np.uint64),
}


def test_arrays_come_back_as_they_were_written(tmp_path: Path) -> None:
    write_arrays(tmp_path / "a", ARRAYS)
    found = read_arrays(tmp_path / "a", ARRAYS)
    assert {name: (array.dtype, array.tolist()) for name, array in found.items()} == {
        name: (array.dtype, array.tolist()) for name, array in ARRAYS.items()
    }
    with pytest.raises(ValueError, match="read-only"):
        found["small"][0] = 1


def test_they_stay_when_the_file_goes(tmp_path: Path) -> None:
    write_arrays(tmp_path / "a", ARRAYS)
    found = read_arrays(tmp_path / "a", ARRAYS)
    (tmp_path / "a").unlink()
    assert found["small"].tolist() == [3, 1]


def test_other_names_are_refused(tmp_path: Path) -> None:
    write_arrays(tmp_path / "a", ARRAYS)
    with pytest.raises(ValueError, match="not those that belong"):
        read_arrays(tmp_path / "a", ["small"])


def test_a_link_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    write_arrays(tmp_path / "a", ARRAYS)
    (tmp_path / "link").symlink_to(tmp_path / "a")
    with pytest.raises(ValueError, match="no ordinary file"):
        read_arrays(tmp_path / "link", ARRAYS)
    with pytest.raises(FileNotFoundError):
        read_arrays(tmp_path / "none", ARRAYS)


@pytest.mark.parametrize(
    "entry",
    [
        None,
        [],
        ["uint8", 3],
        ["float64", 1, 64],
        ["object", 1, 64],
        ["uint8", 2**60, 64],
        ["uint8", -1, 64],
        ["uint8", 1, -64],
        ["uint8", 1, 65],
        ["uint8", True, 64],
        ["uint8", 1.5, 64],
    ],
)
def test_a_table_that_names_what_is_not_there_is_refused(tmp_path: Path, entry: object) -> None:
    table = json.dumps({"a": entry}).encode()
    (tmp_path / "a").write_bytes(MAGIC + len(table).to_bytes(8, "little") + table + bytes(128))
    with pytest.raises((ValueError, TypeError)):
        read_arrays(tmp_path / "a", ["a"])


@pytest.mark.parametrize(
    "content",
    [b"", MAGIC, MAGIC + b"\xff" * 8, *(MAGIC + len(table).to_bytes(8, "little") + table for table in (b"{}", b"[[["))],
)
def test_a_file_of_something_else_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a").write_bytes(content)
    with pytest.raises(ValueError, match="."):
        read_arrays(tmp_path / "a", ["a"])


def test_a_file_that_was_cut_is_refused(tmp_path: Path) -> None:
    write_arrays(tmp_path / "a", ARRAYS)
    whole = (tmp_path / "a").read_bytes()
    (tmp_path / "a").write_bytes(whole[:-1])
    with pytest.raises(ValueError, match="cut"):
        read_arrays(tmp_path / "a", ARRAYS)
