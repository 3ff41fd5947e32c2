"""A table made ready to be worked with: what each cell is worth, and in which cells each word stands."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from qa.answering.tables.grid import Grid, Row, grids
from qa.answering.tables.wanted import TOTAL
from qa.language import dates, figures, fold, is_han, stem
from qa.language.tables import table
from qa.language.words import STOP_WORDS_EN
from qa.types import Language, Question, Range


def _month_words() -> Iterator[tuple[str, str]]:
    for row in table("months"):
        yield row["en"], row["en"][:3]
        yield from ((short, row["en"][:3]) for short in row.parts("en_short"))


_TOKEN = re.compile(r"[a-zà-öø-ɏ]+(?:['’][a-z]+)?|\d+(?:[.,]\d+)*|[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
_NUMBER = re.compile(
    r"[^\w+\-−–]{0,3}(?P<sign>[-−–])?\s?[$€£¥￥]?(?P<digits>\d[\d,]*(?:\.\d+)?)(?P<rest>.{0,24})", re.S
)
_INSIDE = re.compile(r"\d[\d,]*(?:\.\d+)?")
_CLOCK = re.compile(r"\D{0,2}(?:(\d+):)?(\d{1,2}):(\d{2}(?:\.\d+)?)")
_SCALED = re.compile(r"\s?(?:million|billion|thousand|trillion|[万亿千百])")
_MAY_BE_DATE = re.compile(r"[a-z]{3}|\d[-/.]\d+[-/.]\d|月|年")
_YEAR = re.compile(r"1\d{3}|20\d{2}")
# What may follow a year: its end, or the year it lasts until.
_YEAR_ENDS = re.compile(r"[-–—/\d\s()]*(?:present)?[\s()]*")
_YEARS = re.compile(r"(?<!\d)(1\d{3}|20\d{2})\D{1,14}(1\d{3}|20\d{2})(?!\d)")
_SCORE = re.compile(r"(?<![\d.])(\d{1,3})\s?[-–:]\s?(\d{1,3})(?![\d.])")
_MONTHS = {stem(long): short for long, short in _month_words()}
# Words that stand in more cells than this tell nothing of which is meant.
_MOST_CELLS = 20_000
_REMEMBERED = 8
_REMEMBERED_WORDS = 2**15
# A row that heads a group has one cell filled, of more than so many.
_LEAST_OF_GROUP = 2
# The first columns of a table, which are looked at for any question.
_MOST_COLUMNS = 28


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its place: its head, and each cell's text, worth (not a number where it has none) and kind.

    `counted` is the share of its cells that are figures, `dated` of those that are dates; `distinct` the share that
    stands once.
    """

    head: str
    texts: tuple[str, ...]
    values: NDArray[np.float64]
    counted: float
    dated: float
    distinct: float
    is_numbering: bool


@dataclass(frozen=True, slots=True)
class Measured:
    """What each row is worth by something that no cell says itself: how long it lasted, by how much it was won."""

    kind: str
    column: int
    values: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a table, its columns, and the cells (row, column) in which each word stands.

    `totals` are the rows that sum up or head others, and `counted` all the rest; `looked_at` are the columns that a
    question is asked of, in a wide table those alone whose heads it has words of, and the first ones.
    """

    grid: Grid
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    places: Mapping[str, NDArray[np.int64]]
    sizes: NDArray[np.int64]
    counted: NDArray[np.int64]
    totals: NDArray[np.int64]
    measured: tuple[Measured, ...]
    looked_at: tuple[int, ...]

    def asked(self, words: Sequence[str]) -> "Sheet":
        """The table with the columns to look at for a question of these words."""
        shared = [len(tokens(column.head) & set(words)) for column in self.columns]
        own = sorted((at for at, count in enumerate(shared) if count), key=lambda at: -shared[at])
        return replace(self, looked_at=tuple(sorted({*self.looked_at, *own[:_MOST_COLUMNS]})))

    @property
    def columns_looked_at(self) -> list[tuple[int, Column]]:
        """The columns to look at, each with its place."""
        return [(at, self.columns[at]) for at in self.looked_at]


@lru_cache(_REMEMBERED)
def sheet_at(text: str, place: Range) -> Sheet:
    """The table that stands there in a text, made ready once."""
    return sheet_of(next(grid for grid in grids(text) if grid.place == place))


def sheet_of(grid: Grid) -> Sheet:
    """A table made ready."""
    rows = tuple(row for row in grid.rows if row.cells)
    summed = np.array([is_total(row) or is_group(row) for row in rows], dtype=bool)
    width = max([len(grid.heads), *(len(row.cells) for row in rows)])
    columns = tuple(_column(grid, rows, at) for at in range(width))
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    sizes = np.zeros((max(1, len(rows)), width), dtype=np.int64)
    for at, column in enumerate(columns):
        for row, text in enumerate(column.texts):
            own = tokens(text)
            sizes[row, at] = len(own)
            for token in own:
                found[token].append((row, at))
    for row, token in _grouped(rows):
        found[token].append((row, 0))
    places = {token: np.array(cells) for token, cells in found.items() if len(cells) <= _MOST_CELLS}
    measured = (*_lasting(columns), *_scores(columns))
    looked_at = tuple(range(min(len(columns), _MOST_COLUMNS)))
    counted, totals = np.flatnonzero(~summed), np.flatnonzero(summed)
    return Sheet(grid, rows, columns, places, sizes, counted, totals, measured, looked_at)


def _lasting(columns: Sequence[Column]) -> Iterator[Measured]:
    """How long each row lasts: between the years of one cell, or between two columns of dates side by side."""
    for at, column in enumerate(columns):
        pairs = [_YEARS.search(text) for text in column.texts]
        if sum(map(bool, pairs)) >= max(2, 0.6 * len(pairs)):
            lasts = [float(int(pair[2]) - int(pair[1])) if pair else float("nan") for pair in pairs]
            yield Measured("lasting", at, np.array(lasts))
        if at + 1 < len(columns) and column.dated >= 0.6 and columns[at + 1].dated >= 0.4:
            lasts_of_two = columns[at + 1].values - column.values
            known = lasts_of_two[~np.isnan(lasts_of_two)]
            if len(known) > 1 and bool(np.all(known >= 0)):
                yield Measured("lasting", at + 1, lasts_of_two)


def _scores(columns: Sequence[Column]) -> Iterator[Measured]:
    """By how much one side of a score was ahead, and what both have together."""
    for at, column in enumerate(columns):
        pairs = [_SCORE.search(text) for text in column.texts]
        if sum(map(bool, pairs)) >= max(2, 0.6 * len(pairs)) and column.dated < 0.5:
            sides = [(float(pair[1]), float(pair[2])) if pair else (np.nan, np.nan) for pair in pairs]
            yield Measured("margin", at, np.array([abs(one - other) for one, other in sides]))
            yield Measured("points of both", at, np.array([one + other for one, other in sides]))


def is_total(row: Row) -> bool:
    """Whether a row sums up the others."""
    return TOTAL.search(row.cells[0].text) is not None


def is_group(row: Row) -> bool:
    """Whether a row only heads those below it."""
    return len(row.cells) > _LEAST_OF_GROUP and bool(row.cells[0].text) and not any(cell.text for cell in row.cells[1:])


def _grouped(rows: Sequence[Row]) -> Iterator[tuple[int, str]]:
    """The words of the group that each row stands in, with the number of the row."""
    group = frozenset[str]()
    for at, row in enumerate(rows):
        if is_group(row):
            group = tokens(row.cells[0].text)
        else:
            yield from ((at, token) for token in sorted(group - tokens(row.cells[0].text)))


@lru_cache(_REMEMBERED_WORDS)
def _stem(word: str) -> str:
    own = stem(word)
    return _MONTHS.get(own, own)


def tokens(text: str) -> frozenset[str]:
    """The words that tell something: stems, numerals, and pairs of Chinese characters."""
    return frozenset(in_order(text))


def in_order(text: str) -> list[str]:
    """The words of a text as `tokens` has them, from left to right."""
    found: list[str] = []
    for word in _TOKEN.findall(fold(text)):
        if is_han(word[0]):
            found += [word[at : at + 2] for at in range(len(word) - 1)] or [word]
        elif word[0].isdigit():
            found.append(word.replace(",", ""))
        elif word not in STOP_WORDS_EN or len(word) == 1 and text.strip().lower() == word:
            found.append(_stem(word))
    return found


def words_of(question: Question, language: Language) -> list[str]:
    """The words of a question as `tokens` has them, with what a bridge calls them in the table's language."""
    own = in_order(question.text)
    if question.language != language:
        for term in question.terms:
            own += [
                word for form in term.forms.get(language, ()) if not form.is_reading for word in in_order(form.text)
            ]
    return list(dict.fromkeys(own))


def _column(grid: Grid, rows: tuple[Row, ...], at: int) -> Column:
    texts = tuple(row.cell(at).text for row in rows)
    worths = {text: worth(text) for text in dict.fromkeys(texts)}
    filled = [text for text in texts if text.strip("-–—/. ")]
    size = max(1, len(filled))
    values = np.array([worths[text][0] for text in texts], dtype=np.float64)
    steps = np.diff(values)
    return Column(
        head=grid.heads[at] if at < len(grid.heads) else "",
        texts=texts,
        values=values,
        counted=sum(worths[text][1] == "figure" for text in filled) / size,
        dated=sum(worths[text][1] == "date" for text in filled) / size,
        distinct=len(set(filled)) / size,
        is_numbering=at == 0 and len(values) > 2 and bool(np.all(steps == 1)) and values[0] in (0, 1),
    )


def worth(text: str) -> tuple[float, str]:
    """What a cell is worth as a number, and its kind: a figure, a date (in days, about), or words."""
    folded = fold(text).strip()
    if not any(map(str.isdigit, folded)):
        return float("nan"), "words"
    if _MAY_BE_DATE.search(folded) and (found := dates(folded)):
        one = found[0]
        return 372.0 * (one.year or 0) + 31.0 * (one.month or 0) + (one.day or 0), "date"
    if clock := _CLOCK.match(folded):
        return 3600.0 * int(clock[1] or 0) + 60.0 * int(clock[2]) + float(clock[3]), "figure"
    number = _NUMBER.match(folded)
    if number is None:
        inside = _INSIDE.search(folded)
        return (_plain(inside[0]) if inside else float("nan")), "words"
    if _SCALED.match(number["rest"]):
        return float(figures(folded)[0].value), "figure"
    value = _plain(number["digits"])
    if _YEAR.fullmatch(number["digits"]) and _YEAR_ENDS.fullmatch(number["rest"]):
        return 372.0 * value, "date"
    return (-value if number["sign"] else value), "figure"


def _plain(digits: str) -> float:
    return float(digits.replace(",", "")) if len(digits) < 40 else float("nan")
