"""What stands beside what in a sentence: the name of a figure, its item of a list, the thing it counts."""

import re
from collections.abc import Sequence

from qa.language import fold, is_han
from qa.language.qualifiers import clause_at
from qa.types import Range


def nearest_name(text: str, place: Range, names: Sequence[Range]) -> Range | None:
    """The name beside a figure: the nearest in its clause, else the last one before."""
    first, last = clause_at(text, place[0])
    here = [one for one in names if first <= one[0] < last]
    if here:
        return min(here, key=lambda one: (max(one[0] - place[1], place[0] - one[1]), one))
    return max((one for one in names if one[1] <= place[0]), default=None)


def item_at(text: str, place: Range) -> Range:
    """The item of an enumeration in which a figure stands, or its clause."""
    first, last = clause_at(text, place[0])
    start = max(text.rfind("、", first, place[0]) + 1, first)
    end = text.find("、", place[1], last)
    return start, max(place[1], end if end >= 0 else last)


def thing_counted(after: str) -> str:
    """The word that says what is counted: the first after a figure, in Chinese behind its measure word."""
    after = re.split(r"[，。；、,.;:：（(]", after, maxsplit=1)[0].strip()
    if after and is_han(after[0]):
        return after[1:5] if len(after) > 1 else ""
    word = re.match(r"[A-Za-z]+", after)
    return word[0] if word else ""


def pairs_of_letters(text: str) -> list[str]:
    """Each two neighbouring letters of a text, without spaces."""
    joined = "".join(fold(text).split())
    return [joined[at : at + 2] for at in range(len(joined) - 1)]


# English words of the same use as a Chinese measure word.
_MEASURE_WORDS = (
    ("类种样", "kind kinds type types sort sorts category categories"),
    ("次轮回", "time times round rounds"),
    ("批", "batch batches group groups"),
    ("处个", "site sites place places spot spots point points"),
    ("名人位", "person persons people member members"),
    ("家", "company companies firm firms enterprise enterprises"),
    ("支", "team teams"),
    ("项条", "measure measures item items"),
)


def is_measured_alike(one: str, other: str) -> bool:
    """Whether behind two figures, one Chinese and one English, stand measure words of the same use."""
    han, latin = (one, other) if one and is_han(one[0]) else (other, one)
    han, word = han.lstrip("余多 ")[:1], thing_counted(latin.strip()).lower()
    return bool(han) and any(han in measures and word in words.split() for measures, words in _MEASURE_WORDS)
