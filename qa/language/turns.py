"""Chat logs and interviews: who says what, whether a stamp stands before the name, behind it, or not at all."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from qa.language.scripts import fold
from qa.language.tables import any_of, table
from qa.types import Range

_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]m)?"
_DAY = r"(?:\d{1,4}[/.年-]\d{1,2}[/.月-]\d{1,4}日?,?\s+)?"
# What stands before the name of a speaker: [09:12], or 12/05/2024, 09:12 -.
STAMP = rf"[\[(（]?{_DAY}{_CLOCK}[\])）]?(?:\s?[-–])?\s*"
_NAME = r"[^\W\d_][^\n:：\[\]()（）,，。.!?！？]{0,24}?"
_TURN = re.compile(
    rf"^[ \t]*(?P<stamp>{STAMP})?(?P<name>{_NAME})(?P<behind>\s*[(（\[]?{_DAY}{_CLOCK}[)）\]]?)?[ \t]*"
    r"(?:[:：][ \t]*(?P<words>\S[^\n]*)|(?<=\d)\n(?P<below>[^\n]+(?:\n[^\n]+)*))",
    re.MULTILINE | re.IGNORECASE,
)
# So many turns make a log; without stamps one of them has to speak of its speaker.
_LEAST = 3
_REMEMBERED = 16


@dataclass(frozen=True, slots=True)
class Turn:
    """The name of a speaker, what he or she says, and both with their stamp, as ranges of the text."""

    speaker: Range
    words: Range
    place: Range


@lru_cache(_REMEMBERED)
def turns(text: str) -> tuple[Turn, ...]:
    """The turns of a chat log or an interview, from first to last; nothing for any other text, as a block of labels."""
    found, stamped = [], 0
    for match in _TURN.finditer(text):
        part = "words" if match["words"] else "below"
        found.append(Turn(match.span("name"), match.span(part), (match.start(), match.end(part))))
        stamped += bool(match["stamp"] or match["behind"])
    is_log = 2 * stamped > len(found) or _speaks_of_itself(text, found)
    return tuple(found) if len(found) >= _LEAST and is_log else ()


def _speaks_of_itself(text: str, found: Sequence[Turn]) -> bool:
    return any(own_words().search(fold(text[slice(*turn.words)])) for turn in found)


def own_words(use: str = "") -> re.Pattern[str]:
    """The words by which speakers mean themselves; with "_whose" what is theirs, with "_said" the verbs of saying."""
    return re.compile(any_of(row.pattern(use) for row in table("first_person")))
