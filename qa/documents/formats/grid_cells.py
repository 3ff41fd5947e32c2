"""Merged cells of a table: what stands in one holds for each cell that it covers."""

from collections.abc import Sequence


def spread(rows: Sequence[Sequence[tuple[str, int, int]]]) -> list[list[str]]:
    """The cells of each row, all rows of one width; a cell is its text, and how many columns and rows it covers."""
    covered: dict[tuple[int, int], str] = {}
    placed: list[list[str]] = []
    for at, row in enumerate(rows):
        cells: list[str] = []
        for text, columns, lines in row:
            while (at, len(cells)) in covered:
                cells.append(covered.pop((at, len(cells))))
            for column in range(len(cells), len(cells) + columns):
                for below in range(at + 1, min(at + lines, len(rows))):
                    covered[below, column] = text
            cells += [text] * columns
        while (at, len(cells)) in covered:
            cells.append(covered.pop((at, len(cells))))
        placed.append(cells)
    width = max(map(len, placed), default=0)
    return [cells + [""] * (width - len(cells)) for cells in placed]
