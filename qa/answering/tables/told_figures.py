"""Figures told of what a question names, with the passage or table that tells each, and how they are written."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from qa.answering.tables.counted import Counted, words
from qa.answering.tables.rows_cited import row_evidence
from qa.answering.tables.worked import operand
from qa.question.calculation import Wanted
from qa.types import Document, Evidence, Hit


@dataclass(frozen=True, slots=True)
class Told:
    """A figure with the passage or the table that tells it."""

    counted: Counted
    hit: Hit
    document: Document

    @property
    def evidence(self) -> Evidence:
        """Its sentence or its row, with the figure marked."""
        grid = self.counted.grid
        if grid is None:
            return operand(self.hit, self.counted.line, self.counted.place)
        row = next(row for row in grid.rows if row.line == self.counted.line)
        return row_evidence(self.document, grid, row, self.counted.cell, 0.7)


@dataclass(frozen=True, slots=True)
class Result:
    """A result as it is said, the formula that it comes from, and the figures in it."""

    said: str
    formula: str
    operands: tuple[Told, ...]


def matching(
    wanted: Wanted,
    told: Iterable[Told],
    *,
    shares: bool = False,
    besides: Told | None = None,
    is_loose: bool = False,
    by_unit: bool = False,
    beside: bool = False,
) -> list[Told]:
    """The figures that are told of exactly these words; if `is_loose`, also of narrower things.

    `by_unit` finds a figure by the unit that it counts in: tons. `beside` takes a share told beside its whole.
    """
    asked, more = words(wanted.words), words(wanted.more)
    if not asked:
        asked, more = words(wanted.more), frozenset()
    if not asked:
        return []
    found = []
    for one in told:
        own = one.counted
        if own.is_share != shares or one is besides or not asked <= own.around | own.things | own.of:
            continue
        is_exact = own.things <= asked and own.of <= asked | more
        is_of_unit = by_unit and bool(own.unit) and asked == words(own.unit)
        if is_exact or is_loose or is_of_unit or (beside and own.things <= asked | words("人")):
            found.append(one)
    if more:
        best = max((len(more & (one.counted.around | one.counted.of)) for one in found), default=0)
        found = [one for one in found if len(more & (one.counted.around | one.counted.of)) == best]
    return found


def only(found: Sequence[Told]) -> Told | None:
    """The figure that is told once, or with one value; None where there is none, or several differ."""
    values = {(one.counted.value, one.counted.scale) for one in found}
    return found[0] if len(values) == 1 else None


def result_of(said: str, formula: str, *operands: Told) -> Result:
    return Result(said, formula.format(*map(shown, operands)), operands)


def shown(told: Told) -> str:
    return f"{written_number(told.counted.value)}{told.counted.scale}"


def written_number(value: Decimal) -> str:
    """A number in groups of three digits, without a fraction of nought."""
    return re.sub(r"\.0+$", "", f"{value:,f}")


def unit_behind(told: Told) -> str:
    """The scale and the unit of a result, as they stand behind it."""
    counted = told.counted
    unit = "" if counted.is_share else counted.unit
    behind = f"{counted.scale}{unit}"
    return f" {behind}" if behind and (behind[0].isascii() and behind[0].isalpha()) else behind


def quotient(dividend: Decimal, divisor: Decimal) -> tuple[str, str]:
    """A quotient with at most two places, and whether it is equal or about so."""
    exact = dividend / divisor
    rounded = round(exact, 2)
    written = f"{rounded:,f}"
    return ("=" if rounded == exact else "≈"), written.rstrip("0").rstrip(".") if "." in written else written
