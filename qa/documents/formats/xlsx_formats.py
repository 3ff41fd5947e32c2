"""The format codes of the cells of an Excel workbook, which the reader of its values does not give."""

import io
import re
from collections.abc import Mapping

from lxml import etree

from qa.documents.formats.number_format import BUILT_IN, GENERAL
from qa.documents.formats.office_package import related, relations
from qa.documents.formats.xml_tree import Element, attribute, below, child, children, parse_xml
from qa.documents.formats.zip_check import Package, open_package
from qa.errors import DocumentUnreadable

Codes = Mapping[tuple[int, int], str]

_MAIN = "xl/workbook.xml"
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")


class CellFormats:
    """The codes of a workbook, sheet by sheet; none for a workbook that is not in XML."""

    def __init__(self, data: bytes) -> None:
        self._package: Package | None = None
        self._sheets: dict[str, str] = {}
        self._codes: list[str] = []
        if data.startswith(b"PK"):
            package = open_package(data)
            if _MAIN in package.names:
                self._package = package
                self._sheets = _sheets(package)
                self._codes = _codes(related(package, _MAIN, "styles"))

    def of(self, sheet: str) -> Codes:
        """The code of each cell of a sheet that has one, by row and column from 0."""
        part = self._sheets.get(sheet, "")
        if self._package is None or part not in self._package.names or not any(code != GENERAL for code in self._codes):
            return {}
        try:
            return dict(self._cells(self._package.read(part)))
        except etree.XMLSyntaxError as error:
            raise DocumentUnreadable(f"it is damaged: {error.msg}") from None

    def _cells(self, data: bytes) -> list[tuple[tuple[int, int], str]]:
        found = []
        events = etree.iterparse(io.BytesIO(data), tag="{*}c", resolve_entities=False, no_network=True, load_dtd=False)
        for _, cell in events:
            style, place = cell.get("s") or "", _CELL.fullmatch(cell.get("r") or "")
            if place and style.isdecimal() and int(style) < len(self._codes) and self._codes[int(style)] != GENERAL:
                found.append(((int(place[2]) - 1, _column(place[1])), self._codes[int(style)]))
            cell.clear()
        return found


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number - 1


def _sheets(package: Package) -> dict[str, str]:
    """The part of each sheet by its name."""
    known = relations(package, _MAIN)
    found = {}
    for sheet in below(parse_xml(package.read(_MAIN)), "sheet"):
        identity = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
        if identity in known:
            found[attribute(sheet, "name")] = known[identity].target
    return found


def _codes(styles: Element | None) -> list[str]:
    """The code of each style of cells, by its number."""
    if styles is None:
        return []
    own = {attribute(each, "numFmtId"): attribute(each, "formatCode") for each in below(styles, "numFmt")}
    formats = child(styles, "cellXfs")
    numbers = [attribute(each, "numFmtId") or "0" for each in children(formats, "xf")] if formats is not None else []
    return [own.get(each) or BUILT_IN.get(int(each) if each.isdecimal() else 0, GENERAL) for each in numbers]
