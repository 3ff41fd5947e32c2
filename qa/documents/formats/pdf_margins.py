"""Running heads and feet: lines at the edges of pages that come back on most of them, page numbers aside.

What comes back may also be the head of a table that goes on, or rows of figures that happen to stand alike; so figures
must count the pages, and other lines must be set apart from the text, or stay where they stand first.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qa.documents.formats.pdf_runs import Run, same_line

# A head or a foot comes back on this share of the pages, or of those on the left or on the right side.
_SHARE = 0.6
# How many lines at each edge may be one, and how far from its edge, as a share of the page's height.
_EDGE_LINES = 2
_EDGE_SHARE = 0.2
# How far it may stand from where it stood before, in points.
_NEAR = 6.0
# It is set apart from the text by a white strip of so many times its height.
_APART = 1.2
# Nearer to the edge than this share of the page's height there is hardly ever text.
_MARGIN = 0.08
_FIGURE = re.compile(r"\d+")
_ROMAN = re.compile(r"[^\w#]*[ivxlc]{1,6}[^\w#]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Edge:
    """A line at the edge of a page: what it says with "#" for figures, these, where it stands, and the next line."""

    page: int
    words: str
    figures: tuple[int, ...]
    top: float
    runs: tuple[Run, ...]
    is_apart: bool
    is_in_margin: bool


def without_margins(pages: Sequence[Sequence[Run]], heights: Sequence[float]) -> list[list[Run]]:
    """The pages without their running heads and feet."""
    edges = [
        edge
        for page, (runs, height) in enumerate(zip(pages, heights, strict=True))
        for edge in _edges(page, runs, height)
    ]
    printed = [page for page, runs in enumerate(pages) if runs]
    dropped: set[int] = set()
    if len(printed) > 1:
        dropped = _margins(edges, len(printed))
        for parity in (0, 1):
            side = [page for page in printed if page % 2 == parity]
            if len(side) > 2:
                dropped |= _margins([edge for edge in edges if edge.page % 2 == parity], len(side))
    return [[run for run in runs if id(run) not in dropped] for runs in pages]


def _edges(page: int, runs: Sequence[Run], height: float) -> Iterable[_Edge]:
    """The lines at the upper and lower edge of a page, from the edge inwards."""
    lines: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: (run.area.top, run.area.left)):
        if lines and same_line(lines[-1][0].area, run.area):
            lines[-1].append(run)
        else:
            lines.append([run])
    upper = [line[0].area.bottom < _EDGE_SHARE * height for line in lines[:_EDGE_LINES]]
    lower = [line[0].area.top > (1 - _EDGE_SHARE) * height for line in lines[::-1][:_EDGE_LINES]]
    found = [number for number, is_near in enumerate(upper) if is_near]
    found += [len(lines) - 1 - number for number, is_near in enumerate(lower) if is_near]
    for number in dict.fromkeys(found):
        line = sorted(lines[number], key=lambda run: run.area.left)
        words = " ".join(run.words for run in line)
        inner = number + 1 if number < _EDGE_LINES and upper[number] else number - 1
        # Two lines of one head stand together; the white strip is below the second.
        beyond = [abs(_gap(lines, number, other)) for other in (inner, 2 * inner - number) if 0 <= other < len(lines)]
        is_apart = not beyond or max(beyond) > _APART * line[0].height
        figures = tuple(int(figure[:9]) for figure in _FIGURE.findall(words))
        area = line[0].area
        is_in_margin = area.top < _MARGIN * height or area.bottom > (1 - _MARGIN) * height
        yield _Edge(page, _FIGURE.sub("#", words), figures, area.top, tuple(line), is_apart, is_in_margin)


def _gap(lines: Sequence[Sequence[Run]], number: int, other: int) -> float:
    """The white strip between two lines, of which the second may be the second next one."""
    step = 1 if other > number else -1
    near = lines[other - step] if abs(other - number) > 1 else lines[number]
    one, two = near[0].area, lines[other][0].area
    return max(0.0, two.top - one.bottom, one.top - two.bottom)


def _margins(edges: Sequence[_Edge], pages: int) -> set[int]:
    """The runs of lines that come back on most of the pages at one place."""
    alike: dict[str, list[_Edge]] = defaultdict(list)
    for edge in edges:
        alike["roman" if _ROMAN.fullmatch(edge.words) else edge.words].append(edge)
    least = max(2, _SHARE * pages)
    found: set[int] = set()
    for said in alike.values():
        middle = sorted(edge.top for edge in said)[len(said) // 2]
        near = [edge for edge in said if abs(edge.top - middle) <= _NEAR]
        counting = _ways_of_counting(near)
        if len({edge.page for edge in near}) < least or "else" in counting:
            continue
        tells_pages = "counts" in counting or bool(_ROMAN.fullmatch(near[0].words))
        if not tells_pages and pages == 2:
            continue  # on two pages a line may come back by chance
        apart = sum(edge.is_apart for edge in near) * 2 > len(near)
        if not (tells_pages or apart or near[0].is_in_margin):
            continue
        kept = -1 if tells_pages or apart else min(edge.page for edge in near)
        found |= {id(run) for edge in near if edge.page != kept for run in edge.runs}
    return found


def _ways_of_counting(edges: Sequence[_Edge]) -> set[str]:
    """How each figure of these lines goes on: "same" on most pages, "counts" by one from page to page, or "else"."""
    found: set[str] = set()
    for figures in zip(*(edge.figures for edge in edges), strict=True):
        most = 0.8 * len(edges)
        steps = [figure - edge.page for figure, edge in zip(figures, edges, strict=True)]
        same, counting = (Counter(values).most_common(1)[0][1] for values in (figures, steps))
        found.add("same" if same >= most else "counts" if counting >= most else "else")
    return found
