"""Which parts of a paragraph stand inside quotes or brackets, where no sentence of the paragraph ends."""

import re

from qa.types import Range

OPENERS = "“‘「『（(《【［["
CLOSERS = "”’」』）)》】］]"
_OPENER_OF = dict(zip(CLOSERS, OPENERS, strict=True)) | {'"': '"'}
_BRACKET = re.compile(rf"[{re.escape(OPENERS + CLOSERS)}\"]")
# A closer looks this far back over openers that nobody closed.
_DEPTH = 8


class Quoting:
    """The quotations of `text[start:end]`; those longer than `longest`, and what is never closed, do not count."""

    def __init__(self, text: str, start: int, end: int, *, longest: int) -> None:
        pairs = _pairs(text, start, end)
        self._straight = {first for first, _ in pairs if text[first] == '"'}
        self._ranges = _united([(first, last) for first, last in pairs if last - first <= longest])
        self._at = 0

    def covers(self, at: int) -> bool:
        """Whether the character at `at` is inside a quotation; ask from left to right."""
        while self._at < len(self._ranges) and self._ranges[self._at][1] <= at:
            self._at += 1
        return self._at < len(self._ranges) and self._ranges[self._at][0] <= at

    def opens(self, at: int) -> bool:
        """Whether the straight quotation mark at `at` begins a quotation."""
        return at in self._straight


def _pairs(text: str, start: int, end: int) -> list[Range]:
    """Where each quotation opens and closes, in the order in which they close."""
    found: list[Range] = []
    open_at: list[int] = []
    for match in _BRACKET.finditer(text, start, end):
        at, character = match.start(), match[0]
        opener = _OPENER_OF.get(character)
        if opener is None or character == '"' and _looks_opening(text, at, start, end, open_at):
            open_at.append(at)
            continue
        depth = next((depth for depth in range(1, _DEPTH + 1) if _is_open(text, open_at, depth, opener)), 0)
        if depth:
            found.append((open_at[-depth], at))
            del open_at[-depth:]
    return found


def _is_open(text: str, open_at: list[int], depth: int, opener: str) -> bool:
    return depth <= len(open_at) and text[open_at[-depth]] == opener


def _looks_opening(text: str, at: int, start: int, end: int, open_at: list[int]) -> bool:
    """Whether a straight mark opens: none is open, and it stands neither behind a figure (5") nor before a space."""
    if any(text[opened] == '"' for opened in open_at[-_DEPTH:]):
        return False
    before = text[at - 1] if at > start else " "
    return not (before.isascii() and before.isalnum()) and at + 1 < end and not text[at + 1].isspace()


def _united(ranges: list[Range]) -> list[Range]:
    """The ranges from left to right, those that lie inside others left out."""
    found: list[Range] = []
    for first, last in sorted(ranges):
        if not found or last > found[-1][1]:
            found.append((first, last))
    return found
