"""The clauses of a sentence, and what stands beside what in them: the name of a figure, its item of a list."""

import re
from collections.abc import Sequence

from qa.language.punctuation import CLAUSE_MARKS, COMMA
from qa.language.scripts import fold
from qa.types import Range

_CLAUSE_END = re.compile(rf"[{CLAUSE_MARKS}：:]|{COMMA}|\.(?=\s|$)|\s(?:and|while|but|whereas)\s|而(?!且)|\n")


def clauses(text: str) -> list[Range]:
    """The ranges between commas, semicolons, stops and conjunctions, from left to right."""
    found, start = [], 0
    for match in _CLAUSE_END.finditer(fold(text)):
        found.append((start, match.start()))
        start = match.end()
    return [(first, last) for first, last in [*found, (start, len(text))] if text[first:last].strip()]


def clause_at(text: str, at: int) -> Range:
    """The clause in which a character stands; the whole text where it stands in none."""
    return next((clause for clause in clauses(text) if clause[0] <= at < clause[1]), (0, len(text)))


def item_at(text: str, place: Range) -> Range:
    """The item of an enumeration in which a figure stands, or its clause."""
    first, last = clause_at(text, place[0])
    start = max(text.rfind("、", first, place[0]) + 1, first)
    end = text.find("、", place[1], last)
    return start, max(place[1], end if end >= 0 else last)


def nearest_name(text: str, place: Range, names: Sequence[Range]) -> Range | None:
    """The name that belongs to a figure: the nearest in its clause, else the last one before it; None if none is."""
    first, last = clause_at(text, place[0])
    here = [name for name in names if first <= name[0] < last]
    if here:
        return min(here, key=lambda name: (max(name[0] - place[1], place[0] - name[1]), name))
    return max((name for name in names if name[1] <= place[0]), default=None)


def pairs_of_letters(text: str) -> list[str]:
    """Each two neighbouring letters of a text, without spaces."""
    joined = "".join(fold(text).split())
    return [joined[at : at + 2] for at in range(len(joined) - 1)]
