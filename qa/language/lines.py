"""Lines of a text, and the paragraphs that hard-wrapped lines make together."""

import re
from collections.abc import Iterator

from qa.language.scripts import is_han, measure
from qa.types import Range

LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
_RUNS_ON = ",;，、；："
_NEVER_FIRST = ",;，、；。！？）”》"
# Mail and old terminals wrap English at 60 to 80 columns, Chinese at 30 to 40 characters.
_ENGLISH_WIDTH = range(55, 101)
_NARROWEST_CHINESE = 30.0
_NEW_BLOCK = re.compile(r"[#>|　]|\s\s|[-*+]\s|[(（]?[\d一二三四五六七八九十]{1,3}[.、)）]")


def joined_lines(text: str, start: int, end: int) -> Iterator[Range]:
    """Lines of `text[start:end]`, where one that breaks off in mid-sentence is joined to the next."""
    pending: Range | None = None
    previous = start
    for match in LINE.finditer(text, start, end):
        first, last = match.span()
        if pending is not None and not _continues(text, (previous, pending[1]), (first, last)):
            yield pending
            pending = None
        pending = (first if pending is None else pending[0], last)
        previous = first
    if pending is not None:
        yield pending


def _continues(text: str, line: Range, following: Range) -> bool:
    """Whether a line runs on into the next: it ends with a comma, or both are as long as wrapped lines are."""
    between = text[line[1] : following[0]]
    before, after = _last_word_end(text, *line), _first_letter(text, *following)
    if len(between.replace("\r\n", "\n")) != 1 or not before or not after or _NEW_BLOCK.match(text, *following):
        return False
    if before in _RUNS_ON or after in _NEVER_FIRST or before.islower() and after.islower():
        return True
    if before.isascii() and (before.isalnum()) and after.isalnum():
        return line[1] - line[0] in _ENGLISH_WIDTH and following[1] - following[0] < _ENGLISH_WIDTH.stop
    return is_han(before) and is_han(after) and _are_wrapped_chinese(text[slice(*line)], text[slice(*following)])


def _are_wrapped_chinese(line: str, following: str) -> bool:
    if max(len(line), len(following)) > 200:
        return False
    return measure(line) >= _NARROWEST_CHINESE and abs(measure(line) - measure(following)) <= 2


def _last_word_end(text: str, start: int, end: int) -> str:
    while end > start and text[end - 1].isspace():
        end -= 1
    return text[end - 1] if end > start else ""


def _first_letter(text: str, start: int, end: int) -> str:
    while start < end and text[start].isspace():
        start += 1
    return text[start] if start < end else ""
