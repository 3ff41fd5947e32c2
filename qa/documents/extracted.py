"""What a parser takes out of a file that is no plain text."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """A page, sheet or slide: it begins at the character `start` of the text and ends where the next one begins."""

    start: int
    name: str


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of a file with what the file says of itself; empty where it says nothing.

    The text is written as Markdown: headings as "## …", lists as "- …", a row of a table as "| a | b |" with an empty
    cell kept. `notes` tell the user what could not be taken out.
    """

    text: str
    title: str = ""
    source: str = ""
    date: str = ""
    parts: tuple[Part, ...] = ()
    notes: tuple[str, ...] = ()
