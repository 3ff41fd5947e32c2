"""PDF: its text as Markdown, joined to paragraphs over lines, columns and pages; and where each character is printed.

The boxes are not kept with the index. Taking them out again gives the same text, character for character.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from qa.documents.extracted import Extracted, Part
from qa.documents.formats.pdf_flow import Flow
from qa.documents.formats.pdf_lines import lines_of
from qa.documents.formats.pdf_margins import without_margins
from qa.documents.formats.pdf_order import in_order
from qa.documents.formats.pdf_pages import Box, PageSize, RawPage, opened, raw_pages
from qa.documents.formats.pdf_runs import Run, runs_of
from qa.documents.formats.pdf_tables import tables_and_runs
from qa.documents.formats.pdf_text import Layout
from qa.documents.formats.pictures import MOST_SCANS
from qa.documents.formats.scan_runs import settle_sizes
from qa.documents.front_matter import read_head
from qa.errors import DocumentUnreadable

# From this share on, the characters that a font does not explain are told.
_UNKNOWN = 0.02
_NO_TITLE = re.compile(
    r"(?i)^(untitled|microsoft word\b.*|.*\.(docx?|pdf|html?|tex|dvi|indd|odt|txt|md)|about:blank|)$"
)
# How much of the text's head and foot may tell the year.
_HEAD, _FOOT = 1_500, 500
_DATE = re.compile(r"D:(\d{4})(\d{2})(\d{2})")


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of a file: its text with boxes, what it says of itself, and the size of each page.

    `unread` counts the pages that are pictures and were not read.
    """

    layout: Layout
    notes: tuple[str, ...]
    title: str
    date: str
    sizes: tuple[PageSize, ...]
    unread: int = 0


# Reads a page that is a picture, from the document of pdfium.
ScanReader = Callable[[Any, RawPage], tuple[list[Run], list[Box]]]


def extract(data: bytes, name: str) -> Extracted:
    """The text of a PDF and what it says of itself; none where all of it is still to be read by OCR.

    Raises `DocumentUnreadable`.
    """
    read = read_pdf(data)
    if not read.layout.text.strip() and not read.unread:
        why = read.notes[0] if read.notes else "its pages have no text"
        raise DocumentUnreadable(f"nothing can be read in this PDF: {why}")
    return extracted(read, name, tuple(Part(start, f"p. {page}") for page, start in read.layout.starts))


def extracted(read: Read, name: str, parts: tuple[Part, ...]) -> Extracted:
    """What was read, with what the head of its text says."""
    text = read.layout.text
    head = read_head(text)
    title = read.title or ("" if head.title == PurePath(name).stem else head.title)
    return Extracted(text, title, head.source, head.date or read.date, parts, read.notes, read.unread)


def is_pdf(data: bytes) -> bool:
    """Whether the file says that it is a PDF."""
    return b"%PDF-" in data[:1024]


def lay_out(data: bytes) -> Layout:
    """The text that `extract` gives, with the box of each character. Raises `DocumentUnreadable`."""
    return read_pdf(data).layout


def boxes(data: bytes, page: int, start: int, end: int) -> tuple[Box, ...]:
    """Where `start:end` of the text is printed on a page, counted from 1: a box for each line, in points."""
    return boxes_in(lay_out(data), page, start, end)


def boxes_in(layout: Layout, page: int, start: int, end: int) -> tuple[Box, ...]:
    """Where `start:end` of a text that was laid out is printed on a page."""
    found: list[Box] = []
    for at in range(max(0, start), min(end, len(layout.text))):
        box = layout.boxes[at]
        if box is None or layout.pages[at] != page:
            continue
        if found and (grown := _grown(found[-1], box)) is not None:
            found[-1] = grown
        else:
            found.append(box)
    return tuple(found)


def _grown(box: Box, following: Box) -> Box | None:
    """The box of a line with the next character in it; None if that one stands on another line."""
    height, width = box.bottom - box.top, box.right - box.left
    own = Box(0, 0, following.right - following.left, following.bottom - following.top)
    beside = min(box.bottom, following.bottom) - max(box.top, following.top) > 0.4 * min(height, own.bottom)
    below = min(box.right, following.right) - max(box.left, following.left) > 0.4 * min(width, own.right)
    if beside and -1.2 * height <= following.left - box.right <= 1.5 * height:
        return _around(box, following)
    # In a vertical line characters stand one below the other, and the line is not wider than one of them.
    size = max(own.right, own.bottom)
    if below and width <= 1.6 * size and -0.5 * size <= following.top - box.bottom <= 1.5 * size:
        return _around(box, following)
    return None


def _around(one: Box, other: Box) -> Box:
    return Box(
        min(one.left, other.left), min(one.top, other.top), max(one.right, other.right), max(one.bottom, other.bottom)
    )


def read_pdf(data: bytes, read_scan: ScanReader | None = None) -> Read:
    """The text of a PDF; its scanned pages are read by `read_scan`, if there is one. Raises `DocumentUnreadable`."""
    with opened(data) as document:
        pages: list[tuple[list[Run], list[Box]]] = []
        sizes: list[PageSize] = []
        scans: list[int] = []
        for page in raw_pages(document):
            runs, rules = runs_of(page)
            if page.is_scan:
                scans.append(page.number)
                if read_scan is not None and len(scans) <= MOST_SCANS:
                    runs, rules = read_scan(document, page)
            pages.append((runs, rules))
            sizes.append(page.size)
        about = _metadata(document)
    settle_sizes(pages[number - 1][0] for number in scans)
    heights = [
        max([size.height, *(run.area.bottom for run in runs)]) for (runs, _), size in zip(pages, sizes, strict=True)
    ]
    flow = composed(pages, heights)
    layout = flow.written()
    notes = _notes(layout.text, scans, pages=len(pages), data=data, is_read=read_scan is not None)
    unread = 0 if read_scan else min(len(scans), MOST_SCANS)
    return Read(layout, tuple(notes), _title(flow, about.title), _date(about.date, layout.text), tuple(sizes), unread)


def composed(pages: Sequence[tuple[list[Run], list[Box]]], heights: Sequence[float]) -> Flow:
    """The flow of a document from the runs and ruling lines of each page, and how high the pages are."""
    kept = without_margins([runs for runs, _ in pages], heights)
    return Flow(
        [lines_of(tables_and_runs(in_order(runs), rules)) for runs, (_, rules) in zip(kept, pages, strict=True)]
    )


@dataclass(frozen=True, slots=True)
class _About:
    title: str
    date: str


def _metadata(document: Any) -> _About:
    found = document.get_metadata_dict(skip_empty=True)
    made = _DATE.match(str(found.get("CreationDate", "")))
    return _About(" ".join(str(found.get("Title", "")).split()), "-".join(made.groups()) if made else "")


def _title(flow: Flow, named: str) -> str:
    """The title: what the metadata say if the first page says it too, else the largest heading there."""
    bare = "".join(named.split())
    if bare and not _NO_TITLE.match(named) and bare in "".join(flow.first_page.split()):
        return named
    return flow.largest_heading or ("" if _NO_TITLE.match(named) else named)


def _date(made: str, text: str) -> str:
    """The day on which the file was made, if the text's head or foot names that year; else it may be a later copy's."""
    return made if made and made[:4] in text[:_HEAD] + text[-_FOOT:] else ""


def _notes(text: str, scans: Sequence[int], *, pages: int, data: bytes, is_read: bool) -> Iterator[str]:
    if scans:
        counted = f"{len(scans)} of {pages} pages {'is a scan' if len(scans) == 1 else 'are scans'}"
        yield f"{counted} ({'read by OCR' if is_read else 'pictures without text'}): {_listed(scans)}"
    if is_read and len(scans) > MOST_SCANS:
        yield f"only the first {MOST_SCANS} scans were read. Split the file"
    unknown = text.count("\ufffd")
    if unknown and unknown >= _UNKNOWN * len(text):
        yield f"{unknown:,} of {len(text):,} characters cannot be read: their font does not say what they are"
    if b"%%EOF" not in data[-2048:]:
        yield "the end of the file is missing: pages may be lost"


def _listed(numbers: Sequence[int]) -> str:
    """Numbers of pages as "p. 2–4, 7"."""
    stretches: list[list[int]] = []
    for number in numbers:
        if stretches and number == stretches[-1][1] + 1:
            stretches[-1][1] = number
        else:
            stretches.append([number, number])
    return "p. " + ", ".join(f"{one}" if one == other else f"{one}–{other}" for one, other in stretches)
