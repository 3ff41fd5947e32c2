"""The text of an answer taken apart for the page: its table, its lines, and the quotes that the evidence repeats."""

import html
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ui.chat.turns import Cited, Turn

CITATION_MARK = re.compile(r"\[(\d+)\]")
_MARKS = re.compile(r"(?:\[\d+\])+")
_LEAD = re.compile(r"\s*[:：]?\s*$")
_CELL_END = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"\|(?: *:?-{3,}:? *\|)+")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class QuoteInText:
    """A quote that stands in an answer's text, with the words that lead to it and its quotation marks."""

    start: int
    end: int
    cited: Cited
    is_whole_line: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a comparison: what is quoted in it, or else its words."""

    text: str
    cited: Cited | None


def table_of(turn: Turn) -> tuple[tuple[Cell, ...], ...]:
    """The rows of a comparison, the names of its sides first; nothing for any other answer."""
    lines = turn.text.splitlines()
    if len(lines) < 3 or not _RULE.fullmatch(lines[1]) or not all(line[:1] == "|" == line[-1:] for line in lines):
        return ()
    return tuple(tuple(_cell(cell, turn) for cell in _cells(line)) for line in (lines[0], *lines[2:]))


def _cells(line: str) -> list[str]:
    return [cell.strip().replace(r"\|", "|") for cell in _CELL_END.split(line[1:-1])]


def _cell(text: str, turn: Turn) -> Cell:
    quotes = quotes_in(replace_text(turn, text))
    return Cell(text, quotes[0].cited if quotes and quotes[0].is_whole_line else None)


def replace_text(turn: Turn, text: str) -> Turn:
    """The turn with another text for its answer."""
    return Turn(turn.question, text=text, cited=turn.cited, language=turn.language)


def quotes_in(turn: Turn) -> list[QuoteInText]:
    """The quotes in an answer's text that its citations hold, each right before its mark, from left to right."""
    found: list[QuoteInText] = []
    for marks in _MARKS.finditer(turn.text):
        cited = [one for number in CITATION_MARK.findall(marks[0]) if (one := turn.citation(number))]
        line = turn.text.rfind("\n", 0, marks.start()) + 1
        begins = max(line, found[-1].end if found and found[-1].end > line else line)
        if place := _quote_before(turn.text, begins, marks.start(), cited):
            start, one = place
            lead = _LEAD.search(turn.text, begins, start)
            first = lead.start() if lead else start
            is_whole = not turn.text[line:start].strip() and not _rest_of_line(turn.text, marks.end())
            found.append(QuoteInText(start if is_whole else first, marks.start(), one, is_whole))
    return found


def _rest_of_line(text: str, at: int) -> str:
    return text[at:].partition("\n")[0].strip()


def _quote_before(text: str, begins: int, end: int, cited: Sequence[Cited]) -> tuple[int, Cited] | None:
    """Where a quote of one of these citations begins that ends at `end`; None if none does."""
    kept = text[begins:end].rstrip()
    if not kept.endswith("”"):
        return None
    for at, character in enumerate(kept):
        if character == "“":
            words = _compared(kept[at + 1 : -1])
            one = next((one for one in cited if _compared(one.quote) == words), None)
            if one:
                return begins + at, one
    return None


@lru_cache(maxsize=512)
def _compared(text: str) -> str:
    """A quote as it is compared: an answer puts it on one line, with marks and entities of its own written plainly."""
    plain = unicodedata.normalize("NFKC", html.unescape(text))
    return "".join(
        character for character in _SPACES.sub("", plain) if unicodedata.category(character) not in ("Cf", "Mn")
    )
