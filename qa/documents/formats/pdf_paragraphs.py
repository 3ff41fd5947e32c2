"""Lines into paragraphs, over columns and pages."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.documents.formats.pdf_lines import BULLETS, Line, first_word_width, pitches, same_size, set_edges, usual_indent
from qa.documents.formats.pdf_runs import is_wide
from qa.language.punctuation import SENTENCE_ENDS

# A line further below than this, in usual distances of lines, begins a paragraph.
_APART = 1.25
# The usual distance where no two lines tell one, in font sizes.
_PITCH = 1.6
# How far to the right a line is indented, in font sizes.
_INDENT = 0.8
# How much of a line may stay empty though the next word would have fitted: in Chinese, punctuation may not begin one.
_SLACK_WIDE, _SLACK = 1.7, 0.5
_ENDS = re.compile(rf"[{SENTENCE_ENDS}.:：；;][”\"’')）」』]*$")


@dataclass(frozen=True, slots=True)
class Usual:
    """What is usual in the document: the distance of lines for each font size, and whether paragraphs are indented."""

    pitch: dict[float, float]
    is_indented: bool


def measured(lines: Sequence[Line]) -> Usual:
    """Measure the lines of a document, and tell each of them the edges of its column."""
    pitch = pitches(lines)
    set_edges(lines, pitch)
    return Usual(pitch, usual_indent(lines))


def paragraphs(lines: Sequence[Line], usual: Usual) -> list[list[Line]]:
    """The lines put together to paragraphs."""
    found: list[list[Line]] = []
    for line in lines:
        if found and _goes_on(found[-1], line, usual):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _goes_on(paragraph: Sequence[Line], line: Line, usual: Usual) -> bool:
    last = paragraph[-1]
    if not same_size(last, line) or not _is_full(last, line):
        return False
    distance = line.area.top - last.area.top
    if line.page != last.page or distance <= 0 or distance > 4 * last.size and line.area.left > last.area.right:
        return _goes_on_elsewhere(paragraph, line, usual)
    if distance > _APART * usual.pitch.get(last.size, _PITCH * last.size):
        return False
    if line.is_item and (_ENDS.search(last.words) or line.words[0] in BULLETS):
        return False
    return not _is_first(paragraph, line, usual)


def _is_first(paragraph: Sequence[Line], line: Line, usual: Usual) -> bool:
    """Whether a line is indented like the first one of a paragraph."""
    last = paragraph[-1]
    least = _INDENT * line.size
    if paragraph[0].is_item and line.area.left <= paragraph[0].area.left + 5 * line.size:
        # Below the mark of its item a line hangs; the next paragraph may begin under the mark.
        return len(paragraph) > 1 and abs(line.area.left - last.area.left) > least
    if line.area.left - last.area.left > least:
        return True
    if len(paragraph) > 1 or not usual.is_indented:
        return False
    # Two indented lines, one below the other, are two paragraphs of a line each, unless the block has no other edge.
    return line.area.left - line.left > least and last.area.left - last.left > least


def _goes_on_elsewhere(paragraph: Sequence[Line], line: Line, usual: Usual) -> bool:
    """Whether a paragraph goes on at the top of the next column or page."""
    if line.is_item:
        return False
    is_first = line.area.left - line.left > _INDENT * line.size
    if usual.is_indented:
        return not is_first
    return not is_first and not _ENDS.search(paragraph[-1].words)


def _is_full(line: Line, following: Line) -> bool:
    """Whether the first word of the following line would not have found room in this one."""
    slack = (_SLACK_WIDE if is_wide(following.text[0]) or is_wide(line.text[-1]) else _SLACK) * line.size
    return line.area.right + first_word_width(following) + slack > line.right
