"""The pages of a PDF as pdfium gives them: characters with their boxes, ruling lines, and whether it is a picture.

Boxes are in points from the upper left corner of the page as it is shown, whatever its rotation and its crop box.
pdfium is not safe for threads: call it from one thread of a process only.
"""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import hypot
from typing import Any, NamedTuple

from qa.errors import DocumentUnreadable

# Above these a file is no document that someone reads; the time they would take is another document's.
MOST_PAGES = 5_000
MOST_CHARACTERS = 20_000_000
# Objects of a page looked at for ruling lines; a map has hundreds of thousands.
_MOST_OBJECTS = 4_000
_THIN, _SHORTEST_RULE = 2.5, 6.0
# Text smaller than this, in points, cannot be read by a person: it is not the document's text.
_SMALLEST = 1.5
# The part of a page that pictures cover before it counts as scanned.
_COVERED = 0.3
_PASSWORD = 4  # FPDF_ERR_PASSWORD


class Box(NamedTuple):
    """A rectangle in points from the upper left corner of the page."""

    left: float
    top: float
    right: float
    bottom: float


class Glyph(NamedTuple):
    """A character as it is printed; `number` is the one in pdfium's text page. A space between words has no box."""

    character: str
    box: Box | None
    number: int


@dataclass(frozen=True, slots=True)
class PageSize:
    """Width and height of a page as it is shown, in points."""

    width: float
    height: float


@dataclass(slots=True)
class RawPage:
    """What stands on a page: its characters in the order of the file, and ruling lines."""

    number: int
    size: PageSize
    glyphs: list[Glyph]
    rules: list[Box]
    picture_share: float
    sizes: "FontSizes"

    @property
    def is_scan(self) -> bool:
        """Whether the page is a picture without text."""
        return self.picture_share >= _COVERED and sum(glyph.box is not None for glyph in self.glyphs) < 10


@contextmanager
def opened(data: bytes) -> Iterator[Any]:
    """The document of pdfium. Raises `DocumentUnreadable` for what is no PDF, is encrypted or has no page."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        if pdfium.FPDF_GetLastError() == _PASSWORD:
            raise DocumentUnreadable("the PDF is protected by a password. Save it without one") from None
        if b"%PDF-" not in data[:1024]:
            raise DocumentUnreadable("the file is no PDF, whatever its name says") from None
        raise DocumentUnreadable("the PDF is damaged or cut off. Save or download it again") from None
    try:
        if not len(document):
            raise DocumentUnreadable("the PDF has no pages")
        if len(document) > MOST_PAGES:
            raise DocumentUnreadable(f"{len(document):,} pages; the limit is {MOST_PAGES:,}. Split the file")
        yield document
    finally:
        document.close()


def raw_pages(document: Any) -> Iterator[RawPage]:
    """Each page in turn; a page that pdfium cannot load is empty."""
    import pypdfium2

    characters = 0
    for number in range(len(document)):
        try:
            page = document[number]
        except pypdfium2.PdfiumError:
            yield RawPage(number + 1, PageSize(1, 1), [], [], 0.0, FontSizes(None))
            continue
        try:
            raw = _raw_page(page, number + 1)
            characters += len(raw.glyphs)
            if characters > MOST_CHARACTERS:
                raise DocumentUnreadable(f"more than {MOST_CHARACTERS:,} characters. Split the file")
            yield raw
        finally:
            page.close()


def _raw_page(page: Any, number: int) -> RawPage:
    size = PageSize(*page.get_size())
    placed = _Placing(page, size)
    rules, share = _rules_and_pictures(page, placed, size)
    text = page.get_textpage()
    return RawPage(number, size, _glyphs(text, placed, size), rules, share, FontSizes(text))


class FontSizes:
    """Font sizes of characters in points; to be asked while the page is open."""

    def __init__(self, text: Any) -> None:
        self._text = text

    def of(self, index: int) -> float:
        """The size of the character with this number."""
        import pypdfium2.raw as pdfium

        matrix = pdfium.FS_MATRIX()
        size = float(pdfium.FPDFText_GetFontSize(self._text, index))
        if pdfium.FPDFText_GetMatrix(self._text, index, matrix):
            size *= hypot(matrix.c, matrix.d)
        return size


class _Placing:
    """Turns pdfium's coordinates of a page (from its lower left, before rotation) into ours."""

    def __init__(self, page: Any, size: PageSize) -> None:
        import pypdfium2.raw as pdfium

        scale = 1000
        x, y = ctypes.c_int(), ctypes.c_int()

        def shown(across: float, up: float) -> tuple[float, float]:
            wide, high = round(size.width * scale), round(size.height * scale)
            pdfium.FPDF_PageToDevice(page, 0, 0, wide, high, 0, across, up, x, y)
            return x.value / scale, y.value / scale

        self._x0, self._y0 = shown(0, 0)
        right, up = shown(1000, 0), shown(0, 1000)
        self._xx, self._yx = (right[0] - self._x0) / 1000, (right[1] - self._y0) / 1000
        self._xy, self._yy = (up[0] - self._x0) / 1000, (up[1] - self._y0) / 1000
        self._is_upright = abs(self._xx - 1) < 1e-3 and abs(self._yy + 1) < 1e-3

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        if self._is_upright:
            return Box(self._x0 + left, self._y0 - top, self._x0 + right, self._y0 - bottom)
        one = self._point(left, bottom)
        other = self._point(right, top)
        return Box(min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1]))

    def _point(self, x: float, y: float) -> tuple[float, float]:
        return self._x0 + self._xx * x + self._xy * y, self._y0 + self._yx * x + self._yy * y


def _glyphs(text: Any, placed: _Placing, size: PageSize) -> list[Glyph]:
    import pypdfium2.raw as pdfium

    get_unicode, get_box, is_generated = (
        pdfium.FPDFText_GetUnicode,
        pdfium.FPDFText_GetLooseCharBox,
        pdfium.FPDFText_IsGenerated,
    )
    rectangle = pdfium.FS_RECTF()
    reference = ctypes.byref(rectangle)
    found: list[Glyph] = []
    width, height = 2 * size.width, 2 * size.height
    text = text.raw  # asked for once, not with every call
    for index in range(pdfium.FPDFText_CountChars(text)):
        code = get_unicode(text, index)
        if code == 32 and is_generated(text, index):
            found.append(Glyph(" ", None, index))
            continue
        if code < 32 and code != 2:
            continue
        get_box(text, index, reference)
        box = placed.box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
        left, top, right, bottom = box
        if bottom - top < _SMALLEST and right - left < _SMALLEST:
            continue
        if not (0 <= left + right <= width and 0 <= top + bottom <= height):
            continue  # outside of what is shown
        found.append(Glyph(chr(code) if 32 <= code < 0xD800 else _character(code), box, index))
    return found


def _character(code: int) -> str:
    """A character as text has it: an unmapped one is told as such, a radical of a font is the character itself."""
    if code in (0xFFFE, 0xFFFF) or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return "\ufffd"
    if code == 2:
        return "\N{HYPHEN}"
    return chr(code)


def _rules_and_pictures(page: Any, placed: _Placing, size: PageSize) -> tuple[list[Box], float]:
    """The thin lines of a page, and the share of it that pictures cover."""
    import pypdfium2.raw as pdfium

    bounds = [ctypes.c_float() for _ in range(4)]
    rules: list[Box] = []
    covered = 0.0
    for number in range(min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
        item = pdfium.FPDFPage_GetObject(page, number)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind not in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE):
            continue
        if not pdfium.FPDFPageObj_GetBounds(item, *bounds):
            continue
        box = placed.box(*(bound.value for bound in bounds))
        width, height = box.right - box.left, box.bottom - box.top
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            covered += max(0.0, min(width, size.width)) * max(0.0, min(height, size.height))
        elif min(width, height) <= _THIN and max(width, height) >= _SHORTEST_RULE:
            rules.append(box)
        elif width > _THIN and height > _THIN:
            rules.extend(_edges(box))
    return rules, covered / max(1.0, size.width * size.height)


def _edges(box: Box) -> tuple[Box, ...]:
    """The four sides of a rectangle, which may be the frame or the ground of a cell."""
    left, top, right, bottom = box
    return (
        Box(left, top, left, bottom),
        Box(right, top, right, bottom),
        Box(left, top, right, top),
        Box(left, bottom, right, bottom),
    )
