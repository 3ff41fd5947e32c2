"""The words of a question that tell how a table is to be read: the most, the last, the next, how many, and so on."""

import re

from qa.language.ordinals import place_asked
from qa.language.tables import table

_PATTERNS = tuple((row["cue"], re.compile(row.pattern())) for row in table("table_cues"))
CUES = tuple(name for name, _ in _PATTERNS)
_PHRASE = re.compile(
    r"\b(?:what|which|how many|how much|whose|name (?:of )?the|number of|the amount of)\s+"
    r"(?:is |was |are |were |the |of |a |an )*([a-z'’]+(?: [a-z'’]+)?)"
    r"|(?:哪个|哪些|哪一个|什么|多少)([\u4e00-\u9fff]{1,4})"
)


def cues_of(folded: str) -> frozenset[str]:
    """The names of the cues that a folded question has."""
    return frozenset(name for name, pattern in _PATTERNS if pattern.search(folded))


def nth_of(folded: str) -> int:
    """Which one of an order a question asks for: 1 for the second; 0 where it says none beyond the first."""
    return place_asked(folded) - 1


def phrase_of(folded: str) -> str:
    """The two words behind the question word, which mostly name the thing asked for; else the whole question."""
    match = _PHRASE.search(folded)
    return next((part for part in match.groups() if part), folded) if match else folded
