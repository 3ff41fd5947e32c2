"""A row of a table as evidence: its line, with the cell that answers marked in it."""

from qa.answering.tables.grid import Cell, Grid, Row
from qa.language.lines import line_at, trimmed
from qa.types import Document, Evidence, Hit, Passage


def row_evidence(document: Document, grid: Grid, row: Row, cell: Cell | None, support: float) -> Evidence:
    """The line of a row, of a record that of the label; an empty cell is not marked."""
    text = document.text
    start, end = line_at(text, cell.place) if grid.is_record and cell else row.line
    start, end = trimmed(text, start, end)
    passage = Passage(f"{document.id}#{start}", document.id, grid.above, text[start:end], start, end)
    marked = cell.place if cell and start <= cell.place[0] < cell.place[1] <= end else None
    return Evidence(Hit(passage, 1.0, {}), (start, end), marked, support)
