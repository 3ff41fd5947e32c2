"""Two cells side by side, so that a large file does not hold up the small ones behind it."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from queue import SimpleQueue
from types import TracebackType
from typing import Self

from qa.documents.cell import Cell, CellDied, Limits
from qa.documents.extracted import Extracted
from qa.documents.formats.ocr_engine import HOW_TO_INSTALL, is_installed
from qa.documents.formats.table import SCAN, Format, parser_of
from qa.errors import DocumentUnreadable

SIZE = 2
# A scanned page takes 7 to 9 seconds of a core; more than one file may want it.
SECONDS_A_SCAN = 40.0


class ParserPool:
    """Runs parsers in children of their own. No child is started before there is a file for it."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._threads = ThreadPoolExecutor(SIZE, thread_name_prefix="parser")
        self._cells = [Cell(self._limits) for _ in range(SIZE)]
        self._free: SimpleQueue[Cell] = SimpleQueue()
        for cell in self._cells:
            self._free.put(cell)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        for cell in self._cells:
            cell.close()
        self._threads.shutdown(wait=True)

    def submit(self, kind: Format, data: bytes, name: str) -> "Future[Extracted]":
        """Have a file parsed as soon as a cell is free; the future raises `DocumentUnreadable` or `CellDied`."""
        return self._threads.submit(self._run, kind, data, name)

    def _run(self, kind: Format, data: bytes, name: str) -> Extracted:
        cell = self._free.get()
        try:
            return extract_with_scans(cell, kind, data, name)
        finally:
            self._free.put(cell)

    def alone(self, kind: Format, data: bytes, name: str) -> Extracted:
        """What a file gives in a fresh cell, once nothing else runs. Raises `DocumentUnreadable`."""
        with Cell(self._limits) as cell:
            return explained(lambda: extract_with_scans(cell, kind, data, name))


def extract_with_scans(cell: Cell, kind: Format, data: bytes, name: str) -> Extracted:
    """What the parser of a kind takes out, or, where pages are scans and the extra `ocr` is there, all of it.

    Raises `DocumentUnreadable` and `CellDied`; where only the scans cannot be read, that is told beside the rest.
    """
    found = cell.extract(kind, data, name)
    if not found.scans:
        return found
    if not is_installed():
        return replace(found, notes=(*found.notes, f"scans are read with the extra ocr: {HOW_TO_INSTALL}"))
    try:
        return cell.extract(SCAN, data, name, more_seconds=SECONDS_A_SCAN * found.scans)
    except (CellDied, DocumentUnreadable) as error:
        if not found.text.strip():
            raise
        return replace(found, notes=(*found.notes, f"the scans could not be read: {error}"))
    finally:
        cell.close()  # the models take a gigabyte


def explained(work: Callable[[], Extracted]) -> Extracted:
    """What the work with a cell gives; its death is told as any other reason."""
    try:
        return work()
    except CellDied as death:
        raise DocumentUnreadable(death.reason) from None


def extract_here(kind: Format, data: bytes, name: str) -> Extracted:
    """What a file gives in this process: only for kinds that the standard library reads."""
    try:
        return parser_of(kind)(data, name)
    except RecursionError:
        raise DocumentUnreadable("it is nested too deeply") from None
