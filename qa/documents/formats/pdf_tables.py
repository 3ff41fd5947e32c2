"""Tables on a page, told from the areas of their cells and from ruling lines; and the lines of all other text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from qa.documents.formats.pdf_pages import Box
from qa.documents.formats.pdf_runs import Run, same_line

# Lines of one cell follow each other at no more than this, in heights of a line.
_PITCH = 1.6
# How far edges of cells in a column may differ, in heights of a line, and how many must not.
_ALIGNED = 0.5
_ALIGNED_SHARE = 0.7
# Cells of this many characters on the average are running text in columns.
_LONGEST_CELL = 60
_MARKER = re.compile(
    r"[-–—•·▪◦○●■□*+►]|[(（\[]?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5}|[一二三四五六七八九十]{1,3})[.)、）\]]|[①-⑳]"
)
_NUMBER = re.compile(r"\d{1,3}")
_FIGURE = re.compile(r"[-–+]?[\d.,%\s]+|-")


@dataclass(slots=True)
class Cell:
    """The lines of a cell, from top to bottom."""

    runs: list[Run] = field(default_factory=list)

    @property
    def area(self) -> Box:
        """The area that the lines take."""
        return _around(self.runs)


@dataclass(slots=True)
class Table:
    """Rows of cells; None stands for an empty cell."""

    page: int
    rows: list[list[Cell | None]]
    area: Box
    edges: tuple[float, ...]


def _around(runs: Sequence[Run]) -> Box:
    return Box(
        min(run.area.left for run in runs),
        min(run.area.top for run in runs),
        max(run.area.right for run in runs),
        max(run.area.bottom for run in runs),
    )


def tables_and_runs(runs: Sequence[Run], rules: Sequence[Box]) -> list[Run | Table]:
    """The runs in their order, with those that are cells put together in tables."""
    rows = _rows(runs, [rule for rule in rules if rule.right - rule.left > rule.bottom - rule.top])
    upright = [rule for rule in rules if rule.bottom - rule.top >= rule.right - rule.left]
    found: list[Run | Table] = []
    at = 0
    while at < len(rows):
        until = _end_of_table(rows, at, upright)
        table = _table_at(rows, at, until, upright)
        if table is not None:
            found.append(table)
            at += len(table.rows)
        else:
            found.extend(run for cell in rows[at] for run in cell.runs)
            at += 1
    return found


def _rows(runs: Sequence[Run], across: Sequence[Box]) -> list[list[Cell]]:
    """Runs put together to rows of cells, in the order of the file: a row goes on to the right, a cell downwards."""
    rows: list[list[Cell]] = []
    for number, run in enumerate(runs):
        if rows and _is_beside(rows[-1], runs, number):
            if len(rows[-1]) == 1:
                rows[-1:] = _parted(rows[-1][0], runs[number])
            rows[-1].append(Cell([run]))
        elif rows and _is_below(rows[-1], run, across):
            _add_below(rows[-1], run)
        else:
            rows.append([Cell([run])])
    return rows


def _is_beside(row: Sequence[Cell], runs: Sequence[Run], at: int) -> bool:
    """Whether a run stands to the right of the last cell of a row, at its height."""
    run = runs[at]
    level = [one for one in row[-1].runs if one.area.right <= run.area.left + 1]
    if not level or level[-1] is not row[-1].runs[-1]:
        return False
    if len(row) == 1:
        return any(same_line(one.area, run.area) for one in _tail(level))
    area = _around([one for cell in row for one in cell.runs])
    if run.area.bottom < area.top - 6 * run.height:
        return False
    # A cell of several lines may begin above those beside it, and end below them.
    last = at
    while last + 1 < len(runs) and runs[last].area.bottom < area.top and _is_stacked(runs[last], runs[last + 1]):
        last += 1
    low, high = run.area.top, runs[last].area.bottom
    middle = (area.top + area.bottom) / 2
    return low <= middle <= high if last > at else area.top <= (low + high) / 2 <= area.bottom


def _is_stacked(run: Run, following: Run) -> bool:
    return abs(run.area.left - following.area.left) < 2 and 0 < following.area.top - run.area.top < 2.2 * run.height


def _add_below(row: list[Cell], run: Run) -> None:
    """Add a line to the last cell; words above it that stand wide apart are of that cell too."""
    wide = row[-1]
    while len(row) > 2 and run.area.left < row[-2].area.right - 1:
        row.pop()
        wide = Cell([*row[-1].runs, *wide.runs])
        row[-1] = wide
    wide.runs.append(run)


def _tail(level: Sequence[Run]) -> Sequence[Run]:
    return level[-6:]


def _parted(cell: Cell, beside: Run) -> list[list[Cell]]:
    """The rows of which the first cell is the last: the lines of text above do not belong to it."""
    runs = cell.runs
    level = max(number for number, run in enumerate(runs) if same_line(run.area, beside.area))
    below = len(runs) - 1 - level
    first = level if not below else max(0, level - below)
    while first < level and (runs[first].area.right > beside.area.left or _is_loose(runs, first)):
        first += 1
    return [*([Cell([run])] for run in runs[:first]), [Cell(runs[first:])]]


def _is_loose(runs: Sequence[Run], at: int) -> bool:
    """Whether a line stands further from the next one than those of the cell from each other."""
    pitches = [other.area.top - one.area.top for one, other in zip(runs[at:], runs[at + 1 :], strict=False)]
    return pitches[0] > 1.15 * min(pitches)


def _is_below(row: Sequence[Cell], run: Run, across: Sequence[Box]) -> bool:
    """Whether a run is the next line of the last cell of a row."""
    last = row[-1].runs[-1]
    pitch = run.area.top - last.area.top
    if (
        not 0.3 * last.height < pitch <= (_PITCH if len(row) == 1 else 2) * last.height
        or abs(run.size - last.size) > 0.08 * last.size
    ):
        return False
    if min(run.area.right, last.area.right) - max(run.area.left, last.area.left) <= 0:
        return False
    if len(row) > 1 and (_FIGURE.fullmatch(run.words) or not _may_be_below(row, run)):
        return False
    middle = (max(run.area.left, last.area.left) + min(run.area.right, last.area.right)) / 2
    low, high = last.area.bottom - 0.3 * last.height, run.area.top + 0.3 * run.height
    return not any(low <= (rule.top + rule.bottom) / 2 <= high and rule.left <= middle <= rule.right for rule in across)


def _may_be_below(row: Sequence[Cell], run: Run) -> bool:
    """Whether a line begins where the last cell of a row does, or where words of it that stand wide apart begin."""
    at = len(row) - 1
    while at > 1 and run.area.left < row[at - 1].area.right - 1 and _is_wide_space(row[at - 1], row[at]):
        at -= 1
    return run.area.left >= row[at - 1].area.right - 1


def _is_wide_space(cell: Cell, following: Cell) -> bool:
    one, other = cell.runs[-1], following.runs[0]
    return same_line(one.area, other.area) and other.area.left - one.area.right <= 2.5 * one.height


def _end_of_table(rows: Sequence[Sequence[Cell]], at: int, upright: Sequence[Box]) -> int:
    """The number of the row behind the table that may begin at a row."""
    if len(rows[at]) < 2:
        return at + 1
    area = _around([run for cell in rows[at] for run in cell.runs])
    until = last = at + 1
    while until < len(rows):
        own = _around([run for cell in rows[until] for run in cell.runs])
        if own.top < area.bottom - 3 or own.top - area.bottom > 2.5 * rows[until][0].runs[0].height:
            break
        if len(rows[until]) > 1:
            last = until + 1
        elif not _is_in_grid(own, area, upright):
            if until - last >= 1 or not _is_short(own, area):
                break
        else:
            last = until + 1
        area = _around([run for row in rows[at : until + 1] for cell in row for run in cell.runs])
        until += 1
    return last


def _is_in_grid(own: Box, area: Box, upright: Sequence[Box]) -> bool:
    """Whether a row of one cell stands in the frame of a table."""
    middle = (own.top + own.bottom) / 2
    return any(
        rule.top <= middle <= rule.bottom and area.left - 30 <= rule.left <= own.left + 1 for rule in upright
    ) and own.right - own.left < 0.9 * (area.right - area.left)


def _is_short(own: Box, area: Box) -> bool:
    return own.left >= area.left - 3 and own.right - own.left < 0.5 * (area.right - area.left)


def _table_at(rows: Sequence[Sequence[Cell]], at: int, until: int, upright: Sequence[Box]) -> Table | None:
    """The longest table that begins at a row; None if its rows are no cells."""
    if until - at < 2:
        return None
    table = _ruled_table(rows, at, until, upright)
    if table is not None:
        return table
    around = [
        _around([run for cell in row for run in cell.runs])
        for row in (*rows[max(0, at - 1) : at], *rows[until : until + 1])
    ]
    return _open_table(rows[at:until], around)


def _ruled_table(rows: Sequence[Sequence[Cell]], at: int, until: int, upright: Sequence[Box]) -> Table | None:
    """A table with lines between its columns: another one may follow it at once."""
    for end in range(until, at + 1, -1):
        area = _around([run for row in rows[at:end] for cell in row for run in cell.runs])
        height = rows[at][0].runs[0].height
        inside = [
            rule
            for rule in upright
            if area.left + 1 < rule.left < area.right - 1 and rule.bottom > area.top and rule.top < area.bottom
        ]
        if sum(min(rule.bottom, area.bottom) - max(rule.top, area.top) for rule in inside) < 0.6 * (
            area.bottom - area.top - height
        ):
            return None
        table = _table(rows[at:end])
        if table is not None:
            return table
    return None


def _open_table(rows: Sequence[Sequence[Cell]], around: Sequence[Box]) -> Table | None:
    """A table that only the white strips between its columns tell; a column of text with wide spaces has none."""
    full = [row for row in rows if len(row) > 1]
    if len(full) < 2:
        return None
    columns = _united(sorted((cell.area.left, cell.area.right) for row in full for cell in row))
    height = median(cell.runs[0].height for row in full for cell in row)
    strips = [right[0] - left[1] for left, right in zip(columns, columns[1:], strict=False)]
    if len(columns) < max(map(len, full)) or min(strips, default=0.0) < (0.6 if len(full) > 2 else 1.5) * height:
        return None
    table = _table(rows)
    if table is None or _is_text_between(table, around, height) or not _are_cells(table.rows):
        return None
    return table


def _is_text_between(table: Table, around: Sequence[Box], height: float) -> bool:
    """Whether the line above or below has the same edges, as justified lines with wide spaces do."""
    return any(
        abs(area.left - table.area.left) < 2
        and abs(area.right - table.area.right) < 2
        and (table.area.top - area.bottom < 0.6 * height and area.top - table.area.bottom < 0.6 * height)
        for area in around
    )


def _table(rows: Sequence[Sequence[Cell]]) -> Table | None:
    """The table of rows, or None if two cells of a row meet in one column."""
    columns = _columns(rows)
    if len(columns) < 2:
        return None
    placed = [_placed(row, columns) for row in rows]
    kept = [row for row in placed if row is not None]
    if len(kept) < len(placed):
        return None
    area = _around([run for row in rows for cell in row for run in cell.runs])
    return Table(rows[0][0].runs[0].page, kept, area, tuple(left for left, _ in columns))


def _columns(rows: Sequence[Sequence[Cell]]) -> list[tuple[float, float]]:
    """The columns from left to right: the stretches that cells of the rows with the most cells take together."""
    spans = sorted((cell.area.left, cell.area.right) for row in rows for cell in row)
    most = max(map(len, rows))
    found = _united(spans)
    if len(found) < most:
        spans = sorted((cell.area.left, cell.area.right) for row in rows if len(row) == most for cell in row)
        found = _united(spans)
    return found


def _united(spans: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    found: list[tuple[float, float]] = []
    for left, right in spans:
        if found and left < found[-1][1] - 0.5:
            found[-1] = found[-1][0], max(found[-1][1], right)
        else:
            found.append((left, right))
    return found


def _placed(row: Sequence[Cell], columns: Sequence[tuple[float, float]]) -> list[Cell | None] | None:
    """A row with each cell in its column; one over several columns stands in the first. None if two meet in one."""
    found: list[Cell | None] = [None] * len(columns)
    for cell in row:
        area = cell.area
        shared = [min(area.right, right) - max(area.left, left) for left, right in columns]
        touched = [number for number, common in enumerate(shared) if common > 0]
        if not touched:
            return None
        at = touched[0] if len(touched) > 1 and shared[touched[0]] > 2 else max(touched, key=shared.__getitem__)
        if found[at] is not None:
            at = next((number for number in touched if found[number] is None), -1)
            if at < 0:
                return None
        found[at] = cell
    return found


def _are_cells(rows: Sequence[Sequence[Cell | None]]) -> bool:
    """Whether the cells are short, stand in line with those of their column, and are no marks of a list."""
    columns = [[cell for cell in column if cell is not None] for column in zip(*rows, strict=True)]
    first = [cell.runs[0].words for cell in columns[0]]
    if all(map(_MARKER.fullmatch, first)) or (len(columns) == 2 and all(map(_NUMBER.fullmatch, first))):
        return False
    cells = [cell for column in columns for cell in column]
    if sum(len(run.text) for cell in cells for run in cell.runs) > _LONGEST_CELL * len(cells):
        return False
    return all(_is_aligned(column) for column in columns if len(column) > 1)


def _is_aligned(cells: Sequence[Cell]) -> bool:
    """Whether most cells of a column share their left edge, their right edge or their middle."""
    height = median(cell.runs[0].height for cell in cells)
    for edge in (
        [cell.area.left for cell in cells],
        [cell.area.right for cell in cells],
        [(cell.area.left + cell.area.right) / 2 for cell in cells],
    ):
        middle = median(edge)
        if sum(abs(place - middle) <= _ALIGNED * height for place in edge) >= _ALIGNED_SHARE * len(edge):
            return True
    return False
