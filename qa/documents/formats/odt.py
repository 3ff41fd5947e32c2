"""OpenDocument texts and slides: headings, lists, tables, footnotes and speakers' notes; comments are left out."""

from collections.abc import Iterator

from qa.documents.extracted import Extracted, Part
from qa.documents.formats.grid_cells import spread
from qa.documents.formats.markdown import Writer, one_line
from qa.documents.formats.xml_tree import Element, attribute, below, child, children, local, parse_xml
from qa.documents.formats.zip_check import Package, open_package
from qa.errors import DocumentUnreadable

_LEFT_OUT = (
    "annotation",
    "annotation-end",
    "tracked-changes",
    "note",
    "ruby-text",
    "bookmark",
    "sequence-decls",
    "forms",
)
_BOXES = ("frame", "text-box", "custom-shape", "g", "rect", "ellipse")
_MOST_REPEATS = 100


def extract(data: bytes, name: str) -> Extracted:
    """The text of content.xml in its order, footnotes below it; a slide is a part."""
    package = open_package(data)
    root = parse_xml(package.read("content.xml"))
    body = next(iter(below(root, "text", "presentation", "drawing")), None)
    if body is None or local(body.getparent()) != "body":
        raise DocumentUnreadable("it has no text in it")
    reader = _Reader()
    if local(body) == "text":
        reader.blocks(body)
    else:
        for number, page in enumerate(children(body, "page"), start=1):
            reader.slide(page, number)
    reader.footnotes(body)
    comments = len(below(body, "annotation"))
    said = (f"{comments} comments are left out",) if comments else ()
    return Extracted(reader.writer.text, title=_title(package), parts=tuple(reader.parts), notes=said)


def _title(package: Package) -> str:
    if "meta.xml" not in package.names:
        return ""
    return next((one_line(each.text or "") for each in below(parse_xml(package.read("meta.xml")), "title")), "")


class _Reader:
    def __init__(self) -> None:
        self.writer = Writer()
        self.parts: list[Part] = []

    def slide(self, page: Element, number: int) -> None:
        """The shapes of a slide, then its notes."""
        self.parts.append(Part(self.writer.next_start, f"slide {number}"))
        for each in page:
            if local(each) == "notes":
                self.parts.append(Part(self.writer.next_start, f"slide {number}, notes"))
                self.blocks(each)
            elif attribute(each, "class") == "title":
                self.writer.heading(" ".join(_text(line) for line in below(each, "p", "h")), 2)
            else:
                self.blocks([each])

    def blocks(self, parent: Element | list[Element], *, depth: int = 0) -> None:
        """Paragraphs, headings, lists, tables and boxes in their order."""
        for each in parent:
            name = local(each)
            if name == "h":
                level = attribute(each, "outline-level")
                self.writer.heading(_text(each), int(level) if level.isdecimal() and len(level) < 3 else 1)
            elif name == "p":
                self._paragraph(each)
            elif name == "list":
                self._list(each, depth)
            elif name == "table":
                self._table(each)
            elif name not in _LEFT_OUT and name != "page-thumbnail":
                self.blocks(each, depth=depth)

    def footnotes(self, body: Element) -> None:
        """The notes of all paragraphs, each after its number."""
        for number, note in enumerate(below(body, "note"), start=1):
            citation, inside = child(note, "note-citation"), child(note, "note-body")
            label = (citation.text if citation is not None else "") or str(number)
            text = " ".join(_text(each) for each in below(inside, "p", "h")) if inside is not None else ""
            self.writer.paragraph(f"[^{one_line(label)}]: {one_line(text)}" if text.strip() else "")

    def _paragraph(self, element: Element) -> None:
        self.writer.paragraph(_text(element))
        for box in (each for each in below(element, "text-box") if not _is_left_out(each, element)):
            self.blocks(box)

    def _list(self, element: Element, depth: int) -> None:
        for item in children(element, "list-item", "list-header"):
            for each in item:
                if local(each) == "list":
                    self._list(each, depth + 1)
                elif local(each) in ("p", "h"):
                    self.writer.item(_text(each), depth=depth)
                else:
                    self.blocks([each], depth=depth)

    def _table(self, element: Element) -> None:
        rows = [list(_cells(row)) for row in _rows(element)]
        rows = [row for row in rows if any(text for text, *_ in row)]
        if len(rows) < 2 or max(map(len, rows)) < 2:
            for row in rows:
                for text, *_ in row:
                    self.writer.paragraph(text)
            return
        table = spread(rows)
        width = max((at + 1 for row in table for at, cell in enumerate(row) if cell), default=0)
        self.writer.table([row[:width] for row in table])


def _rows(table: Element) -> Iterator[Element]:
    for each in table:
        if local(each) == "table-row":
            yield each
        elif local(each) in ("table-header-rows", "table-rows", "table-row-group"):
            yield from _rows(each)


def _cells(row: Element) -> Iterator[tuple[str, int, int]]:
    """The cells of a row; those that a merged one covers are left to it."""
    for cell in children(row, "table-cell"):
        text = " ".join(filter(None, (one_line(_text(each)) for each in below(cell, "p", "h"))))
        spans = (attribute(cell, "number-columns-spanned"), attribute(cell, "number-rows-spanned"))
        columns, lines = (min(int(span), 100) if span.isdecimal() and len(span) < 5 else 1 for span in spans)
        repeated = attribute(cell, "number-columns-repeated")
        count = min(int(repeated), _MOST_REPEATS) if repeated.isdecimal() and len(repeated) < 9 else 1
        for _ in range(count):
            yield text, max(columns, 1), max(lines, 1)


def _is_left_out(element: Element, root: Element) -> bool:
    for above in element.iterancestors():
        if above is root:
            return False
        if local(above) in (*_LEFT_OUT, "text-box"):
            return True
    return False


def _text(element: Element) -> str:
    return "".join(_pieces(element))


def _pieces(element: Element) -> Iterator[str]:
    yield element.text or ""
    for each in element:
        name = local(each)
        if name == "s":
            count = attribute(each, "c")
            yield " " * (min(int(count), 100) if count.isdecimal() and len(count) < 5 else 1)
        elif name == "tab":
            yield " "
        elif name == "line-break":
            yield "\n"
        elif name not in _LEFT_OUT and name not in _BOXES:
            yield from _pieces(each)
        yield each.tail or ""
