"""The table of faults: every kind has its row, what is not tried says why, and the command tells what was missed."""

import subprocess
from pathlib import Path

import pytest

from benchmarks import faults, properties
from benchmarks.fault_figures import Counts, Found
from benchmarks.faults import QUICK, ROWS, Row, by_tests, not_tested

ROOT = Path(__file__).resolve().parents[3]
KINDS = {"D": 10, "I": 11, "H": 6, "L": 11}


def _numbers(row: Row) -> set[str]:
    found = set[str]()
    for name in row.number.split():
        first, _, last = name.partition("–")
        found |= {f"{name[0]}{at}" for at in range(int(first[1:]), int((last or first)[1:]) + 1)}
    return found


def test_every_kind_of_fault_has_its_row() -> None:
    wanted = {f"{letter}{number}" for letter, last in KINDS.items() for number in range(1, last + 1)}
    assert set().union(*map(_numbers, ROWS)) == wanted
    assert all(row.what and row.bar for row in ROWS)


def test_what_is_not_tried_says_why() -> None:
    found = not_tested("no time")(QUICK, Path("."))
    assert (found.figure, found.verdict) == ("no time", "not tested")
    assert Found("x").verdict == "held"
    assert Found("x", False).verdict == "MISSED"


def test_the_tests_that_rows_run_are_there(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def run(command: list[str], **options: object) -> "subprocess.CompletedProcess[str]":
        asked.extend(place for place in command if place.startswith("tests/"))
        return subprocess.CompletedProcess(command, 0, "= 3 passed, 1 skipped in 0.10s =", "")

    monkeypatch.setattr(subprocess, "run", run)
    for row in ROWS:
        if row.trial.__qualname__.startswith(by_tests.__name__):
            assert row.trial(QUICK, Path(".")).verdict in ("held", "not tested")
    assert asked
    for place in [*asked, *properties.FILES]:
        file, _, name = place.partition("::")
        assert (ROOT / file).exists(), place
        assert not name or f"def {name}(" in (ROOT / file).read_text("utf-8"), place


def test_a_miss_is_in_the_table_and_in_the_exit_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(counts: Counts, folder: Path) -> Found:
        raise AssertionError("two versions\nin one | index")

    rows = (
        Row("D1", "a", "b", fails),
        Row("D2", "a", "b", not_tested("why")),
        Row("I1 I4–I6", "a", "b", not_tested("")),
    )
    monkeypatch.setattr(faults, "ROWS", rows)
    monkeypatch.setattr("sys.argv", ["faults", "--quick", "--only", "D1,D2"])
    assert faults.main() == 1
    printed = capsys.readouterr().out
    assert "| D1 | a | two versions in one / index | b | MISSED |" in printed
    assert printed.endswith("0 held, 1 MISSED, 1 not tested\n")


def test_properties_are_counted_from_what_pytest_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(command: list[str], **options: object) -> "subprocess.CompletedProcess[str]":
        return subprocess.CompletedProcess(command, 1, "FAILED x\n1 failed, 7 passed in 9.10s\n", "")

    monkeypatch.setattr(subprocess, "run", run)
    outcome = properties.run(5)
    assert (outcome.passed, outcome.failed) == (7, 1)


def test_every_property_in_those_files_takes_its_number_of_cases() -> None:
    for file in properties.FILES:
        source = (ROOT / file).read_text("utf-8")
        assert source.count("@given(") == source.count("@cases("), file
