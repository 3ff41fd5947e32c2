"""An index that follows its folders: each change once, and only when a file is at rest."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import pytest

from qa.retrieval.generation_writer import writing
from qa.retrieval.generations import current
from qa.settings import Settings
from qa.watching import Changes, Watch
from tests.fakes import letters, write_texts
from tests.time_limits import PATIENCE

pytestmark = pytest.mark.integration

ROOT = Path(__file__).resolve().parents[2]


def followed(source: Path, index: Path, *steps: Callable[[], object] | None) -> Iterator[Changes]:
    """The changes, where before each look the next step is done; the watch ends when there is none left."""
    left = iter(steps)

    def wait(seconds: float) -> None:
        assert seconds >= 2
        step = next(left, ended)
        if step is not None:
            step()

    def ended() -> None:
        raise KeyboardInterrupt

    watch = Watch([source], index, Settings(), embedder=letters(), wait=wait)
    try:
        yield from watch.changes()
    except KeyboardInterrupt:
        return


def lines(found: Iterator[Changes]) -> list[list[str]]:
    return [list(one.lines()) for one in found]


def test_each_change_is_told_once_and_in_a_line(tmp_path: Path) -> None:
    source = write_texts(tmp_path / "texts", {"a.txt": "One.\n", "b.txt": "Two.\n", "bad.txt": ""})

    def change() -> None:
        write_texts(source, {"b.txt": "Two and more.\n", "c.txt": "Three.\n"})
        (source / "a.txt").unlink()

    assert lines(followed(source, tmp_path / "index", None, change, None, None, None)) == [
        ["added: a.txt", "added: b.txt", "skipped: bad.txt: the file is empty"],
        ["added: c.txt", "changed: b.txt", "removed: a.txt"],
    ]


def test_a_file_that_is_being_written_is_waited_for(tmp_path: Path) -> None:
    source, file = write_texts(tmp_path / "texts", {"a.txt": "One.\n"}), tmp_path / "texts" / "long.txt"

    def write() -> None:
        with file.open("a") as stream:
            stream.write("A sentence more. ")

    found = list(followed(source, tmp_path / "index", write, write, write, None, None))
    assert [one.added for one in found] == [("a.txt",), ("long.txt",)]
    assert found[-1].changed == ()
    generation, _ = current(tmp_path / "index")
    assert file.read_text().encode() in (generation / "store.sqlite").read_bytes()


def test_one_that_is_written_on_and_on_does_not_hold_up_the_others(tmp_path: Path) -> None:
    source, log = write_texts(tmp_path / "texts", {"a.txt": "One.\n"}), tmp_path / "texts" / "log.txt"

    def write() -> None:
        with log.open("a") as stream:
            stream.write("A line.\n")
        write_texts(source, {"new.txt": "New.\n"})

    found = list(islice(followed(source, tmp_path / "index", *[write] * 20), 2))
    assert found[-1].added == ("log.txt", "new.txt")


def test_a_touched_file_is_no_change_and_another_writer_is_waited_for(tmp_path: Path) -> None:
    source, index = write_texts(tmp_path / "texts", {"a.txt": "One.\n"}), tmp_path / "index"
    assert lines(followed(source, index, (source / "a.txt").touch, None, None)) == [["added: a.txt"], []]
    write_texts(source, {"b.txt": "Two.\n"})
    with writing(index):
        (busy,) = lines(followed(source, index))
    assert busy[0].startswith("not indexed: Another process is writing the index")
    assert lines(followed(source, index, None)) == [["added: b.txt"]]


def test_an_index_in_the_folder_that_it_follows_is_no_change(tmp_path: Path) -> None:
    source = write_texts(tmp_path / "texts", {"a.txt": "One.\n"})
    found = list(followed(source, source / "data" / "index", *[None] * 9))
    assert [one.added for one in found] == [("a.txt",)]


def test_an_empty_folder_is_waited_in(tmp_path: Path) -> None:
    source, index = tmp_path / "texts", tmp_path / "index"
    source.mkdir()
    steps = (None, lambda: write_texts(source, {"a.txt": "One.\n"}), None, None)
    found = lines(followed(source, index, *steps))
    assert found[0][0].startswith("not indexed: There is nothing to index")
    assert found[1:] == [["added: a.txt"]]


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_the_command_follows_a_folder_and_ends_well(tmp_path: Path, model_folder: Path, end: signal.Signals) -> None:
    source, index = write_texts(tmp_path / "texts", {"a.txt": "One.\n"}), tmp_path / "index"
    command = [sys.executable, "-m", "qa.cli", "index", str(source), "--index", str(index), "--watch"]
    environment = {"PATH": "", "HOME": str(tmp_path), "WENJU_EMBEDDING_MODEL": str(model_folder)}
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=environment,
        # Where the tests run in the background, their shell has Ctrl-C ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline().endswith("added: a.txt\n")
        assert "1 documents, 1 passages" in process.stdout.readline()
        time.sleep(0.1)
        write_texts(source, {"b.txt": "Two.\n"})
        assert process.stdout.readline().endswith("added: b.txt\n")
        assert "2 documents, 2 passages" in process.stdout.readline()
        process.send_signal(end)
        _, said = process.communicate(timeout=PATIENCE)
        assert (process.returncode, said) == (0, "qa: stopped watching; the index holds what was told\n")
