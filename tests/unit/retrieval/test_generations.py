import hashlib
import os
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from qa.errors import IndexMismatch, IndexMissing, IndexUnwritable
from qa.retrieval import generation_writer as publishing
from qa.retrieval.generation_writer import publish, writing
from qa.retrieval.generations import FORMAT, FileRecord, Manifest, current, recorded

EMPTY = Manifest(FORMAT, "letters", "f" * 64, 4, 1, 1, {})


def fill(content: str) -> Callable[[Path], object]:
    return lambda folder: (folder / "store.sqlite").write_text(content)


def test_a_generation_comes_back_as_it_was_published(tmp_path: Path) -> None:
    generation = publish(tmp_path, fill("one"), EMPTY)
    found, manifest = current(tmp_path)
    assert found == generation == tmp_path / "generation-000001"
    assert manifest.files == {"store.sqlite": FileRecord(3, hashlib.sha256(b"one").hexdigest())}


def test_the_generation_before_stays_and_older_ones_go(tmp_path: Path) -> None:
    for content in ("one", "two", "three"):
        publish(tmp_path, fill(content), EMPTY)
    assert [one.folder.name for one in recorded(tmp_path)] == ["generation-000003", "generation-000002"]
    assert sorted(os.listdir(tmp_path)) == ["CURRENT", "generation-000002", "generation-000003"]
    publish(tmp_path, fill("four"), EMPTY, keep_previous=False)
    assert sorted(os.listdir(tmp_path)) == ["CURRENT", "generation-000004"]


def test_a_damaged_generation_is_not_the_one_to_fall_back_on(tmp_path: Path) -> None:
    publish(tmp_path, fill("one"), EMPTY)
    publish(tmp_path, fill("two"), EMPTY)
    (tmp_path / "generation-000002" / "store.sqlite").write_text("tw0")
    publish(tmp_path, fill("three"), EMPTY)
    assert [one.folder.name for one in recorded(tmp_path)] == ["generation-000003", "generation-000001"]


def test_files_reach_the_disk_before_the_pointer_that_names_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """D2: file fsync < rename < fsync of the folder < replace < fsync of the folder."""
    steps: list[str] = []
    real_open = os.open
    opened: dict[int, str] = {}

    def note_open(path: Any, flags: int, *rest: int, **more: Any) -> int:
        descriptor = real_open(path, flags, *rest, **more)
        opened[descriptor] = Path(path).name
        return descriptor

    def note(step: str, real: Callable[..., Any], named: Callable[..., str]) -> Callable[..., Any]:
        def noted(*values: Any) -> Any:
            steps.append(f"{step} {named(*values)}")
            return real(*values)

        return noted

    monkeypatch.setattr(os, "open", note_open)
    monkeypatch.setattr(os, "fsync", note("sync", os.fsync, lambda descriptor: opened[descriptor]))
    monkeypatch.setattr(os, "rename", note("rename", os.rename, lambda _, target: Path(target).name))
    monkeypatch.setattr(os, "replace", note("replace", os.replace, lambda _, target: Path(target).name))
    publish(tmp_path, fill("one"), EMPTY)
    assert steps == [
        "sync manifest.json",
        "sync store.sqlite",
        "sync generation-000001.partial",
        "rename generation-000001",
        "sync CURRENT.new",
        f"sync {tmp_path.name}",
        "replace CURRENT",
        f"sync {tmp_path.name}",
    ]


@pytest.mark.parametrize("step", ["fsync", "rename", "replace"])
def test_whatever_fails_leaves_the_folder_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    publish(tmp_path, fill("one"), EMPTY)
    before = sorted(os.listdir(tmp_path))

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, step, fail)
        with pytest.raises(OSError, match="No space"):
            publish(tmp_path, fill("two"), EMPTY)
    assert sorted(os.listdir(tmp_path)) == before
    assert (current(tmp_path)[0] / "store.sqlite").read_text() == "one"


def test_a_failure_after_the_pointer_was_replaced_keeps_the_generation_it_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.replace

    def replace_and_fail(*paths: Any) -> None:
        real(*paths)
        raise OSError(5, "Input/output error")

    publish(tmp_path, fill("one"), EMPTY)
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", replace_and_fail)
        with pytest.raises(OSError, match="Input/output"):
            publish(tmp_path, fill("two"), EMPTY)
    assert (current(tmp_path)[0] / "store.sqlite").read_text() == "two"


def test_a_reader_that_comes_while_the_index_is_replaced_gets_a_whole_one(tmp_path: Path) -> None:
    publish(tmp_path, fill("0"), EMPTY)
    done = threading.Event()

    def keep_reading() -> list[str]:
        seen = []
        while not done.is_set():
            seen.append(current(tmp_path)[0].name)
        return seen

    with ThreadPoolExecutor() as pool:
        seen = pool.submit(keep_reading)
        for number in range(60):
            publish(tmp_path, fill(str(number) * 1000), EMPTY)
        done.set()
    names = seen.result()
    assert names == sorted(names)


def test_reading_writes_nothing_and_takes_no_lock(tmp_path: Path) -> None:
    publish(tmp_path, fill("one"), EMPTY)
    tmp_path.chmod(0o555)
    current(tmp_path)
    tmp_path.chmod(0o755)
    assert sorted(os.listdir(tmp_path)) == ["CURRENT", "generation-000001"]


def test_without_an_index_the_message_says_how_to_build_one(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for folder in (tmp_path, tmp_path / "none", tmp_path / "file"):
        with pytest.raises(IndexMissing, match=r"No index in .*qa index PATH --index"):
            current(folder)


def test_another_format_is_told_apart_from_damage(tmp_path: Path) -> None:
    publish(tmp_path, fill("one"), Manifest(99, "letters", "f", 4, 1, 1, {}))
    with pytest.raises(IndexMismatch, match=r"format 99, this program reads 5\. Build it again with: qa index"):
        current(tmp_path)


def test_an_index_can_be_published_over_any_rubbish(tmp_path: Path) -> None:
    (tmp_path / "CURRENT").mkdir()
    (tmp_path / "CURRENT" / "file").write_text("x")
    (tmp_path / "generation-000007").write_text("a file")
    (tmp_path / "generation-999999.partial").mkdir()
    publish(tmp_path, fill("one"), EMPTY)
    assert current(tmp_path)[0].name == "generation-1000000"
    assert sorted(os.listdir(tmp_path)) == ["CURRENT", "generation-1000000"]


def test_a_folder_that_cannot_be_made_is_unwritable(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(IndexUnwritable, match="--index DIR"), writing(tmp_path / "file" / "index"):
        pass


def test_the_message_of_a_full_disk_says_where_and_how_much() -> None:
    full = OSError(28, "No space left on device")
    message = str(publishing.unwritable(Path("here"), full, needed=12_345_678))
    assert message == (
        "The index in here cannot be written: No space left on device. Free some space (about 12 MB)."
        " The index as it was is untouched"
    )
    assert "Free some space" in str(publishing.unwritable(Path("here"), sqlite_error(sqlite3.SQLITE_FULL)))
    assert "--index DIR" in str(publishing.unwritable(Path("here"), OSError(13, "Permission denied")))


def sqlite_error(code: int) -> sqlite3.Error:
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorcode = code
    return error
