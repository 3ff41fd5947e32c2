"""The lines and tables of all pages into the text of the document: headings, paragraphs, tables, notes at the foot."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.documents.formats.pdf_lines import Line, body_size
from qa.documents.formats.pdf_paragraphs import measured, paragraphs
from qa.documents.formats.pdf_tables import Table
from qa.documents.formats.pdf_text import Layout, Writer, hyphened_words
from qa.language.punctuation import SENTENCE_ENDS

# A heading is printed at least so much larger than the text, and has no more characters than this.
_HEADING, _LONGEST_HEADING = 1.12, 120
# A note at the foot of a page is printed at most so large, relative to the text.
_NOTE = 0.93
_LEVELS = 4
# Lines of a heading stand no further apart than so many times their size.
_HEADING_PITCH = 1.8
# Of fewer characters a heading is no title.
_SHORTEST_TITLE = 3
_NOTE_MARK = re.compile(r"[(（\[]?(\d{1,3})(?![\d.,%年月日])|[*†‡※①-⑳]")
# How far the columns of a table may shift from a page to the next, in points.
_SHIFT = 8.0


@dataclass(slots=True)
class _Block:
    """A paragraph or heading by its lines, or a table by its parts on each page."""

    lines: list[Line]
    tables: list[Table]
    level: int = 0

    @property
    def first_page(self) -> int:
        return self.lines[0].page if self.lines else self.tables[0].page

    @property
    def last_page(self) -> int:
        return self.lines[-1].page if self.lines else self.tables[-1].page


class Flow:
    """The text of a document from what stands on each of its pages, in reading order."""

    def __init__(self, pages: Sequence[Sequence[Line | Table]]) -> None:
        self._lines = [item for page in pages for item in page if isinstance(item, Line)]
        self._body = body_size(self._lines)
        self._usual = measured(self._lines)
        sizes = sorted({line.size for line in self._lines if self._is_heading_size(line)}, reverse=True)
        self._levels = {size: min(_LEVELS, number) for number, size in enumerate(sizes, 1)}
        self._notes = {id(line): line for page in pages for line in self._notes_of(page)}
        self._blocks = list(self._joined([item for page in pages for item in page if id(item) not in self._notes]))

    @property
    def first_page(self) -> str:
        """What the first page with text says."""
        first = self._lines[0].page if self._lines else 0
        return "\n".join(line.words for line in self._lines if line.page == first)

    @property
    def largest_heading(self) -> str:
        """The first of the largest headings on the first page with text; empty without one."""
        first = self._lines[0].page if self._lines else 0
        heads = [block for block in self._blocks if block.level and block.first_page == first]
        for head in sorted(heads, key=lambda block: block.level):
            writer = Writer(frozenset())
            writer.paragraph(head.lines)
            if len(title := writer.layout().text) >= _SHORTEST_TITLE:
                return title
        return ""

    def written(self) -> Layout:
        """The text as Markdown."""
        writer = Writer(hyphened_words(self._lines))
        notes = _parted_notes(list(self._notes.values()))
        for block in self._blocks:
            # A note stands before the paragraph that goes on over the page's end, so that this one stays whole.
            ahead = [note for note in notes if note[0].page < block.last_page]
            for note in ahead:
                writer.paragraph(note)
            notes = notes[len(ahead) :]
            if block.tables:
                writer.table(block.tables)
            else:
                writer.paragraph(block.lines, level=block.level)
        for note in notes:
            writer.paragraph(note)
        return writer.layout()

    def _is_heading(self, paragraph: Sequence[Line]) -> bool:
        words = "".join(line.words for line in paragraph)
        is_short = len(words) <= _LONGEST_HEADING and not words.endswith(tuple(SENTENCE_ENDS.replace("？", "")))
        return self._is_heading_size(paragraph[0]) and is_short and any(map(str.isalnum, words))

    def _is_heading_size(self, line: Line) -> bool:
        return line.size >= _HEADING * self._body

    def _notes_of(self, page: Sequence[Line | Table]) -> list[Line]:
        """The small lines at the foot of a page's columns: below them stands no other text."""
        found: list[Line] = []
        for item in page:
            if not isinstance(item, Line) or item.size > _NOTE * self._body:
                continue
            others = [other for other in page if isinstance(other, Table) or other.size > _NOTE * self._body]
            in_column = [
                other for other in others if other.area.left < item.area.right and item.area.left < other.area.right
            ]
            if in_column and all(other.area.bottom <= item.area.top + item.height for other in in_column):
                found.append(item)
        return found

    def _joined(self, items: Sequence[Line | Table]) -> Iterator[_Block]:
        stretch: list[Line] = []
        tables: list[Table] = []
        for item in items:
            if isinstance(item, Table):
                yield from self._text(stretch)
                stretch = []
                if tables and not _continues(tables[-1], item):
                    yield _Block([], tables)
                    tables = []
                tables.append(item)
            else:
                if tables:
                    yield _Block([], tables)
                    tables = []
                stretch.append(item)
        yield from self._text(stretch)
        if tables:
            yield _Block([], tables)

    def _text(self, lines: Sequence[Line]) -> Iterator[_Block]:
        heading: _Block | None = None
        for paragraph in paragraphs(lines, self._usual):
            level = self._levels[paragraph[0].size] if self._is_heading(paragraph) else 0
            if heading is not None and level and _is_next_line(heading.lines[-1], paragraph[0]):
                heading.lines.extend(paragraph)
                continue
            if heading is not None:
                yield heading
                heading = None
            block = _Block(list(paragraph), [], level)
            if level:
                heading = block
            else:
                yield block
        if heading is not None:
            yield heading


def _parted_notes(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of notes at the foot of pages, note by note: each begins with the next number or a sign."""
    found: list[list[Line]] = []
    number = 0
    for line in lines:
        match = _NOTE_MARK.match(line.words)
        told = int(match[1]) if match and match[1] else 0
        is_next = bool(match) and (not told or number < told <= number + 5 or told == 1)
        if not found or is_next or found[-1][-1].page != line.page and not number:
            found.append([])
        number = told if is_next and told else number
        found[-1].append(line)
    return found


def _is_next_line(line: Line, following: Line) -> bool:
    """Whether a heading goes on in the next line."""
    distance = following.area.top - line.area.top
    is_near = line.page == following.page and 0 < distance <= _HEADING_PITCH * line.size
    return is_near and line.size == following.size and not following.is_item


def _continues(table: Table, following: Table) -> bool:
    """Whether a table goes on at the top of the next page."""
    return (
        following.page == table.page + 1
        and len(following.edges) == len(table.edges)
        and all(abs(one - other) <= _SHIFT for one, other in zip(table.edges, following.edges, strict=True))
    )
