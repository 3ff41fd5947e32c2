"""A question looked up in a table: the rows that it names, the column that it asks for, the cells where they meet."""

import re
from dataclasses import dataclass

from qa.answering.tables.asked_column import AskedColumn, Likeness
from qa.answering.tables.grid import Cell, Grid, Row
from qa.answering.tables.named_rows import NamedRows
from qa.answering.tables.wanted import AFTER, BY_PRICE, FEWEST, HOW_MUCH, MONEY_HEAD, MOST, NOT_WORKED_OUT, TOTAL
from qa.language import detect, figures, fold, measure, sentences
from qa.question.polar import is_polar
from qa.question.unit import asks_price
from qa.types import Language, Question

_WEAK = 0.34
# The longest value of a label that answers as it is, in characters of Chinese: what is longer is a clause to be read.
_LONGEST_VALUE = 24.0
_COSTS = re.compile(r"\bcosts?\b|\bprices?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Looked:
    """A cell with its row and the head of its column, and how clearly the question names them."""

    grid: Grid
    row: Row
    cell: Cell
    head: str
    worth: float


def looked_up(question: Question, grid: Grid, likeness: Likeness) -> Looked | None:
    """The cell that answers a question; None where the table does not tell it for sure."""
    if NOT_WORKED_OUT.search(question.text) and not AFTER.search(question.text.lower()):
        return None
    language = language_of(grid)
    asked = AskedColumn(question, grid, language)
    if grid.is_record:
        column, worth = asked.column(frozenset(), likeness)
        row = grid.rows[0]
        if column < 0 or worth <= _WEAK or not _may_be_told_by(question, row.cell(column).text):
            return None
        return Looked(grid, row, row.cell(column), grid.heads[column], worth)
    extreme = _extreme(question, grid, asked)
    if extreme is not None:
        return extreme
    found = NamedRows(question, grid, language)
    if not found.rows:
        return None
    best = found.rows[0][1]
    named, rows = best.columns, [row for row, _ in found.rows]
    beside = found.beside(found.rows)
    if beside is not None:
        rows, named = [beside], frozenset[int]()
    column, worth = asked.column(named, likeness, key=min(best.columns) if beside else -1)
    if column < 0:
        return None
    cells = [(row, row.cell(column)) for row in rows]
    if len({fold(cell.text) for _, cell in cells}) > 1:
        return None
    row, cell = cells[0]
    return Looked(grid, row, cell, _head(grid, column), worth + best.worth)


def _may_be_told_by(question: Question, value: str) -> bool:
    """Whether what stands behind a label answers as it is: no sentences, and a figure where one is asked for."""
    if is_polar(question.text) or len(sentences(value)) > 1 or measure(value) > _LONGEST_VALUE:
        return False
    asks_figure = any(asked.search(question.text) for asked in (HOW_MUCH, _COSTS)) or asks_price(question.text)
    return not asks_figure or bool(figures(value)) or not value.strip("-–—/. ")


def _head(grid: Grid, column: int) -> str:
    return grid.heads[column] if column < len(grid.heads) else ""


def _extreme(question: Question, grid: Grid, asked: AskedColumn) -> Looked | None:
    """The row with the most or the least of the column that is asked by."""
    folded = fold(question.text)
    wants_most, wants_least = MOST.search(folded), FEWEST.search(folded)
    if not (wants_most or wants_least) or len(grid.rows) < 2:
        return None
    scored = {
        at: asked.share(grid.heads[at])
        for at in range(len(grid.heads))
        if asked.is_mostly(at, lambda cell: bool(figures(cell)))
    }
    if BY_PRICE.search(folded):
        scored |= {at: scored[at] + 1.0 for at in scored if MONEY_HEAD.search(grid.heads[at])}
    best = max(scored.values(), default=0.0)
    by = [at for at, score in scored.items() if score >= best - 1e-9]
    if len(by) > 1:
        by = [at for at in by if at != asked.target()]
    if best <= 0 or len(by) > 1:
        return None
    rows = [
        (value, row) for row in grid.rows if not _is_total(row) and (value := _value(row.cell(by[0]).text)) is not None
    ]
    if len(rows) < 2:
        return None
    ends = sorted(rows, key=lambda one: one[0], reverse=bool(wants_most) and not wants_least)
    if ends[0][0] == ends[1][0]:
        return None
    row = ends[0][1]
    column = by[0] if HOW_MUCH.search(folded) else asked.key_column(by[0])
    return Looked(grid, row, row.cell(column), _head(grid, column), 1.0 + best)


def language_of(grid: Grid) -> Language:
    """The language of a table's heads and its first cells."""
    return detect(" ".join([*grid.heads, *(cell.text for row in grid.rows[:5] for cell in row.cells)]))


def _is_total(row: Row) -> bool:
    return bool(row.cells) and TOTAL.search(row.cells[0].text) is not None


def _value(text: str) -> float | None:
    """The number in a cell, with its sign: the only one, or the one that it begins with; else None."""
    found = figures(text)
    if not found or (len(found) > 1 and found[0].start > 1):
        return None
    value = float(found[0].value)
    return -value if re.search(r"[-−–]\s*$", text[: found[0].start]) else value
