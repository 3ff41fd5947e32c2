"""Workbooks and separated values: each row with its heads, its place, and its values as they are shown."""

import datetime
import io
from typing import Any

import openpyxl
import pytest

from qa.documents.extracted import Extracted, Part
from qa.documents.formats import separated, spreadsheet
from qa.documents.formats.number_format import shown
from qa.errors import DocumentUnreadable


def workbook() -> Any:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "城市"
    sheet["B2"] = "Cities of the county"
    sheet.merge_cells("B2:D2")
    for row in (("City", "Share", "Opened"), ("Ash", 0.564, datetime.date(2022, 5, 26)), ("Oak", 1234.5, None)):
        sheet.append([None, *row])
    sheet["C4"].number_format = "0.0%"
    sheet["C5"].number_format = "#,##0.00"
    sheet["D4"].number_format = 'yyyy"年"m"月"d"日"'
    return book


def extract(book: Any) -> Extracted:
    stream = io.BytesIO()
    book.save(stream)
    return spreadsheet.extract(stream.getvalue(), "a.xlsx")


def test_a_sheet_is_a_table_of_what_is_shown_and_each_row_has_its_place() -> None:
    found = extract(workbook())
    assert found.text == (
        "## 城市\n\nCities of the county\n\n| City | Share | Opened |\n| --- | --- | --- |\n"
        "| Ash | 56.4% | 2022年5月26日 |\n| Oak | 1,234.50 |  |\n"
    )
    starts = [found.text.index(words) for words in ("##", "Cities", "| City", "| Ash", "| Oak")]
    names = ["城市", "城市, row 2", "城市, row 3", "城市, row 4", "城市, row 5"]
    assert found.parts == tuple(map(Part, starts, names))


def test_what_stands_in_a_merged_cell_holds_for_all_of_them() -> None:
    book = workbook()
    sheet = book.create_sheet("Two")
    for row in (("Year", "People", None), (2020, "a", "b"), (None, "c", "d")):
        sheet.append(row)
    sheet.merge_cells("B1:C1")
    sheet.merge_cells("A2:A3")
    assert extract(book).text.endswith(
        "## Two\n\n| Year | People | People |\n| --- | --- | --- |\n| 2020 | a | b |\n| 2020 | c | d |\n"
    )


def test_an_empty_row_parts_two_tables_but_not_the_rows_of_one() -> None:
    book = openpyxl.Workbook()
    for row in (("City", "People"), ("Ash", 5), (), ("Oak", 7), (), ("Town", "Mayor"), ("Elm", "Li")):
        book.active.append(row)
    assert extract(book).text == (
        "## Sheet\n\n| City | People |\n| --- | --- |\n| Ash | 5 |\n| Oak | 7 |\n\n"
        "| Town | Mayor |\n| --- | --- |\n| Elm | Li |\n"
    )


def test_a_line_below_a_table_that_tells_about_it_is_no_row() -> None:
    book = openpyxl.Workbook()
    for row in (("City", "People"), ("Ash", 5), ("Oak",), ("Source: the town",)):
        book.active.append(row)
    assert extract(book).text.endswith("| Ash | 5 |\n| Oak |  |\n\nSource: the town\n")


def test_a_hidden_sheet_is_left_out_and_told() -> None:
    book = workbook()
    book.create_sheet("secret")["A1"] = "hidden"
    book["secret"].sheet_state = "hidden"
    found = extract(book)
    assert "hidden" not in found.text
    assert found.notes == ("1 hidden sheets are left out",)


def test_what_is_no_workbook_is_told() -> None:
    with pytest.raises(DocumentUnreadable, match="damaged"):
        spreadsheet.extract(b"no workbook", "a.xlsx")


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (0.564, "0%", "56%"),
        (0.565, "0%", "57%"),
        (0.05, "0.0%", "5.0%"),
        (-0.05, "0.0%;[Red]-0.0%", "-5.0%"),
        (-1234.5, "#,##0.00", "-1,234.50"),
        (-1234.5, "#,##0.00;(#,##0.00)", "(1,234.50)"),
        (1234567, "#,##0,", "1,235"),
        (2.5, "0.##", "2.5"),
        (2.0, "0.##", "2"),
        (7, "000", "007"),
        (0, '0;-0;"无"', "无"),
        (-0.001, "0.0", "0.0"),
        (99.5, '"¥"#,##0.00', "¥99.50"),
        (99.5, "[$¥-804]#,##0.0_ ", "¥99.5"),
        (3, '0"人"', "3人"),
        (12345.678, "General", "12345.678"),
        (0.1 + 0.2, "General", "0.3"),
        (1e20, "General", "1e+20"),
        (12345.678, "0.00E+00", "12345.678"),
        (0.5, "# ?/?", "0.5"),
        (5, "", "5"),
        (True, "0", "TRUE"),
        ("text", "0%", "text"),
        (float("nan"), "0", "nan"),
        (datetime.date(2022, 5, 6), "General", "2022-05-06"),
        (datetime.date(2022, 5, 6), "yyyy/m/d", "2022/5/6"),
        (datetime.date(2022, 5, 6), "d mmm yy", "6 May 22"),
        (datetime.datetime(2022, 5, 6, 7, 8), "yyyy-mm-dd hh:mm", "2022-05-06 07:08"),
        (datetime.datetime(2022, 5, 6), "h:mm", "2022-05-06"),
        (datetime.datetime(2022, 5, 6, 7, 8), "General", "2022-05-06 07:08"),
        (datetime.time(7, 8), "h:mm", "07:08:00"),
    ],
)
def test_a_value_is_written_as_its_cell_shows_it(value: Any, code: str, text: str) -> None:
    assert shown(value, code) == text


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b'City,"People, all"\nAsh,"1,234"\nOak,\n', "a.csv"),
        (b'City;"People, all"\nAsh;1,234\nOak;\n', "a.csv"),
        (b"City\tPeople, all\nAsh\t1,234\nOak\t\n", "a.tsv"),
        (b'\xef\xbb\xbfCity,"People, all"\r\nAsh,"1,234"\r\nOak,\r\n', "a.csv"),
    ],
)
def test_separated_values_are_a_table(data: bytes, name: str) -> None:
    found = separated.extract(data, name)
    assert found.text == "| City | People, all |\n| --- | --- |\n| Ash | 1,234 |\n| Oak |  |\n"
    assert [part.name for part in found.parts] == ["row 1", "row 2", "row 3"]
    assert found.parts[2].start == found.text.index("| Oak")


def test_separated_values_in_an_old_chinese_encoding_are_read() -> None:
    rows = "城市,人口\n广州,一千八百六十七万人\n长春,九百零六万人\n"
    assert "| 长春 | 九百零六万人 |" in separated.extract(rows.encode("gb18030"), "a.csv").text


def test_a_line_of_more_than_one_row_is_one_cell() -> None:
    assert separated.extract(b'a,b\n"one\ntwo",c\n', "a.csv").text.endswith("| one two | c |\n")
