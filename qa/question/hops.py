"""Questions in two steps: the answer to a first one names what the second one is about."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from qa.language.scripts import detect
from qa.language.tables import Row, table
from qa.types import Language

_DATA = Path(__file__).parent / "data"
_END = " \n?？.。!！"
# Offices by which one person is named.
_ROLES = {
    "en": r"(?:leader|head|director|manager|chair(?:man|woman|person)?|captain|coach|author|owner|founder|winner|mayor"
    r"|principal|editor|treasurer|secretary|president|chief|skipper)",
    "zh": "负责人|组长|主任|校长|经理|店长|队长|船长|作者|局长|馆长|院长|班主任|会长|创始人|主编",
}


@dataclass(frozen=True, slots=True)
class Hop:
    """The question that asks for a thing, and the one that is about it, with {thing} for its name.

    `clause` is what tells which thing it is. `is_by_role` says that the thing is named by an office, of which a
    document may also tell directly.
    """

    first: str
    second: str
    clause: str
    language: Language
    is_by_role: bool

    def about(self, thing: str) -> str:
        """The second question, of the thing that the first one found."""
        return self.second.replace("{thing}", thing) + ("？" if self.language == "zh" else "?")


def hop_of(question: str) -> Hop | None:
    """The two steps of a question; None for one that has no more than one."""
    text, language = question.strip().strip(_END), detect(question)
    for row, pattern in _rows():
        if row["lang"] == language and (match := pattern.search(text)):
            parts = match.groupdict() | {"thing": "{thing}"}
            end = "？" if language == "zh" else "?"
            first = row["first"].format(**parts)
            return Hop(
                first[0].upper() + first[1:] + end,
                row["second"].format(**parts),
                match["clause"],
                language,
                bool(row["role"]),
            )
    return None


def pattern_of(row: Row) -> re.Pattern[str]:
    """The pattern of a row of `data/hops.tsv`, with the offices that it may name."""
    return re.compile(row["pattern"].replace("{role}", _ROLES[row["lang"]]), re.IGNORECASE)


@cache
def _rows() -> tuple[tuple[Row, re.Pattern[str]], ...]:
    return tuple((row, pattern_of(row)) for row in table("hops", _DATA))
