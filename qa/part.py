"""A page, sheet or slide of a document; of a scanned one, also how it was read and where it is printed."""

from dataclasses import dataclass
from itertools import chain
from typing import Any

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """Where the characters from `start` on are printed, in shares of the width and height of their page.

    Character `start + i` lies between `edges[i]` and `edges[i + 1]`.
    """

    start: int
    top: float
    bottom: float
    edges: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A page, sheet or slide: it begins at the character `start` of the text and ends where the next one begins.

    `ocr` is True where its text was read from a picture; `unsure` are then the ranges of figures that may be misread.
    `lines` are kept for documents with such pages only, as it takes seconds a page to find them again.
    """

    start: int
    name: str
    ocr: bool = False
    unsure: tuple[Range, ...] = ()
    lines: tuple[PrintedLine, ...] = ()

    def to_json(self) -> list[object]:
        """As a list: start and name, and for a page of a scanned document the rest."""
        if not self.ocr and not self.lines:
            return [self.start, self.name]
        lines = [[line.start, line.top, line.bottom, *line.edges] for line in self.lines]
        return [self.start, self.name, self.ocr, self.unsure, lines]

    @staticmethod
    def from_json(written: Any) -> "Part":
        """From what `to_json` gives, perhaps of another hand. Raises `ValueError`."""
        try:
            start, name, *scan = written
            ocr, unsure, lines = scan or (False, (), ())
            part = Part(
                start,
                name,
                ocr,
                tuple((first, last) for first, last in unsure),
                tuple(PrintedLine(first, top, bottom, tuple(edges)) for first, top, bottom, *edges in lines),
            )
        except (TypeError, ValueError):
            raise ValueError("a part is a list of a start, a name and what is printed where") from None
        offsets = (part.start, *chain.from_iterable(part.unsure), *(line.start for line in part.lines))
        shares = (share for line in part.lines for share in (line.top, line.bottom, *line.edges))
        if not (
            all(type(offset) is int for offset in offsets)
            and all(type(share) in (int, float) for share in shares)
            and isinstance(part.name, str)
            and isinstance(part.ocr, bool)
        ):
            raise ValueError("a part has a start and a name")
        return part
