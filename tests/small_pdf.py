"""PDFs written by hand for tests: words at places, lines, a picture; and the words that pdfium finds in a box."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from qa.documents.formats.pdf_pages import Box

WIDTH, HEIGHT = 595, 842


@dataclass(frozen=True, slots=True)
class Words:
    """Words that begin at a place, in points from the upper left corner to their base line."""

    left: float
    down: float
    text: str
    size: float = 10


@dataclass(slots=True)
class Page:
    """A page: words in the order of the file, lines as left, top, right, bottom, and perhaps a picture over it all."""

    words: list[Words] = field(default_factory=list)
    lines: list[tuple[float, float, float, float]] = field(default_factory=list)
    is_picture: bool = False
    rotated: int = 0


def lines_of(left: float, down: float, lines: Sequence[str], *, pitch: float = 14, size: float = 10) -> list[Words]:
    """Lines of words, one below the other."""
    return [Words(left, down + number * pitch, line, size) for number, line in enumerate(lines)]


def vertical(left: float, down: float, text: str, *, size: float = 12) -> list[Words]:
    """Characters one below the other."""
    return [Words(left, down + number * size, character, size) for number, character in enumerate(text)]


def pdf(pages: Sequence[Page], *, title: str = "", made: str = "", encrypted: bool = False) -> bytes:
    """The bytes of a PDF with these pages."""
    objects: list[bytes] = [b"", b""]  # the catalog and the pages, which name the others
    kids = []
    fonts = (
        b"<< /Latin << /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >> "
        b"/Han << /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [ << "
        b"/Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /CIDSystemInfo << /Registry (Adobe) "
        b"/Ordering (GB1) /Supplement 4 >> /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 6 "
        b"/FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >> >> ] >> >>"
    )
    for page in pages:
        content = _content(page)
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Rotate %d /Resources << /Font %s >> "
            b"/Contents %d 0 R >>" % (WIDTH, HEIGHT, page.rotated, fonts, len(objects))
        )
        kids.append(len(objects))
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(b"%d 0 R" % kid for kid in kids), len(kids))
    objects.append(b"<< /Title (%s) /CreationDate (%s) >>" % (title.encode("latin-1"), made.encode("latin-1")))
    return _file(objects, encrypted=encrypted)


def _content(page: Page) -> bytes:
    parts = []
    if page.is_picture:
        parts.append(b"q %d 0 0 %d 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q" % (WIDTH, HEIGHT))
    for left, top, right, bottom in page.lines:
        parts.append(b"0.5 w %.2f %.2f m %.2f %.2f l S" % (left, HEIGHT - top, right, HEIGHT - bottom))
    for words in page.words:
        is_latin = all(ord(character) < 256 for character in words.text)
        shown = words.text.encode("latin-1") if is_latin else words.text.encode("utf-16-be")
        parts.append(
            b"BT /%s %.2f Tf 1 0 0 1 %.2f %.2f Tm <%s> Tj ET"
            % (
                b"Latin" if is_latin else b"Han",
                words.size,
                words.left,
                HEIGHT - words.down,
                shown.hex().encode(),
            )
        )
    return b"\n".join(parts)


def _file(objects: Sequence[bytes], *, encrypted: bool) -> bytes:
    data = b"%PDF-1.4\n"
    places = []
    for number, one in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    lock = b""
    if encrypted:
        lock = b"/Encrypt << /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >> /ID [<00> <00>]" % (
            b"41" * 32,
            b"42" * 32,
        )
    data += b"trailer << /Size %d /Root 1 0 R /Info %d 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        len(objects),
        lock,
        start,
    )
    return data


def words_in(data: bytes, page: int, boxes: Sequence[Box], *, height: float = HEIGHT) -> str:
    """What pdfium itself finds in boxes of an upright page, from 1, without white space."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        text = document[page - 1].get_textpage()
        found = [
            text.get_text_bounded(
                left=box.left + 0.4, bottom=height - box.bottom + 0.4, right=box.right - 0.4, top=height - box.top - 0.4
            )
            for box in boxes
        ]
    finally:
        document.close()
    return "".join("".join(found).split())
