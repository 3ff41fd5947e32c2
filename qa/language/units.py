"""Units behind a figure: what they count, and how many of the smallest unit of their kind they hold."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.language.measure_words import measure_words
from qa.language.scripts import fold
from qa.language.tables import LANGUAGES, any_of, table
from qa.types import Language

PERCENT = "percent"
# How far a unit may stand after its figure, in characters.
UNIT_REACH = 20
# "More than", between a figure and its unit: 30余吨.
_MORE = "[余多]?"


@dataclass(frozen=True, slots=True)
class Unit:
    """What a unit counts, how many of the smallest of its kind it holds, and how it stands beside a figure."""

    counts: str
    factor: int
    after: re.Pattern[str]
    before: re.Pattern[str] | None


def _pattern(cell: str) -> str:
    return cell.replace("{person}", f"[{measure_words('persons')}]")


def unit_forms(use: str, languages: Sequence[Language] = LANGUAGES) -> str:
    """The forms of the units of one of the uses that `units.tsv` explains, in some languages, as one pattern."""
    rows = [row for row in table("units") if use in row.words("uses")]
    return any_of(_pattern(row[language]) for row in rows for language in languages)


def _before(signs: frozenset[str]) -> re.Pattern[str] | None:
    return re.compile(rf"(?:{any_of(map(re.escape, sorted(signs)))})\s?$") if signs else None


UNITS = tuple(
    Unit(
        row["counts"],
        int(row["factor"]),
        re.compile(rf"{_MORE}\s?(?:{_pattern(row.pattern())})"),
        _before(row.words("signs")),
    )
    for row in table("units")
    if "measure" in row.words("uses")
)
# The signs of currencies, each one character.
CURRENCY_SIGNS = "".join(sorted(sign for row in table("units") for sign in row.words("signs") if len(sign) == 1))


def unit_at(text: str, start: int, end: int) -> tuple[str, int]:
    """What the figure at `start` to `end` of a folded text counts, and the factor of its unit; ("", 1) without a unit.

    The longest unit behind the figure decides, else the sign before it.
    """
    behind = [(match.end(), unit.counts, unit.factor) for unit in UNITS if (match := unit.after.match(text, end))]
    if behind:
        return max(behind)[1:]
    before = text[:start]
    return next((unit.counts for unit in UNITS if unit.before and unit.before.search(before)), ""), 1


def unit_after(text: str, at: int) -> str:
    """What a unit that stands at `at`, perhaps after a space, counts; empty if none stands there."""
    return unit_at(fold(text), at, at)[0]
