"""Lines of a text, and the paragraphs that hard-wrapped lines make together."""

import re
from collections.abc import Callable, Iterator
from unicodedata import east_asian_width

from qa.language.punctuation import SENTENCE_ENDS
from qa.language.scripts import is_han, measure
from qa.types import Range

LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
_RUNS_ON = ",;，、；："
_NEVER_FIRST = ",;，、；。！？）”》"
# Mail and old terminals wrap English at 60 to 80 columns, Chinese at 30 to 40 characters.
_ENGLISH_WIDTH = range(55, 101)
_NARROWEST_CHINESE = 30.0
# What stands at the beginning of a line before its text: indentation, and the marks of a quotation in a mail.
_MARGIN = re.compile(r"[ \t]*(?:>[ \t]?)*")
_BREAK = re.compile(r"[ \t]*(?:\r\n|[\n\r\v\f\x85\u2028])")
_ITEM = re.compile(
    r"[#|　]|[-*+•·]\s|[(（]?(?:\d{1,3}|[一二三四五六七八九十]{1,3}|[a-z])[.、)）]\s?(?!\d)|.*[|\t]"
    # The stamp of a chat log or of a subtitle.
    r"|[\[(（]?(?:\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},?\s)?\d{1,2}:\d{2}(?::\d{2})?[\])）,]?\s"
)
# A numbered item and the few words that head it.
_LEAD = re.compile(r"[(（]?(?:\d{1,3}|[一二三四五六七八九十]{1,3}|[a-z])[.、)）]\s?[^.。:：\n]{2,40}[.。:：]")
# A line that ends with one of these goes on.
_GOES_ON = re.compile(
    r"\b(?:a|an|and|as|at|by|for|from|in|into|nor|of|on|or|per|than|that|the|their|to|which|whose|with|its|under|over)$"
)
# In columns, of which a Chinese character takes two; a line of so many tells that a break in a figure is hard.
_NARROWEST_LINE = 36
# Of fewer lines nobody can tell whether they are filled.
_LINES_THAT_TELL = 3
# A figure or a date that a break cuts in two; a date that begins its line, or a long row of digits, is whole.
_CUT_FIGURE = re.compile(r"(?<!\d)\d{1,4}\n(?!\d{4}[年-]|\d{1,2}月)[\d年月日号万亿元%]|[年月]\n\d{1,2}[月日号]")
_CUT_THOUSANDS = re.compile(r"\d,\n\d{3}(?!\d)")
_LONGEST_LINE = 200


def trimmed(text: str, start: int, end: int) -> Range:
    """A range of a text without the white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def line_at(text: str, place: Range) -> Range:
    """The line, or the lines, in which a place stands, without the white space around them."""
    start = max(text.rfind(mark, 0, place[0]) for mark in "\n\r") + 1
    end = min((at for mark in "\n\r" if (at := text.find(mark, place[1])) >= 0), default=len(text))
    return trimmed(text, start, end)


def lead_of_line(text: str, at: int) -> str:
    """What an item of a list is headed by, "4. Bicycle room.", for a place behind it in its line; empty without one."""
    start, _ = line_at(text, (at, at))
    match = _LEAD.match(text, start, at)
    return match[0] if match else ""


def joined_lines(text: str, start: int, end: int) -> Iterator[Range]:
    """Lines of `text[start:end]`, where one that breaks off in mid-sentence is joined to the next."""
    part = text[start:end]
    inside = {first for _, first, _ in joints(part)}
    pending: Range | None = None
    for match in LINE.finditer(part):
        first, last = match.span()
        margin = _MARGIN.match(part, first, last)
        if pending is not None and (margin.end() if margin else first) not in inside:
            yield start + pending[0], start + pending[1]
            pending = None
        pending = (first if pending is None else pending[0], last)
    if pending is not None:
        yield start + pending[0], start + pending[1]


def joints(text: str, *, is_one_sentence: bool = False) -> Iterator[tuple[int, int, str]]:
    """Each hard line break inside a sentence, with the margins around it, and what a reader sees there: "" or a space.

    Lines are of one paragraph where they are filled up to one width, whatever it is, or where the line before breaks
    off in the middle of a figure, a date or a phrase. Of one sentence every break is a joint.
    """
    if not LINE.search(text, text.find("\n") + 1 if "\n" in text else len(text)):
        return
    for lines in _paragraphs(text):
        is_filled = _are_filled(text, lines)
        for line, following in zip(lines, lines[1:], strict=False):
            before, after = text[slice(*line)], text[slice(*following)]
            if is_one_sentence or _is_joined(before, after, is_filled=is_filled):
                yield line[1], following[0], _between(before, after)


def _paragraphs(text: str) -> Iterator[list[Range]]:
    """The lines that might be of one paragraph, without their margins: no line between is empty, none is an item."""
    lines: list[Range] = []
    above = 0
    for match in LINE.finditer(text):
        margin = _MARGIN.match(text, *match.span())
        start, end = trimmed(text, margin.end() if margin else match.start(), match.end())
        quoted = text.count(">", match.start(), start)
        is_next = bool(lines) and quoted == above and len(_BREAK.findall(text, lines[-1][1], match.start())) == 1
        above = quoted
        if lines and (not is_next or start == end or _ITEM.match(text, start, end)):
            yield lines
            lines = []
        if start < end:
            lines.append((start, end))
    yield lines


def _are_filled(text: str, lines: list[Range]) -> bool:
    """Whether the lines are as long as their width allows: the first word of the next one would not have fitted.

    Programs count the width of Chinese lines in characters or in columns.
    """
    texts = [text[slice(*line)] for line in lines]
    if len(lines) < _LINES_THAT_TELL or max(map(len, texts)) > _LONGEST_LINE:
        return False
    is_chinese = is_han(texts[0][0]) or is_han(texts[1][0])
    return _fill(texts, _width, _NARROWEST_LINE, 4) or (is_chinese and _fill(texts, len, _NARROWEST_LINE // 2, 2))


def _fill(lines: list[str], width: Callable[[str], int], narrowest: int, ragged: int) -> bool:
    """Whether all lines but the last, and the first, which may begin in mid-paragraph, are filled to one width."""
    widest = max(map(width, lines))
    words = [_first_word(line) for line in lines[2:]]
    full = [width(line) + width(word) > widest - ragged for line, word in zip(lines[1:-1], words, strict=True)]
    return widest >= narrowest and all(full)


def _first_word(line: str) -> str:
    return line[:1] if is_han(line[0]) else " " + re.split(r"[\s\u4e00-\u9fff]", line, maxsplit=1)[0]


def _width(line: str) -> int:
    """The columns of a line; a Chinese character takes two."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in line)


def _is_joined(line: str, following: str, *, is_filled: bool) -> bool:
    last, first = line[-1], following[0]
    meeting = f"{line[-6:]}\n{following[:6]}"
    if _CUT_THOUSANDS.search(meeting) or (_CUT_FIGURE.search(meeting) and _width(line) >= _NARROWEST_LINE):
        return True
    if last in _RUNS_ON or first in _NEVER_FIRST or (last.islower() or last.isdigit()) and first.islower():
        return True
    if _GOES_ON.search(line) and first.isalnum():
        return True
    return is_filled and last not in SENTENCE_ENDS or _are_wrapped(line, following)


def _are_wrapped(line: str, following: str) -> bool:
    """Whether two lines are as long as the usual wrapped ones."""
    if line[-1].isascii() and line[-1].isalnum() and following[0].isalnum():
        return len(line) in _ENGLISH_WIDTH and len(following) < _ENGLISH_WIDTH.stop
    return is_han(line[-1]) and is_han(following[0]) and _are_wrapped_chinese(line, following)


def _between(line: str, following: str) -> str:
    """Nothing between Chinese and inside figures, else a space."""
    is_figure = line[-1] in ",." and line[-2:-1].isdigit() and following[0].isdigit()
    is_wide = any(east_asian_width(character) in "WF" for character in (line[-1], following[0]))
    return "" if is_figure or is_wide or (line[-1].isdigit() and following[0].isdigit()) else " "


def _are_wrapped_chinese(line: str, following: str) -> bool:
    if max(len(line), len(following)) > 200:
        return False
    return measure(line) >= _NARROWEST_CHINESE and abs(measure(line) - measure(following)) <= 2
