"""When a file is the same without being read."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from qa.documents.known_files import KnownFile, Stamp

SECOND = 10**9
STAMP = Stamp(size=10, modified=100 * SECOND, changed=101 * SECOND, inode=7)


def known(seen: int) -> KnownFile:
    return KnownFile(STAMP, seen, "")


@pytest.mark.parametrize(
    ("seen", "expected"),
    [(101 * SECOND, False), (103 * SECOND, False), (103 * SECOND + 1, True), (90 * SECOND, False)],
)
def test_a_file_is_trusted_when_it_was_two_seconds_old_at_the_look(seen: int, expected: bool) -> None:
    """The last time is one before the change: of a clock that was put back."""
    assert known(seen).is_same(STAMP) is expected


@pytest.mark.parametrize("field", ["size", "modified", "changed", "inode"])
def test_any_difference_makes_it_another(field: str) -> None:
    assert not known(200 * SECOND).is_same(replace(STAMP, **{field: 1}))


def test_a_stamp_is_what_the_system_says(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("12345")
    os.utime(file, ns=(5, 5))
    status = file.stat()
    assert Stamp.of(status) == Stamp(5, 5, status.st_ctime_ns, status.st_ino)
