"""The Markdown of a document as blocks of its own text: headings, items, tables, paragraphs, by offsets.

Nothing is rewritten: each block says which characters of the document it shows, and which of them are only markup.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from qa import Document

Kind = Literal["paragraph", "heading", "item", "quote", "row", "rule", "code"]
Range = tuple[int, int]

_HEADING = re.compile(r"(?P<markup>(?P<level>#{1,6})[ \t]+)\S")
_ITEM = re.compile(r"[ \t]*(?P<markup>[-*+][ \t]+)\S")
_NUMBERED = re.compile(r"[ \t]*\d{1,3}[.)][ \t]+\S")
_QUOTE = re.compile(r"(?P<markup>>[ \t]?)")
_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_FENCE = re.compile(r"[ \t]{0,3}(?:```|~~~)")
# Bounded, so that a long line of opening signs takes no time.
_INLINE = re.compile(
    r"(?P<open>\*\*|__|`)(?=\S)[^\n]{1,400}?(?<=\S)(?P<close>(?P=open))"
    r"|!?\[(?P<label>[^\]\n]{0,300})\]\([^)\s]{0,600}\)"
)
_CELL_END = re.compile(r"(?<!\\)\|")
_SIGN = re.compile(r"^#{1,6}[ \t]+\S", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a text: its range with the line break behind it, and the ranges in it that are only markup.

    `cells` are those of a row of a table; `level` is that of a heading; a numbered item keeps its number.
    """

    kind: Kind
    start: int
    end: int
    markup: tuple[Range, ...] = ()
    level: int = 0
    cells: tuple[Range, ...] = ()


def is_markdown(document: Document) -> bool:
    """Whether a document is to be shown as Markdown: by its name, or since it has headings or a table."""
    if document.id.lower().endswith((".md", ".markdown")):
        return True
    lines = document.text.splitlines()
    return bool(_SIGN.search(document.text)) or any(
        "|" in above and "|" in rule and _RULE.fullmatch(rule) for above, rule in zip(lines, lines[1:], strict=False)
    )


def blocks(text: str, start: int = 0, end: int | None = None) -> Iterator[Block]:
    """The blocks of a part of a text that begins and ends with a line, in order; together they are all of it."""
    lines = list(_lines(text, start, len(text) if end is None else end))
    at = 0
    while at < len(lines):
        first, last = lines[at]
        if _FENCE.match(text, first, last):
            after = range(at + 1, len(lines))
            closing = next((here for here in after if _FENCE.match(text, *lines[here])), len(lines) - 1)
            fences = (lines[at], lines[closing]) if closing > at else (lines[at],)
            yield Block("code", first, lines[closing][1], fences)
            at = closing + 1
        elif _starts_table(text, lines, at):
            rest = range(2, len(lines) - at)
            count = next((row for row in rest if "|" not in text[slice(*lines[at + row])]), len(lines) - at)
            for place, line in enumerate(lines[at : at + count]):
                yield _rule(line) if place == 1 else _row(text, *line, level=1 if place == 0 else 0)
            at += count
        else:
            count = 1 if _is_own(text, first, last) else _paragraph_length(text, lines, at)
            while at + count < len(lines) and not text[slice(*lines[at + count])].strip():
                count += 1
            yield _block(text, first, lines[at + count - 1][1], last)
            at += count


def _lines(text: str, start: int, end: int) -> Iterator[Range]:
    """Each line with its line break."""
    while start < end:
        found = text.find("\n", start, end)
        last = end if found < 0 else found + 1
        yield start, last
        start = last


def _is_own(text: str, start: int, end: int) -> bool:
    return any(kind.match(text, start, end) for kind in (_HEADING, _ITEM, _NUMBERED, _QUOTE))


def _starts_table(text: str, lines: Sequence[Range], at: int) -> bool:
    if at + 1 == len(lines) or "|" not in text[slice(*lines[at])]:
        return False
    rule = text[slice(*lines[at + 1])].strip()
    return "|" in rule and bool(_RULE.fullmatch(rule))


def _paragraph_length(text: str, lines: Sequence[Range], at: int) -> int:
    count = 1
    while at + count < len(lines):
        first, last = lines[at + count]
        if not text[first:last].strip() or _is_own(text, first, last) or _starts_table(text, lines, at + count):
            break
        count += 1
    return count


def _block(text: str, start: int, end: int, first_line_end: int) -> Block:
    """A heading, an item, a quotation or a paragraph; the line breaks behind it are markup."""
    breaks = start + len(text[start:end].rstrip())
    inline = list(_inline(text, start, breaks))
    behind = [(breaks, end)] if breaks < end else []
    if found := _HEADING.match(text, start, first_line_end):
        return Block("heading", start, end, (found.span("markup"), *inline, *behind), len(found["level"]))
    if found := _ITEM.match(text, start, first_line_end):
        return Block("item", start, end, ((start, found.end("markup")), *inline, *behind))
    if _NUMBERED.match(text, start, first_line_end):
        return Block("item", start, end, (*inline, *behind), level=1)
    if found := _QUOTE.match(text, start, first_line_end):
        signs = found.span("markup")
        behind = [(max(breaks, signs[1]), end)] if max(breaks, signs[1]) < end else []
        return Block("quote", start, end, (signs, *inline, *behind))
    return Block("paragraph", start, end, (*inline, *behind))


def _inline(text: str, start: int, end: int) -> Iterator[Range]:
    """The signs of bold, of code and of links; the words within stay."""
    for found in _INLINE.finditer(text, start, end):
        if found["open"]:
            yield found.span("open")
            yield found.span("close")
        else:
            yield found.start(), found.start("label")
            yield found.end("label"), found.end()


def _rule(line: Range) -> Block:
    return Block("rule", *line, (line,))


def _row(text: str, start: int, end: int, *, level: int) -> Block:
    """A row of a table with its cells, whose bars and spaces around are markup; `level` is 1 for the first row."""
    bars = [found.start() for found in _CELL_END.finditer(text, start, end)]
    body = start + len(text[start:end].rstrip())
    bounds = [start, *(bar + 1 for bar in bars), *([body] if bars[-1] + 1 < body else [])]
    if bars[0] == start + len(text[start:end]) - len(text[start:end].lstrip()) and len(bounds) > 2:
        del bounds[1]  # the bar that begins the line
    cells = list(pairwise(bounds))
    cells[-1] = cells[-1][0], end
    markup = [edge for cell in cells for edge in _edges(text, *cell)]
    return Block("row", start, end, tuple(markup), level, tuple(cells))


def _edges(text: str, start: int, end: int) -> Iterator[Range]:
    """What a cell does not show: the bars, spaces and line breaks at its ends."""
    inside = text[start:end]
    first = start + len(inside) - len(inside.lstrip(" \t|"))
    last = start + len(inside.rstrip(" \t\r\n|"))
    if first >= last:
        yield start, end
        return
    if start < first:
        yield start, first
    yield from _inline(text, first, last)
    if last < end:
        yield last, end
