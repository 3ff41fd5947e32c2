"""A word of a Chinese question with its English, and the part that it plays in the sentence."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a word does in its sentence; the values are those of the tables."""

    NOUN = "n"
    NAME = "name"
    VERB = "v"
    ADJECTIVE = "a"
    ADVERB = "d"
    PREPOSITION = "p"
    PLACED = "f"
    MODAL = "m"
    NEGATION = "not"
    AGENT = "by"
    ASPECT = "aspect"
    MARK = "de"
    JOINT = "c"
    PRONOUN = "r"
    TIME = "t"
    NUMBER = "k"
    COMMA = "comma"
    DROPPED = "drop"
    WHO = "pronoun"
    WHICH = "which"
    WHEN = "adverb"


ASKING = (Kind.WHO, Kind.WHICH, Kind.WHEN)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the question. `certainty` is 0 for what stays Chinese, less than 1 for a guess by characters."""

    chinese: str
    english: str
    kind: Kind
    certainty: float = 1.0
    as_other: str = ""  # what it would be as a noun where it is a verb, and the other way round
