"""Where the sentences of a text begin and end, in Chinese and English, by character offsets."""

import re
from collections.abc import Iterator

from qa.language.scripts import measure
from qa.types import Range

_ENDS = "。！？!?…"
_OPENERS = "“‘「『（(《【［["
_CLOSERS = "”’」』）)》】］]"
_QUOTES = _CLOSERS + "\"'"
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|No|Nos|vs|etc|al|Inc|Ltd|Co|Corp|Gen|Col|Lt|Sgt|Rev|Hon|Jr|Sr|Fig|Eq|Vol|pp|cf|ca|approx|est|dept"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|e\.g|i\.e|a\.m|p\.m)|\b[A-Z](?:\.[A-Z])*)$"
)
_PARAGRAPH = re.compile(r"[^\n]+")
_SOFT_BREAK_AFTER = re.compile(r"[a-z,;，、；：]\s*$")
# White space, and what Markdown sets before a heading, a quotation or an item of a list.
_MARK = re.compile(r"\s*(?:#{1,6}\s+|>\s+|[-*+]\s+)?\s*")
_CLAUSE_END = re.compile(r"[；;]|[，,：:](?!\d)")

# A sentence longer than this (in characters of Chinese) is cut at its clauses: nobody reads a quote of that length.
LONGEST = 400.0


def sentences(text: str, start: int = 0, end: int | None = None) -> tuple[Range, ...]:
    """The ranges of the sentences in `text[start:end]`, without the white space around them, from left to right."""
    end = len(text) if end is None else end
    found: list[Range] = []
    for first, last in _paragraphs(text, start, end):
        found.extend(_split_paragraph(text, first, last))
    return tuple(piece for one in found for piece in _cut_long(text, *one))


def _paragraphs(text: str, start: int, end: int) -> Iterator[Range]:
    """Lines, where a line that breaks off in mid-sentence (a comma; a lower-case word below) is joined to the next."""
    pending: int | None = None
    previous_end = start
    for match in _PARAGRAPH.finditer(text, start, end):
        first, last = match.start(), match.end()
        if pending is not None and not _continues(
            text[pending:previous_end], text[previous_end:first], text[first:last]
        ):
            yield pending, previous_end
            pending = None
        pending = first if pending is None else pending
        previous_end = last
    if pending is not None:
        yield pending, previous_end


def _continues(before: str, between: str, after: str) -> bool:
    if between.count("\n") != 1 or not _SOFT_BREAK_AFTER.search(before) or not before.strip():
        return False
    follows = after.lstrip()
    return (
        bool(follows)
        and (follows[0].islower() or before.rstrip()[-1] in ",;，、；：")
        and not after.startswith(("#", "  ", "　"))
    )


def _split_paragraph(text: str, start: int, end: int) -> Iterator[Range]:
    nested = _nesting(text, start, end)
    first = start
    at = start
    while at < end:
        if _ends_here(text, at, end) and not nested[at - start] or (
            text[at] in _CLOSERS
            and at > start
            and text[at - 1] in _ENDS
            and not nested[at - start]
            and _starts_anew(text, at + 1, end)
        ):
            at = _after_closers(text, at, end)
            yield from _stripped(text, first, at)
            first = at
        else:
            at += 1
    yield from _stripped(text, first, end)


def _nesting(text: str, start: int, end: int) -> list[bool]:
    """For each character, whether it stands inside quotes or brackets that are closed again in this paragraph."""
    nested = [False] * (end - start)
    open_at: list[int] = []
    for at in range(start, end):
        if text[at] in _OPENERS:
            open_at.append(at)
        elif text[at] in _CLOSERS and open_at and _OPENERS.index(text[open_at[-1]]) == _CLOSERS.index(text[at]):
            first = open_at.pop()
            if not open_at and at - first <= LONGEST:
                nested[first - start : at - start] = [True] * (at - first)
    return nested


def _ends_here(text: str, at: int, end: int) -> bool:
    if text[at] in _ENDS:
        return not (at + 1 < end and text[at + 1] in _ENDS)
    if text[at] != ".":
        return False
    after = _after_closers(text, at, end)
    if after < end and not text[after].isspace():
        return False
    if _ABBREVIATION.search(text, max(0, at - 12), at):
        return False
    following = text[after:end].lstrip()
    return not following or not following[0].islower()


def _after_closers(text: str, at: int, end: int) -> int:
    at += 1
    while at < end and (text[at] in _QUOTES or text[at] in _ENDS):
        at += 1
    return at


def _starts_anew(text: str, at: int, end: int) -> bool:
    """Whether what follows a closed quotation is a sentence of its own, not the rest of the one that holds it."""
    following = text[at:end].lstrip()
    return not following or not (following[0] in "，、；：。,;:.的地得）)" or following[0].islower())


def _stripped(text: str, start: int, end: int) -> Iterator[Range]:
    mark = _MARK.match(text, start, end)
    start = mark.end() if mark else start
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def _cut_long(text: str, start: int, end: int) -> Iterator[Range]:
    """The range itself, or its pieces of at most LONGEST, cut after clauses, else anywhere."""
    while measure(text[start:end]) > LONGEST:
        window = min(end, start + int(LONGEST) * (4 if measure(text[start : start + 400]) < 200 else 1))
        stops = [match.end() for match in _CLAUSE_END.finditer(text, start + (window - start) // 2, window)]
        cut = stops[-1] if stops else window
        yield from _stripped(text, start, cut)
        start = cut
    yield from _stripped(text, start, end)
