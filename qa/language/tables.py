"""The tables in `data/`: the one home of each fact of language, a column for each language."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import get_args

from qa.types import Language

LANGUAGES: tuple[Language, ...] = get_args(Language)
_FOLDER = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its cells, in the order of the columns."""

    columns: tuple[str, ...]
    cells: tuple[str, ...]

    def __getitem__(self, column: str) -> str:
        return self.cells[self.columns.index(column)]

    def parts(self, column: str) -> tuple[str, ...]:
        """The parts of a cell, which `|` separates; none where the cell is empty."""
        return tuple(part for part in self[column].split("|") if part)

    def words(self, column: str) -> frozenset[str]:
        """The words of a cell, as its uses."""
        return frozenset(self[column].split())

    def pattern(self, suffix: str = "") -> str:
        """The forms in all languages as one pattern, from the columns named `zh` or `zh` and a suffix, and so on."""
        return any_of(self[language + suffix] for language in LANGUAGES)


def any_of(patterns: Iterable[str]) -> str:
    """Some patterns as one that matches where any of them does; the empty ones are left out."""
    return "|".join(filter(None, patterns))


@cache
def table(name: str, folder: Path = _FOLDER) -> tuple[Row, ...]:
    """The rows of a table in their order. Lines that begin with # are comments, the first other line names the columns.

    Raises `ValueError` where a row has more or fewer cells than there are columns.
    """
    lines = (folder / f"{name}.tsv").read_text("utf-8").splitlines()
    columns, *rows = (tuple(line.split("\t")) for line in lines if line and not line.startswith("#"))
    if wrong := next((row for row in rows if len(row) != len(columns)), None):
        raise ValueError(f"{name}.tsv: {wrong} has {len(wrong)} cells, not {len(columns)}")
    return tuple(Row(columns, row) for row in rows)
