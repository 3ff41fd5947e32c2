"""What a question wants worked out of figures: a share, what is left of a whole, so much for each, a change."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast

from qa.language import fold
from qa.language.tables import Row, table

CalculationKind = Literal[
    "share",
    "share left",
    "left",
    "per",
    "growth",
    "change",
    "difference",
    "average",
    "sum",
    "column average",
    "column sum",
    "whole",
    "year most",
    "year least",
]

_DATA = Path(__file__).parent / "data"
# A year or a month, which the second of two figures has in place of that of the first: 2023年的收入比2022年.
_PERIOD = r"\d{4}年?|[一二三四五六七八九十]{1,2}月|\d{1,2}月|第?[一二三四]季度"
_END = " \n?？.。!！"


@dataclass(frozen=True, slots=True)
class Wanted:
    """The words that tell a figure: all of `words` have to be told of it, as many of `more` as can be."""

    words: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class Calculation:
    """What is worked out, and the figures that it takes, in their order: a part before its whole."""

    kind: CalculationKind
    operands: tuple[Wanted, ...]


def calculation_of(question: str) -> Calculation | None:
    """What a question wants worked out; None for any other question."""
    asked = fold(question).strip(_END)
    for row, pattern in _rows():
        if match := pattern.fullmatch(asked):
            return Calculation(cast("CalculationKind", row["kind"]), _operands(row, match))
    return None


def pattern_of(row: Row) -> re.Pattern[str]:
    """The pattern of a row of `data/calculations.tsv`."""
    return re.compile(row["pattern"])


@cache
def _rows() -> tuple[tuple[Row, re.Pattern[str]], ...]:
    return tuple((row, pattern_of(row)) for row in table("calculations", _DATA))


def _operands(row: Row, match: re.Match[str]) -> tuple[Wanted, ...]:
    parts = {"what": "", "thing": "", "more": "", "verb": "", "x2": "", "a2": "", "b2": "", "what2": ""}
    parts |= {name: value or "" for name, value in match.groupdict().items()}
    if parts.get("b"):
        parts["a"], parts["b"] = completed_pair(parts["a"], parts["b"])
    wanted = (template.format(**parts).partition("~") for template in row.parts("operands"))
    return tuple(Wanted(words.strip(), more.strip()) for words, _, more in wanted)


def completed_pair(one: str, other: str) -> tuple[str, str]:
    """Two things, each with what only one says of both: 2023年的收入 and 2022年, "the blue" and "the green crew"."""
    periods = [re.search(_PERIOD, text) for text in (one, other)]
    if periods[0] and periods[1]:
        first, second = periods[0][0], periods[1][0]
        frame = max(one.replace(first, "{}", 1), other.replace(second, "{}", 1), key=len)
        return frame.replace("{}", first), frame.replace("{}", second)
    words = other.split()
    if len(words) > 1 and len(one.split()) == len(words) - 1:
        return f"{one} {words[-1]}", other
    return one, other


def states_result(kind: CalculationKind, quote: str) -> bool:
    """Whether a sentence may tell such a result itself: a figure without % is no share."""
    pattern = _result_words().get(kind)
    return pattern is None or pattern.search(fold(quote)) is not None


@cache
def _result_words() -> dict[str, re.Pattern[str]]:
    return {row["kind"]: re.compile(row.pattern()) for row in table("result_words")}
