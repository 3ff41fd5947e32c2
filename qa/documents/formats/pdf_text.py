"""Paragraphs, headings and tables of a PDF as Markdown, in which each character knows its page and its box."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from qa.documents.formats.pdf_lines import BULLETS, Line
from qa.documents.formats.pdf_pages import Box
from qa.documents.formats.pdf_runs import Run, is_wide
from qa.documents.formats.pdf_tables import Cell, Table

_HYPHENS = "-\N{HYPHEN}\N{SOFT HYPHEN}"
_WORD = re.compile(r"[A-Za-z]+$")
_FIRST_WORD = re.compile(r"[a-z]+")


@dataclass(slots=True)
class Layout:
    """The text of a PDF. Each character has its page, from 1, and its box; None for one that is not printed."""

    text: str
    boxes: list[Box | None]
    pages: list[int]

    @property
    def starts(self) -> list[tuple[int, int]]:
        """Each page with text, and where it begins in the text."""
        found: list[tuple[int, int]] = []
        for at, page in enumerate(self.pages):
            if not found or page > found[-1][0]:
                found.append((page, at))
        return found


@dataclass(slots=True)
class Writer:
    """Collects the characters of a text with their boxes."""

    joined_words: frozenset[str]
    text: list[str] = field(default_factory=list)
    boxes: list[Box | None] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    _page: int = 1

    def layout(self) -> Layout:
        """What was written."""
        return Layout("".join(self.text), self.boxes, self.pages)

    def paragraph(self, lines: Sequence[Line], *, level: int = 0) -> None:
        """Write a paragraph, or a heading of that level."""
        self._part()
        self._page = lines[0].page
        first = 0
        if level:
            self._sign("#" * level + " ")
        elif lines[0].text[0] in BULLETS:
            self._sign("- ")
            first = next((at for at, character in enumerate(lines[0].text) if at and not character.isspace()), 0)
        for number, line in enumerate(lines):
            if number:
                self._joint(line.text)
            self._page = line.page
            start = 0 if number else first
            self._print(line.text[start:], line.boxes[start:])

    def table(self, tables: Sequence[Table]) -> None:
        """Write a table, which may go on over pages."""
        self._part()
        heads = _words_of(tables[0].rows[0])
        for number, table in enumerate(tables):
            for at, row in enumerate(table.rows):
                if number and not at and _words_of(row) == heads:
                    continue
                if number or at:
                    self._sign("\n")
                self._page = table.page
                self._row(row)
                if not number and not at:
                    self._sign("\n" + "|" + " --- |" * len(row))

    def _row(self, row: Sequence[Cell | None]) -> None:
        self._sign("|")
        for cell in row:
            self._sign(" ")
            for number, run in enumerate(cell.runs if cell else ()):
                if number:
                    self._joint(run.text)
                for character, box in zip(run.text, run.boxes, strict=True):
                    if character == "|":
                        self._sign("\\")
                    self._print([character], [box])
            self._sign(" |" if cell else "|")

    def _part(self) -> None:
        if self.text:
            self._sign("\n\n")

    def _sign(self, signs: str) -> None:
        self.text.extend(signs)
        self.boxes.extend([None] * len(signs))
        self.pages.extend([self._page] * len(signs))

    def _print(self, text: Sequence[str], boxes: Sequence[Box | None]) -> None:
        self.text.extend(text)
        self.boxes.extend(boxes)
        self.pages.extend([self._page] * len(text))

    def _joint(self, following: Sequence[str]) -> None:
        """What a reader sees between two lines: nothing in Chinese and inside a word, else a space."""
        last = self.text[-1]
        if last in _HYPHENS:
            if self._is_cut_word("".join(following[:40])):
                self.text.pop()
                self.boxes.pop()
                self.pages.pop()
            elif last != "-":
                self.text[-1] = "-"
        elif not (is_wide(last) or is_wide(following[0])):
            self._sign(" ")

    def _is_cut_word(self, following: str) -> bool:
        """Whether the hyphen at the end of the line only parts a word: unless the document has it elsewhere."""
        before = _WORD.search("".join(self.text[-40:-1]))
        after = _FIRST_WORD.match(following)
        if before is None or after is None:
            return False
        return f"{before[0]}-{after[0]}".lower() not in self.joined_words


def hyphened_words(lines: Sequence[Line]) -> frozenset[str]:
    """The words of a document that have a hyphen within a line."""
    pattern = re.compile(r"[A-Za-z]+-[A-Za-z]+")
    return frozenset(word.lower() for line in lines for word in pattern.findall(line.words))


def _words_of(row: Sequence[Cell | None]) -> tuple[str, ...]:
    return tuple("".join(_run_words(cell.runs)) if cell else "" for cell in row)


def _run_words(runs: Sequence[Run]) -> list[str]:
    return [run.words for run in runs]
