"""Workbooks: row by row with the heads of their columns, cells as they are shown; hidden sheets are left out."""

import io
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from qa.documents.extracted import Extracted, Part
from qa.documents.formats.markdown import Writer
from qa.documents.formats.number_format import GENERAL, shown
from qa.documents.formats.sheet_rows import Row, write_rows
from qa.documents.formats.xlsx_formats import CellFormats, Codes
from qa.errors import DocumentUnreadable

# A sheet with a cell at each end would be filled with empty ones between them.
_MOST_CELLS = 20_000_000


def extract(data: bytes, name: str) -> Extracted:
    """The sheets in order; each row of one is a part."""
    workbook = _opened(data)
    formats = CellFormats(data)
    writer, hidden = Writer(), 0
    parts: list[Part] = []
    for about in workbook.sheets_metadata:
        if about.visible != SheetVisibleEnum.Visible:
            hidden += 1
        elif about.typ == SheetTypeEnum.WorkSheet:
            sheet = _sheet(workbook, about.name)
            rows = list(_rows(sheet, formats.of(about.name)))
            if any(any(cells) for _, cells in rows):
                parts.append(Part(writer.next_start, about.name))
                writer.heading(about.name, 2)
                parts += write_rows(writer, rows, sheet=about.name)
    said = (f"{hidden} hidden sheets are left out",) if hidden else ()
    return Extracted(writer.text, title=PurePath(name).stem, parts=tuple(parts), notes=said)


def _opened(data: bytes) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError:
        raise DocumentUnreadable("the file is encrypted. Save it without a password") from None
    except (CalamineError, OSError) as error:
        raise DocumentUnreadable(f"the workbook is damaged: {error}") from None


def _sheet(workbook: CalamineWorkbook, name: str) -> Any:
    try:
        sheet = workbook.get_sheet_by_name(name)
    except (CalamineError, OSError) as error:
        raise DocumentUnreadable(f"the sheet {name} is damaged: {error}") from None
    if sheet.height * sheet.width > _MOST_CELLS:
        raise DocumentUnreadable(f"the sheet {name} has cells too far apart. Delete those at its ends")
    return sheet


def _rows(sheet: Any, codes: Codes) -> Iterator[Row]:
    top, left = sheet.start or (0, 0)
    values = sheet.to_python(skip_empty_area=True)
    cells = [
        [_shown(value, codes.get((top + at, left + column), GENERAL)) for column, value in enumerate(row)]
        for at, row in enumerate(values)
    ]
    _spread(cells, sheet.merged_cell_ranges or (), top, left)
    return ((top + at + 1, row) for at, row in enumerate(cells))


def _shown(value: Any, code: str) -> str:
    return "" if value == "" else shown(value, code)


def _spread(
    cells: list[list[str]], ranges: Sequence[tuple[tuple[int, int], tuple[int, int]]], top: int, left: int
) -> None:
    """What stands in a merged cell holds for each that it covers, unless it is alone in its row as a title is."""
    for (first, begin), (last, end) in ranges:
        rows = range(max(0, first - top), min(len(cells), last - top + 1))
        if not rows or not cells[rows[0]]:
            continue
        width = len(cells[rows[0]])
        columns = range(max(0, begin - left), min(width, end - left + 1))
        others = [cell for at, cell in enumerate(cells[rows[0]]) if at not in columns]
        if not columns or not any(others):
            continue
        text = cells[rows[0]][columns[0]]
        for row in rows:
            for column in columns:
                cells[row][column] = text
