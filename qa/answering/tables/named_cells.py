"""Which cells of a table a question names, and which of its words are numbers to compare cells with."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches

import numpy as np
from numpy.typing import NDArray

from qa.answering.tables.sheet import Sheet, tokens, worth
from qa.language import fold

Rows = NDArray[np.int64]

# No question names more cells than this; the clearest are kept.
_MOST = 9
# A word of so many letters may be looked for by how it begins, in tables of at most so many words.
_LONG, _MOST_WORDS = 5, 5000
_BETWEEN = re.compile(
    r"between (?:the )?(?:years? )?([$€£]?\d[\d,.]*) (?:and|to) ([$€£]?\d[\d,.]*)|(\d[\d,.]*)年?(?:到|至)(\d[\d,.]*)"
)
_QUANTITY = re.compile(r"[$€£]?\d[\d,]*(?:\.\d+)?(?: (?:million|billion|thousand))?(?::\d\d(?:\.\d+)?)?")
# What a number is compared by, right before it or right behind it.
_END = r"\W*(?:the year |year |or equal to )?$"
_BEFORE: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        ">=",
        re.compile(rf"(?:at least|no less than|no fewer than|not less than|since|from|至少|不少于|不低于){_END}"),
    ),
    ("<=", re.compile(rf"(?:at most|no more than|not more than|up to|until|by|至多|不超过|不多于){_END}")),
    (
        ">",
        re.compile(
            r"(?:(?:more|greater|higher|larger|longer|later|bigger|taller|heavier|older|better|faster) than|over|above"
            rf"|exceed\w*|surpass\w*|after|超过|多于|高于|大于|长于|晚于){_END}"
        ),
    ),
    (
        "<",
        re.compile(
            r"(?:(?:less|fewer|lower|smaller|shorter|earlier|younger|lighter|slower) than|under|below|before|prior to"
            rf"|少于|低于|小于|不足|不到|早于){_END}"
        ),
    ),
)
_BEHIND: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        ">=",
        re.compile(r"\W*\w*\W*(?:or (?:more|above|higher|greater|later|over)|and (?:above|over|up)|及?以上)"),
    ),
    ("<=", re.compile(r"\W*\w*\W*(?:or (?:less|fewer|below|lower|under|earlier)|and below|及?以下)")),
    (">", re.compile(r"年?(?:之后|以后)")),
    ("<", re.compile(r"年?(?:之前|以前)")),
)
_DAYS_OF_YEAR = 372


@dataclass(frozen=True, slots=True)
class Named:
    """The rows whose cell in a column has words of the question: which words, and how much of the cell they are.

    `is_whole` says that the words are all of the cell.
    """

    column: int
    words: frozenset[str]
    rows: Rows
    cover: float
    is_whole: bool

    @property
    def weight(self) -> float:
        """How much these words tell: their letters, less where many rows have them."""
        return sum(map(len, self.words)) * (0.5 + 0.5 * self.cover) / (1 + 0.1 * len(self.rows))


@dataclass(frozen=True, slots=True)
class Compared:
    """The rows whose cell in a column is more or less than a number of the question, which has these words."""

    column: int
    sign: str
    words: frozenset[str]
    rows: Rows


def named_cells(sheet: Sheet, words: list[str]) -> list[Named]:
    """The cells that words of a question name, the clearest first."""
    held: dict[tuple[int, int], set[str]] = defaultdict(set)
    for word in words:
        for spelt in [word] if word in sheet.places else _spelt_nearly(sheet, word):
            for row, column in sheet.places[spelt]:
                held[int(column), int(row)].add(word)
    groups: dict[tuple[int, frozenset[str]], list[int]] = defaultdict(list)
    for (column, row), own in held.items():
        groups[column, frozenset(own)].append(row)
    found: list[Named] = []
    for (column, own_words), rows in groups.items():
        # The cells that have these words and more are of a name that tells more.
        if any(other[0] == column and own_words < other[1] for other in groups) and len(own_words) < 2:
            continue
        found += _named(sheet, column, own_words, rows)
    return sorted(found, key=lambda one: (-one.weight, one.column, len(one.rows)))[:_MOST]


def _spelt_nearly(sheet: Sheet, word: str) -> list[str]:
    """The words of the table that begin as a long word does, or are spelt nearly so; few tables have many words."""
    if len(word) < _LONG or not word.isalpha() or len(sheet.places) > _MOST_WORDS:
        return []
    alike = [other for other in sheet.places if len(other) >= _LONG - 1 and _common(word, other) >= _LONG]
    return alike or get_close_matches(word, sheet.places, 1, 0.86)


def _common(one: str, other: str) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _named(sheet: Sheet, column: int, words: frozenset[str], rows: list[int]) -> Iterator[Named]:
    """All rows with the words; and those alone of which they are all, where these are fewer."""
    at = np.array(sorted(rows))
    at = at if bool(np.isin(at, sheet.totals).all()) else np.setdiff1d(at, sheet.totals)
    covers = len(words) / np.maximum(1, sheet.sizes[at, column])
    yield Named(column, words, at, float(covers.max()), bool(covers.min() >= 1))
    whole = at[covers >= 1]
    if 0 < len(whole) < len(at):
        yield Named(column, words, whole, 1.0, True)


def compared_cells(sheet: Sheet, question: str) -> list[Compared]:
    """The rows that a comparison with a number of the question leaves, for each column of figures or dates."""
    folded = fold(question)
    found: list[Compared] = []
    if between := _BETWEEN.search(folded):
        first, last = (part for part in between.groups() if part)
        for column in range(len(sheet.columns)):
            low, high = (_rows(sheet, column, sign, limit) for sign, limit in ((">=", first), ("<=", last)))
            found.append(Compared(column, "between", tokens(f"{first} {last}"), np.intersect1d(low, high)))
    else:
        for sign, number in comparisons(folded):
            for column in range(len(sheet.columns)):
                found.append(Compared(column, sign, tokens(number), _rows(sheet, column, sign, number)))
    rests = ((one, np.setdiff1d(one.rows, sheet.totals)) for one in found)
    return [replace(one, rows=rows) for one, rows in rests if len(rows)]


def limits(folded: str) -> list[tuple[str, str]]:
    """The numbers that a folded question compares with as `comparisons`, with both ends of "between 8 and 10"."""
    if between := _BETWEEN.search(folded):
        first, last = (part for part in between.groups() if part)
        return [(">=", first), ("<=", last)]
    return list(comparisons(folded))


def comparisons(folded: str) -> Iterator[tuple[str, str]]:
    """The numbers that a folded question compares with, each with its sign: "more than 400" is (">", "400")."""
    for match in _QUANTITY.finditer(folded):
        before, behind = folded[: match.start()], folded[match.end() :]
        sign = next((sign for sign, pattern in _BEHIND if pattern.match(behind)), "")
        sign = sign or next((sign for sign, pattern in _BEFORE if pattern.search(before)), "")
        if sign:
            yield sign, match[0]


def _rows(sheet: Sheet, column: int, sign: str, number: str) -> Rows:
    """The rows of a column of figures, or of dates by their year, that compare so with a number."""
    own = sheet.columns[column]
    limit, kind = worth(number)
    if max(own.counted, own.dated) < 0.5 or (kind == "date") != (own.dated >= 0.5):
        return np.array([], dtype=np.int64)
    values = own.values
    if kind == "date":
        values, limit = np.floor(values / _DAYS_OF_YEAR), float(int(limit) // _DAYS_OF_YEAR)
    with np.errstate(invalid="ignore"):
        fits = {">": values > limit, ">=": values >= limit, "<": values < limit, "<=": values <= limit}[sign]
    return np.flatnonzero(fits)
