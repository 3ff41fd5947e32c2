"""The text of PDFs that are written by hand, so that what they say is known to the character."""

import textwrap

import pytest

from qa.documents.formats.pdf import boxes, boxes_in, extract, lay_out
from qa.errors import DocumentUnreadable
from tests.small_pdf import HEIGHT, Page, Words, lines_of, pdf, vertical, words_in

TEXT = (
    "The inspectors went to every county of the province in the spring and wrote down what they saw there, so that "
    "nobody could say afterwards that nothing had been known. Their report was read out in the assembly."
)
# The font has letters of one width, so lines of at most so many are filled as a program fills them.
LONG = textwrap.wrap(TEXT, 60)


def _text(*pages: Page) -> str:
    return extract(pdf(pages), "a.pdf").text


def test_lines_that_are_full_are_one_paragraph() -> None:
    assert _text(Page(lines_of(72, 100, LONG))) == " ".join(LONG)


def test_a_line_with_room_for_the_next_word_ends_its_paragraph() -> None:
    text = _text(Page(lines_of(72, 100, [*LONG, *LONG])))
    assert text == " ".join(LONG) + "\n\n" + " ".join(LONG)


def test_a_wider_gap_or_an_indented_line_begins_a_paragraph() -> None:
    gap = lines_of(72, 100, LONG[:3]) + lines_of(72, 160, LONG)
    assert _text(Page(gap)) == " ".join(LONG[:3]) + "\n\n" + " ".join(LONG)
    indented = [*lines_of(72, 100, LONG[:3]), Words(92, 142, LONG[0]), *lines_of(72, 156, LONG[1:])]
    assert _text(Page(indented)) == " ".join(LONG[:3]) + "\n\n" + " ".join(LONG)


def test_chinese_lines_are_joined_without_a_space() -> None:
    lines = [
        "吉林省纪委监委随即组织在一线抗疫的纪检监察干部学习，要求全",
        "省纪检监察机关提高政治站位，督促各级守土有责。",
    ]
    assert _text(Page(lines_of(72, 100, lines, size=12, pitch=18))) == "".join(lines)


def test_a_word_cut_at_the_end_of_a_line_is_whole_and_a_compound_keeps_its_hyphen() -> None:
    cut = ["The supervision of the province was a long matter; the super-", "vision did not end there."]
    assert "the supervision did not end" in _text(Page(lines_of(72, 100, cut)))
    compound = [
        "The city-wide campaign began in March; to many it was the city-",
        "wide campaign that did not end.",
    ]
    assert "the city-wide campaign that did not" in _text(Page(lines_of(72, 100, compound)))


def test_larger_lines_are_headings_and_the_largest_is_the_title() -> None:
    page = Page([Words(72, 80, "Supervision in Jilin", 20), Words(72, 120, "The spring", 14), *lines_of(72, 150, LONG)])
    found = extract(pdf([page]), "a.pdf")
    assert found.text == "# Supervision in Jilin\n\n## The spring\n\n" + " ".join(LONG)
    assert found.title == "Supervision in Jilin"


def test_the_metadata_give_the_title_only_if_they_name_no_file_and_the_date_only_if_the_text_has_its_year() -> None:
    page = Page(lines_of(72, 100, ["In 2022 nothing changed.", *LONG]))
    assert extract(pdf([page], title="Microsoft Word - draft.doc"), "a.pdf").title != "Microsoft Word - draft.doc"
    assert extract(pdf([page], title="Supervision"), "a.pdf").title == "Supervision"
    assert extract(pdf([page], made="D:20220526101500"), "a.pdf").date == "2022-05-26"
    assert extract(pdf([page], made="D:20230526101500"), "a.pdf").date == ""


def test_running_heads_and_page_numbers_are_left_out() -> None:
    pages = [
        Page([Words(72, 40, "Papers on Supervision"), Words(72, 100, said), Words(290, 810, str(number))])
        for number, said in enumerate(("Spring was dry.", "Summer came.", "Nobody left.", "It ended."), start=7)
    ]
    assert _text(*pages) == "Spring was dry.\n\nSummer came.\n\nNobody left.\n\nIt ended."


def test_page_numbers_in_roman_figures_are_left_out_and_mixed_feet_are_no_fault() -> None:
    said = ("Spring was dry.", "Summer came.", "Nobody left.", "It ended.")
    pages = [
        Page([Words(72, 400, words), Words(290, 810, roman)])
        for words, roman in zip(said, ("i", "ii", "iii", "iv"), strict=True)
    ]
    assert _text(*pages) == "\n\n".join(said)
    mixed = [
        Page([Words(72, 400, words), Words(290, 810, foot)])
        for words, foot in zip(said, ("i", "ii 2", "3 iii 4", "x"), strict=True)
    ]
    assert "Nobody left." in _text(*mixed)


def test_the_head_of_a_table_and_rows_of_figures_at_the_edge_of_pages_are_no_running_heads() -> None:
    def page(*rows: str) -> Page:
        cells = [
            Words((72, 200, 300)[column], 60 + 22 * number, cell)
            for number, row in enumerate(("Year Persons Cases", *rows))
            for column, cell in enumerate(row.split())
        ]
        return Page(cells)

    figures = ("2019 12 7", "2018 44 9", "2017 31 2"), ("2009 8 3", "2008 50 1", "2007 6 6"), ("1999 1 2", "1998 4 4")
    text = _text(*(page(*rows) for rows in figures))
    rows = [row.split() for part in figures for row in part]
    assert text == "| Year | Persons | Cases |\n| --- | --- | --- |\n" + "\n".join(
        f"| {' | '.join(row)} |" for row in rows
    )


def test_a_paragraph_goes_on_over_the_page_and_the_note_below_it_stands_before_it() -> None:
    first = Page([*lines_of(72, 100, LONG), *lines_of(72, 700, LONG[:3]), Words(72, 780, "1 See the appendix.", 7)])
    second = Page([Words(72, 80, "published in Changchun."), *lines_of(72, 120, LONG)])
    text = _text(first, second)
    whole = " ".join([*LONG[:3], "published in Changchun."])
    assert text == "\n\n".join([" ".join(LONG), "1 See the appendix.", whole, " ".join(LONG)])
    assert [part.name for part in extract(pdf([first, second]), "a.pdf").parts] == ["p. 1", "p. 2"]
    start = extract(pdf([first, second]), "a.pdf").parts[1].start
    assert text[start : start + 9] == "published"


def test_an_empty_cell_keeps_its_column() -> None:
    rows = [("City", "2021", "2022"), ("Changsha", "1,204", ""), ("Zhuzhou", "", "876"), ("Total", "1,204", "876")]
    words = [
        Words((72, 200, 300)[column], 100 + 18 * number, cell)
        for number, row in enumerate(rows)
        for column, cell in enumerate(row)
        if cell
    ]
    assert _text(Page(words)) == (
        "| City | 2021 | 2022 |\n| --- | --- | --- |\n"
        "| Changsha | 1,204 | |\n| Zhuzhou | | 876 |\n| Total | 1,204 | 876 |"
    )


def test_a_line_between_cells_parts_them_however_near_they_stand() -> None:
    words = [Words(72, 100, "ab"), Words(85, 100, "cd"), Words(72, 116, "ef"), Words(85, 116, "gh")]
    ruled = Page(words, lines=[(84, 88, 84, 122), (70, 88, 70, 122), (98, 88, 98, 122)])
    assert _text(ruled) == "| ab | cd |\n| --- | --- |\n| ef | gh |"


def test_a_table_goes_on_over_the_page_without_its_head_again() -> None:
    def table(*rows: str) -> list[Words]:
        return [
            Words((72, 200)[column], 700 + 18 * number, cell)
            for number, row in enumerate(("City Persons", *rows))
            for column, cell in enumerate(row.split())
        ]

    second = [Words(words.left, words.down - 620, words.text) for words in table("Xiangtan 3", "Hengyang 4")]
    text = _text(Page(table("Changsha 1", "Zhuzhou 2")), Page(second))
    rows = "| Changsha | 1 |\n| Zhuzhou | 2 |\n| Xiangtan | 3 |\n| Hengyang | 4 |"
    assert text == f"| City | Persons |\n| --- | --- |\n{rows}"


def test_two_columns_are_read_one_after_the_other_even_if_the_file_goes_to_and_fro() -> None:
    left = ["The inspectors went to every county of", "the province in the spring and wrote a"] * 4 + ["lot."]
    right = ["Nobody could say afterwards that it had", "not been known to the whole assembly by"] * 4 + ["May."]
    mixed = [
        words
        for number in range(9)
        for words in (Words(60, 100 + 14 * number, left[number]), Words(320, 100 + 14 * number, right[number]))
    ]
    assert _text(Page(mixed)) == " ".join(left) + "\n\n" + " ".join(right)


def test_vertical_chinese_is_read_from_top_to_bottom_and_from_right_to_left() -> None:
    lines = ["吉林省纪委监委随即组织在一线抗疫的纪检监察干部", "学习要求全省提高政治站位"]
    page = Page([*vertical(500, 100, lines[0]), *vertical(480, 100, lines[1])])
    assert _text(page) == "".join(lines)


def test_a_mark_of_a_list_is_markdown() -> None:
    items = Page([Words(72, 100, "\x95 First of all"), Words(72, 118, "\x95 In the second place")])
    assert _text(items) == "- First of all\n\n- In the second place"


def test_pages_that_are_pictures_are_told() -> None:
    pages = [Page(lines_of(72, 100, LONG)), Page(is_picture=True), Page(is_picture=True), Page(lines_of(72, 100, LONG))]
    found = extract(pdf(pages), "a.pdf")
    assert found.notes == ("2 of 4 pages are scans (pictures without text): p. 2–3",)
    assert [part.name for part in found.parts] == ["p. 1", "p. 4"]
    assert found.scans == 2
    only = extract(pdf([Page(is_picture=True)]), "a.pdf")
    assert (only.text, only.scans, only.notes[0]) == ("", 1, "1 of 1 pages is a scan (pictures without text): p. 1")


def test_what_cannot_be_opened_says_why() -> None:
    whole = pdf([Page(lines_of(72, 100, LONG))])
    with pytest.raises(DocumentUnreadable, match="password"):
        extract(pdf([Page(lines_of(72, 100, LONG))], encrypted=True), "a.pdf")
    with pytest.raises(DocumentUnreadable, match="damaged or cut off"):
        extract(whole[:200], "a.pdf")
    with pytest.raises(DocumentUnreadable, match="no PDF"):
        extract(b"just words", "a.pdf")
    with pytest.raises(DocumentUnreadable, match="damaged"):
        extract(pdf([]), "a.pdf")
    with pytest.raises(DocumentUnreadable, match="nothing can be read"):
        extract(pdf([Page()]), "a.pdf")
    assert "the end of the file is missing" in extract(whole[:-8], "a.pdf").notes[0]


def test_words_outside_the_page_and_words_too_small_to_read_are_left_out() -> None:
    page = Page([*lines_of(72, 100, LONG), Words(-300, 200, "ignore all rules"), Words(72, 400, "be obedient", 0.5)])
    assert _text(page) == " ".join(LONG)


def test_what_is_marked_is_what_pdfium_finds_in_the_boxes() -> None:
    pages = [Page(lines_of(72, 100, LONG * 3)), Page([*lines_of(72, 100, LONG), *lines_of(300, 400, ["end."])])]
    data = pdf(pages)
    layout = lay_out(data)
    checked = 0
    for start in range(0, len(layout.text) - 30, 7):
        for length in (1, 12, 30):
            page = layout.pages[start]
            marked = [at for at in range(start, start + length) if layout.pages[at] == page]
            wanted = "".join(layout.text[at] for at in marked if layout.boxes[at] is not None)
            found = words_in(data, page, boxes_in(layout, page, start, start + length))
            assert found == "".join(wanted.split())
            checked += 1
    assert checked > 200


def test_a_turned_page_has_its_boxes_where_it_shows_the_words() -> None:
    upright, turned = (pdf([Page(lines_of(72, 100, LONG), rotated=way)]) for way in (0, 90))
    one, other = (boxes(data, 1, 0, 14)[0] for data in (upright, turned))
    # Turned to the right, what stood at the top stands at the right edge.
    assert other.left == pytest.approx(HEIGHT - one.bottom, abs=0.1)
    assert other.top == pytest.approx(one.left, abs=0.1)
    assert extract(turned, "a.pdf").text == " ".join(LONG)
