"""Whatever a parser does over a file, the process that asked for it goes on."""

import os
import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from qa.documents.cell import Cell, CellDied, Limits
from qa.documents.extracted import Extracted, Part
from qa.documents.formats.table import Format
from qa.errors import DocumentUnreadable

PROGRAM = "tests.unit.documents.misbehaving_parsers"
# Time enough for a busy machine.
LIMITS = Limits(seconds=15, memory=1_000_000_000, output=500_000)


@pytest.fixture(scope="module")
def cell() -> Iterator[Cell]:
    with Cell(LIMITS, program=PROGRAM) as one:
        yield one


def extract(cell: Cell, kind: str, data: bytes = b"data") -> Extracted:
    return cell.extract(Format(kind, ()), data, "報告.pdf")


def test_what_a_parser_gives_comes_back_as_it_is(cell: Cell) -> None:
    found = extract(cell, "good", "文字".encode())
    assert (found.text, found.title, found.source, found.date) == ("文字 \ud800", "報告.pdf", "source", "2022-05-26")
    assert found.parts == (Part(0, "p. 1"), Part(2, "p. 2"))
    assert found.notes[0] == "a note"


def test_one_child_reads_many_files(cell: Cell) -> None:
    assert extract(cell, "good").notes[1] == extract(cell, "good").notes[1] != str(os.getpid())


def test_a_parser_that_hangs_is_killed_at_its_time_and_the_next_file_is_read() -> None:
    with Cell(replace(LIMITS, seconds=1.5), program=PROGRAM) as hurried:
        extract(hurried, "good")  # the child has started
        began = time.monotonic()
        with pytest.raises(CellDied, match="more than 2 seconds") as death:
            extract(hurried, "hang")
        assert time.monotonic() - began < 1.5 + 2
        assert not death.value.may_retry
        assert extract(hurried, "good").notes[0] == "a note"


def test_a_parser_that_crashes_is_told_and_may_be_tried_again(cell: Cell) -> None:
    with pytest.raises(CellDied, match="brought its reader down") as death:
        extract(cell, "crash")
    assert death.value.may_retry
    assert extract(cell, "good").notes[0] == "a note"


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("hungry", "more memory than is allowed"),
        ("deep", "nested too deeply"),
        ("flawed", r"damaged, or not what its name says \(KeyError\)"),
        ("refuse", "^the file is encrypted$"),
        ("long", "more than 500,000 bytes of text"),
        ("start", "PermissionError"),
    ],
)
def test_a_file_that_cannot_be_read_has_its_reason_and_the_next_one_is_read(cell: Cell, kind: str, reason: str) -> None:
    with pytest.raises(DocumentUnreadable, match=reason):
        extract(cell, kind)
    assert extract(cell, "good").notes[0] == "a note"


def test_what_a_library_prints_is_no_part_of_the_reply(cell: Cell) -> None:
    assert extract(cell, "print").text == "quiet"


def test_a_parser_reaches_no_network(cell: Cell) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        with pytest.raises(DocumentUnreadable, match="PermissionError"):
            extract(cell, "connect", str(server.getsockname()[1]).encode())
        server.settimeout(0.1)
        with pytest.raises(TimeoutError):
            server.accept()


@pytest.mark.parametrize("kind", ["write", "write below"])
def test_a_parser_writes_no_file(cell: Cell, kind: str, tmp_path: Path) -> None:
    with pytest.raises(DocumentUnreadable, match="PermissionError|OSError"):
        extract(cell, kind, str(tmp_path / "file").encode())
    assert not (tmp_path / "file").exists() or (tmp_path / "file").stat().st_size == 0


def test_a_child_that_cannot_start_is_told(tmp_path: Path) -> None:
    with Cell(LIMITS, program="no.such.program") as cell, pytest.raises(CellDied, match="could not be started"):
        extract(cell, "good")


def test_a_closed_cell_leaves_no_child() -> None:
    with Cell(LIMITS, program=PROGRAM) as cell:
        child = int(extract(cell, "good").notes[1])
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)
