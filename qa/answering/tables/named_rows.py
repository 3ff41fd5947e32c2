"""The rows of a table that a question names by their cells."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from qa.answering.matching import Matcher
from qa.answering.tables.grid import Grid, Row
from qa.answering.tables.wanted import AFTER, ASKS_TOTAL, BEFORE, TOTAL
from qa.language import fold, stem
from qa.language.words import STOP_WORDS_EN
from qa.types import Language, Question

WORD = re.compile(r"[a-zà-öø-ÿ]+(?:['’][a-z]+)?|\d+(?:[.,]\d+)*")
HAN = re.compile(r"[\u4e00-\u9fff]")
# A word is rare that at most one of so many rows has.
_OFTEN = 10
# A single word of fewer letters says too little of which row is meant.
_LONG_WORD = 7


@dataclass(frozen=True, slots=True)
class Named:
    """How many characters of a row's cells a question names, and in which columns."""

    worth: float
    columns: frozenset[int]


class NamedRows:
    """The rows that a question names best; all that it names equally well."""

    def __init__(self, question: Question, grid: Grid, language: Language) -> None:
        self._question = question
        self._grid = grid
        self._language: Language = language
        self._folded = fold(question.text)
        self._stems = frozenset(stem(word) for word in WORD.findall(self._folded))
        self._memory: dict[str, float] = {}
        # The words of the question that no head has, and in how many rows each stands.
        self._content = _stems_of(question.text) - _stems_of(" ".join(grid.heads))
        self._rows_with = Counter(
            word for row in grid.rows for word in self._content & _stems_of(" ".join(cell.text for cell in row.cells))
        )
        self.rows = self._named_rows()

    def _named_rows(self) -> list[tuple[Row, Named]]:
        """The rows whose cells the question names best; all that it names equally well."""
        wants_total = ASKS_TOTAL.search(self._folded) is not None
        found: list[tuple[Row, Named]] = []
        for row in self._grid.rows:
            if row.cells and TOTAL.search(row.cells[0].text):
                if wants_total:
                    found.append((row, Named(0.5, frozenset([0]))))
                continue
            worths = {
                at: worth
                for at, cell in enumerate(row.cells)
                if (worth := self._named(cell.text) or self._rare(cell.text))
            }
            if worths:
                found.append((row, Named(sum(worths.values()), frozenset(worths))))
        best = max((named.worth for _, named in found), default=0.0)
        return [(row, named) for row, named in found if named.worth >= best - 1e-9]

    def beside(self, rows: Sequence[tuple[Row, Named]]) -> Row | None:
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
        if HAN.search(folded):
            if len(folded) >= 2 and folded in self._folded:
                return float(2 * len(folded))
            return self._by_terms(text, folded)
        words = [word for word in WORD.findall(folded) if word not in STOP_WORDS_EN]
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
        own = [word for word in self._content & _stems_of(text) if self._rows_with[word] <= often]
        size = sum(map(len, own))
        return float(size) if len(own) > 1 or size >= _LONG_WORD else 0.0

    def _by_terms(self, text: str, folded: str) -> float:
        """By the forms of the question's terms, as across two languages: they cover most of the cell."""
        matcher = Matcher(text)
        covered: set[int] = set()
        for term in self._question.terms:
            for start, end in matcher.find(term, self._language):
                covered |= set(range(start, end))
        size = len(folded.replace(" ", ""))
        return float(2 * len(covered)) if size and len(covered) >= 0.6 * size else 0.0


def _stems_of(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in WORD.findall(fold(text)) if len(word) > 1 and word not in STOP_WORDS_EN)
