"""The second, the third: places in an order."""

import re
from functools import cache

from qa.language.tables import table


def place_asked(folded: str) -> int:
    """The place in an order that a folded text names, 2 for the second; 1 where it names none behind the first."""
    return next((place for place, pattern in _places() if pattern.search(folded)), 1)


@cache
def _places() -> tuple[tuple[int, re.Pattern[str]], ...]:
    return tuple((int(row["place"]), re.compile(row.pattern())) for row in table("ordinals"))
