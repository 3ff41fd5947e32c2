"""What all rows of a table have in one column together, or all years of one thing, and how many rows there are."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from qa.answering.tables.counted import same_unit, words
from qa.answering.tables.grid import Grid
from qa.answering.tables.sheet import is_group, is_total
from qa.answering.tables.told_figures import Result, Told, matching, quotient, shown, unit_behind, written_number
from qa.language import figures
from qa.language.dates import YEAR
from qa.question.calculation import Wanted

_YEAR = re.compile(YEAR)
# So many cells are added up and quoted, and so many rows are quoted that are counted.
_MOST_ADDED, _MOST_QUOTED = 12, 8


def of_column(wanted: Sequence[Wanted], told: Sequence[Told], *, is_average: bool) -> Result | None:
    """The sum or the average of the one column that is named, over all rows of the things that are named."""
    rows, column = wanted
    for grid in _tables_of(rows, told):
        lines = _lines(grid)
        counted = [one for one in told if one.counted.grid is grid and one.counted.line in lines]
        named = [one for one in counted if one.counted.things == words(column.words)]
        # A head that narrows nothing, 人数 or a price where one is asked for, is meant by whatever no other head names.
        cells = named or [one for one in counted if not one.counted.things]
        number = figures(rows.more)
        is_all = len(cells) == len(lines) and (not number or number[0].value == len(cells))
        if not 1 < len(cells) <= _MOST_ADDED or not is_all:
            continue
        if len({one.counted.column for one in cells}) > 1 or not all(
            same_unit(cells[0].counted, one.counted) for one in cells
        ):
            continue
        total = sum((one.counted.value for one in cells), Decimal())
        added = " + ".join(map(shown, cells))
        if not is_average:
            result = written_number(total)
            return Result(f"{result}{unit_behind(cells[0])}", f"{added} = {result}", tuple(cells))
        sign, result = quotient(total, Decimal(len(cells)))
        return Result(f"{result}{unit_behind(cells[0])}", f"({added}) ÷ {len(cells)} {sign} {result}", tuple(cells))
    return None


def rows_counted(wanted: Wanted, told: Sequence[Told]) -> Result | None:
    """How many rows a table of the things asked for has; nothing where their number is told itself."""
    if matching(wanted, told):
        return None
    for grid in _tables_of(wanted, told):
        lines = _lines(grid)
        names = [row.cells[0].text for row in grid.rows if row.line in lines]
        if len(set(names)) == len(names) > 1:
            first = {one.counted.line: one for one in reversed(told) if one.counted.grid is grid}
            quoted = tuple(first[line] for line in lines if line in first)[:_MOST_QUOTED]
            listed = ", ".join(names[:_MOST_QUOTED]) + (", …" if len(names) > _MOST_QUOTED else "")
            return Result(str(len(names)), listed, quoted)
    return None


def year_of(wanted: Wanted, told: Sequence[Told], *, is_most: bool) -> Result | None:
    """The year in which what is asked for was most or least, of all years for which it is told in one unit."""
    asked = words(wanted.words)
    found: dict[str, Told] = {}
    for one in told:
        counted = one.counted
        years = {word for word in counted.things | counted.around if _YEAR.fullmatch(word)}
        is_of = asked <= counted.things | counted.of | counted.around and counted.of <= asked
        if asked and len(years) == 1 and is_of and counted.things - years <= asked and not counted.is_share:
            found.setdefault(years.pop(), one)
    ordered = sorted(found, key=lambda year: found[year].counted.value, reverse=is_most)
    values = [found[year].counted.value for year in ordered]
    if len(ordered) < 2 or values[0] == values[1] or len(ordered) > _MOST_ADDED:
        return None
    if not all(
        same_unit(found[ordered[0]].counted, found[year].counted) for year in ordered if found[year].counted.unit
    ):
        return None
    formula = (" > " if is_most else " < ").join(shown(found[year]) for year in ordered)
    return Result(ordered[0], formula, tuple(found[year] for year in ordered))


def _tables_of(wanted: Wanted, told: Iterable[Told]) -> list[Grid]:
    """The tables whose first column has the things that are named for its head."""
    asked = words(wanted.words)
    grids = {one.counted.grid.place: one.counted.grid for one in told if one.counted.grid is not None}
    return [grid for grid in grids.values() if asked and asked <= words(grid.heads[0])]


def _lines(grid: Grid) -> list[tuple[int, int]]:
    """The lines of the rows that neither sum up nor head others."""
    return [row.line for row in grid.rows if row.cells and not is_total(row) and not is_group(row)]
