"""Markdown as parsers write it: headings, paragraphs, lists, and tables whose rows the table reader understands."""

import re
from collections.abc import Sequence

_BLANK = re.compile(r"\s+")
_LINE_END = re.compile(r"[ \t]*(?:\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029])[ \t]*")
# What Markdown reads into the beginning of a line; a text that begins so is no list and no heading.
_HEADING_LEVELS = 6


class Writer:
    """Blocks put one below the other, with an empty line between them; lines of one list or table stand together."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._run = ""

    @property
    def text(self) -> str:
        """All that was written."""
        return "".join(self._pieces)

    @property
    def length(self) -> int:
        """The number of characters written."""
        return self._length

    @property
    def next_start(self) -> int:
        """Where the next block begins in the text, if it is no further line of the same list or table."""
        return self._length + (1 if self._length else 0)

    def heading(self, text: str, level: int) -> None:
        """A heading of level 1 to 6."""
        if line := one_line(text):
            self._block(f"{'#' * min(max(level, 1), _HEADING_LEVELS)} {line}\n", "")

    def paragraph(self, text: str) -> None:
        """A paragraph; its own line breaks are kept."""
        lines = [line.strip() for line in _LINE_END.split(text)]
        if block := "\n".join(line for line in lines if line):
            self._block(block + "\n", "")

    def item(self, text: str, *, depth: int = 0, number: str = "") -> None:
        """An item of a list, with its own number if it has one."""
        if line := one_line(text):
            self._block(f"{'  ' * depth}{number or '-'} {line}\n", "list")

    def table(self, rows: Sequence[Sequence[str]]) -> None:
        """A table whose first row holds the heads of its columns."""
        for number, row in enumerate(rows):
            self.row(row, is_head=number == 0)
        self.end_table()

    def row(self, cells: Sequence[str], *, is_head: bool = False) -> None:
        """A row of a table; a head row begins one. Empty cells are kept."""
        if is_head:
            self.end_table()
        self._block(table_row(cells), "table")
        if is_head:
            self._block("| " + " | ".join("---" for _ in cells) + " |\n", "table")

    def end_table(self) -> None:
        """The next row or item begins a new table or list."""
        self._run = ""

    def _block(self, block: str, run: str) -> None:
        if self._length and not (run and run == self._run):
            self._add("\n")
        self._add(block)
        self._run = run

    def _add(self, piece: str) -> None:
        self._pieces.append(piece)
        self._length += len(piece)


def table_row(cells: Sequence[str]) -> str:
    """A row of a Markdown table with its line end."""
    return "| " + " | ".join(one_line(cell).replace("|", "\\|") for cell in cells) + " |\n"


def one_line(text: str) -> str:
    """The text with each run of white space as one space."""
    return _BLANK.sub(" ", text).strip()
