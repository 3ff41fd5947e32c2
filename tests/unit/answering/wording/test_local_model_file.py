"""The model's file is put together whole or not at all, whatever was left behind before."""

import hashlib
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from qa.answering.wording.local_model_file import ModelFile, assemble, is_whole
from qa.errors import LanguageModelUnavailable
from tests.time_limits import at_most

PARTS = (b"GGUF-first " * 1000, b"second " * 1000, b"third")
WHOLE = b"".join(PARTS)
SHA256 = hashlib.sha256(WHOLE).hexdigest()


@pytest.fixture
def model(tmp_path: Path) -> ModelFile:
    files = []
    for number, content in enumerate(PARTS):
        files.append(tmp_path / f"part{number}.bin")
        files[-1].write_bytes(content)
    return ModelFile("small.gguf", len(WHOLE), SHA256, tuple(files))


def test_the_parts_become_one_checked_file(model: ModelFile, tmp_path: Path) -> None:
    steps: list[int] = []
    file = assemble(model, tmp_path / "cache", lambda step, done, total: steps.append(done))
    assert file.read_bytes() == WHOLE
    assert is_whole(file, length=len(WHOLE), sha256=SHA256)
    assert steps == [11_000, 18_000, 18_005]


def test_a_second_call_writes_nothing(model: ModelFile, tmp_path: Path) -> None:
    file = assemble(model, tmp_path / "cache")
    before = file.stat().st_mtime_ns
    assert assemble(model, tmp_path / "cache") == file
    assert file.stat().st_mtime_ns == before


@pytest.mark.parametrize("content", [WHOLE[:-1], b"", WHOLE[:-1] + b"X"], ids=["half", "empty", "wrong"])
def test_a_half_or_wrong_file_is_noticed_and_made_again(model: ModelFile, tmp_path: Path, content: bytes) -> None:
    file = assemble(model, tmp_path / "cache")
    file.write_bytes(content)
    os.utime(file, ns=(1, 1))
    assert not is_whole(file, length=len(WHOLE), sha256=SHA256)
    assert assemble(model, tmp_path / "cache").read_bytes() == WHOLE


def test_what_a_killed_run_left_behind_is_thrown_away(model: ModelFile, tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "small.making").write_bytes(b"half of it")
    assert assemble(model, tmp_path / "cache").read_bytes() == WHOLE
    assert not (tmp_path / "cache" / "small.making").exists()


def test_a_damaged_part_leaves_no_file(model: ModelFile, tmp_path: Path) -> None:
    model.parts[1].write_bytes(b"damage " * 1000)
    with pytest.raises(LanguageModelUnavailable, match="are damaged"):
        assemble(model, tmp_path / "cache")
    assert sorted(one.name for one in (tmp_path / "cache").iterdir() if one.suffix != ".lock") == []


def test_a_full_disk_is_told_with_what_to_do(model: ModelFile, tmp_path: Path) -> None:
    huge = ModelFile(model.name, 10**18, model.sha256, model.parts)
    with pytest.raises(LanguageModelUnavailable, match="MB are free. Make the folder writable, free"):
        assemble(huge, tmp_path / "cache")


def test_a_folder_that_cannot_be_made_is_told(model: ModelFile, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", "utf-8")
    with pytest.raises(LanguageModelUnavailable, match="cannot be written"):
        assemble(model, tmp_path / "file" / "cache")


_SLOW = """
import sys, time
from pathlib import Path
from qa.answering.wording.local_model_file import ModelFile, assemble
parts = tuple(sorted(Path(sys.argv[1]).glob("part*.bin")))
model = ModelFile("small.gguf", int(sys.argv[2]), sys.argv[3], parts)
assemble(model, Path(sys.argv[1]) / "cache", lambda *step: (print("step", flush=True), time.sleep(60)))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
def test_after_kill_9_in_the_middle_it_starts_again_cleanly(model: ModelFile, tmp_path: Path) -> None:
    command = [sys.executable, "-c", _SLOW, str(tmp_path), str(len(WHOLE)), SHA256]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"step\n"
        process.send_signal(signal.SIGKILL)
    assert not (tmp_path / "cache" / "small.gguf").exists()
    with at_most(10):
        assert assemble(model, tmp_path / "cache").read_bytes() == WHOLE
