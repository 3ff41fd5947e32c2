"""Tables as they stand in a text: Markdown, comma or tab separated lines, and blocks of labels with their values."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from qa.language.dates import YEAR
from qa.language.lines import LINE, trimmed
from qa.language.punctuation import SENTENCE_ENDS, STOPS
from qa.types import Range

_SEPARATOR = re.compile(r"\s*\|?(?:\s*:?-{2,}:?\s*\|)+(?:\s*:?-{2,}:?\s*)?\|?\s*")
_LABEL = re.compile(
    r"\s*(?:[-*+•]\s+)?(?:\*\*|__)?(?P<label>[^\s:：|*][^:：|*\n]{0,38}?)(?:\*\*|__)?\s*[:：]\s*(?:\*\*|__)?\s*(?P<value>\S.*?)\s*"
)
_SENTENCE = re.compile(rf"[{STOPS}；]|[a-z]{{2}}\.\s+[A-Z]")
_QUOTED_FIELD = re.compile(r'\s*"((?:[^"]|"")*)"\s*(?:,|$)|([^,]*)(?:,|$)')
# Lines of comma separated values are at least so many, of so many fields, none of which is longer.
_LEAST_LINES, _LEAST_FIELDS, _LONGEST_FIELD = 3, 3, 80
_LEAST_LABELS = 3
# A table with a head of two lines has at least so many lines.
_LEAST_BELOW_TWO = 4
_FIGURE = re.compile(r"\d")
_YEAR = re.compile(rf"{YEAR}年?")
_NUMBER = re.compile(r"[-−+]?\s?[$€£¥￥]?\s?\d[\d,]*(?:\.\d+)?\s?%?")
_PLAIN = re.compile(r"\d{1,3}")
# So many of the cells below are figures in a column of figures.
_MOSTLY = 0.6
# Tables kept parsed, by text.
_REMEMBERED = 32


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, without marks, and where; an empty cell has the range of nothing."""

    text: str
    place: Range


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a line, and the line itself."""

    cells: tuple[Cell, ...]
    line: Range

    def cell(self, column: int) -> Cell:
        """The cell of a column; an empty one where the line is too short."""
        return self.cells[column] if column < len(self.cells) else Cell("", (self.line[1], self.line[1]))


@dataclass(frozen=True, slots=True)
class Grid:
    """The heads of the columns, the rows below them, and what stands above the table: a caption or a heading.

    A record is a block of labels with their values: it has one row, with the labels for heads.
    """

    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    above: str
    place: Range
    is_record: bool = False


@lru_cache(_REMEMBERED)
def grids(text: str) -> tuple[Grid, ...]:
    """The tables of a text, from first to last."""
    lines = [match.span() for match in LINE.finditer(text)]
    found: list[Grid] = []
    at = 0
    while at < len(lines):
        grid, used = _grid_at(text, lines, at)
        if grid is not None:
            found.append(grid)
        at += max(1, used)
    return tuple(found)


def _grid_at(text: str, lines: Sequence[Range], at: int) -> tuple[Grid | None, int]:
    """The table that begins at a line, and how many lines it takes."""
    above = _above(text, lines, at)
    for read in (_markdown, _separated):
        rows, used = read(text, lines, at)
        if rows:
            heads, first = _heads(rows) if read is _markdown or not _is_headless(rows) else (("",) * _width(rows), 0)
            rows = [row for at, row in enumerate(rows) if at < max(1, first) or not _repeats(row, rows[0])]
            return Grid(heads, tuple(rows[first:]), above, (lines[at][0], lines[at + used - 1][1])), used
    labelled = _labels(text, lines, at)
    if not labelled:
        return None, 1
    place = lines[at][0], lines[at + len(labelled) - 1][1]
    row = Row(tuple(cell for _, cell in labelled), place)
    return Grid(tuple(label for label, _ in labelled), (row,), above, place, is_record=True), len(labelled)


def _heads(rows: Sequence[Row]) -> tuple[tuple[str, ...], int]:
    """The heads, and the number of the first row below them: in a head of two lines each column has both of its heads.

    A head has two lines where the first one leaves columns out or spans several, and the second one has words or years
    where figures stand below.
    """
    top = [cell.text for cell in rows[0].cells]
    if len(rows) < _LEAST_BELOW_TWO or not any(
        text and text in top[:at] or not text for at, text in enumerate(top) if at
    ):
        return tuple(top), 1
    # A line that heads a group has no figures, and tells nothing of the lines above it.
    figured = next((row for row in rows[2:] if any(_FIGURE.search(cell.text) for cell in row.cells[1:])), rows[2])
    under, below = ([cell.text for cell in row.cells] for row in (rows[1], figured))
    is_head = [not _FIGURE.search(text) or _YEAR.fullmatch(text) is not None for text in under]
    is_figure = [_FIGURE.search(text) is not None and _YEAR.fullmatch(text) is None for text in below[1:]]
    if len(under) != len(top) or not all(is_head) or not any(under[1:]) or sum(is_figure) * 2 < len(is_figure):
        return tuple(top), 1
    spanned = [
        text or next((left for left in reversed(top[1:at]) if left), "") if at else text for at, text in enumerate(top)
    ]
    both = zip(spanned, under, strict=True)
    return tuple(" · ".join(dict.fromkeys(text for text in pair if text)) for pair in both), 2


def _is_headless(rows: Sequence[Row]) -> bool:
    """Whether the first line has figures, and no years or numbers in a row, wherever the lines below have them."""
    counted = [
        at
        for at in range(_width(rows))
        if sum(bool(_NUMBER.fullmatch(row.cell(at).text)) for row in rows[1:]) >= _MOSTLY * (len(rows) - 1)
    ]
    first = [rows[0].cell(at).text for at in counted]
    is_counting = all(map(_PLAIN.fullmatch, first)) and all(int(two) - int(one) == 1 for one, two in pairwise(first))
    return (
        bool(first)
        and all(_NUMBER.fullmatch(text) and not _YEAR.fullmatch(text) for text in first)
        and not (len(first) > 1 and is_counting)
    )


def _width(rows: Sequence[Row]) -> int:
    return max(len(row.cells) for row in rows)


def _repeats(row: Row, head: Row) -> bool:
    """Whether a line below says the heads once more, as at the top of a page."""
    texts = [cell.text for cell in row.cells]
    return texts == [cell.text for cell in head.cells] and any(texts) and not any(map(_FIGURE.search, texts))


def _above(text: str, lines: Sequence[Range], at: int) -> str:
    """The nearest line above that is not empty."""
    return next(
        (words for first, last in reversed(lines[max(0, at - 3) : at]) if (words := text[first:last].strip())), ""
    )


def _follow(lines: Sequence[Range], text: str, at: int) -> Iterator[Range]:
    """A line and those right below it, up to an empty one."""
    for number in range(at, len(lines)):
        if number > at and text.count("\n", lines[number - 1][1], lines[number][0]) > 1:
            return
        yield lines[number]


def _markdown(text: str, lines: Sequence[Range], at: int) -> tuple[list[Row], int]:
    if at + 1 >= len(lines) or "|" not in text[slice(*lines[at])]:
        return [], 0
    if not _SEPARATOR.fullmatch(text, *lines[at + 1]):
        return [], 0
    rows = [_bars(text, lines[at])]
    used = 2
    for line in list(_follow(lines, text, at))[2:]:
        if "|" not in text[slice(*line)]:
            break
        rows.append(_bars(text, line))
        used += 1
    return (rows, used) if len(rows) > 1 else ([], 0)


def _bars(text: str, line: Range) -> Row:
    start, end = trimmed(text, *line)
    first = start + 1 if text[start] == "|" else start
    last = end - 1 if text[end - 1] == "|" and end - 1 > first else end
    cells, at = [], first
    for match in re.finditer(r"(?<!\\)\|", text[first:last] + "|"):
        cells.append(_cell(text, at, first + match.start()))
        at = first + match.end()
    return Row(tuple(cells), (start, end))


def _cell(text: str, start: int, end: int) -> Cell:
    """A cell without the white space and the marks of emphasis around it."""
    while start < end and (text[start].isspace() or text[start] in '*_`"'):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in '*_`"'):
        end -= 1
    return Cell(text[start:end], (start, end))


def _separated(text: str, lines: Sequence[Range], at: int) -> tuple[list[Row], int]:
    """Lines of as many fields each, parted by tabs or commas."""
    for split in (_tabbed, _with_commas):
        rows: list[Row] = []
        for line in _follow(lines, text, at):
            row = split(text, line)
            is_alike = (
                not rows or abs(len(row.cells) - len(rows[0].cells)) <= (split is _tabbed) or _is_short(row, rows)
            )
            if text[slice(*line)].rstrip().endswith(tuple(f".{SENTENCE_ENDS}")):
                break
            if len(row.cells) < (2 if split is _tabbed else _LEAST_FIELDS) or not is_alike or not _is_of_table(row):
                break
            rows.append(row)
        if len(rows) >= (2 if split is _tabbed else _LEAST_LINES):
            return rows, len(rows)
    return [], 0


def _is_short(row: Row, rows: Sequence[Row]) -> bool:
    """Whether a line of a table that has begun lacks its last fields."""
    return len(rows) >= _LEAST_LINES and _LEAST_FIELDS <= len(row.cells) < len(rows[0].cells)


def _is_of_table(row: Row) -> bool:
    return all(len(cell.text) <= _LONGEST_FIELD and not _SENTENCE.search(cell.text) for cell in row.cells)


def _tabbed(text: str, line: Range) -> Row:
    cells, at = [], line[0]
    for match in re.finditer(r"\t", text[slice(*line)] + "\t"):
        cells.append(_cell(text, at, line[0] + match.start()))
        at = line[0] + match.end()
    return Row(tuple(cells), line)


def _with_commas(text: str, line: Range) -> Row:
    cells, at = [], line[0]
    while at <= line[1]:
        match = _QUOTED_FIELD.match(text, at, line[1])
        if match is None:
            break
        group = 1 if match[1] is not None else 2
        cells.append(_cell(text, *match.span(group)))
        if match.end() >= line[1] and not text[at : match.end()].endswith(","):
            break
        at = match.end()
    return Row(tuple(cells), line)


def _labels(text: str, lines: Sequence[Range], at: int) -> list[tuple[str, Cell]]:
    """Lines of a label and its short value each, or nothing."""
    found: list[tuple[str, Cell]] = []
    for line in _follow(lines, text, at):
        match = _LABEL.fullmatch(text, *line)
        if match is None or _SENTENCE.search(match["label"]) or not _is_value(match["value"]):
            break
        found.append((match["label"].strip(), _cell(text, *match.span("value"))))
    return found if len(found) >= _LEAST_LABELS else []


def _is_value(words: str) -> bool:
    return len(words) <= _LONGEST_FIELD and not _SENTENCE.search(words.rstrip("。.！!"))
