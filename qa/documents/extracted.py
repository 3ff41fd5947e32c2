"""What a parser takes out of a file that is no plain text."""

from dataclasses import dataclass

from qa.types import Part

__all__ = ["Extracted", "Part"]


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of a file with what the file says of itself; empty where it says nothing.

    The text is written as Markdown: headings as "## …", lists as "- …", a row of a table as "| a | b |" with an empty
    cell kept. `date` is as in 2022-05-26. `notes` tell the user what could not be taken out. `scans` counts the pages
    that are pictures and are still to be read by OCR.
    """

    text: str
    title: str = ""
    source: str = ""
    date: str = ""
    parts: tuple[Part, ...] = ()
    notes: tuple[str, ...] = ()
    scans: int = 0
