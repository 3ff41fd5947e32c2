"""The reading order of a page: the file's own where it runs down each column in turn, else worked out from areas."""

from collections.abc import Sequence

from qa.documents.formats.pdf_pages import Box
from qa.documents.formats.pdf_runs import Run, same_line

# A white strip is a gap between columns from this width on, in heights of a line, with so many lines on each side.
_STRIP = 0.9
_LEAST_LINES = 4
# Lines of running text fill so much of their column; cells of a table do not.
_FILLED = 0.6


def in_order(runs: Sequence[Run]) -> list[Run]:
    """The runs of a page as a person reads them."""
    if _goes_down(runs) and not _crosses_columns(runs):
        return list(runs)
    return _cut(sorted(runs, key=lambda run: (run.area.top, run.area.left)))


def _goes_down(runs: Sequence[Run]) -> bool:
    """Whether no run stands above one that the file has before it, in the same column."""
    for one, other in zip(runs, runs[1:], strict=False):
        if other.area.bottom <= one.area.top + 1 and _common(one.area, other.area) > 0.3:
            return False
        if other.area.right < one.area.left and same_line(one.area, other.area):
            return False  # from right to left
    return True


def _common(one: Box, other: Box) -> float:
    """The share of the narrower area's width that both have."""
    common = min(one.right, other.right) - max(one.left, other.left)
    return common / max(0.1, min(one.right - one.left, other.right - other.left))


def _crosses_columns(runs: Sequence[Run]) -> bool:
    """Whether the file goes to and fro between two columns of running text."""
    strip = _strip(sorted(runs, key=lambda run: run.area.left))
    if strip is None:
        return False
    sides = [run.area.left >= strip for run in runs]
    return sum(one != other for one, other in zip(sides, sides[1:], strict=False)) > max(3, len(runs) // 4)


def _cut(runs: list[Run]) -> list[Run]:
    """Cut at white strips: between columns first, else between what stands above and below."""
    if len(runs) < 2:
        return runs
    strip = _strip(sorted(runs, key=lambda run: run.area.left))
    if strip is not None:
        left = [run for run in runs if run.area.left < strip]
        return _cut(left) + _cut([run for run in runs if run.area.left >= strip])
    at = _widest_gap(runs)
    if at is None:
        return _by_lines(runs)
    return _cut(runs[:at]) + _cut(runs[at:])


def _strip(by_left: Sequence[Run]) -> float | None:
    """Where the right one of two columns of running text begins, if the runs form two."""
    reach = float("-inf")
    height = sorted(run.height for run in by_left)[len(by_left) // 2] if by_left else 0.0
    best: float | None = None
    for number, run in enumerate(by_left):
        if number and run.area.left - reach > _STRIP * height:
            left, right = by_left[:number], by_left[number:]
            if _is_running_text(left) and _is_running_text(right):
                best = run.area.left
                break
        reach = max(reach, run.area.right)
    return best


def _is_running_text(runs: Sequence[Run]) -> bool:
    if len(runs) < _LEAST_LINES:
        return False
    width = max(run.area.right for run in runs) - min(run.area.left for run in runs)
    lines: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: run.area.top):
        if lines and same_line(lines[-1][0].area, run.area):
            lines[-1].append(run)
        else:
            lines.append([run])
    filled = sum(sum(run.area.right - run.area.left for run in line) >= _FILLED * width for line in lines)
    return filled * 2 >= len(lines) >= _LEAST_LINES and sum(len(run.text) for run in runs) >= 8 * len(lines)


def _widest_gap(by_top: Sequence[Run]) -> int | None:
    """The number of the run below the widest white strip across."""
    reach = by_top[0].area.bottom
    widest, at = 0.0, None
    for number, run in enumerate(by_top):
        if run.area.top - reach > widest:
            widest, at = run.area.top - reach, number
        reach = max(reach, run.area.bottom)
    return at


def _by_lines(runs: Sequence[Run]) -> list[Run]:
    """Runs that overlap, line by line from left to right."""
    lines: list[list[Run]] = []
    for run in runs:
        if lines and same_line(lines[-1][0].area, run.area):
            lines[-1].append(run)
        else:
            lines.append([run])
    return [run for line in lines for run in sorted(line, key=lambda run: run.area.left)]
