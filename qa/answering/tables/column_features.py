"""What tells of a column whether it is the one that a question asks for or orders by, as numbers."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qa.answering.tables.asked_column import Likeness
from qa.answering.tables.cues import phrase_of
from qa.answering.tables.sheet import Column, Sheet, in_order, tokens
from qa.answering.tables.wanted import DATE_HEAD, MONEY_HEAD, NAME_HEAD, PLACE_HEAD, RANK_HEAD
from qa.language import fold

Matrix = NDArray[np.float32]

COLUMN_FEATURES = (
    "share",
    "is best share",
    "is best at all",
    "is all named",
    "begins phrase",
    "like question",
    "like phrase",
    "is likest",
    "is likest phrase",
    "margin",
    "counted",
    "dated",
    "words",
    "distinct",
    "numbering",
    "first",
    "first words",
    "last",
    "name",
    "place",
    "date",
    "money",
    "headless",
    "long cells",
    "rank",
    "rising",
    "falling",
)
_HEADS = (NAME_HEAD, PLACE_HEAD, DATE_HEAD, MONEY_HEAD)
# How long the cells of a column are is told by so many.
_SOME_CELLS = 20


def column_features(sheet: Sheet, question: str, words: frozenset[str], likeness: Likeness) -> Matrix:
    """A row for each column of a table, in the order of `COLUMN_FEATURES`, for a question of these words."""
    phrase = phrase_of(fold(question))
    heads = [column.head or "-" for column in sheet.columns]
    to_question, to_phrase = (_standard(likeness(text, heads)) for text in (question, phrase))
    nearest = np.sort(to_phrase)[::-1]
    margin = float(nearest[0] - nearest[1]) if len(nearest) > 1 else 0.0
    own = [tokens(column.head) for column in sheet.columns]
    shares = [len(head & words) / len(head) if head else 0.0 for head in own]
    best, of_phrase = max(shares, default=0.0), set(in_order(phrase))
    first_words = next((at for at, one in enumerate(sheet.columns) if one.counted + one.dated < 0.5), -1)
    rows = []
    for at, column in enumerate(sheet.columns):
        is_best = shares[at] > 0 and shares[at] == best
        by_head = [
            shares[at],
            float(is_best),
            float(is_best and shares.count(best) == 1),
            float(shares[at] == 1),
            float(bool(of_phrase & own[at])),
            to_question[at],
            to_phrase[at],
            float(to_question[at] == to_question.max()),
            float(to_phrase[at] == nearest[0]),
            margin if to_phrase[at] == nearest[0] else 0.0,
        ]
        by_place = [float(at == 0), float(at == first_words), float(at == len(heads) - 1)]
        rows.append([*by_head, *_by_cells(column), *by_place, *_by_kind(column)])
    return np.array(rows, dtype=np.float32)


def _by_cells(column: Column) -> Sequence[float]:
    is_words = max(0.0, 1 - column.counted - column.dated)
    return [column.counted, column.dated, is_words, column.distinct, float(column.is_numbering)]


def _by_kind(column: Column) -> Sequence[float]:
    return [
        *[float(bool(pattern.search(column.head))) for pattern in _HEADS],
        float(not column.head),
        float(np.mean([len(text) for text in column.texts[:_SOME_CELLS]] or [0])) / 40,
        float(bool(RANK_HEAD.search(column.head))),
        rises(column),
        falls(column),
    ]


def rises(column: Column) -> float:
    """1 where hardly any worth of a column is less than the one before it, and not all are the same."""
    return _goes(np.diff(column.values[~np.isnan(column.values)]))


def falls(column: Column) -> float:
    """1 where hardly any worth of a column is more than the one before it, and not all are the same."""
    return _goes(-np.diff(column.values[~np.isnan(column.values)]))


def _goes(steps: NDArray[np.float64]) -> float:
    return float(len(steps) > 1 and bool(np.mean(steps >= 0) >= 0.9) and bool(np.any(steps > 0)))


def _standard(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """Values by how far they stand from their mean, in hundredths, within ±5."""
    return np.clip((values - values.mean()) * 50, -5, 5) if len(values) else values
