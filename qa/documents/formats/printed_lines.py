"""Where the characters of a text are printed, in a form to be kept with it, and back to boxes."""

from collections.abc import Iterable, Sequence

from qa.documents.formats.pdf_pages import Box, PageSize
from qa.documents.formats.pdf_text import Layout
from qa.types import Part, PrintedLine

# A ten-thousandth of a page of A4 is less than a tenth of a point.
_DIGITS = 4
_PAGE = "p. "


def printed_lines(layout: Layout, sizes: Sequence[PageSize]) -> dict[int, list[PrintedLine]]:
    """For each page, from 1, the stretches of the text that stand on one line there."""
    found: dict[int, list[PrintedLine]] = {}
    growing: _Growing | None = None
    for at, (box, page) in enumerate(zip(layout.boxes, layout.pages, strict=True)):
        if box is None:
            continue
        share = _share(box, sizes[page - 1])
        if growing is None or not growing.takes(at, page, share):
            if growing is not None:
                found.setdefault(growing.page, []).append(growing.line())
            growing = _Growing(at, page, share)
        growing.add(at, share)
    if growing is not None:
        found.setdefault(growing.page, []).append(growing.line())
    return found


def kept_layout(text: str, parts: Iterable[Part], page: int, size: PageSize) -> Layout:
    """The boxes of one page, in points, from what was kept; those of other pages are left out."""
    boxes: list[Box | None] = [None] * len(text)
    for part in parts:
        if part.name != f"{_PAGE}{page}":
            continue
        for line in part.lines:
            top, bottom = line.top * size.height, line.bottom * size.height
            for number, (left, right) in enumerate(zip(line.edges, line.edges[1:], strict=False)):
                if 0 <= line.start + number < len(text):
                    boxes[line.start + number] = Box(left * size.width, top, right * size.width, bottom)
    return Layout(text, boxes, [page] * len(text))


def page_at(parts: Sequence[Part], offset: int) -> int:
    """The number of the page that a character stands on; the first where that is not known."""
    names = [part.name for part in parts if part.start <= offset]
    number = names[-1].removeprefix(_PAGE) if names else ""
    return int(number) if number.isdecimal() else 1


def _share(box: Box, size: PageSize) -> Box:
    left, right = (round(side / size.width, _DIGITS) for side in (box.left, box.right))
    top, bottom = (round(side / size.height, _DIGITS) for side in (box.top, box.bottom))
    return Box(left, top, right, bottom)


class _Growing:
    """A line that is being put together."""

    def __init__(self, start: int, page: int, box: Box) -> None:
        self.page = page
        self._start, self._top, self._bottom = start, box.top, box.bottom
        self._edges: list[float] = []
        self._right = box.left

    def takes(self, at: int, page: int, box: Box) -> bool:
        """Whether a character stands further on in the same line, with nothing but spaces between."""
        is_level = (page, box.top, box.bottom) == (self.page, self._top, self._bottom)
        return is_level and box.left >= self._right - 0.001 and at - self._start - len(self._edges) <= 1

    def add(self, at: int, box: Box) -> None:
        """Add a character; a space before it lies between the two."""
        self._edges += [self._right] * (at - self._start - len(self._edges))
        self._edges.append(box.left)
        self._right = max(box.right, box.left)

    def line(self) -> PrintedLine:
        """The line as it is kept."""
        return PrintedLine(self._start, self._top, self._bottom, (*self._edges, self._right))
