"""What tells whether a way to answer from a table is the one that a question asks for, as numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from qa.answering.tables.asked_column import Likeness
from qa.answering.tables.column_features import COLUMN_FEATURES, Matrix, column_features, falls, rises
from qa.answering.tables.cues import CUES
from qa.answering.tables.named_cells import Named
from qa.answering.tables.programs import CHOICES, STEPS, Chosen, Program, Programs
from qa.answering.tables.sheet import Column, Sheet, tokens

# A column is one of dates or of figures if so much of it is.
_MOSTLY = 0.6
_CHOSEN = (
    *(f"by {how}" for how in CHOICES),
    "rows",
    "one row",
    "share of rows",
    "letters",
    "cover",
    "whole",
    "in head",
    "used",
    "column asked",
    "in first column",
    "numerals only",
    "unused weight",
    "adjacent",
    "best share",
    "best like",
    "is likest",
    "same unit",
    "numerals in it",
)
_PROGRAM = (
    *(f"step {step}" for step in STEPS),
    "reads what orders",
    "reads what is named",
    "orders what is named",
    "already said",
    "tied",
    "empty",
    "among",
    "unaccounted",
    "left over",
    "is figure",
    "by column",
    "read column",
    "rows rested on",
)
FEATURES: tuple[str, ...] = (
    *(f"cue {cue}" for cue in CUES),
    "question length",
    "across languages",
    "rows of table",
    "falls",
    "rises",
    *(f"chosen {name}" for name in _CHOSEN),
    *(f"read {name}" for name in COLUMN_FEATURES),
    *(f"by {name}" for name in COLUMN_FEATURES),
    *_PROGRAM,
)


@dataclass(frozen=True)
class ProgramFeatures:
    """The features of all programs of a question, a row for each, in the order of `FEATURES`."""

    found: Programs
    likeness: Likeness
    is_across: bool = False

    @property
    def _sheet(self) -> Sheet:
        return self.found.sheet

    def matrix(self, kept: Sequence[int] | None = None) -> Matrix:
        """The rows of the programs with these numbers, or of all."""
        programs = self.found.programs if kept is None else [self.found.programs[at] for at in kept]
        if not programs:
            return np.zeros((0, len(FEATURES)), dtype=np.float32)
        question = np.tile(self._question(), (len(programs), 1))
        chosen = np.array([self._chosen(one) for one in self.found.chosen], dtype=np.float32)
        columns = np.vstack([self._columns, np.zeros((1, len(COLUMN_FEATURES)), dtype=np.float32)])
        reads = columns[[program.read for program in programs]]
        orders = columns[[program.by for program in programs]]
        own = np.array([self._program(program) for program in programs], dtype=np.float32)
        return np.hstack([question, chosen[[program.chosen for program in programs]], reads, orders, own])

    def _question(self) -> Matrix:
        cues = [float(cue in self.found.cues) for cue in CUES]
        rows = float(np.log1p(len(self._sheet.rows))) / 5
        own = [len(self.found.words) / 10, float(self.is_across), rows, *self._order]
        return np.array([*cues, *own], dtype=np.float32)

    @cached_property
    def _order(self) -> tuple[float, float]:
        """Whether the first column of dates or of numbers in a row falls from row to row, and whether it rises."""
        columns = self._sheet.columns
        dated, counted = ([one for one in columns if share(one) >= _MOSTLY] for share in (_dated, _counted))
        for column in [*dated, *counted]:
            if max(falls(column), rises(column)) == 1:
                return falls(column), rises(column)
        return 0.0, 0.0

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(self.found.words)

    @cached_property
    def _heads(self) -> tuple[frozenset[str], ...]:
        return tuple(tokens(column.head) for column in self._sheet.columns)

    @cached_property
    def _all_heads(self) -> frozenset[str]:
        return frozenset(word for head in self._heads for word in head)

    @cached_property
    def _nameable(self) -> frozenset[str]:
        """The words of the question that some cell has."""
        return frozenset(word for named in self.found.named for word in named.words)

    def _chosen(self, one: Chosen) -> list[float]:
        named, rows = one.named, len(one.rows)
        total = max(1, len(self._sheet.rows))
        letters = sum(map(len, one.words))
        unused = max((other.weight for other in self.found.named if not other.words & one.words), default=0.0)
        head_words = {word for at in one.columns for word in self._heads[at]}
        return [
            *(float(one.how == how) for how in CHOICES),
            float(np.log1p(rows)) / 4,
            float(rows == 1),
            rows / total,
            letters / 20,
            min((each.cover for each in named), default=0.0),
            float(bool(named) and all(each.is_whole for each in named)),
            float(bool(one.words) and one.words <= self._all_heads),
            len(one.words & self._nameable) / max(1, len(self._nameable)),
            float(bool(head_words & self._words)),
            float(0 in one.columns),
            float(bool(one.words) and all(word[0].isdigit() for word in one.words)),
            unused / 10,
            self._adjacent(named),
            *self._chosen_columns(one),
        ]

    def _chosen_columns(self, one: Chosen) -> list[float]:
        """How well the heads of the columns that rows are chosen by fit the question, and whether units agree."""
        at = sorted(column for column in one.columns if column < len(self._columns))
        if not at:
            return [0.0] * 5
        likes = COLUMN_FEATURES.index("like question"), COLUMN_FEATURES.index("is likest")
        columns = self._columns[at]
        signs = {sign for sign in "%$€£" if sign in self.found.question}
        cells = "".join(self._sheet.columns[at[0]].texts[:3]) + self._sheet.columns[at[0]].head
        return [
            float(columns[:, 0].min()),
            float(columns[:, likes[0]].min()),
            float(columns[:, likes[1]].max()),
            float(bool(signs)) * (1.0 if any(sign in cells for sign in signs) else -1.0),
            sum(word[0].isdigit() for word in one.words) / 3,
        ]

    def _adjacent(self, named: Sequence[Named]) -> float:
        """The share of the words named that stand right beside another one of the same cell in the question."""
        words, beside, count = self.found.words, 0, 0
        for each in named:
            places = sorted(words.index(word) for word in each.words if word in words)
            count += max(0, len(places) - 1)
            beside += sum(second - first == 1 for first, second in zip(places, places[1:], strict=False))
        return beside / count if count else 1.0

    @cached_property
    def _columns(self) -> Matrix:
        return column_features(self._sheet, self.found.question, self._words, self.likeness)

    def _program(self, program: Program) -> list[float]:
        one = self.found.chosen[program.chosen]
        said = tokens(program.said) if program.read >= 0 else frozenset()
        read = [at for at in (program.by, program.read) if 0 <= at < len(self._heads)]
        head_words = {word for at in read for word in self._heads[at]}
        unaccounted = self._words - one.words - head_words
        return [
            *(float(program.step == step) for step in STEPS),
            float(program.read == program.by >= 0),
            float(program.read in one.columns),
            float(program.by in one.columns),
            len(said & self._words) / len(said) if said else 0.0,
            float(program.is_tied),
            float(not program.said.strip("-–—/. ")),
            float(np.log1p(program.among)) / 3,
            len(unaccounted) / max(1, len(self._words)),
            len(unaccounted & self._nameable) / max(1, len(self._words)),
            float(program.said[:1].isdigit()),
            float(program.by >= 0),
            float(program.read >= 0),
            float(np.log1p(len(program.rows))) / 4,
        ]


def _dated(column: Column) -> float:
    return column.dated


def _counted(column: Column) -> float:
    return column.counted
