"""Runs of a page into lines, in blocks that tell the edges and the pitch of their text."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qa.documents.formats.pdf_pages import Box
from qa.documents.formats.pdf_runs import Run, is_wide, same_line
from qa.documents.formats.pdf_tables import Table

# Fonts of this ratio are of one size.
SAME_SIZE = 1.08
# Left edges nearer to each other than this, in points, are one; an indent is no deeper than so many font sizes.
_GRAIN, _DEEPEST_INDENT = 6.0, 3.5
# Lines of a paragraph stand no further apart than so many font sizes, which is more than double spacing.
_WIDEST_PITCH = 2.4
BULLETS = "•·▪◦○●■□►"
MARKER = re.compile(
    r"[-–—•·▪◦○●■□*►]\s|[•·▪◦○●■□►]|[(（\[]?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)）\]]\s|\d{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]"
    r"|[一二三四五六七八九十]{1,3}、|[①-⑳]"
)


@dataclass(slots=True)
class Line:
    """A line of text: its characters, their boxes, where it lies for reading."""

    page: int
    text: list[str]
    boxes: list[Box | None]
    area: Box
    size: float
    ends: list[float]
    # The edges of the column that it stands in.
    left: float = 0.0
    right: float = 0.0

    @property
    def words(self) -> str:
        """The characters as a string."""
        return "".join(self.text)

    @property
    def height(self) -> float:
        """The height of the line."""
        return self.area.bottom - self.area.top

    @property
    def is_item(self) -> bool:
        """Whether the line begins with the mark of an item of a list."""
        return bool(MARKER.match(self.words))


def same_size(one: Line, other: Line) -> bool:
    """Whether two lines are printed in one size."""
    return max(one.size, other.size) <= SAME_SIZE * min(one.size, other.size)


def lines_of(items: Iterable[Run | Table]) -> list[Line | Table]:
    """Lines and tables: runs that follow each other on one height are a line."""
    found: list[Line | Table] = []
    for item in items:
        last = found[-1] if found else None
        if isinstance(item, Table):
            found.append(item)
        elif isinstance(last, Line) and same_line(last.area, item.area) and _is_near(last.area, item):
            _append(last, item)
        else:
            found.append(Line(item.page, list(item.text), list(item.boxes), item.area, item.size, list(item.ends)))
    return found


def _is_near(area: Box, run: Run) -> bool:
    return -1.0 * run.height <= run.area.left - area.right


def _append(line: Line, run: Run) -> None:
    gap = run.area.left - line.area.right
    if gap > 0.15 * run.height and not (is_wide(line.text[-1]) and is_wide(run.text[0]) and gap < run.height):
        line.text.append(" ")
        line.boxes.append(None)
        line.ends.append(line.area.right)
    if len(run.text) > len(line.text) / 2:
        line.size = max(line.size, run.size)
    line.text.extend(run.text)
    line.boxes.extend(run.boxes)
    line.ends.extend(run.ends)
    area = line.area
    line.area = Box(
        min(area.left, run.area.left), min(area.top, run.area.top),
        max(area.right, run.area.right), max(area.bottom, run.area.bottom),
    )  # fmt: skip


def body_size(lines: Iterable[Line]) -> float:
    """The font size that most characters of the document have."""
    counts: Counter[float] = Counter()
    for line in lines:
        counts[line.size] += len(line.text)
    return max(counts, key=lambda size: (counts[size], size)) if counts else 10.0


def pitches(lines: Sequence[Line]) -> dict[float, float]:
    """For each font size the usual distance of a line from the next."""
    found: dict[float, list[float]] = {}
    for one, other in zip(lines, lines[1:], strict=False):
        distance = other.area.top - one.area.top
        if one.page == other.page and same_size(one, other) and 0.5 * one.size < distance <= _WIDEST_PITCH * one.size:
            found.setdefault(one.size, []).append(round(distance, 1))
    # Paragraphs may be a line each: the smallest distance that is no rarity is the one within a paragraph.
    return {size: sorted(distances)[len(distances) // 4] for size, distances in found.items()}


def set_edges(lines: Sequence[Line], pitch: dict[float, float]) -> None:
    """Tell each line the edges of its column, from the lines around it and from columns like it on other pages."""
    blocks = list(_blocks(lines, pitch))
    lefts: Counter[int] = Counter()
    rights: dict[int, Counter[int]] = {}
    for block in blocks:
        left, right = min(line.area.left for line in block), max(line.area.right for line in block)
        for line in block:
            line.left, line.right = left, right
        lefts[round(left / _GRAIN)] += len(block)
        rights.setdefault(round(left / _GRAIN), Counter())[round(right)] += len(block)
    for block in blocks:
        _widen(block, lefts, rights)


def _widen(block: Sequence[Line], lefts: Counter[int], rights: dict[int, Counter[int]]) -> None:
    """Take the edges of the column that a block stands in from other blocks, where its own lines do not tell them."""
    own, size = block[0], block[0].size
    at = round(own.left / _GRAIN)
    near = range(at - round(_DEEPEST_INDENT * size / _GRAIN), at + 2)
    usual = sum((rights.get(left, Counter()) for left in near), Counter[int]())
    wider = {right: count for right, count in usual.items() if right > own.right}
    if wider and not _is_justified(block):
        likely = max(wider, key=lambda right: (wider[right], right))
        if wider[likely] * 3 >= sum(usual.values()) or own.right >= 0.9 * likely:
            for line in block:
                line.right = float(likely)
    column = max(near, key=lambda left: (lefts[left], -left))
    if len(block) < 3 and lefts[column] > 2 * lefts[at]:
        for line in block:
            line.left = min(line.left, column * _GRAIN)


def _is_justified(block: Sequence[Line]) -> bool:
    """Whether most lines end at one edge, so that this is the edge of their column."""
    ends = sum(line.right - line.area.right <= 0.3 * line.size for line in block)
    return len(block) > 2 and ends * 2 >= len(block)


def _blocks(lines: Sequence[Line], pitch: dict[float, float]) -> Iterable[list[Line]]:
    """Lines of one size that follow each other downwards in one column."""
    block: list[Line] = []
    for line in lines:
        if block:
            last = block[-1]
            distance = line.area.top - last.area.top
            usual = pitch.get(last.size, 1.5 * last.size)
            is_next = last.page == line.page and same_size(last, line) and 0 < distance <= 2.2 * usual
            if not is_next or abs(line.area.left - min(one.area.left for one in block)) > 4 * line.size:
                yield block
                block = []
        block.append(line)
    if block:
        yield block


def usual_indent(lines: Sequence[Line]) -> bool:
    """Whether the document marks paragraphs by an indented first line."""
    indented = sum(1.2 < (line.area.left - line.left) / line.size < 4 and not line.is_item for line in lines)
    starts = sum(not line.is_item for line in lines)
    return indented >= max(2, 0.06 * starts)


def first_word_width(line: Line) -> float:
    """How wide the first word is; in Chinese, the first character with the punctuation behind it."""
    last = 0
    if not is_wide(line.text[0]):
        while last + 1 < len(line.text) and not line.text[last + 1].isspace() and not is_wide(line.text[last + 1]):
            last += 1
    return line.ends[last] - line.area.left
