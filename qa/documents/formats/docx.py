"""Word documents: headings, lists, tables, text boxes, footnotes; deletions, comments and running heads are left out.

Read from the XML itself: libraries for it pass over footnotes, insertions under review and content controls.
"""

from collections.abc import Iterator

from qa.documents.extracted import Extracted
from qa.documents.formats.docx_styles import Styles, read_styles
from qa.documents.formats.grid_cells import spread
from qa.documents.formats.markdown import Writer, one_line
from qa.documents.formats.office_package import related, relations, title_of
from qa.documents.formats.xml_tree import Element, attribute, below, child, children, local, parse_xml
from qa.documents.formats.zip_check import open_package
from qa.errors import DocumentUnreadable

_MAIN = "word/document.xml"
# Text that was deleted or moved away under review, a second form of a drawing, and readings above characters.
_LEFT_OUT = ("del", "moveFrom", "Fallback", "rt", "instrText", "delText", "pPr", "rPr", "sectPr", "tblPr", "tcPr")
_CHARACTERS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": " "}
_INSIDE = ("sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml", "body", "AlternateContent", "Choice")


def extract(data: bytes, name: str) -> Extracted:
    """The text of the body, with the footnotes below it."""
    package = open_package(data)
    if _MAIN not in package.names:
        raise DocumentUnreadable("it has no Word document in it")
    root = parse_xml(package.read(_MAIN))
    body = child(root, "body")
    if body is None:
        raise DocumentUnreadable("it has no Word document in it")
    reader = _Reader(read_styles(related(package, _MAIN, "styles")))
    reader.blocks(body)
    for kind in ("footnotes", "endnotes"):
        reader.notes(related(package, _MAIN, kind))
    has_comments = any(relation.kind == "comments" for relation in relations(package, _MAIN).values())
    comments = related(package, _MAIN, "comments") if has_comments else None
    count = len(children(comments, "comment")) if comments is not None else 0
    said = (f"{count} comments are left out",) if count else ()
    return Extracted(reader.writer.text, title=reader.title or title_of(package), notes=said)


class _Reader:
    def __init__(self, styles: Styles) -> None:
        self.writer = Writer()
        self.title = ""
        self._styles = styles

    def blocks(self, parent: Element) -> None:
        """The paragraphs and tables of a body, a cell or a content control."""
        for element in parent:
            name = local(element)
            if name == "p":
                self._paragraph(element)
            elif name == "tbl":
                self._table(element)
            elif name in _INSIDE:
                self.blocks(element)

    def notes(self, root: Element | None) -> None:
        """Footnotes or endnotes, each a paragraph after its number."""
        for note in children(root, "footnote", "endnote") if root is not None else ():
            text = " ".join(filter(None, (one_line(_text(each)) for each in below(note, "p"))))
            if text and not attribute(note, "type"):
                self.writer.paragraph(f"[^{attribute(note, 'id')}]: {text}")

    def _paragraph(self, element: Element) -> None:
        text = _text(element)
        style = self._styles.of(element)
        if style.level and len(one_line(text)) <= 200:
            if not self.title and style.is_title:
                self.title = one_line(text)
            self.writer.heading(text, style.level)
        elif style.list_depth is not None:
            self.writer.item(text, depth=style.list_depth)
        else:
            self.writer.paragraph(text)
        for box in _boxes(element):
            self.blocks(box)

    def _table(self, element: Element) -> None:
        rows = [_row(row) for row in _rows(element)]
        cells = [cell for row in rows for cell in row]
        if len(rows) < 2 or max(map(len, rows)) < 2:
            for cell in cells:
                self.blocks(cell)
            return
        self.writer.table(spread(_merged(rows)))


def _rows(table: Element) -> Iterator[Element]:
    for each in table:
        if local(each) == "tr":
            yield each
        elif local(each) in _INSIDE:
            yield from _rows(each)


def _row(row: Element) -> list[Element]:
    cells = []
    for each in row:
        if local(each) == "tc":
            cells.append(each)
        elif local(each) in _INSIDE:
            cells += _row(each)
    return cells


def _merged(rows: list[list[Element]]) -> list[list[tuple[str, int, int]]]:
    """The cells with the columns and rows that they cover; one that goes on from above is counted there."""
    found: list[list[tuple[str, int, int]]] = []
    open_above: dict[int, tuple[int, int]] = {}
    for at, row in enumerate(rows):
        found.append([])
        column = 0
        for cell in row:
            columns, merge = _spans(cell)
            if merge == "continue" and column in open_above:
                line, place = open_above[column]
                text, width, lines = found[line][place]
                found[line][place] = text, width, max(lines, at - line + 1)
            else:
                if merge == "restart":
                    open_above[column] = at, len(found[at])
                else:
                    open_above.pop(column, None)
                found[at].append((_cell_text(cell), columns, 1))
            column += columns
    return found


def _spans(cell: Element) -> tuple[int, str]:
    """How many columns a cell covers, and whether it begins a run of merged rows, goes on with it, or neither."""
    properties = child(cell, "tcPr")
    if properties is None:
        return 1, ""
    span, merge = child(properties, "gridSpan"), child(properties, "vMerge")
    value = attribute(span, "val") if span is not None else ""
    columns = min(max(int(value), 1), 100) if value.isascii() and value.isdecimal() else 1
    return columns, "" if merge is None else attribute(merge, "val") or "continue"


def _cell_text(cell: Element) -> str:
    return " ".join(filter(None, (one_line(_text(each)) for each in below(cell, "p"))))


def _text(element: Element) -> str:
    """The text of a paragraph as it stands after all changes under review."""
    return "".join(_pieces(element))


def _pieces(element: Element) -> Iterator[str]:
    for each in element:
        name = local(each)
        if name == "t":
            yield each.text or ""
        elif name in _CHARACTERS:
            yield _CHARACTERS[name] if attribute(each, "type") != "page" else ""
        elif name not in _LEFT_OUT and name != "txbxContent" and not _is_hidden(name, each):
            yield from _pieces(each)


def _is_hidden(name: str, element: Element) -> bool:
    """Whether a run is marked as hidden text."""
    properties = child(element, "rPr") if name == "r" else None
    vanish = None if properties is None else child(properties, "vanish")
    return vanish is not None and attribute(vanish, "val") not in ("0", "false", "off")


def _boxes(paragraph: Element) -> list[Element]:
    """The contents of text boxes that hang on a paragraph; the older form of the same drawing is passed over."""
    return [
        box
        for box in below(paragraph, "txbxContent")
        if not any(local(above) == "Fallback" for above in box.iterancestors())
        and not any(local(above) == "txbxContent" for above in box.iterancestors())
    ]
