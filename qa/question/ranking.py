"""Questions that put things in order or part them by a number: the second longest, those over 9 metres."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from qa.language import fold
from qa.language.ordinals import place_asked
from qa.language.tables import Row, table

RankingKind = Literal["end", "those", "count"]
_HOW_MANY = re.compile(r"\bhow many\b|多少|几(?!乎|经|何)")
_WHICH = re.compile(r"\b(?:which|who|what|whose|list|name)\b|哪|谁|列出")


@dataclass(frozen=True, slots=True)
class Order:
    """What things are put in order by, if the word tells it, and whether from the most or from the least on."""

    measure: str
    is_from_most: bool


@dataclass(frozen=True, slots=True)
class Ranking:
    """The thing at a place in an order (1 is its end), all that are on one side of a number, or how many these are.

    `orders` are the ways to take its word: "highest" may be of a height or of any number.
    """

    kind: RankingKind
    orders: tuple[Order, ...] = ()
    place: int = 1


def ranking_of(question: str, *, compares: bool) -> Ranking | None:
    """What a question puts in order; None for any other question. `compares` says that it compares with a number."""
    asked = fold(question)
    if compares:
        kind: RankingKind | None = "count" if _HOW_MANY.search(asked) else "those" if _WHICH.search(asked) else None
        return Ranking(kind) if kind else None
    if not _WHICH.search(asked):
        return None
    orders = tuple(Order(row["measure"], row["end"] == "most") for row, pattern in _rows() if pattern.search(asked))
    return (
        Ranking("end", orders, place_asked(asked))
        if orders and len({order.is_from_most for order in orders}) == 1
        else None
    )


@cache
def _rows() -> tuple[tuple[Row, re.Pattern[str]], ...]:
    return tuple((row, pattern_of(row)) for row in table("comparatives"))


def pattern_of(row: Row) -> re.Pattern[str]:
    """The pattern of a row of the table: 最 or an ordinal before the word in Chinese, the superlative in English."""
    return re.compile(rf"(?:最|第[二三四五六七2-7])(?:{row['zh']})|\b(?:{row['en']})\b")
