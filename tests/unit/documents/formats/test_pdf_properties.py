"""Paragraphs of any words, wrapped at any width over any number of pages, come out as they went in."""

import textwrap

from hypothesis import assume, given
from hypothesis import strategies as st

from qa.documents.formats.pdf import boxes_in, extract, lay_out
from tests.properties import cases
from tests.small_pdf import Page, Words, pdf, words_in

_WORDS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=9)
_PARAGRAPHS = st.lists(st.lists(_WORDS, min_size=12, max_size=40).map(" ".join), min_size=1, max_size=6)
_CHINESE = st.lists(
    st.text("全省纪检监察机关一线抗疫干部督促各级守土有责", min_size=30, max_size=120), min_size=1, max_size=6
)
_LINES_OF_A_PAGE = 14


def _pages(paragraphs: list[list[str]], *, pitch: float, indent: float = 0) -> list[Page]:
    """Pages of lines; a paragraph begins after a gap, or with an indented line."""
    pages = [Page()]
    down, count = 80.0, 0
    for paragraph in paragraphs:
        for number, line in enumerate(paragraph):
            if count == _LINES_OF_A_PAGE:
                pages.append(Page())
                down, count = 80.0, 0
            pages[-1].words.append(Words(72 + (indent if not number else 0), down, line))
            down += pitch
            count += 1
        down += 0 if indent else pitch
    return pages


def _are_distinct(wrapped: list[list[str]]) -> bool:
    """Whether no line comes back: at the foot of most pages it would be a running foot."""
    return len({line for lines in wrapped for line in lines}) == sum(map(len, wrapped))


@cases(60)
@given(_PARAGRAPHS, st.integers(40, 64))
def test_english_paragraphs_apart_are_whole(paragraphs: list[str], width: int) -> None:
    wrapped = [textwrap.wrap(paragraph, width) for paragraph in paragraphs]
    assume(_are_distinct(wrapped))
    found = extract(pdf(_pages(wrapped, pitch=13)), "a.pdf").text
    # Where a page ends, a paragraph that ends there too has no gap below it to tell.
    assert found.replace("\n\n", " ") == " ".join(paragraphs)
    if len(_pages(wrapped, pitch=13)) == 1:
        assert found.split("\n\n") == paragraphs


@cases(60)
@given(_CHINESE, st.integers(18, 36))
def test_chinese_paragraphs_that_are_indented_are_whole_over_pages(paragraphs: list[str], width: int) -> None:
    wrapped = [
        [paragraph[: width - 2], *(paragraph[at : at + width] for at in range(width - 2, len(paragraph), width))]
        for paragraph in paragraphs
    ]
    assume(_are_distinct(wrapped))
    found = extract(pdf(_pages(wrapped, pitch=15, indent=20)), "a.pdf").text
    assert found.replace("\n\n", "") == "".join(paragraphs)
    if len(paragraphs) > 2:
        assert found.split("\n\n") == paragraphs


@cases(60)
@given(_PARAGRAPHS, st.integers(30, 60), st.data())
def test_each_character_has_its_page_and_its_box(paragraphs: list[str], width: int, data: st.DataObject) -> None:
    printed = pdf(_pages([textwrap.wrap(paragraph, width) for paragraph in paragraphs], pitch=13))
    layout = lay_out(printed)
    assert len(layout.text) == len(layout.boxes) == len(layout.pages)
    assert all(box is not None for character, box in zip(layout.text, layout.boxes, strict=True) if character.isalpha())
    assert layout.text == extract(printed, "b.pdf").text
    start = data.draw(st.integers(0, len(layout.text) - 1))
    end = data.draw(st.integers(start + 1, min(len(layout.text), start + 50)))
    for page in sorted(set(layout.pages[start:end])):
        wanted = "".join(
            character
            for character, own in zip(layout.text[start:end], layout.pages[start:end], strict=True)
            if own == page and not character.isspace()
        )
        assert words_in(printed, page, boxes_in(layout, page, start, end)) == wanted


_CELLS = st.lists(st.text("abcde", min_size=0, max_size=6), min_size=3, max_size=3)


@cases(60)
@given(st.lists(_CELLS, min_size=2, max_size=8))
def test_cells_of_a_ruled_table_stay_in_their_columns(rows: list[list[str]]) -> None:
    heads = ["one", "two", "three"]
    filled = [heads, *(["x" + row[0], row[1], row[2]] for row in rows)]
    words = [
        Words(74 + 80 * column, 100 + 18 * number, cell)
        for number, row in enumerate(filled)
        for column, cell in enumerate(row)
        if cell
    ]
    bottom = 106.0 + 18 * len(rows)
    lines = [(70.0 + 80 * column, 86.0, 70.0 + 80 * column, bottom) for column in range(4)]
    lines += [(70.0, 88.0 + 18 * number, 310.0, 88.0 + 18 * number) for number in range(len(filled) + 1)]
    found = extract(pdf([Page(words, lines)]), "a.pdf").text.split("\n")
    assert [[cell.strip() for cell in line.strip("|").split("|")] for line in found if "---" not in line] == filled
