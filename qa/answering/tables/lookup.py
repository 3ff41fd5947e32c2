"""A question looked up in a table: the rows that it names, the column that it asks for, the cells where they meet."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa.answering.matching import Matcher
from qa.answering.tables.grid import Cell, Grid, Row
from qa.answering.tables.wanted import (
    AFTER,
    ASKS_TOTAL,
    ASKS_WHICH,
    BEFORE,
    BY_PRICE,
    DATE_HEAD,
    FEWEST,
    HOW_MUCH,
    MONEY_HEAD,
    MOST,
    NAME_HEAD,
    NOT_WORKED_OUT,
    PLACE_HEAD,
    TOTAL,
    WHEN,
    WHERE,
    WHO,
)
from qa.language import dates, detect, figures, fold, stem
from qa.language.words import STOP_WORDS_EN
from qa.question.unit import asks_price
from qa.types import Language, Question, Term

Likeness = Callable[[str, Sequence[str]], NDArray[np.float32]]

_WORD = re.compile(r"[a-zà-öø-ÿ]+(?:['’][a-z]+)?|\d+(?:[.,]\d+)*")
_HAN = re.compile(r"[\u4e00-\u9fff]")
# By how much, in cosine, the nearest head has to stand before the next where no word tells.
_CLEAR = 0.015
# A word is rare that at most one of so many rows has.
_OFTEN = 10
# A single word of fewer letters says too little of which row is meant.
_LONG_WORD = 7
_WEAK = 0.34


@dataclass(frozen=True, slots=True)
class Looked:
    """A cell with its row and the head of its column, and how clearly the question names them."""

    grid: Grid
    row: Row
    cell: Cell
    head: str
    worth: float


@dataclass(frozen=True, slots=True)
class _Named:
    """How many characters of a row's cells a question names, and in which columns."""

    worth: float
    columns: frozenset[int]


def looked_up(question: Question, grid: Grid, likeness: Likeness) -> Looked | None:
    """The cell that answers a question; None where the table does not tell it for sure."""
    if NOT_WORKED_OUT.search(question.text) and not AFTER.search(question.text.lower()):
        return None
    asked = _Asked(question, grid)
    if grid.is_record:
        column, worth = asked.column(frozenset(), likeness)
        row = grid.rows[0]
        return Looked(grid, row, row.cell(column), grid.heads[column], worth) if column >= 0 and worth > _WEAK else None
    extreme = asked.extreme(likeness)
    if extreme is not None:
        return extreme
    if not asked.rows:
        return None
    named = asked.rows[0][1].columns
    rows = [row for row, _ in asked.rows]
    beside = asked.beside(asked.rows)
    if beside is not None:
        rows, named = [beside], frozenset[int]()
    column, worth = asked.column(named, likeness, key=min(asked.rows[0][1].columns) if beside else -1)
    if column < 0:
        return None
    cells = [(row, row.cell(column)) for row in rows]
    if len({fold(cell.text) for _, cell in cells}) > 1:
        return None
    row, cell = cells[0]
    return Looked(grid, row, cell, _head(grid, column), worth + asked.rows[0][1].worth)


def _head(grid: Grid, column: int) -> str:
    return grid.heads[column] if column < len(grid.heads) else ""


class _Asked:
    """A question over a table: which rows it names, and what it asks of them."""

    def __init__(self, question: Question, grid: Grid) -> None:
        self._question = question
        self._grid = grid
        self._language: Language = detect(
            " ".join([*grid.heads, *(cell.text for row in grid.rows[:5] for cell in row.cells)])
        )
        self._folded = fold(question.text)
        self._stems = frozenset(stem(word) for word in _WORD.findall(self._folded))
        self._columns = len(grid.heads)
        self._memory: dict[str, float] = {}
        # The words of the question that no head has, and in how many rows each stands.
        self._content = self._stems_of(question.text) - self._stems_of(" ".join(grid.heads))
        self._rows_with = Counter(
            word
            for row in grid.rows
            for word in self._content & self._stems_of(" ".join(cell.text for cell in row.cells))
        )
        self.rows = self._named_rows()

    def _named_rows(self) -> list[tuple[Row, _Named]]:
        """The rows whose cells the question names best; all that it names equally well."""
        wants_total = ASKS_TOTAL.search(self._folded) is not None
        found: list[tuple[Row, _Named]] = []
        for row in self._grid.rows:
            if row.cells and TOTAL.search(row.cells[0].text):
                if wants_total:
                    found.append((row, _Named(0.5, frozenset([0]))))
                continue
            worths = {
                at: worth
                for at, cell in enumerate(row.cells)
                if (worth := self._named(cell.text) or self._rare(cell.text))
            }
            if worths:
                found.append((row, _Named(sum(worths.values()), frozenset(worths))))
        best = max((named.worth for _, named in found), default=0.0)
        return [(row, named) for row, named in found if named.worth >= best - 1e-9]

    def beside(self, rows: Sequence[tuple[Row, _Named]]) -> Row | None:
        """The row right after or before the one named, where the question asks for it."""
        words = AFTER.search(self._folded) or BEFORE.search(self._folded)
        if words is None or len(rows) != 1:
            return None
        row, named = rows[0]
        cell = fold(row.cell(min(named.columns)).text)
        if cell[:4] not in self._folded[words.end() :]:
            return None
        at = self._grid.rows.index(row) + (1 if AFTER.search(self._folded) else -1)
        return self._grid.rows[at] if 0 <= at < len(self._grid.rows) else None

    def _named(self, text: str) -> float:
        """How many characters of a cell the question names, if it names all of it or nearly so; else 0."""
        if text not in self._memory:
            self._memory[text] = self._worth_of(text)
        return self._memory[text]

    def _worth_of(self, text: str) -> float:
        folded = fold(text).strip()
        if len(folded) < 2 and not folded.isalnum():
            return 0.0
        if _HAN.search(folded):
            if len(folded) >= 2 and folded in self._folded:
                return float(2 * len(folded))
            return self._by_terms(text, folded)
        words = [word for word in _WORD.findall(folded) if word not in STOP_WORDS_EN]
        if not words:
            return 0.0
        if len(words) == 1 and len(words[0]) == 1:
            # A lone letter is a name only as it is written: zone B.
            return (
                1.5
                if re.search(rf"(?<![A-Za-z0-9]){re.escape(text.strip())}(?![A-Za-z0-9])", self._question.text)
                else 0.0
            )
        held = sum(stem(word) in self._stems for word in words)
        share = held / len(words)
        if share == 1 or (share >= 0.6 and len(words) > 2):
            return share * sum(map(len, words))
        return self._by_terms(text, folded) if self._language != self._question.language else 0.0

    def _rare(self, text: str) -> float:
        """How many characters of the words that the question and this cell share, and hardly another row has."""
        often = max(1, len(self._grid.rows) // _OFTEN)
        own = [word for word in self._content & self._stems_of(text) if self._rows_with[word] <= often]
        size = sum(map(len, own))
        return float(size) if len(own) > 1 or size >= _LONG_WORD else 0.0

    def _stems_of(self, text: str) -> frozenset[str]:
        return frozenset(
            stem(word) for word in _WORD.findall(fold(text)) if len(word) > 1 and word not in STOP_WORDS_EN
        )

    def _by_terms(self, text: str, folded: str) -> float:
        """By the forms of the question's terms, as across two languages: they cover most of the cell."""
        matcher = Matcher(text)
        covered: set[int] = set()
        for term in self._question.terms:
            for start, end in matcher.find(term, self._language):
                covered |= set(range(start, end))
        size = len(folded.replace(" ", ""))
        return float(2 * len(covered)) if size and len(covered) >= 0.6 * size else 0.0

    def column(self, named: frozenset[int], likeness: Likeness, *, key: int = -1) -> tuple[int, float]:
        """The column that is asked for, and how surely; -1 where that is not clear.

        `key` is the column of the thing that the question names, which answers where no other is asked for.
        """
        scores = {at: self._head_worth(at) for at in range(self._columns) if at not in named}
        if not scores:
            return -1, 0.0
        if self._grid.is_record and sum(score > 0 for score in scores.values()) > 1:
            # The first label of a record often names what the record is.
            scores[0] = 0.0
        target = self._target()
        if target in scores:
            return target, 1.0
        if key >= 0:
            # What comes after a thing is a thing of its kind, unless another column is asked for by its head.
            best_share = max((self._share(self._grid.heads[at]), at) for at in scores)
            return (best_share[1], best_share[0]) if best_share[0] >= 1 else (key, 0.5)
        best = max(scores.values())
        chosen = [at for at, score in scores.items() if score >= best - 1e-9]
        is_across = self._language != self._question.language
        if best <= 0 and HOW_MUCH.search(self._folded) and not is_across:
            return -1, 0.0
        if best <= 0 and ASKS_WHICH.match(self._folded) and not self._grid.is_record:
            texts = [at for at in scores if not self._is_mostly(at, lambda cell: bool(figures(cell)))]
            return (texts[0], 0.4) if texts else (-1, 0.0)
        if best >= 1 and len(chosen) > 1 and self._language == self._question.language == "zh":
            # What is asked stands last: 总产量比上年变化多少.
            chosen = [max(chosen, key=lambda at: self._folded.rfind(_bare(self._grid.heads[at])))]
        if best > 0 and len(chosen) == 1:
            return chosen[0], best
        left = chosen if best > 0 else [at for at in scores if self._may_answer(at)]
        if len(left) == 1 and (best > 0 or len(scores) == 1):
            return left[0], max(best, 0.5)
        if not left:
            return -1, 0.0
        return self._nearest(left, likeness, least=best)

    def _target(self) -> int:
        """The column whose head stands right behind "which" or "what"; -1 where none does."""
        match = ASKS_WHICH.match(self._folded)
        if match is None or self._language != "en":
            return -1
        words = [stem(word) for word in _WORD.findall(self._folded[match.end() :])][:4]
        fits = {
            at: len(own)
            for at, head in enumerate(self._grid.heads)
            if (own := [stem(word) for word in _WORD.findall(_bare(head))]) and words[: len(own)] == own
        }
        return max(fits, key=lambda at: fits[at], default=-1)

    def _nearest(self, columns: Sequence[int], likeness: Likeness, *, least: float) -> tuple[int, float]:
        cosines = likeness(self._question.text, [self._grid.heads[at] or "-" for at in columns])
        order = np.argsort(-cosines)
        first, second = (float(cosines[order[at]]) if at < len(columns) else -1.0 for at in (0, 1))
        return (columns[int(order[0])], max(least, 0.35)) if first - second >= _CLEAR else (-1, 0.0)

    def _head_worth(self, at: int) -> float:
        """The share of a head's words that the question has, and whether its kind is the one asked for."""
        head = self._grid.heads[at]
        share = self._share(head)
        return share + (0.3 if self._has_kind(at) else 0.0) if share or self._has_kind(at) else 0.0

    def _share(self, head: str) -> float:
        folded = _bare(head)
        if not folded:
            return 0.0
        if _HAN.search(folded):
            if folded in self._folded:
                return 1.0 + 0.01 * len(folded)
            matcher = Matcher(folded)
            covered: set[int] = set()
            for term in self._question.terms:
                for start, end in matcher.find(term, "zh"):
                    covered |= set(range(start, end))
            pairs = {folded[i : i + 2] for i in range(len(folded) - 1)}
            shared = sum(pair in self._folded for pair in pairs) / max(1, len(pairs))
            return max(len(covered) / len(folded), 0.9 * shared)
        words = [word for word in _WORD.findall(folded) if word not in STOP_WORDS_EN]
        if not words:
            return 0.0
        matcher = Matcher(folded)
        by_term = any(matcher.find(term, "en") for term in self._terms_across())
        share = sum(stem(word) in self._stems for word in words) / len(words)
        return max(share, 0.5 * by_term)

    def _terms_across(self) -> Sequence[Term]:
        return self._question.terms if self._question.language != "en" else ()

    def _has_kind(self, at: int) -> bool:
        """Whether a column holds the kind of thing that the question word asks for."""
        head, text = self._grid.heads[at], self._question.text
        if asks_price(text) or re.search(r"\bcosts?\b|\bprice\b", text, re.I):
            return MONEY_HEAD.search(head) is not None
        if WHEN.search(text):
            return DATE_HEAD.search(head) is not None or self._is_mostly(at, lambda cell: bool(dates(cell)))
        if WHERE.search(text):
            return PLACE_HEAD.search(head) is not None
        return WHO.search(text) is not None and NAME_HEAD.search(head) is not None

    def _may_answer(self, at: int) -> bool:
        """Whether a column can answer at all: a figure where one is asked for, and words where a name is."""
        if HOW_MUCH.search(self._question.text):
            return self._is_mostly(at, lambda cell: bool(figures(cell)))
        if WHO.search(self._question.text) or WHERE.search(self._question.text):
            return not self._is_mostly(
                at, lambda cell: bool(figures(cell)) and not re.search(r"[A-Za-z\u4e00-\u9fff]", cell)
            )
        return True

    def _is_mostly(self, at: int, test: Callable[[str], bool]) -> bool:
        cells = [text for row in self._grid.rows[:20] if (text := row.cell(at).text)]
        return bool(cells) and sum(map(test, cells)) >= 0.6 * len(cells)

    def extreme(self, likeness: Likeness) -> Looked | None:
        """The row with the most or the least of the column that is asked by."""
        wants_most, wants_least = MOST.search(self._folded), FEWEST.search(self._folded)
        if not (wants_most or wants_least) or len(self._grid.rows) < 2:
            return None
        scored = {
            at: self._share(self._grid.heads[at])
            for at in range(self._columns)
            if self._is_mostly(at, lambda cell: bool(figures(cell)))
        }
        if BY_PRICE.search(self._folded):
            scored |= {at: scored[at] + 1.0 for at in scored if MONEY_HEAD.search(self._grid.heads[at])}
        best = max(scored.values(), default=0.0)
        by = [at for at, score in scored.items() if score >= best - 1e-9]
        if len(by) > 1:
            by = [at for at in by if at != self._target()]
        if best <= 0 or len(by) > 1:
            return None
        rows = [
            (value, row)
            for row in self._grid.rows
            if not self._is_total(row) and (value := _value(row.cell(by[0]).text)) is not None
        ]
        if len(rows) < 2:
            return None
        ends = sorted(rows, key=lambda one: one[0], reverse=bool(wants_most) and not wants_least)
        if ends[0][0] == ends[1][0]:
            return None
        row = ends[0][1]
        column = by[0] if HOW_MUCH.search(self._folded) else self._key_column(by[0])
        return Looked(self._grid, row, row.cell(column), _head(self._grid, column), 1.0 + best)

    def _key_column(self, by: int) -> int:
        """The column that the question names as the thing looked for, else the first one with words."""
        if (target := self._target()) not in (-1, by):
            return target
        words = [at for at in range(self._columns) if at != by]
        shares = {at: self._share(self._grid.heads[at]) for at in words}
        best = max(shares.values(), default=0.0)
        if best > 0:
            return max(shares, key=lambda at: shares[at])
        return next((at for at in words if not self._is_mostly(at, lambda cell: bool(figures(cell)))), words[0])

    @staticmethod
    def _is_total(row: Row) -> bool:
        return bool(row.cells) and TOTAL.search(row.cells[0].text) is not None


def _bare(head: str) -> str:
    """A head as it is compared, without the unit in brackets."""
    return fold(re.sub(r"[（(].*?[)）]", "", head)).strip()


def _value(text: str) -> float | None:
    """The number in a cell, with its sign: the only one, or the one that it begins with; else None."""
    found = figures(text)
    if not found or (len(found) > 1 and found[0].start > 1):
        return None
    value = float(found[0].value)
    return -value if re.search(r"[-−–]\s*$", text[: found[0].start]) else value
