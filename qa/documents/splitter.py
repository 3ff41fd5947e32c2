"""A document cut into passages of whole sentences, each with its heading and its exact place."""

from collections.abc import Iterator
from dataclasses import dataclass

from qa.documents.boilerplate import boilerplate_ranges, outside
from qa.documents.front_matter import is_heading
from qa.language import detect, measure, sentences
from qa.language.lines import LINE
from qa.language.punctuation import SENTENCE_ENDS
from qa.types import Document, Passage, Range

_RUN_ENDS = f'{SENTENCE_ENDS}.；;：:”"）)'


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text under one heading; the heading's own line stands at its beginning."""

    heading: str
    start: int
    end: int


def split(document: Document, *, longest: int) -> tuple[Passage, ...]:
    """The passages of a document in order, of at most about `longest` characters of Chinese each.

    A sentence is never cut, so one longer than that is a passage of its own. Boilerplate of web pages is left out.
    """
    text = document.text
    parts = [(block.heading, *part) for block in _blocks(text) for part in _packed(text, block, longest)]
    # A heading without its text says nothing that the next passage's heading does not; a title may be asked for.
    kept = [
        (heading, start, end)
        for (heading, start, end), following in zip(parts, [*parts, None][1:], strict=True)
        if following is None
        or following[0] != heading
        or heading == document.title
        or text[start:end].lstrip("# ") != heading
    ]
    return tuple(
        Passage(f"{document.id}#{number}", document.id, heading, text[start:end], start, end)
        for number, (heading, start, end) in enumerate(kept)
    )


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is neither empty nor boilerplate, and whether it has an empty line, or an edge, above and below."""

    text: str
    start: int
    is_first: bool
    is_last: bool


def _lines(text: str, marked: frozenset[int]) -> Iterator[_Line]:
    found = [match for match in LINE.finditer(text) if match[0].strip() and match.start() not in marked]
    for at, match in enumerate(found):
        above = text[found[at - 1].end() : match.start()] if at else "\n\n"
        below = text[match.end() : found[at + 1].start()] if at + 1 < len(found) else "\n\n"
        yield _Line(match[0].strip(), match.start(), _is_gap(above), _is_gap(below))


def _is_gap(between: str) -> bool:
    return between.replace("\r\n", "\n").count("\n") > 1 or bool(between.strip())


def _blocks(text: str) -> Iterator[Block]:
    """The text between boilerplate, cut before each heading."""
    marked = boilerplate_ranges(text)
    heading, start, above = "", 0, ""
    has_body = False
    at = 0
    for line in _lines(text, frozenset(first for first, _ in marked)):
        if _heads(line, above):
            if has_body:
                while at < len(marked) and marked[at][1] <= start:
                    at += 1
                until = at
                while until < len(marked) and marked[until][0] < line.start:
                    until += 1
                yield from (Block(heading, *part) for part in outside(marked[at:until], start, line.start))
                start = line.start
            heading, has_body = line.text.lstrip("# ").strip(), False
        else:
            has_body = True
        above = line.text
    yield from (Block(heading, *part) for part in outside(marked[at:], start, len(text)))


def _heads(line: _Line, above: str) -> bool:
    """Whether a line is a heading where it stands, and not just a short line of hard-wrapped text."""
    if not is_heading(line.text):
        return False
    if line.text.startswith("#"):
        return True
    is_free_above = line.is_first or above[-1:] in _RUN_ENDS or is_heading(above)
    return is_free_above and (line.is_last or detect(line.text) == "zh")


def _packed(text: str, block: Block, longest: int) -> Iterator[Range]:
    """Neighbouring sentences put together while they fit."""
    start = end = -1
    size = 0.0
    for first, last in sentences(text, block.start, block.end):
        grown = size + measure(text[end:last]) if start >= 0 else 0.0
        if start >= 0 and grown > longest:
            yield start, end
            start = -1
        if start < 0:
            start, grown = first, measure(text[first:last])
        end, size = last, grown
    if start >= 0:
        yield start, end
