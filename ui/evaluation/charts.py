"""Charts of a report as inline SVG in the page's colours.

They are hidden from screen readers, since a sentence beside each says the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ui.texts.languages import LANGUAGES, Sentence
from ui.texts.markup import safe

WIDTH = 360
_RIGHT = 44
_LABEL, _BAR, _GAP = 18, 14, 10


@dataclass(frozen=True, slots=True)
class Bar:
    """A share from 0 to 1 and that of the run before, each None if there is none; the label in each language."""

    label: Sentence
    value: float | None
    before: float | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """The points of a line, with coordinates from 0 to 1; `style` is its class in the style sheet."""

    style: str
    points: tuple[tuple[float, float], ...]


def bars(rows: Sequence[Bar]) -> str:
    """A horizontal bar for each row with its label, its value, and a tick at the value of the run before."""
    length = WIDTH - _RIGHT
    drawn = []
    for at, row in enumerate(rows):
        y = at * (_LABEL + _BAR + _GAP) + _LABEL
        middle = y + _BAR / 2 + 4
        drawn += [
            f'<text class="label in-{language}" x="0" y="{y - 6}">{safe(label)}</text>'
            for language, label in zip(LANGUAGES, row.label, strict=True)
        ]
        drawn.append(f'<rect class="rest" x="0" y="{y}" width="{length}" height="{_BAR}" rx="3"/>')
        if row.value is not None:
            width = f"{row.value * length:.1f}"
            drawn.append(f'<rect class="bar" x="0" y="{y}" width="{width}" height="{_BAR}" rx="3"/>')
        if row.before is not None:
            x = f"{row.before * length:.1f}"
            drawn.append(f'<line class="before" x1="{x}" x2="{x}" y1="{y - 3}" y2="{y + _BAR + 3}"/>')
        figure = "–" if row.value is None else f"{row.value:.2f}"
        drawn.append(f'<text x="{WIDTH - _RIGHT + 8}" y="{middle:g}">{figure}</text>')
    return _picture(drawn, height=len(rows) * (_LABEL + _BAR + _GAP))


def lines(shown: Sequence[Line]) -> str:
    """Lines over a grid from 0 to 1 in steps of 0.2."""
    left, top, right, bottom = 34, 8, WIDTH - 10, 172
    drawn = []
    for step in range(6):
        y = bottom - (bottom - top) * step / 5
        x = left + (right - left) * step / 5
        drawn.append(f'<line class="grid" x1="{left}" x2="{right}" y1="{y:g}" y2="{y:g}"/>')
        drawn.append(f'<text class="label" x="{left - 6}" y="{y + 4:g}" text-anchor="end">{step / 5:g}</text>')
        drawn.append(f'<text class="label" x="{x:g}" y="{bottom + 18}" text-anchor="middle">{step / 5:g}</text>')
    for line in shown:
        points = " ".join(f"{left + (right - left) * x:.1f},{bottom - (bottom - top) * y:.1f}" for x, y in line.points)
        drawn.append(f'<polyline class="line {line.style}" points="{points}"/>')
    return _picture(drawn, height=196)


def histogram(seconds: Sequence[float], *, steps: int = 12) -> str:
    """The number of answers by their time, in `steps` equal columns from 0 to the longest time."""
    left, top, right, bottom = 34, 12, WIDTH - 10, 172
    longest = max([*seconds, 0.001])
    counts = [0] * steps
    for duration in seconds:
        counts[min(steps - 1, int(duration / longest * steps))] += 1
    width = (right - left) / steps
    drawn = [f'<line class="grid" x1="{left}" x2="{right}" y1="{bottom}" y2="{bottom}"/>']
    for at, count in enumerate(counts):
        height = (bottom - top - 14) * count / max([*counts, 1])
        x = left + at * width
        drawn.append(
            f'<rect class="bar" x="{x + 1:.1f}" y="{bottom - height:.1f}" width="{width - 2:.1f}" '
            f'height="{height:.1f}" rx="2"/>'
        )
        if count:
            drawn.append(
                f'<text class="label" x="{x + width / 2:.1f}" y="{bottom - height - 4:.1f}" '
                f'text-anchor="middle">{count}</text>'
            )
    for step in range(5):
        x = left + (right - left) * step / 4
        drawn.append(
            f'<text class="label" x="{x:g}" y="{bottom + 18}" text-anchor="middle">{longest * step / 4:.2f}</text>'
        )
    return _picture(drawn, height=196)


def _picture(drawn: Sequence[str], *, height: int) -> str:
    return (
        f'<svg viewBox="0 0 {WIDTH} {height}" xmlns="http://www.w3.org/2000/svg" aria-hidden="true" '
        f'focusable="false">{"".join(drawn)}</svg>'
    )
