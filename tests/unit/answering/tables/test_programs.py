"""Ways to answer from a table: what cells are worth, which rows a question may mean, and what each way says."""

import numpy as np
import pytest

from qa.answering.tables.cues import cues_of, nth_of, phrase_of
from qa.answering.tables.grid import grids
from qa.answering.tables.named_cells import compared_cells, named_cells
from qa.answering.tables.programs import Program, programs_of
from qa.answering.tables.sheet import Sheet, in_order, sheet_of, tokens, worth

MEDALS = (
    "| Rank | Nation | Gold | Year |\n|---|---|---|---|\n| 1 | Italy | 12 | 1998 |\n| 2 | Spain | 5 | 2002 |\n"
    "| 3 | Norway | 5 | 2004 |\n| 4 | Chile | 0 | 2006 |\n| Total | | 22 | |\n"
)
FILMS = "Film,Studio,Length\nThe Oak,Alba,1:42:10\nRed Sea,Borea,0:58:30\nLow Tide,Alba,2:01:05\n"
OFFICES = "| 姓名 | 任期 |\n|---|---|\n| 王敏 | 1990–1995 |\n| 李强 | 1995–2008 |\n| 赵宁 | 2008–2010 |\n"


def _sheet(text: str) -> Sheet:
    return sheet_of(grids(text)[0])


def _said(text: str, question: str, step: str) -> set[str]:
    found = programs_of(_sheet(text), question, in_order(question))
    return {program.said for program in found.programs if program.step == step}


def _programs(text: str, question: str) -> tuple[Program, ...]:
    return programs_of(_sheet(text), question, in_order(question)).programs


@pytest.mark.parametrize(
    ("cell", "value", "kind"),
    [
        ("9,500", 9500, "figure"),
        ("-3", -3, "figure"),
        ("$5.2 million", 5_200_000, "figure"),
        ("1:03.5", 63.5, "figure"),
        ("1st", 1, "figure"),
        ("2004", 2004 * 372, "date"),
        ("12 March 2004", 2004 * 372 + 3 * 31 + 12, "date"),
        ("Volume 3", 3, "words"),
    ],
)
def test_a_cell_is_worth_its_number_its_seconds_or_its_day(cell: str, value: float, kind: str) -> None:
    assert worth(cell) == (value, kind)


def test_a_cell_without_a_figure_is_worth_nothing() -> None:
    assert np.isnan(worth("Norway")[0])


def test_a_total_is_no_row_that_is_counted_or_compared() -> None:
    sheet = _sheet(MEDALS)
    assert sheet.counted.tolist() == [0, 1, 2, 3]
    assert sheet.totals.tolist() == [4]


def test_words_are_stems_numerals_and_pairs_of_characters() -> None:
    assert tokens("The Medals of 1,998") == {"medal", "1998"}
    assert in_order("总产量") == ["总产", "产量"]


def test_a_name_is_found_with_its_column_and_row() -> None:
    (named,) = named_cells(_sheet(MEDALS), in_order("how many gold medals did norway win"))
    assert (named.column, named.rows.tolist(), named.is_whole) == (1, [2], True)


def test_a_misspelt_name_and_a_people_find_the_word_they_begin_like() -> None:
    (named,) = named_cells(_sheet(MEDALS), in_order("how many did the italians win"))
    assert named.rows.tolist() == [0]


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("which nations have more than 5 gold medals", [0]),
        ("which nations have at least 5 gold medals", [0, 1, 2]),
        ("which nations have fewer than 5 gold medals", [3]),
        ("which nations have 5 or more gold medals", [0, 1, 2]),
    ],
)
def test_a_comparison_leaves_the_rows_that_fit(question: str, rows: list[int]) -> None:
    (compared,) = [one for one in compared_cells(_sheet(MEDALS), question) if one.column == 2]
    assert compared.rows.tolist() == rows


def test_a_year_is_compared_with_dates_alone() -> None:
    found = compared_cells(_sheet(MEDALS), "which nation won after 2002")
    assert [(one.column, one.rows.tolist()) for one in found] == [(3, [2, 3])]
    (between,) = compared_cells(_sheet(MEDALS), "which nations won between 2002 and 2004")
    assert between.rows.tolist() == [1, 2]


def test_the_cues_of_a_question_name_what_is_wanted_of_a_table() -> None:
    assert {"most", "which"} <= cues_of("which nation won the most gold")
    assert {"how many", "more than"} <= cues_of("how many nations won more than 5")
    assert "next" in cues_of("挪威之后是哪个国家")
    assert (nth_of("who came third"), nth_of("who came first")) == (2, 0)
    assert phrase_of("what gold medals did italy win") == "gold medals"


def test_rows_are_counted_with_and_without_a_condition() -> None:
    assert "4" in _said(MEDALS, "how many nations are there", "count")
    assert "3" in _said(MEDALS, "how many nations won at least 5 gold medals", "count")


def test_the_most_and_the_least_of_a_column_name_their_row_and_two_alike_are_tied() -> None:
    most = [one for one in _programs(MEDALS, "who won the most gold") if (one.step, one.by, one.read) == ("most", 2, 1)]
    assert [(one.said, one.is_tied) for one in most] == [("Italy", False)]
    assert "Chile" in _said(MEDALS, "who won the least gold", "least")
    tied = [one for one in _programs(MEDALS, "which of norway or spain won the most") if one.by == 2 and one.is_tied]
    assert tied


def test_the_row_after_and_the_row_before_a_name_are_read() -> None:
    assert "Norway" in _said(MEDALS, "who came next after spain", "next")
    assert "Italy" in _said(MEDALS, "who came before spain", "previous")
    assert "next" not in {one.step for one in _programs(MEDALS, "who came next after chile")}


def test_sums_averages_and_differences_are_of_the_rows_named() -> None:
    assert "17" in _said(MEDALS, "how many gold medals did italy and spain win in total", "sum")
    assert "7" in _said(MEDALS, "what is the difference between the gold of italy and spain", "difference")
    assert "5.5" in _said(MEDALS, "what is the average of gold", "average")


def test_how_long_a_row_lasts_is_told_by_its_two_years() -> None:
    assert "李强" in _said(OFFICES, "谁的任期最长？", "longest")
    assert "赵宁" in _said(OFFICES, "谁的任期最短？", "shortest")


def test_times_are_put_in_order() -> None:
    assert "Low Tide" in _said(FILMS, "which film has the longest length", "most")
    assert "Alba" in _said(FILMS, "which studio appears most often", "often")


def test_rows_that_have_nought_are_found_where_none_is_asked_for() -> None:
    assert "Chile" in _said(MEDALS, "which nation did not win any gold", "read")


def test_a_row_that_heads_a_group_is_not_counted_and_names_the_rows_below_it() -> None:
    sheet = _sheet(
        "| Town | Size | Trees |\n|---|---|---|\n| North | | |\n| Ash | 4 | 1 |\n| South | | |\n| Elm | 6 | 2 |\n"
    )
    assert sheet.counted.tolist() == [1, 3]
    named = named_cells(sheet, in_order("which towns are in the south"))
    assert [3] in [one.rows.tolist() for one in named]


def test_in_a_wide_table_a_column_is_found_by_its_head() -> None:
    heads = " | ".join(f"Head {number}" for number in range(200))
    cells = " | ".join(f"Cell {number}" for number in range(200))
    assert "Cell 150" in _said(f"| {heads} |\n|{'---|' * 200}\n| {cells} |\n", "what is head 150 of cell 3", "read")


def test_ragged_rows_have_empty_cells_at_their_end() -> None:
    sheet = _sheet("| Town | Size |\n|---|---|\n| Ash |\n| Elm | 6 | 2 |\n")
    assert [column.texts for column in sheet.columns] == [("Ash", "Elm"), ("", "6"), ("", "2")]


def test_what_has_the_most_of_a_column_is_not_what_stands_most_often() -> None:
    assert _said(FILMS, "which studio has the most films", "often") == {"Alba"}
    staffed = (
        "| Town | County | Staff |\n|---|---|---|\n| Ash | North | 4 |\n| Elm | North | 5 |\n| Oak | South | 9 |\n"
    )
    assert _said(staffed, "which county has the most staff", "often") == set()
    assert "South" in _said(staffed, "which county has the most staff", "most")
