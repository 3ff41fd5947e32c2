"""What can be done with a table: rows are chosen, one of them or all, and a column is read or worked with."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from qa.answering.tables.cues import cues_of, nth_of
from qa.answering.tables.named_cells import Compared, Named, Rows, compared_cells, named_cells
from qa.answering.tables.sheet import Column, Sheet, tokens
from qa.language import fold

Step = Literal[
    "read",
    "first",
    "last",
    "nth",
    "next",
    "previous",
    "most",
    "least",
    "longest",
    "shortest",
    "often",
    "seldom",
    "after in order",
    "before in order",
    "count",
    "distinct",
    "sum",
    "average",
    "difference",
]
STEPS: tuple[Step, ...] = get_args(Step)
Choice = Literal[
    "all",
    "total",
    "named",
    "two named",
    "compared",
    "compared and named",
    "others",
    "same",
    "either",
    "either and named",
    "empty",
    "zero",
]
CHOICES: tuple[Choice, ...] = get_args(Choice)

# What stands right behind "the most", or right before 最多.
_MOST_OF = re.compile(r"\b(?:most|least|fewest) (\w+)|([\u4e00-\u9fff]{2})最[多少]")
# Programs of a question in all.
_MOST_PROGRAMS = 9000
_SAME_ROWS = 6
# In how many rows it is counted how often each thing stands.
_MOST_ROWS = 3000


@dataclass(frozen=True, slots=True)
class Chosen:
    """Rows that the question may mean, and by what."""

    how: Choice
    rows: Rows
    named: tuple[Named, ...] = ()
    compared: Compared | None = None
    words: frozenset[str] = frozenset()
    columns: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Program:
    """One way to answer: the rows chosen, what is done with them, by which column, and which column is read.

    `rows` are those that the result rests on, `said` is what it says, and `among` how many different cells could be
    said as well.
    """

    chosen: int
    step: Step
    by: int
    read: int
    rows: tuple[int, ...]
    said: str
    among: int = 1
    is_tied: bool = False


@dataclass(frozen=True, slots=True)
class Programs:
    """All ways to answer a question from a table."""

    sheet: Sheet
    question: str
    words: tuple[str, ...]
    cues: frozenset[str]
    chosen: tuple[Chosen, ...]
    named: tuple[Named, ...]
    programs: tuple[Program, ...] = field(default=())


def programs_of(sheet: Sheet, question: str, words: Sequence[str]) -> Programs:
    """What a question of these words may want of a table."""
    folded = fold(question)
    cues = cues_of(folded) | _most_by_head(sheet, folded)
    sheet = sheet.asked(words)
    named = named_cells(sheet, list(words))
    chosen = tuple(_chosen(sheet, named, compared_cells(sheet, question), cues))
    programs: list[Program] = []
    for at, one in enumerate(chosen):
        programs += _programs(sheet, at, one, cues, nth_of(folded))
        if len(programs) > _MOST_PROGRAMS:
            break
    return Programs(sheet, question, tuple(words), cues, chosen, tuple(named), tuple(programs))


def _most_by_head(sheet: Sheet, folded: str) -> frozenset[str]:
    """A cue where the most of a column of figures is asked for by its head: "the most staff", 员工数最多."""
    heads = {word for column in sheet.columns if column.counted >= 0.5 for word in tokens(column.head)}
    asked = [tokens(part) for match in _MOST_OF.finditer(folded) for part in match.groups() if part]
    return frozenset(["most by head"] if any(part & heads for part in asked) else [])


def _chosen(
    sheet: Sheet, named: Sequence[Named], compared: Sequence[Compared], cues: frozenset[str]
) -> Iterator[Chosen]:
    everything = sheet.counted
    yield Chosen("all", everything)
    if len(sheet.totals) and len(sheet.totals) < 4:
        yield Chosen("total", sheet.totals)
    for one in named:
        yield Chosen("named", one.rows, (one,), None, one.words, frozenset([one.column]))
    for one, other in combinations(named, 2):
        both, columns = (one, other), frozenset([one.column, other.column])
        words = one.words | other.words
        if one.column != other.column:
            rows = np.intersect1d(one.rows, other.rows)
            if len(rows) and not (one.words >= other.words or other.words >= one.words):
                yield Chosen("two named", rows, both, None, words, columns)
        elif not one.words & other.words and cues & {"or", "both", "difference", "total"}:
            union = np.union1d(one.rows, other.rows)
            yield Chosen("either", union, both, None, words, columns)
            for third in named:
                rows = np.intersect1d(third.rows, union)
                if third.column != one.column and not third.words <= words and 0 < len(rows) < len(union):
                    yield Chosen(
                        "either and named", rows, (*both, third), None, words | third.words, columns | {third.column}
                    )
    for limit in compared:
        yield Chosen("compared", limit.rows, (), limit, limit.words, frozenset([limit.column]))
        for one in named[:5]:
            rows = np.intersect1d(one.rows, limit.rows)
            if len(rows) and not one.words <= limit.words:
                columns = frozenset([one.column, limit.column])
                yield Chosen("compared and named", rows, (one,), limit, one.words | limit.words, columns)
    if "not" in cues:
        yield from _lacking(sheet)
    if cues & {"other", "not", "same"}:
        for one in named[:5]:
            rest = np.setdiff1d(everything, one.rows)
            if len(rest) and cues & {"other", "not"}:
                yield Chosen("others", rest, (one,), None, one.words, frozenset([one.column]))
            yield from _same(sheet, one)


def _lacking(sheet: Sheet) -> Iterator[Chosen]:
    """The rows that have nothing, or nought, in a column."""
    for at, column in sheet.columns_looked_at:
        empty = np.array([row for row in sheet.counted if not column.texts[row].strip("-–—/. ")], dtype=np.int64)
        if 0 < len(empty) < len(sheet.counted):
            yield Chosen("empty", empty, columns=frozenset([at]))
        nought = np.intersect1d(np.flatnonzero(column.values == 0), sheet.counted)
        if 0 < len(nought) < len(sheet.counted) and column.counted >= 0.5:
            yield Chosen("zero", nought, columns=frozenset([at]))


def _same(sheet: Sheet, one: Named) -> Iterator[Chosen]:
    """The other rows that have in some column what the row of a name has there."""
    if len(one.rows) > 1:
        return
    own = int(one.rows[0])
    for at, column in sheet.columns_looked_at:
        cell = column.texts[own]
        rows = np.array([row for row, text in enumerate(column.texts) if text == cell and row != own], dtype=np.int64)
        if cell and 0 < len(rows) <= _SAME_ROWS and at != one.column:
            yield Chosen("same", rows, (one,), None, one.words, frozenset([one.column, at]))


def _programs(sheet: Sheet, at: int, one: Chosen, cues: frozenset[str], nth: int) -> Iterator[Program]:
    rows = one.rows
    columns = sheet.looked_at
    yield from _read(sheet, at, "read", -1, rows)
    if len(rows) > 1:
        yield from _read(sheet, at, "first", -1, rows[:1])
        yield from _read(sheet, at, "last", -1, rows[-1:])
        if 0 < nth < len(rows):
            yield from _read(sheet, at, "nth", -1, rows[nth : nth + 1])
        for by in columns:
            if is_ordered(sheet.columns[by]):
                yield from _ends(sheet, at, by, rows, nth, sheet.columns[by].values, ("most", "least"))
        for measured in sheet.measured:
            yield from _ends(sheet, at, measured.column, rows, nth, measured.values, ("longest", "shortest"))
    if len(rows) == 1 and cues & {"next", "previous"}:
        for by in columns:
            if is_ordered(sheet.columns[by]):
                yield from _beside_in_order(sheet, at, by, int(rows[0]))
    if one.how not in ("all", "others", "same"):
        after, before = (sheet.counted[side] for side in (sheet.counted > rows[-1], sheet.counted < rows[0]))
        if cues & {"next", "last", "late"} and len(after):
            yield from _read(sheet, at, "next", -1, after[:1])
        if cues & {"previous", "first", "early"} and len(before):
            yield from _read(sheet, at, "previous", -1, before[-1:])
    yield from _worked(sheet, at, one, cues)


def _read(sheet: Sheet, at: int, step: Step, by: int, rows: Rows, *, is_tied: bool = False) -> Iterator[Program]:
    """The cell of each column, where all the rows have the same there."""
    own = tuple(int(row) for row in rows[:50])
    for read, column in sheet.columns_looked_at:
        said = {column.texts[row] for row in own}
        if len(said) == 1 and len(rows) <= 50:
            yield Program(at, step, by, read, own, said.pop(), len(own), is_tied)


def _ends(
    sheet: Sheet, at: int, by: int, rows: Rows, nth: int, worths: NDArray[np.float64], steps: tuple[Step, Step]
) -> Iterator[Program]:
    """The row that is worth most and the one that is worth least."""
    known = rows[~np.isnan(worths[rows])]
    if len(known) < 2:
        return
    order = known[np.argsort(worths[known], kind="stable")]
    for step, ends in zip(steps, (order[::-1], order), strict=True):
        is_tied = bool(worths[ends[0]] == worths[ends[1]])
        best = known[worths[known] == worths[ends[0]]]
        yield from _read(sheet, at, step, by, best[:1], is_tied=is_tied)
        if 0 < nth < len(ends):
            yield from _read(sheet, at, step, by, ends[nth : nth + 1], is_tied=True)


def _beside_in_order(sheet: Sheet, at: int, by: int, own: int) -> Iterator[Program]:
    """The row with the next smaller worth in a column, and the one with the next greater."""
    values = sheet.columns[by].values
    if np.isnan(values[own]):
        return
    counted = sheet.counted
    sides: tuple[tuple[Step, NDArray[np.bool_]], ...] = (
        ("after in order", values[counted] < values[own]),
        ("before in order", values[counted] > values[own]),
    )
    for step, beside in sides:
        rows = counted[beside]
        if len(rows):
            nearest = rows[np.argmin(np.abs(values[rows] - values[own]))]
            yield from _read(sheet, at, step, by, np.array([nearest]))


def is_ordered(column: Column) -> bool:
    """Whether a column can be put in order: it holds figures or dates."""
    return column.counted + column.dated >= 0.5 or float(np.mean(~np.isnan(column.values))) >= 0.8


def _worked(sheet: Sheet, at: int, one: Chosen, cues: frozenset[str]) -> Iterator[Program]:
    rows = one.rows
    own = tuple(int(row) for row in rows)
    if cues & {"how many", "times", "total"} or "how much" in cues:
        yield Program(at, "count", -1, -1, own, str(len(own)))
        for by, column in sheet.columns_looked_at if len(own) <= _MOST_ROWS else ():
            kinds = {column.texts[row] for row in own if column.texts[row]}
            if len(kinds) < len(own) and len(own) > 2:
                yield Program(at, "distinct", by, -1, own, str(len(kinds)))
    is_often_asked = cues & {"most", "times", "most of", "least"} and "most by head" not in cues
    if is_often_asked and 2 < len(rows) <= _MOST_ROWS:
        for read, column in sheet.columns_looked_at:
            yield from _frequent(column, at, read, own)
    if cues & {"total", "average", "difference", "how many", "how much"} and len(rows) > 1:
        for by, column in sheet.columns_looked_at:
            values = column.values[rows]
            if column.counted >= 0.5 and not np.isnan(values).any():
                if cues & {"total"} or one.how == "either":
                    yield Program(at, "sum", by, -1, own, written(float(values.sum())))
                if "average" in cues:
                    yield Program(at, "average", by, -1, own, written(float(values.mean())))
                if "difference" in cues and len(rows) == 2:
                    yield Program(at, "difference", by, -1, own, written(float(abs(values[0] - values[1]))))


def _frequent(column: Column, at: int, read: int, own: Sequence[int]) -> Iterator[Program]:
    """The cell that stands in the most rows, or in the fewest."""
    counts: dict[str, list[int]] = {}
    for row in own:
        if text := column.texts[row].strip():
            counts.setdefault(text, []).append(row)
    if len(counts) < 2 or len(counts) == len(own):
        return
    ordered = sorted(counts, key=lambda text: -len(counts[text]))
    ends: tuple[tuple[Step, str, str], ...] = (
        ("often", ordered[0], ordered[1]),
        ("seldom", ordered[-1], ordered[-2]),
    )
    for step, text, rival in ends:
        is_tied = len(counts[text]) == len(counts[rival])
        yield Program(at, step, read, read, tuple(counts[text]), text, 1, is_tied)


def written(value: float) -> str:
    """A result as it is written: without a fraction where it has none, else with two places."""
    return f"{value:.0f}" if abs(value - round(value)) < 1e-9 else f"{value:.2f}".rstrip("0").rstrip(".")
