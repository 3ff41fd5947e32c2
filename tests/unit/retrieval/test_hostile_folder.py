"""D8: an index folder made by somebody who means harm; at most a second, nothing large read, nothing run."""

import hashlib
import json
import os
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qa.errors import IndexDamaged, IndexMissing
from qa.retrieval.generation_writer import publish
from qa.retrieval.generations import FORMAT, Manifest, current
from tests.time_limits import PATIENCE

EMPTY = Manifest(FORMAT, "letters", "f" * 64, 4, 1, 1, {})


def fill(content: str) -> Callable[[Path], object]:
    return lambda folder: (folder / "store.sqlite").write_text(content)


POINTERS: list[bytes] = [
    b"",
    b"\n",
    b"\xff\xfe\x00" * 50,
    b"generation-000001",
    b"generation-000001 " + b"0" * 64,
    b"generation-000001 nonsense\n",
    b"../../etc " + b"0" * 64,
    b"generation-000001/../../x " + b"0" * 64,
    pickle.dumps({"generation": 1}),
    b"x" * 1_000_000,
]


@pytest.mark.parametrize("content", POINTERS, ids=range(len(POINTERS)))
def test_a_hostile_pointer_is_damage(tmp_path: Path, content: bytes) -> None:
    publish(tmp_path, fill("one"), EMPTY)
    (tmp_path / "CURRENT").write_bytes(content)
    with pytest.raises(IndexDamaged, match=r"or build it again with: qa index PATH --index "):
        current(tmp_path)


RECORD = {"bytes": 3, "sha256": "0" * 64}
GOOD: dict[str, Any] = {
    "format": FORMAT,
    "embedding_model": "m",
    "fingerprint": "f",
    "dimension": 4,
    "documents": 1,
    "passages": 1,
    "files": {"store.sqlite": RECORD},
}
CHANGES: list[dict[str, Any]] = [
    {"format": None},
    {"format": True},
    {"format": 2.0},
    {"dimension": "4"},
    {"dimension": -1},
    {"dimension": 2**60},
    {"passages": True},
    {"embedding_model": 7},
    {"unknown": 1},
    {"files": []},
    {"files": {"../../etc/passwd": RECORD}},
    {"files": {"/etc/passwd": RECORD}},
    {"files": {"store.sqlite": "0" * 64}},
    {"files": {"store.sqlite": {"bytes": 3}}},
    {"files": {"store.sqlite": {**RECORD, "sha256": "x"}}},
    {"files": {"store.sqlite": {**RECORD, "bytes": 2**62}}},
    {"files": {"store.sqlite": {**RECORD, "more": 1}}},
    {"files": {"missing.file": RECORD}},
]
MANIFESTS: list[bytes] = [
    b"",
    b"null",
    b"[]",
    b'"text"',
    b"{}",
    b"\xff\xfe",
    b"[" * 90_000,
    b'{"a":' * 15_000,
    b"1" * 90_000,
    b" " * 1_000_000,
    pickle.dumps(GOOD),
    *(json.dumps({**GOOD, **change}).encode() for change in CHANGES),
]


@pytest.mark.parametrize("content", MANIFESTS, ids=range(len(MANIFESTS)))
def test_a_hostile_manifest_with_a_fitting_hash_is_damage(tmp_path: Path, content: bytes) -> None:
    """D8: whoever wrote the folder wrote its hashes too."""
    generation = publish(tmp_path, fill("one"), EMPTY)
    (generation / "manifest.json").write_bytes(content)
    (tmp_path / "CURRENT").write_text(f"{generation.name} {hashlib.sha256(content).hexdigest()}\n")
    with pytest.raises(IndexDamaged):
        current(tmp_path)


def replace_with_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def remove(path: Path) -> None:
    path.unlink()


def replace_with_link(path: Path) -> None:
    path.rename(path.with_name("moved"))
    path.symlink_to(path.with_name("moved"))


def replace_with_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def replace_with_huge_file(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(2**40)


@pytest.mark.parametrize("name", ["CURRENT", "manifest.json", "store.sqlite"])
@pytest.mark.parametrize(
    "change",
    [replace_with_folder, replace_with_link, replace_with_pipe, replace_with_huge_file, remove],
)
@pytest.mark.timeout(PATIENCE)  # a pipe would be waited for, a huge file read for hours
def test_what_is_no_ordinary_file_is_never_read(tmp_path: Path, name: str, change: Callable[[Path], None]) -> None:
    generation = publish(tmp_path, fill("one"), EMPTY)
    change(tmp_path / name if name == "CURRENT" else generation / name)
    with pytest.raises((IndexDamaged, IndexMissing)):
        current(tmp_path)


def test_a_generation_that_is_a_link_is_damage(tmp_path: Path) -> None:
    replace_with_link(publish(tmp_path, fill("one"), EMPTY))
    with pytest.raises(IndexDamaged, match="is a link"):
        current(tmp_path)
