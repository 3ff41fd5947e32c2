"""Pages of documents as pictures with the cited words marked, drawn in a child process as parsers run in one."""

import base64
import json
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from qa.documents.cell import Cell, CellDied, Limits
from qa.documents.formats.table import Format
from qa.documents.page_process import KIND
from qa.errors import DocumentUnreadable
from qa.types import Document, Range

_PROGRAM = "qa.documents.page_process"
_LIMITS = Limits(seconds=30.0, output=60_000_000)
_WIDTH = 1_400
_KEPT = 16


@dataclass(frozen=True, slots=True)
class Mark:
    """A box on a page, as shares of its width and height from the upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as PNG, its number from 1 and how many there are; `marks` has the boxes of each stretch asked for."""

    png: bytes
    page: int
    pages: int
    marks: tuple[tuple[Mark, ...], ...]


_Key = tuple[str, str, int, tuple[Range, ...]]


class PagePictures:
    """Draws pages one at a time and keeps the last ones; safe to use from several threads."""

    def __init__(self, limits: Limits = _LIMITS) -> None:
        self._cell = Cell(limits, program=_PROGRAM)
        self._drawing = threading.Lock()
        self._kept: OrderedDict[_Key, PagePicture] = OrderedDict()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def draw(self, document: Document, data: bytes, places: Sequence[Range], page: int = 0) -> PagePicture:
        """A page of the file `data` that a document was taken from, with stretches of its text marked.

        Page 0 is the one where the last stretch begins. Raises `DocumentUnreadable`.
        """
        key = document.file_sha256, document.sha256, page, tuple(places)
        with self._drawing:
            if key not in self._kept:
                self._kept[key] = self._drawn(document, data, places, page)
            self._kept.move_to_end(key)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
            return self._kept[key]

    def close(self) -> None:
        """End the child."""
        self._cell.close()

    def _drawn(self, document: Document, data: bytes, places: Sequence[Range], page: int) -> PagePicture:
        parts = [part.to_json() for part in document.parts] if any(part.lines for part in document.parts) else []
        asked = {"text": document.text, "places": list(places), "page": page, "width": _WIDTH, "parts": parts}
        wanted = json.dumps(asked)
        try:
            found = json.loads(self._cell.extract(Format(KIND, ()), data, wanted).text)
        except CellDied as death:
            raise DocumentUnreadable(death.reason) from None
        marks = tuple(tuple(Mark(*box) for box in boxes) for boxes in found["marks"])
        return PagePicture(base64.b64decode(found["png"]), found["page"], found["pages"], marks)
