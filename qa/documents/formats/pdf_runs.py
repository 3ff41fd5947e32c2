"""Characters of a page into runs: what stands on one line without a wide gap.

A page of vertical Chinese is turned, so that its lines run from left to right and from top to bottom like any other's.
"""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from qa.documents.formats.pdf_pages import Box, Glyph, PageSize, RawPage

# A gap of so many times the height of a line is more than a space: a column or a cell may end there.
_WIDE_GAP = 0.8
_BACKWARDS = 1.0
_SAME_LINE = 0.45
# Letters that print as one, and radicals that some fonts give for the character that looks the same.
_LIGATURES = range(0xFB00, 0xFB07)
_FIRST_UNUSUAL = "\u2e80"
_RADICALS = range(0x2E80, 0x2FE0)
_WIDE = "WF"
# Characters of a run whose font size is looked at.
_SIZED = 8
# Pairs of neighbours that tell the way in which a page is written.
_PAIRS = 500


@dataclass(slots=True)
class Run:
    """Characters of one line, each with its box on the page as it is shown.

    `area` is where they lie for reading, and `ends` how far to the right the line reaches with each of them.
    """

    page: int
    text: list[str]
    boxes: list[Box | None]
    area: Box
    size: float = 0.0
    ends: list[float] = field(default_factory=list)

    @property
    def words(self) -> str:
        """The characters as a string."""
        return "".join(self.text)

    @property
    def height(self) -> float:
        """The height of the line."""
        return self.area.bottom - self.area.top


def is_wide(character: str) -> bool:
    """Whether a character is Chinese, or punctuation of its width."""
    return unicodedata.east_asian_width(character) in _WIDE


def same_line(one: Box, other: Box, share: float = _SAME_LINE) -> bool:
    """Whether two areas lie on one line: they share most of the height of the lower one."""
    common = min(one.bottom, other.bottom) - max(one.top, other.top)
    return common > share * min(one.bottom - one.top, other.bottom - other.top)


def runs_of(page: RawPage) -> tuple[list[Run], list[Box]]:
    """The runs of a page in the order of the file, and its ruling lines, both turned as it is read."""
    turned = _turning(page.glyphs, page.size)
    rules = [turned(rule) for rule in page.rules]
    upright = [rule for rule in rules if rule.bottom - rule.top > rule.right - rule.left]
    found: list[_Growing] = []
    space: Glyph | None = None
    before: Box | None = None
    for glyph in page.glyphs:
        if glyph.box is None:
            space = glyph
            continue
        area = turned(glyph.box)
        is_blank = glyph.character.isspace()
        is_ligature = area == before  # its letters share a box
        before = area
        if not found or not (is_ligature or found[-1].goes_on(area, upright)):
            space = None
            if is_blank:
                continue  # an indent that is typed
            found.append(_Growing(area))
        elif space is not None and not is_wide(glyph.character) and not is_wide(found[-1].text[-1]):
            found[-1].add(" ", None, space.number)
        space = None
        if not is_blank:
            found[-1].reach(area)
        elif area.right > found[-1].right:
            found[-1].right = area.right
        if glyph.character.isalnum() and glyph.character < _FIRST_UNUSUAL:
            found[-1].add(glyph.character, glyph.box, glyph.number)
            continue
        for character in _plain(glyph.character):
            found[-1].add(character, glyph.box, glyph.number)
    return [run.finished(page) for run in found], rules


class _Growing:
    """A run that is being put together."""

    __slots__ = ("bottom", "boxes", "ends", "left", "numbers", "right", "text", "top")

    def __init__(self, area: Box) -> None:
        self.left, self.top, self.right, self.bottom = area
        self.text: list[str] = []
        self.boxes: list[Box | None] = []
        self.ends: list[float] = []
        self.numbers: list[int] = []

    def goes_on(self, area: Box, upright: Sequence[Box]) -> bool:
        """Whether a character goes on in this line, and no ruling line stands between."""
        height, low = self.bottom - self.top, area.bottom - area.top
        common = min(self.bottom, area.bottom) - max(self.top, area.top)
        gap = area.left - self.right
        if common <= _SAME_LINE * min(height, low) or not -_BACKWARDS * height <= gap <= _WIDE_GAP * height:
            return False
        if gap < 0.5 or not upright:
            return True
        middle = (area.top + area.bottom) / 2
        return not any(
            self.right - 1 <= (rule.left + rule.right) / 2 <= area.left + 1 and rule.top <= middle <= rule.bottom
            for rule in upright
        )

    def reach(self, area: Box) -> None:
        """Grow over the area of a character."""
        left, top, right, bottom = area
        if right > self.right:
            self.right = right
        if top < self.top:
            self.top = top
        if bottom > self.bottom:
            self.bottom = bottom
        if left < self.left:
            self.left = left

    def add(self, character: str, box: Box | None, number: int) -> None:
        """Add a character up to which the run reaches by now."""
        self.text.append(character)
        self.boxes.append(box)
        self.ends.append(self.right)
        self.numbers.append(number)

    def finished(self, page: RawPage) -> Run:
        """The run without white space at its end."""
        last = len(self.text)
        while last > 1 and self.text[last - 1].isspace():
            last -= 1
        area = Box(self.left, self.top, self.ends[last - 1], self.bottom)
        # The font size is that of most of a few characters spread over it; small capitals are smaller.
        step = max(1, last // _SIZED)
        sizes = Counter(round(page.sizes.of(self.numbers[place]), 1) for place in range(0, last, step))
        size = max(sizes, key=lambda size: (sizes[size], size))
        return Run(page.number, self.text[:last], self.boxes[:last], area, size, self.ends[:last])


def _plain(character: str) -> str:
    """The letters of a ligature, the character of a radical; white space of any kind is a space."""
    code = ord(character)
    if code in _LIGATURES or code in _RADICALS:
        return unicodedata.normalize("NFKC", character)
    return " " if character.isspace() else character


class _Turned:
    def __init__(self, size: PageSize, way: str) -> None:
        self._size, self._way = size, way

    def __call__(self, box: Box) -> Box:
        if self._way == "down":
            return Box(box.top, self._size.width - box.right, box.bottom, self._size.width - box.left)
        if self._way == "up":
            high = self._size.height
            return Box(high - box.bottom, box.left, high - box.top, box.right)
        return box


def _turning(glyphs: Sequence[Glyph], size: PageSize) -> _Turned:
    """How the page is to be turned: by the way that most characters take to the next."""
    ways = {"right": 0, "down": 0, "up": 0}
    step = max(1, len(glyphs) // _PAIRS)
    for number in range(step, len(glyphs), step):
        before, box = glyphs[number - 1].box, glyphs[number].box
        if box is None or before is None:
            continue
        across = (box.left + box.right - before.left - before.right) / 2
        down = (box.top + box.bottom - before.top - before.bottom) / 2
        near = 2.5 * max(box.bottom - box.top, box.right - box.left)
        if abs(across) < near and abs(down) < near:
            way = "right" if abs(across) >= abs(down) else "down" if down > 0 else "up"
            ways[way] += 1
    return _Turned(size, max(ways, key=ways.__getitem__))
