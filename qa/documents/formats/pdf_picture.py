"""A page of a PDF as a picture, and where stretches of the document's text stand on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

from qa.documents.formats.pdf import boxes_in, lay_out
from qa.documents.formats.pdf_pages import opened
from qa.documents.formats.pdf_text import Layout
from qa.errors import DocumentUnreadable
from qa.types import Range

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


def draw(data: bytes, text: str, places: Sequence[Range], *, page: int = 0, width: int) -> Drawn:
    """A page, from 1, as a picture of so many pixels in width; page 0 is the one where the last of `places` begins.

    `text` is what was taken out when the document was indexed: if it is no longer what is taken out, as after a change
    of the program, nothing is marked. Raises `DocumentUnreadable`.
    """
    layout = _layout(data)
    is_same = layout.text == text
    number = page or (layout.pages[places[-1][0]] if places and is_same and places[-1][0] < len(layout.pages) else 1)
    with opened(data) as document:
        if not 1 <= number <= len(document):
            raise DocumentUnreadable(f"there is no page {number}; the PDF has {len(document)}")
        shown = document[number - 1]
        across, down = shown.get_size()
        scale = min(width / across, (_MOST_PIXELS / (across * down)) ** 0.5)
        stream = BytesIO()
        picture = shown.render(scale=scale, draw_annots=False).to_pil().convert("RGB")
        picture.quantize(_COLOURS, method=2, dither=0).save(stream, "PNG")  # an octree, without dots
        pages = len(document)
    marks = tuple(
        tuple(
            (box.left / across, box.top / down, box.right / across, box.bottom / down)
            for box in boxes_in(layout, number, start, end)
        )
        for start, end in (places if is_same else ())
    )
    return Drawn(stream.getvalue(), number, pages, marks)


@lru_cache(_KEPT)
def _layout(data: bytes) -> Layout:
    return lay_out(data)
