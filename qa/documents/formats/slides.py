"""PowerPoint slides: titles, items, tables and speakers' notes, each slide a part; hidden slides are left out."""

import re
from collections.abc import Iterator

from qa.documents.extracted import Extracted, Part
from qa.documents.formats.grid_cells import spread
from qa.documents.formats.markdown import Writer, one_line
from qa.documents.formats.office_package import relations, title_of
from qa.documents.formats.xml_tree import Element, attribute, below, child, children, local, parse_xml
from qa.documents.formats.zip_check import Package, open_package
from qa.errors import DocumentUnreadable

_MAIN = "ppt/presentation.xml"
_TITLES = ("title", "ctrTitle")
# Placeholders that repeat on every slide.
_RUNNING = ("dt", "ftr", "sldNum", "hdr", "sldImg")
_CHARACTERS = {"br": "\n", "tab": " "}


def extract(data: bytes, name: str) -> Extracted:
    """The slides in the order of the show."""
    package = open_package(data)
    if _MAIN not in package.names:
        raise DocumentUnreadable("it has no slides in it")
    writer, parts, hidden = Writer(), [], 0
    for number, part in enumerate(_slides(package), start=1):
        root = parse_xml(package.read(part))
        if attribute(root, "show") == "0":
            hidden += 1
            continue
        parts.append(Part(writer.next_start, f"slide {number}"))
        for shape in _shapes(root):
            _write(writer, shape)
        if notes := _notes(package, part):
            parts.append(Part(writer.next_start, f"slide {number}, notes"))
            writer.paragraph("\n".join(notes))
    said = (f"{hidden} hidden slides are left out",) if hidden else ()
    return Extracted(writer.text, title=title_of(package), parts=tuple(parts), notes=said)


def _slides(package: Package) -> Iterator[str]:
    """The parts of the slides in order."""
    known = relations(package, _MAIN)
    for each in below(parse_xml(package.read(_MAIN)), "sldId"):
        identities = [value for key, value in each.attrib.items() if re.search(r"relationships\}id$", key)]
        relation = known.get(identities[0]) if identities else None
        if relation is not None and relation.target in package.names:
            yield relation.target


def _shapes(root: Element) -> list[Element]:
    """The shapes with text and the tables, titles first; those of a group are among the others."""
    found = [each for each in below(root, "sp", "graphicFrame") if _placeholder(each) not in _RUNNING]
    found = [each for each in found if not any(local(above) == "Fallback" for above in each.iterancestors())]
    return sorted(found, key=lambda each: _placeholder(each) not in _TITLES)


def _placeholder(shape: Element) -> str:
    """What a shape stands for on its slide: "title", "body" for what has no kind, empty for a shape of its own."""
    if local(shape) != "sp":
        return ""
    mark = next(iter(below(shape, "ph")), None)
    return "" if mark is None else attribute(mark, "type") or "body"


def _write(writer: Writer, shape: Element) -> None:
    table = next(iter(below(shape, "tbl")), None)
    if table is not None:
        writer.table(spread([[_cell(cell) for cell in children(row, "tc")] for row in children(table, "tr")]))
        return
    kind = _placeholder(shape)
    lines = [(_text(line), _depth(line)) for line in below(shape, "p")]
    if kind in _TITLES:
        writer.heading(" ".join(text for text, _ in lines), 2)
        return
    for text, depth in lines:
        if kind in ("body", "obj"):
            writer.item(text, depth=depth)
        else:
            writer.paragraph(text)
    writer.end_table()


def _cell(cell: Element) -> tuple[str, int, int]:
    text = " ".join(filter(None, (one_line(_text(line)) for line in below(cell, "p"))))
    columns, lines = (attribute(cell, name) for name in ("gridSpan", "rowSpan"))
    # A cell that a merged one covers stands in the XML all the same, and holds nothing.
    is_covered = attribute(cell, "hMerge") in ("1", "true") or attribute(cell, "vMerge") in ("1", "true")
    return (text, 0, 1) if is_covered else (text, _span(columns), _span(lines))


def _span(value: str) -> int:
    return min(max(int(value), 1), 100) if value.isdecimal() and len(value) < 4 else 1


def _depth(paragraph: Element) -> int:
    properties = child(paragraph, "pPr")
    level = attribute(properties, "lvl") if properties is not None else ""
    return min(int(level), 8) if level.isdecimal() and len(level) < 3 else 0


def _text(element: Element) -> str:
    pieces = []
    for each in element.iterdescendants():
        if local(each) == "t":
            pieces.append(each.text or "")
        elif local(each) in _CHARACTERS:
            pieces.append(_CHARACTERS[local(each)])
    return "".join(pieces)


def _notes(package: Package, part: str) -> list[str]:
    """What the speaker has written below a slide, a line for each paragraph."""
    for relation in relations(package, part).values():
        if relation.kind == "notesSlide" and relation.target in package.names:
            shapes = [
                each for each in _shapes(parse_xml(package.read(relation.target))) if _placeholder(each) == "body"
            ]
            return [text for shape in shapes for line in below(shape, "p") if (text := one_line(_text(line)))]
    return []
