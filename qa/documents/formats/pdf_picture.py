"""A page of a PDF or a picture file as a picture, and where stretches of the document's text stand on it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any

from qa.documents.formats.pdf import boxes_in, is_pdf, lay_out
from qa.documents.formats.pdf_pages import PageSize, opened
from qa.documents.formats.pdf_text import Layout
from qa.documents.formats.pictures import opened_picture, page_of, pages_of
from qa.documents.formats.printed_lines import kept_layout, page_at
from qa.errors import DocumentUnreadable
from qa.types import Part, Range

# A page may be as narrow and long as it likes; its picture may not.
_MOST_PIXELS = 8_000_000
# Enough for print and charts, at a third of the bytes.
_COLOURS = 128
# Layouts kept, so that the next page of a long document is there at once.
_KEPT = 2


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture as PNG; `marks` has the boxes of each stretch as shares of its width and height."""

    png: bytes
    page: int
    pages: int
    marks: tuple[tuple[tuple[float, float, float, float], ...], ...]


def draw(
    data: bytes, text: str, places: Sequence[Range], *, page: int = 0, width: int, parts: Sequence[Part] = ()
) -> Drawn:
    """A page, from 1, as a picture of so many pixels in width; page 0 is the one where the last of `places` begins.

    `text` is what was taken out when the document was indexed: if it is no longer what is taken out, as after a change
    of the program, nothing is marked. Where the `parts` of a scanned document tell what is printed where, they are
    believed. Raises `DocumentUnreadable`.
    """
    is_kept = any(part.lines for part in parts)
    layout = None if is_kept else _layout(data)
    is_same = layout is None or layout.text == text
    number = page or 1
    if not page and places and is_same:
        at = places[-1][0]
        number = page_at(parts, at) if layout is None else layout.pages[at] if at < len(layout.pages) else 1
    with _shown(data, number, width) as (picture, size, pages):
        stream = BytesIO()
        picture.convert("RGB").quantize(_COLOURS, method=2, dither=0).save(stream, "PNG")  # an octree, without dots
    layout = layout or kept_layout(text, parts, number, size)
    marks = tuple(
        tuple(
            (box.left / size.width, box.top / size.height, box.right / size.width, box.bottom / size.height)
            for box in boxes_in(layout, number, start, end)
        )
        for start, end in (places if is_same else ())
    )
    return Drawn(stream.getvalue(), number, pages, marks)


@contextmanager
def _shown(data: bytes, number: int, width: int) -> Iterator[tuple[Any, PageSize, int]]:
    """The picture of a page of a PDF or a picture file, the size of the page, and how many there are."""
    if not is_pdf(data):
        with opened_picture(data) as file:
            _check(number, pages_of(file))
            shown = page_of(file, number)
            size = PageSize(*map(float, shown.size))
            scale = _scale(size, width)
            small = shown.resize((max(1, round(size.width * scale)), max(1, round(size.height * scale))))
            yield small, size, pages_of(file)
        return
    with opened(data) as document:
        _check(number, len(document))
        shown = document[number - 1]
        size = PageSize(*shown.get_size())
        yield shown.render(scale=_scale(size, width), draw_annots=False).to_pil(), size, len(document)


def _scale(size: PageSize, width: int) -> float:
    return float(min(width / size.width, (_MOST_PIXELS / (size.width * size.height)) ** 0.5))


def _check(number: int, pages: int) -> None:
    if not 1 <= number <= pages:
        raise DocumentUnreadable(f"there is no page {number}; the file has {pages}")


@lru_cache(_KEPT)
def _layout(data: bytes) -> Layout:
    return lay_out(data)
