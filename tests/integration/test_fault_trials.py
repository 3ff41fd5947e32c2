"""The trials of benchmarks/fault_trials.py, a few of each."""

import subprocess
from pathlib import Path

import pytest

from benchmarks import fault_trials
from tests.requirements import needs

pytestmark = pytest.mark.integration


def test_a_writing_that_stops_or_fails_at_any_call_leaves_a_whole_index(tmp_path: Path) -> None:
    """D1, D7."""
    needs("strace")
    if subprocess.run(["strace", "-o", str(tmp_path / "calls"), "true"], capture_output=True, check=False).returncode:
        pytest.skip("this machine lets no process be traced")
    every = fault_trials.points(tmp_path)
    renaming = [point for point in every if point[0] == "rename"]
    assert len(every) > 100
    assert fault_trials.faults_at(tmp_path, [*renaming[-1:], every[-1]], "signal=KILL") == 2
    assert fault_trials.faults_at(tmp_path, [("fsync", 1)], "error=EIO") == 1


def test_readers_see_one_version_while_another_is_written(tmp_path: Path) -> None:
    """D3."""
    assert fault_trials.readers(tmp_path, 2).readings > 10


def test_two_writers_lose_nothing(tmp_path: Path) -> None:
    """D4."""
    assert fault_trials.two_writers(tmp_path, 2).written == 4


def test_the_same_texts_make_the_same_passages_in_any_order(tmp_path: Path) -> None:
    """D10."""
    assert fault_trials.same_twice(tmp_path) >= 9


def test_bad_files_of_a_folder_are_named_and_nothing_is_embedded_twice(tmp_path: Path) -> None:
    """I11."""
    assert fault_trials.whole_folder(tmp_path, 60) == (2, 0)
