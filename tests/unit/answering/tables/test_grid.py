"""Tables as they stand in a text, each cell with its place."""

import pytest

from qa.answering.tables.grid import Grid, grids

MARKDOWN = (
    "Fares of 2023\n\n| Zone | Single | Day pass |\n|---|---|---|\n| A | 2.10 | **6.40** |\n| B | 3.30 | |\n\nMore.\n"
)
COMMAS = '编号,名称,单价\nS-1,显微镜,"26,500"\nS-2,离心机,15800\n'
TABS = "Name\tRoom\nMei Tan\tC-311\nNora Feld\tB-204\n"
RECORD = "**Invoice:** 20931\n**Customer:** Harlow Bakery\n**Due date:** 13 June 2024\n"


def _cells(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in grid.rows]


@pytest.mark.parametrize(
    ("text", "heads", "cells"),
    [
        (MARKDOWN, ("Zone", "Single", "Day pass"), [["A", "2.10", "6.40"], ["B", "3.30", ""]]),
        (COMMAS, ("编号", "名称", "单价"), [["S-1", "显微镜", "26,500"], ["S-2", "离心机", "15800"]]),
        (TABS, ("Name", "Room"), [["Mei Tan", "C-311"], ["Nora Feld", "B-204"]]),
        (RECORD, ("Invoice", "Customer", "Due date"), [["20931", "Harlow Bakery", "13 June 2024"]]),
    ],
)
def test_a_table_has_heads_and_cells_and_each_cell_its_place(
    text: str, heads: tuple[str, ...], cells: list[list[str]]
) -> None:
    (grid,) = grids(text)
    assert (grid.heads, _cells(grid)) == (heads, cells)
    assert all(text[slice(*cell.place)] == cell.text for row in grid.rows for cell in row.cells)
    assert grid.is_record == (text is RECORD)


def test_a_row_is_its_line_and_what_stands_above_is_known() -> None:
    (grid,) = grids(MARKDOWN)
    assert MARKDOWN[slice(*grid.rows[0].line)] == "| A | 2.10 | **6.40** |"
    assert grid.above == "Fares of 2023"


def test_a_short_row_has_empty_cells() -> None:
    (grid,) = grids("| A | B | C |\n|---|---|---|\n| 1 | 2 |\n| 3 | 4 | 5 |\n")
    assert grid.rows[0].cell(2).text == ""
    assert grid.rows[1].cell(2).text == "5"


@pytest.mark.parametrize(
    "text",
    [
        "First, we went there, and came back.\nThen, it rained, all day.\nLast, we left, at nine.\n",
        "| a lone bar\n\nNote: this\n",
        "会议，于今日召开，全体出席。\n下午，继续开会，至晚。\n",
        "时间：2023年4月16日。出席132户。\n地点：大厅。\n",
        "",
    ],
)
def test_prose_is_no_table(text: str) -> None:
    assert grids(text) == ()


def test_fifty_thousand_rows_are_read() -> None:
    text = "name,count,place\n" + "".join(f"n{number},{number},p{number}\n" for number in range(50_000))
    (grid,) = grids(text)
    assert len(grid.rows) == 50_000


def test_a_head_of_two_lines_gives_each_column_both_of_its_heads() -> None:
    rows = "| North | 41 | 52 | 7 |\n| South | 30 | 33 | 9 |\n"
    (grid,) = grids(f"| | Sales | | Costs |\n|---|---|---|---|\n| | 2022 | 2023 | 2023 |\n{rows}")
    assert grid.heads == ("", "Sales · 2022", "Sales · 2023", "Costs · 2023")
    assert [row.cells[0].text for row in grid.rows] == ["North", "South"]


def test_a_first_row_of_figures_or_years_of_things_is_no_second_head() -> None:
    text = "| | Gold | |\n|---|---|---|\n| Italy | 12 | 3 |\n| Spain | 5 | 4 |\n| Chile | 1 | 2 |\n"
    (grid,) = grids(text)
    assert grid.heads == ("", "Gold", "")
    assert len(grid.rows) == 3


def test_lines_of_figures_have_no_head() -> None:
    grid = grids("Lamp\t24.50\t12\nDesk\t180.00\t3\nChair\t62.00\t9\n")[0]
    assert grid.heads == ("", "", "")
    assert [row.cells[0].text for row in grid.rows] == ["Lamp", "Desk", "Chair"]


@pytest.mark.parametrize("head", ["Team\t2022\t2023", "Team\t1\t2", "Team\tWon\tLost"])
def test_years_numbers_in_a_row_and_words_are_heads(head: str) -> None:
    grid = grids(f"{head}\nReds\t24\t12\nBlues\t18\t3\n")[0]
    assert grid.heads == tuple(head.split("\t"))


def test_a_head_that_is_said_again_is_no_row() -> None:
    grid = grids("Item,Unit,Price\nApple,kg,3\nPear,kg,4\nItem,Unit,Price\nPlum,kg,5\n")[0]
    assert [row.cells[0].text for row in grid.rows] == ["Apple", "Pear", "Plum"]


def test_a_line_that_lacks_its_last_fields_stays_in_its_table() -> None:
    grid = grids("Item,Unit,Price,Note\nApple,kg,3,-\nPear,kg,4,-\nPlum,kg,5\nFig,kg,6,-\n")[0]
    assert [row.cell(3).text for row in grid.rows] == ["-", "-", "", "-"]
