"""Characters of a page into runs: what stands on one line without a wide gap.

A page of vertical Chinese is turned, so that its lines run from left to right and from top to bottom like any other's.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from qa.documents.formats.pdf_pages import Box, Glyph, PageSize, RawPage

# A gap of so many times the height of a line is more than a space: a column or a cell may end there.
_WIDE_GAP = 0.8
_BACKWARDS = 1.0
_SAME_LINE = 0.45
# Letters that print as one, and radicals that some fonts give for the character that looks the same.
_LIGATURES = range(0xFB00, 0xFB07)
_RADICALS = range(0x2E80, 0x2FE0)
_WIDE = "WF"


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
    indices: list[int] = field(default_factory=list)

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
    found: list[Run] = []
    space: Glyph | None = None
    before: Box | None = None
    for glyph in page.glyphs:
        if glyph.box is None:
            space = glyph
            continue
        area = turned(glyph.box)
        is_ligature = area == before  # its letters share a box
        before = area
        if not found or not (is_ligature or _continues(found[-1], area, upright)):
            found.append(Run(page.number, [], [], area))
        elif space is not None and not is_wide(glyph.character) and not is_wide(found[-1].text[-1]):
            _add(found[-1], " ", None, space.number, found[-1].area)
        space = None
        for character in _plain(glyph.character):
            _add(found[-1], character, glyph.box, glyph.number, area)
    runs = [run for run in map(_stripped, found) if run.text]
    for run in runs:
        run.size = _size(run, page)
    return runs, rules


def _continues(run: Run, area: Box, upright: Iterable[Box]) -> bool:
    """Whether a character goes on in the line of a run, and no ruling line stands between."""
    height = run.area.bottom - run.area.top
    gap = area.left - run.area.right
    if not same_line(run.area, area) or not -_BACKWARDS * height <= gap <= _WIDE_GAP * height:
        return False
    return not _is_ruled_off(run.area, area, upright)


def _is_ruled_off(run: Box, area: Box, upright: Iterable[Box]) -> bool:
    if area.left - run.right < 0.5:
        return False
    middle = (area.top + area.bottom) / 2
    return any(
        run.right - 1 <= (rule.left + rule.right) / 2 <= area.left + 1 and rule.top <= middle <= rule.bottom
        for rule in upright
    )


def _add(run: Run, character: str, box: Box | None, index: int, area: Box) -> None:
    run.text.append(character)
    run.boxes.append(box)
    run.indices.append(index)
    if not character.isspace():
        before = run.area
        run.area = Box(
            min(before.left, area.left),
            min(before.top, area.top),
            max(before.right, area.right),
            max(before.bottom, area.bottom),
        )
    elif area.right > run.area.right:
        run.area = run.area._replace(right=area.right)
    run.ends.append(run.area.right)


def _stripped(run: Run) -> Run:
    """The run without white space at its ends."""
    first, last = 0, len(run.text)
    while first < last and run.text[first].isspace():
        first += 1
    while last > first and run.text[last - 1].isspace():
        last -= 1
    if (first, last) == (0, len(run.text)):
        return run
    run.text, run.boxes, run.ends = run.text[first:last], run.boxes[first:last], run.ends[first:last]
    run.indices = run.indices[first:last]
    if run.text:
        run.area = run.area._replace(right=run.ends[-1])
    return run


def _plain(character: str) -> str:
    """The letters of a ligature, the character of a radical; white space of any kind is a space."""
    code = ord(character)
    if code in _LIGATURES or code in _RADICALS:
        return unicodedata.normalize("NFKC", character)
    return " " if character.isspace() else character


def _size(run: Run, page: RawPage) -> float:
    """The font size of a run: the middle one of three of its characters."""
    places = {0, len(run.indices) // 2, len(run.indices) - 1}
    return round(median(page.sizes.of(run.indices[place]) for place in places), 1)


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
    before: Box | None = None
    for glyph in glyphs:
        box = glyph.box
        if box is not None and before is not None:
            across = (box.left + box.right - before.left - before.right) / 2
            down = (box.top + box.bottom - before.top - before.bottom) / 2
            near = 2.5 * max(box.bottom - box.top, box.right - box.left)
            if abs(across) < near and abs(down) < near:
                way = "right" if abs(across) >= abs(down) else "down" if down > 0 else "up"
                ways[way] += 1
        before = box or before
    return _Turned(size, max(ways, key=ways.__getitem__))
