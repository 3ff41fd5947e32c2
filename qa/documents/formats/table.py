"""Which parser reads a file: told by what it begins with, and by its name where that says nothing."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from qa.documents.extracted import Extracted
from qa.documents.formats.ocr_engine import is_installed
from qa.documents.formats.zip_check import Package, open_package
from qa.errors import DocumentUnreadable

Parser = Callable[[bytes, str], Extracted]
_ROOM = "qa.documents.formats"


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: how its names end, and the module beside this one that has its parser.

    `has_pages` is True where the source view shows its pages as pictures, for which the file is kept. `is_packed` is
    True for an archive whose files are documents of their own, `needs_cell` is False where the standard library alone
    reads it, and `needs_ocr` is True where there is nothing to read without the extra `ocr`.
    """

    name: str
    suffixes: tuple[str, ...]
    module: str = ""
    has_pages: bool = False
    is_packed: bool = False
    needs_cell: bool = True
    needs_ocr: bool = False

    @property
    def is_built(self) -> bool:
        """Whether there is a parser for it, with what it needs."""
        if self.needs_ocr and not is_installed():
            return False
        return self.is_packed or find_spec(f"{_ROOM}.{self.module}") is not None


PDF = Format("PDF", (".pdf",), "pdf", has_pages=True)
WORD = Format("Word", (".docx", ".docm"), "docx")
HTML = Format("HTML", (".html", ".htm", ".xhtml"), "html")
WEB_ARCHIVE = Format("MHTML", (".mhtml", ".mht"), "mhtml")
WORKBOOK = Format("spreadsheet", (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"), "spreadsheet")
SEPARATED = Format("CSV", (".csv", ".tsv"), "separated", needs_cell=False)
SLIDES = Format("PowerPoint", (".pptx", ".pptm"), "slides")
BOOK = Format("EPUB", (".epub",), "epub")
OPEN_TEXT = Format("OpenDocument", (".odt", ".odp"), "odt")
RICH_TEXT = Format("RTF", (".rtf",), "rtf")
MAIL = Format("mail", (".eml",), "mail")
ROWS_OF_TEXT = Format("JSON lines", (".jsonl", ".ndjson"), "jsonl", needs_cell=False)
PICTURE = Format(
    "picture", (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp"), "pictures", has_pages=True, needs_ocr=True
)
ARCHIVE = Format("zip", (".zip",), is_packed=True)
# Not told by a file, but by what the parser of a PDF or a picture says of it.
SCAN = Format("scan", (), "scan", has_pages=True, needs_ocr=True)

_TEXTUAL = (PDF, WORD, HTML, WEB_ARCHIVE, WORKBOOK, SEPARATED, SLIDES, BOOK, OPEN_TEXT, RICH_TEXT, MAIL, ROWS_OF_TEXT)
_ALL = (*_TEXTUAL, PICTURE)
FORMATS = tuple(kind for kind in (*_ALL, ARCHIVE) if kind.is_built)

# What the first bytes of a file say; a zip archive and an old Office file are looked into.
_PREFIXES = (
    (b"{\\rtf", RICH_TEXT),
    (b"\x89PNG\r\n\x1a\n", PICTURE),
    (b"\xff\xd8\xff", PICTURE),
    (b"II*\x00", PICTURE),
    (b"MM\x00*", PICTURE),
)
_WEBP = re.compile(rb"RIFF....WEBP", re.S)
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF_HEAD = 1024
_MARKUP = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S
)
_WEB_ARCHIVE_HEAD = re.compile(rb"^content-type:\s*multipart/related\b", re.I | re.M)
# The parts of a zip archive that tell what it is.
_PARTS = (
    ("word/document.xml", WORD),
    ("xl/workbook.xml", WORKBOOK),
    ("xl/workbook.bin", WORKBOOK),
    ("ppt/presentation.xml", SLIDES),
)
_MIME_TYPES = {
    "application/epub+zip": BOOK,
    "application/vnd.oasis.opendocument.text": OPEN_TEXT,
    "application/vnd.oasis.opendocument.presentation": OPEN_TEXT,
    "application/vnd.oasis.opendocument.spreadsheet": WORKBOOK,
}
_OFFICE_SUFFIXES = tuple(
    suffix for kind in (WORD, WORKBOOK, SLIDES, BOOK, OPEN_TEXT) for suffix in kind.suffixes if suffix != ".xls"
)
# Kinds that plain text may be by its name alone.
_BY_NAME = (HTML, WEB_ARCHIVE, SEPARATED, MAIL, ROWS_OF_TEXT)


def suffixes() -> tuple[str, ...]:
    """How the names of files with a parser end, in lower case."""
    return tuple(suffix for kind in FORMATS for suffix in kind.suffixes)


def format_of(data: bytes, name: str) -> Format | None:
    """The kind of a file; None for plain text. Raises `DocumentUnreadable` for a package that is not sound."""
    kind = _by_content(data)
    if kind is ARCHIVE and name.lower().endswith(_OFFICE_SUFFIXES):
        raise DocumentUnreadable("the file is a zip archive without what its name says; it may be damaged")
    if kind is not None and not kind.is_built:
        return None
    return kind or _by_name(data, name)


def _by_content(data: bytes) -> Format | None:
    for prefix, kind in _PREFIXES:
        if data.startswith(prefix):
            return kind
    if _WEBP.match(data):
        return PICTURE
    if b"%PDF-" in data[:_PDF_HEAD]:
        return PDF
    if data.startswith(_ZIP):
        return _of_package(open_package(data))
    return _old_office(data) if data.startswith(_OLE) else None


def _of_package(package: Package) -> Format:
    for part, kind in _PARTS:
        if part in package.names:
            return kind
    return _MIME_TYPES.get(package.mime_type, ARCHIVE)


def _old_office(data: bytes) -> Format:
    """A file of Office before 2007, or one of today's that is encrypted. Raises where no parser reads it."""
    if _stream(data, "EncryptedPackage"):
        raise DocumentUnreadable("the file is encrypted. Save it without a password")
    if _stream(data, "Workbook") or _stream(data, "Book"):
        return WORKBOOK
    for stream, program, suffix in (("WordDocument", "Word", "docx"), ("PowerPoint Document", "PowerPoint", "pptx")):
        if _stream(data, stream):
            raise DocumentUnreadable(f"the file is of {program} before 2007. Save it as .{suffix}")
    raise DocumentUnreadable("the file is an old Office file. Save it as .docx, .xlsx or .pptx")


def _stream(data: bytes, name: str) -> bool:
    """Whether the folder of a compound file names a stream, which it does in UTF-16 up to a zero."""
    return name.encode("utf-16-le") + b"\0\0" in data


def _by_name(data: bytes, name: str) -> Format | None:
    """The kind of a text by its name, unless it is plainly a web page."""
    lower = name.lower()
    if not lower.endswith(".md"):
        if _MARKUP.match(data[:4096]):
            return HTML
        if _WEB_ARCHIVE_HEAD.search(data[:4096]) and b"mime-version:" in data[:4096].lower():
            return WEB_ARCHIVE
    return next((kind for kind in _BY_NAME if kind.is_built and lower.endswith(kind.suffixes)), None)


def parser_of(kind: Format) -> Parser:
    """The parser of a kind, with the library that it needs."""
    parser: Parser = import_module(f"{_ROOM}.{kind.module}").extract
    return parser
