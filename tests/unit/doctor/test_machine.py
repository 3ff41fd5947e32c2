"""Memory and disk against what is needed."""

from pathlib import Path

import pytest

from qa.doctor import machine
from qa.doctor.finding import Finding
from qa.doctor.machine import NEEDED_MEMORY, check_disk, check_machine, check_memory, free_memory


def test_too_little_memory_is_a_fault_with_what_to_do() -> None:
    short = check_memory(NEEDED_MEMORY - 1)
    assert (short.state, short.text) == ("bad", "1.0 GB free, 1.0 GB needed")
    assert "Close other programs" in short.advice
    assert check_memory(NEEDED_MEMORY).state == "good"
    assert check_memory(None).state == "absent"


def test_a_disk_is_that_of_the_nearest_folder_that_is_there(tmp_path: Path) -> None:
    whole = check_disk("disk", tmp_path / "not" / "yet", 1)
    assert whole.state == "good"
    assert f"free in {tmp_path}, 0.0 GB needed" in whole.text
    full = check_disk("disk", tmp_path, 10**18)
    assert (full.state, full.advice) == ("bad", "Free some space, or choose another folder")


def test_free_memory_is_within_the_limit_of_the_container(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "meminfo").write_text("MemTotal: 8000 kB\nMemAvailable:    4000 kB\n")
    monkeypatch.setattr(machine, "_MEMORY", tmp_path / "meminfo")
    monkeypatch.setattr(machine, "_GROUP", tmp_path)
    assert free_memory() == 4_096_000
    (tmp_path / "memory.max").write_text("max\n")
    assert free_memory() == 4_096_000
    (tmp_path / "memory.max").write_text("3000000\n")
    (tmp_path / "memory.current").write_text("1000000\n")
    assert free_memory() == 2_000_000
    (tmp_path / "meminfo").unlink()
    (tmp_path / "memory.max").unlink()
    assert free_memory() is None


def test_an_index_needs_room_for_another_one_beside_it(tmp_path: Path) -> None:
    generation = tmp_path / "index" / "generation-000007"
    generation.mkdir(parents=True)
    with (generation / "store.sqlite").open("wb") as file:
        file.truncate(300_000_000)
    found = {finding.name: finding for finding in check_machine(tmp_path / "cache", tmp_path / "index")}
    assert "0.6 GB needed" in found["disk of the index"].text
    assert "0.3 GB needed" in found["disk of the cache"].text
    assert int(found["processors"].text) >= 1


def test_a_finding_is_a_line() -> None:
    assert Finding("index", "good", "9 documents").line() == "index: works, 9 documents"
    assert Finding("index", "bad", "gone", "Build it").line() == "index: FAULT: gone. Build it"
    assert Finding("index", "absent", "Build it").line() == "index: none yet. Build it"
