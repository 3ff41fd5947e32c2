"""A document cut into passages of whole sentences, each with its heading and its exact place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa.documents.cleaning import furniture, is_heading, outside
from qa.language import measure, sentences
from qa.types import Document, Passage, Range

_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text under one heading; the heading's own line stands at its beginning."""

    heading: str
    start: int
    end: int


def split(document: Document, *, longest: int) -> tuple[Passage, ...]:
    """The passages of a document in order, of at most about `longest` characters of Chinese each.

    A sentence is never cut, so one longer than that is a passage of its own. Furniture of web pages is left out.
    """
    found: list[Passage] = []
    for block in _blocks(document.text):
        for start, end in _packed(document.text, block, longest):
            if _is_bare_heading(document, block.heading, start, end):
                continue
            identity = f"{document.id}#{len(found)}"
            found.append(Passage(identity, document.id, block.heading, document.text[start:end], start, end))
    return tuple(found)


def _is_bare_heading(document: Document, heading: str, start: int, end: int) -> bool:
    """A heading without its text says nothing that the next passage's heading does not; a title may be asked for."""
    return document.text[start:end].lstrip("# ") == heading != document.title


def _blocks(text: str) -> Iterator[Block]:
    """The text between furniture, cut before each heading."""
    marked = furniture(text)
    heading, start = "", 0
    has_body = False
    for match in _LINE.finditer(text):
        line = match[0].strip()
        if is_heading(line) and not any(first <= match.start() < last for first, last in marked):
            if has_body:
                yield from (Block(heading, *part) for part in outside(marked, start, match.start()))
                start = match.start()
            heading, has_body = line.lstrip("# ").strip(), False
        elif line:
            has_body = True
    yield from (Block(heading, *part) for part in outside(marked, start, len(text)))


def _packed(text: str, block: Block, longest: int) -> Iterator[Range]:
    """Neighbouring sentences put together while they fit."""
    start = end = -1
    for first, last in sentences(text, block.start, block.end):
        if start >= 0 and measure(text[start:last]) > longest:
            yield start, end
            start = -1
        start = first if start < 0 else start
        end = last
    if start >= 0:
        yield start, end
