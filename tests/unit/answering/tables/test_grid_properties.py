"""Tables of any cells, in Markdown or with tabs, come out with each cell in its row and column, and at its place."""

from hypothesis import given
from hypothesis import strategies as st

from qa.answering.tables.grid import grids
from tests.properties import cases

_CELL = st.text("ab省市0123456789.,% ", max_size=8).map(str.strip)
_NAME = st.text("abc省市区", min_size=1, max_size=6)
_HEADS = ["City", "2021年", "2022年"]
_ROWS = st.lists(st.tuples(_NAME, _CELL, _CELL), min_size=2, max_size=8)


@cases(200)
@given(_ROWS, _NAME)
def test_a_markdown_table_keeps_its_cells_and_their_places(rows: list[tuple[str, str, str]], around: str) -> None:
    lines = ["| " + " | ".join(_HEADS) + " |", "|---|---|---|", *("| " + " | ".join(row) + " |" for row in rows)]
    text = f"{around}。\n\n" + "\n".join(lines) + f"\n\n{around}。\n"
    (grid,) = grids(text)
    assert list(grid.heads) == _HEADS
    assert [[row.cell(at).text for at in range(3)] for row in grid.rows] == [list(row) for row in rows]
    for row in grid.rows:
        assert text[slice(*row.line)].startswith("|")
        assert all(text[slice(*cell.place)] == cell.text for cell in row.cells)
