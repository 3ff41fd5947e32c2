"""Lines that were read from a picture into runs, as if they had been printed: turned level, each size as a font has it.

The boxes of their characters stay where they are on the page.
"""

from collections.abc import Iterable, Sequence
from math import atan2, cos, hypot, sin

from qa.documents.formats.ocr_engine import Character, Point, ReadLine
from qa.documents.formats.pdf_pages import Box
from qa.documents.formats.pdf_runs import Run

# The box of a line, relative to the size of its font.
_BOX = 1.15
# Sizes nearer to that of the text than this ratio are one, as the box of a line is higher where letters have tails;
# headings are of few lines, whose boxes differ more.
_SAME, _SAME_HEADING = 1.2, 1.3
# A gap of so many times the size parts two columns or cells.
_WIDE_GAP = 1.5
# Lines so many times longer than high tell how far the page is turned.
_LONG = 5.0


def runs_of_lines(lines: Sequence[ReadLine], page: int, scale: float) -> list[Run]:
    """The runs of a page in the order of its lines; `scale` turns dots into points."""
    angle = _angle(lines)
    return [run for line in lines for run in _runs(line, page, scale, angle)]


def settle_sizes(pages: Iterable[Sequence[Run]]) -> None:
    """Give runs of nearly one size the same, first those of the text, so that no line is a heading by chance."""
    runs = [run for page in pages for run in page]
    if not runs:
        return
    body = _middle([(run.size, len(run.text)) for run in runs])
    level = body
    for run in sorted(runs, key=lambda run: run.size):
        if body / _SAME <= run.size <= body * _SAME:
            level = body
        elif level == body or run.size > level * _SAME_HEADING:
            level = run.size
        run.size = round(level, 1)


def _middle(weighted: list[tuple[float, float]]) -> float:
    """The weighted median."""
    left = sum(weight for _, weight in weighted) / 2
    for value, weight in sorted(weighted):
        left -= weight
        if left <= 0:
            return value
    return 0.0


def _angle(lines: Sequence[ReadLine]) -> float:
    """How far the page is turned, in radians: the direction of most of its long lines."""
    found = []
    for line in lines:
        (left, top), (right, other), _, (_, low) = line.corners
        length = hypot(right - left, other - top)
        if length >= _LONG * abs(low - top) and right > left:
            found.append((atan2(other - top, right - left), length))
    return _middle(found) if found else 0.0


def _runs(line: ReadLine, page: int, scale: float, angle: float) -> Iterable[Run]:
    """The runs of one line: more than one where a wide gap parts it."""
    height = hypot(line.corners[3][0] - line.corners[0][0], line.corners[3][1] - line.corners[0][1])
    size = max(1.0, height * scale / _BOX)
    run: Run | None = None
    spaces = 0
    for character in line.characters:
        if character.ends is None:
            spaces += 1
            continue
        quad = _quad(line, character)
        box, area = _box(quad, scale), _box([_level(point, angle) for point in quad], scale)
        if run is None or area.left - run.area.right > _WIDE_GAP * size:
            if run is not None:
                yield run
            run = Run(page, [], [], area, size, [])
        elif spaces:
            run.text.append(" ")
            run.boxes.append(None)
            run.ends.append(run.area.right)
        spaces = 0
        reached = run.area
        run.area = Box(
            min(reached.left, area.left), min(reached.top, area.top),
            max(reached.right, area.right), max(reached.bottom, area.bottom),
        )  # fmt: skip
        run.text.append(character.text)
        run.boxes.append(box)
        run.ends.append(run.area.right)
    if run is not None:
        yield run


def _quad(line: ReadLine, character: Character) -> list[Point]:
    """The corners of a character on its line."""
    assert character.ends is not None
    first, second, third, fourth = line.corners
    start, end = character.ends
    return [_along(first, second, start), _along(first, second, end)] + [
        _along(fourth, third, end),
        _along(fourth, third, start),
    ]


def _along(one: Point, other: Point, share: float) -> Point:
    return one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share


def _level(point: Point, angle: float) -> Point:
    x, y = point
    return x * cos(angle) + y * sin(angle), y * cos(angle) - x * sin(angle)


def _box(points: Sequence[Point], scale: float) -> Box:
    across, down = [point[0] * scale for point in points], [point[1] * scale for point in points]
    return Box(min(across), min(down), max(across), max(down))
