"""Attributes of which a text may tell one where another is asked for: profit and revenue, height and width."""

import re

from qa.language.scripts import fold
from qa.language.tables import table

# The family of each row, and what finds it.
_ATTRIBUTES = tuple((row["family"], re.compile(row.pattern())) for row in table("rival_attributes"))


def names_rival(asked: str, told: str) -> bool:
    """Whether of a family of attributes a question names some, and a text only others."""
    asked, told = fold(asked), fold(told)
    families: dict[str, list[bool]] = {}
    for family, pattern in _ATTRIBUTES:
        if pattern.search(asked):
            families.setdefault(family, []).append(bool(pattern.search(told)))
    return any(
        not any(held) and any(other == family and pattern.search(told) for other, pattern in _ATTRIBUTES)
        for family, held in families.items()
    )
