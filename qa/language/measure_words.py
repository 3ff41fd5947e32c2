"""Measure words of Chinese, and what stands behind a figure and says what it counts."""

import re
from collections.abc import Mapping, Sequence

from qa.language.punctuation import PHRASE_MARKS
from qa.language.scripts import is_han
from qa.language.tables import table

_ROWS = table("measure_words")
_PHRASE_END = re.compile(f"[{PHRASE_MARKS}]")
_LATIN_WORD = re.compile(r"[A-Za-z]+")


def measure_words(use: str) -> str:
    """The measure words of one of the uses that `measure_words.tsv` explains, as one text of single characters."""
    return "".join(row["zh"] for row in _ROWS if use in row.words("uses"))


def measure_word_groups(column: str) -> Mapping[str, str]:
    """Each measure word with the group that it belongs to, by one of the columns `asked`, `told` and `thing`."""
    return {row["zh"]: row[column] for row in _ROWS if row[column]}


_THINGS: Mapping[str, str] = measure_word_groups("thing")
_ENGLISH: Mapping[str, Sequence[str]] = {row["thing"]: row.parts("en") for row in table("things_counted")}


def thing_counted(after: str) -> str:
    """The word that says what is counted: the first after a figure, in Chinese behind its measure word."""
    after = _PHRASE_END.split(after, maxsplit=1)[0].strip()
    if after and is_han(after[0]):
        return after[1:5] if len(after) > 1 else ""
    word = _LATIN_WORD.match(after)
    return word[0] if word else ""


def is_measured_alike(first: str, second: str) -> bool:
    """Whether behind two figures, one Chinese and one English, stand measure words of the same use."""
    han, latin = (first, second) if first and is_han(first[0]) else (second, first)
    thing = _THINGS.get(han.lstrip("余多 ")[:1], "")
    return thing_counted(latin.strip()).lower() in _ENGLISH.get(thing, ())
