"""Damaged and hostile PDFs: each is read, or refused with a reason, by a child that is still there for the next one."""

import random
import time
import zlib

from qa.documents.cell import Cell, CellDied, Limits
from qa.documents.formats.table import PDF
from qa.errors import DocumentUnreadable
from tests.small_pdf import Page, lines_of, pdf
from tests.unit.documents.formats.test_pdf import LONG

STARTS = ("It was early.", "It was late.", "Nobody knew.")
WHOLE = pdf([Page([*lines_of(72, 100, [start]), *lines_of(72, 140, LONG)]) for start in STARTS])
LIMITS = Limits(seconds=20.0)


def _outcomes(files: list[bytes]) -> list[str]:
    found = []
    with Cell(LIMITS) as cell:
        for data in files:
            try:
                found.append(cell.extract(PDF, data, "a.pdf").text)
            except (DocumentUnreadable, CellDied):
                found.append("")
        assert cell.extract(PDF, WHOLE, "a.pdf").text == _whole_text()
    return found


def test_files_that_were_cut_off_anywhere_are_read_as_far_as_they_go_or_refused() -> None:
    cuts = [WHOLE[: len(WHOLE) * part // 40] for part in range(40)]
    outcomes = _outcomes(cuts)
    assert all(_whole_text().startswith(text) for text in outcomes)


def test_files_with_a_bit_turned_over_are_read_or_refused() -> None:
    chance = random.Random(5)
    files = []
    for _ in range(60):
        data = bytearray(WHOLE)
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        files.append(bytes(data))
    whole = _whole_text()
    outcomes = _outcomes(files)
    assert sum(text == whole for text in outcomes) > 20
    assert len(outcomes) == 60


def test_bombs_and_circles_end_within_their_time() -> None:
    packed = zlib.compress(b"0 0 m 9 9 l S " * 4_000_000, 9)
    bomb = WHOLE.replace(b"endstream", b"endstream", 1)
    start = bomb.index(b"<< /Length")
    end = bomb.index(b"endstream", start)
    bomb = bomb[:start] + b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\n" % (len(packed), packed) + bomb[end:]
    circle = WHOLE.replace(b"/Kids [4 0 R 6 0 R 8 0 R]", b"/Kids [2 0 R 2 0 R 2 0 R]")
    many = WHOLE.replace(b"/Count 3 ", b"/Count 99999999 ")
    assert circle != WHOLE
    assert many != WHOLE
    began = time.monotonic()
    _outcomes([bomb, circle, many])
    assert time.monotonic() - began < 3 * (LIMITS.seconds + 2)


def _whole_text() -> str:
    return "\n\n".join(f"{start}\n\n{' '.join(LONG)}" for start in STARTS)
