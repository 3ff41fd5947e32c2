"""Running heads and feet: lines at the edges of pages that come back on most of them, figures aside."""

import re
from collections import Counter
from collections.abc import Sequence

from qa.documents.formats.pdf_runs import Run, same_line

# A head or a foot comes back on this share of the pages, or of those on the left or on the right side.
_SHARE = 0.6
# How many lines at each edge may be one, and how far from its edge, as a share of the page's height.
_EDGE_LINES = 2
_EDGE_SHARE = 0.15
# How far it may stand from where it stood before, in points.
_NEAR = 6.0
_FIGURES = re.compile(r"\d+|\b[ivxlc]+\b", re.IGNORECASE)


def without_margins(pages: Sequence[Sequence[Run]], heights: Sequence[float]) -> list[list[Run]]:
    """The pages without their running heads and feet."""
    edges = [_edges(runs, height) for runs, height in zip(pages, heights, strict=True)]
    wanted = [page for page, runs in enumerate(pages) if runs]
    if len(wanted) < 2:
        return [list(runs) for runs in pages]
    repeated = _repeated([edges[page] for page in wanted])
    for parity in (0, 1):
        side = [edges[page] for page in wanted if page % 2 == parity]
        if len(side) >= 3:
            repeated |= _repeated(side)
    found = []
    for runs, lines in zip(pages, edges, strict=True):
        dropped = {id(run) for line in lines for run in line if _is_margin(_key(line), repeated)}
        found.append([run for run in runs if id(run) not in dropped])
    return found


_Key = tuple[str, float]


def _edges(runs: Sequence[Run], height: float) -> list[list[Run]]:
    """The lines at the upper and lower edge of a page."""
    lines: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: (run.area.top, run.area.left)):
        if lines and same_line(lines[-1][0].area, run.area):
            lines[-1].append(run)
        else:
            lines.append([run])
    upper = [line for line in lines[:_EDGE_LINES] if line[0].area.bottom < _EDGE_SHARE * height]
    lower = [line for line in lines[-_EDGE_LINES:] if line[0].area.top > (1 - _EDGE_SHARE) * height]
    return upper + lower


def _key(line: Sequence[Run]) -> _Key:
    """What a line says without its figures, and where it stands."""
    words = " ".join(run.words for run in sorted(line, key=lambda run: run.area.left))
    return _FIGURES.sub("#", words), line[0].area.top


def _repeated(pages: Sequence[Sequence[Sequence[Run]]]) -> set[_Key]:
    """Lines that most of the pages have at the same place."""
    words = Counter(key for lines in pages for key in {_key(line)[0] for line in lines})
    least = max(2, _SHARE * len(pages))
    found: set[_Key] = set()
    for text in (text for text, count in words.items() if count >= least):
        tops = sorted(top for lines in pages for said, top in map(_key, lines) if said == text)
        middle = tops[len(tops) // 2]
        near = sum(abs(top - middle) <= _NEAR for top in tops)
        # Of two pages, only a page number tells that a line is none of the text.
        if near >= least and (len(pages) > 2 or "#" in text):
            found.add((text, middle))
    return found


def _is_margin(key: _Key, repeated: set[_Key]) -> bool:
    return any(text == key[0] and abs(top - key[1]) <= _NEAR for text, top in repeated)
