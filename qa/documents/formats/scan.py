"""Pages that are pictures, of a PDF or a picture file, read by OCR and laid out as other pages are."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from qa.documents.extracted import Extracted, Part
from qa.documents.formats.ocr_engine import LONGEST_SIDE, read_lines, ruling_lines
from qa.documents.formats.pdf import Read, composed, extracted, is_pdf, read_pdf
from qa.documents.formats.pdf_pages import Box, PageSize, RawPage
from qa.documents.formats.pdf_runs import Run
from qa.documents.formats.pdf_text import Layout
from qa.documents.formats.pictures import NO_WORDS, opened_picture, page_of, pages_of
from qa.documents.formats.printed_lines import printed_lines
from qa.documents.formats.scan_runs import runs_of_lines, settle_sizes
from qa.errors import DocumentUnreadable

# Of figures with a character that the engine is less sure of than this, people are told (docs/measurements.md).
SURE = 0.9
# A picture is laid out as if it were printed on a page of so many points in length, as A4 is.
_PAGE_LENGTH = 842.0
# What may be a figure: digits, with letters that they are mistaken for, and Chinese numerals.
FIGURE = re.compile(
    r"(?=[A-Za-z.,/-]*[0-9])[0-9A-Za-z]+(?:[.,/-][0-9A-Za-z]+|(?<=[0-9]):[0-9]+)*%?|[零〇一二三四五六七八九十百千万亿两]+"
)

# A page by number, and the box of a character on it.
_Place = tuple[int, object]


@dataclass(slots=True)
class _Reader:
    """Reads pages and remembers which characters were unsure."""

    pages: set[int] = field(default_factory=set)
    doubtful: set[_Place] = field(default_factory=set)

    def read(self, picture: Any, number: int, size: PageSize) -> tuple[list[Run], list[Box]]:
        """The runs and ruling lines of a page from its picture."""
        import numpy

        longest = max(picture.size)
        if longest > LONGEST_SIDE:
            picture = picture.resize([max(1, side * LONGEST_SIDE // longest) for side in picture.size])
        pixels = numpy.ascontiguousarray(numpy.asarray(picture)[:, :, ::-1])
        lines = read_lines(pixels)
        scale = size.width / picture.size[0]
        runs = runs_of_lines(lines, number, scale)
        self.pages.add(number)
        sure = iter([each.sure for line in lines for each in line.characters if each.ends is not None])
        for box in (box for run in runs for box in run.boxes if box is not None):
            if next(sure) < SURE:
                self.doubtful.add((number, box))
        return runs, [Box(*(side * scale for side in rule)) for rule in ruling_lines(pixels)]

    def read_page(self, document: Any, page: RawPage) -> tuple[list[Run], list[Box]]:
        """The runs and ruling lines of a page of a PDF."""
        scale = LONGEST_SIDE / max(page.size.width, page.size.height)
        shown = document[page.number - 1]
        try:
            picture = shown.render(scale=scale, draw_annots=False).to_pil().convert("RGB")
        finally:
            shown.close()
        return self.read(picture, page.number, page.size)


def extract(data: bytes, name: str) -> Extracted:
    """The text of a file with scanned pages, and where it is printed. Raises `DocumentUnreadable`."""
    reader = _Reader()
    read = read_pdf(data, reader.read_page) if is_pdf(data) else _read_picture(data, reader)
    parts = tuple(_parts(read, reader))
    return extracted(read, name, parts)


def _read_picture(data: bytes, reader: _Reader) -> Read:
    pages: list[tuple[list[Run], list[Box]]] = []
    sizes: list[PageSize] = []
    with opened_picture(data) as picture:
        for number in range(1, pages_of(picture) + 1):
            shown = page_of(picture, number)
            across, down = shown.size
            scale = _PAGE_LENGTH / max(across, down)
            sizes.append(PageSize(across * scale, down * scale))
            pages.append(reader.read(shown, number, sizes[-1]))
    settle_sizes(runs for runs, _ in pages)
    flow = composed(pages, [size.height for size in sizes])
    layout = flow.written()
    if not layout.text.strip():
        raise DocumentUnreadable(NO_WORDS)
    return Read(layout, ("a picture, read by OCR",), flow.largest_heading, "", tuple(sizes))


def _parts(read: Read, reader: _Reader) -> Iterator[Part]:
    """The pages, with what of them was read by OCR and where all their characters are printed."""
    lines = printed_lines(read.layout, read.sizes)
    unsure = list(_unsure(read.layout, reader.doubtful))
    starts = [*read.layout.starts, (0, len(read.layout.text))]
    for (page, start), (_, end) in pairwise(starts):
        yield Part(
            start,
            f"p. {page}",
            page in reader.pages,
            tuple(place for place in unsure if start <= place[0] < end),
            tuple(lines.get(page, ())),
        )


def _unsure(layout: Layout, doubtful: set[_Place]) -> Iterator[tuple[int, int]]:
    """The figures with a character that the engine is not sure of."""
    places: Sequence[_Place] = list(zip(layout.pages, layout.boxes, strict=True))
    for figure in FIGURE.finditer(layout.text):
        if any(place in doubtful for place in places[figure.start() : figure.end()]):
            yield figure.span()
