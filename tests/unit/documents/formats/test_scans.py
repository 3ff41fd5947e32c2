"""What is made of lines that were read from a picture: runs, parts, marks and signs. No model is needed."""

from math import cos, radians, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.documents.cell import Cell, CellDied, Limits
from qa.documents.extracted import Extracted
from qa.documents.formats import ocr_engine
from qa.documents.formats.ocr_engine import Character, ReadLine, characters
from qa.documents.formats.pdf_pages import Box, PageSize
from qa.documents.formats.pdf_text import Layout
from qa.documents.formats.printed_lines import kept_layout, page_at, printed_lines
from qa.documents.formats.scan import FIGURE
from qa.documents.formats.scan_runs import runs_of_lines, settle_sizes
from qa.documents.formats.table import PDF, Format
from qa.documents.parser_pool import SECONDS_A_SCAN, extract_with_scans
from qa.errors import DocumentUnreadable
from qa.part import Part
from qa.types import Citation, Document
from tests.properties import cases

PAGE = PageSize(500, 1000)


def _line(text: str, left: float, top: float, *, height: float = 20, degrees: float = 0.0) -> ReadLine:
    """A line of characters of equal width, turned around the upper left corner of the page."""
    right = left + height * len(text)
    corners = [(left, top), (right, top), (right, top + height), (left, top + height)]
    wide, high = cos(radians(degrees)), sin(radians(degrees))
    first, second, third, fourth = ((x * wide - y * high, x * high + y * wide) for x, y in corners)
    share = 1 / len(text)
    read = tuple(
        Character(character, 1.0, None if character == " " else (at * share, (at + 1) * share))
        for at, character in enumerate(text)
    )
    return ReadLine(read, (first, second, third, fourth))


def test_a_turned_page_is_read_level_and_its_boxes_stay_where_they_are() -> None:
    lines = [_line("全省纪检监察机关一线抗疫", 50, 100 + 30 * number, degrees=2) for number in range(3)]
    runs = runs_of_lines(lines, 1, 0.5)
    assert [round(run.area.top) for run in runs] == [50, 65, 80]
    assert [round(run.area.left) for run in runs] == [25, 25, 25]
    first, last = runs[0].boxes[0], runs[0].boxes[-1]
    assert first is not None
    assert last is not None
    assert last.top - first.top == pytest.approx(11 * 10 * sin(radians(2)), abs=0.01)


def test_a_wide_gap_parts_a_line_and_a_space_does_not() -> None:
    (line,) = [_line("a b   cd", 0, 0)]
    assert [run.words for run in runs_of_lines([line], 1, 1.0)] == ["a b", "cd"]


def test_lines_of_nearly_one_size_are_one_and_a_heading_is_not() -> None:
    heights = [22, 20, 21, 23, 36, 40]
    runs = runs_of_lines([_line("监督工作要点", 0, 50 * at, height=high) for at, high in enumerate(heights)], 1, 1.0)
    settle_sizes([runs])
    assert len({run.size for run in runs[:4]}) == 1
    assert runs[4].size == runs[5].size > 1.4 * runs[0].size


def test_each_character_but_a_space_lies_between_its_neighbours() -> None:
    found = characters("ab c", (0.1, 0.3, 0.8), [0.9, 0.8, 0.7, 0.6])
    assert [(each.text, each.sure) for each in found] == [("a", 0.9), ("b", 0.8), (" ", 0.7), ("c", 0.6)]
    ends = [each.ends for each in found]
    assert ends == [pytest.approx((0.0, 0.2)), pytest.approx((0.2, 0.4)), None, pytest.approx((0.7, 0.9))]


def test_a_word_and_a_figure_that_stand_apart_have_a_space_between() -> None:
    apart = characters("ab12", (0.1, 0.2, 0.4, 0.5), [1.0] * 4)
    assert "".join(each.text for each in apart) == "ab 12"
    together = characters("ab12", (0.1, 0.2, 0.3, 0.4), [1.0] * 4)
    assert "".join(each.text for each in together) == "ab12"


def test_what_the_engine_does_not_place_has_no_box() -> None:
    assert [each.ends for each in characters("ab", (0.1,), [0.9, 0.9])] == [None, None]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("共2,35O人", ["2,35O"]),
        ("as of 2022-05-26, 56.4% of B12", ["2022-05-26", "56.4%", "B12"]),
        ("三十五名 and no figure", ["三十五"]),
        ("no. 7.", ["7"]),
        ("Date:2022-05-26 at 10:30", ["2022-05-26", "10:30"]),
    ],
)
def test_a_figure_is_a_whole_word_with_what_is_mistaken_for_digits(text: str, figures: list[str]) -> None:
    assert FIGURE.findall(text) == figures


_WORDS = st.text("ab 甲", min_size=1, max_size=12)


@cases(100)
@given(st.lists(_WORDS, min_size=1, max_size=8), st.floats(-3, 3))
def test_the_boxes_that_are_kept_are_those_that_were_found(lines: list[str], slope: float) -> None:
    text, boxes, pages = "", list[Box | None](), list[int]()
    for number, words in enumerate(lines):
        for at, character in enumerate(words + "\n"):
            top = 100 * number + slope * at
            is_printed = not character.isspace()
            boxes.append(Box(10 * at, top, 10 * at + 10, top + 20) if is_printed else None)
            pages.append(1 + number % 2)
            text += character
    kept = printed_lines(Layout(text, boxes, pages), [PAGE, PAGE])
    parts = [Part(0, f"p. {page}", True, (), tuple(found)) for page, found in kept.items()]
    parts = [Part.from_json(part.to_json()) for part in parts]
    for page in (1, 2):
        found = kept_layout(text, parts, page, PAGE).boxes
        for at, box in enumerate(boxes):
            if box is not None:
                assert found[at] == (pytest.approx(box, abs=0.06) if pages[at] == page else None)


def test_a_part_is_read_back_and_what_is_none_is_refused() -> None:
    assert Part.from_json([3, "p. 1"]) == Part(3, "p. 1")
    for written in (
        3,
        [],
        [1],
        ["1", "p. 1"],
        [1, "p. 1", True],
        [1, "p. 1", True, [[1]], []],
        [1, "p", True, [], ["x"]],
    ):
        with pytest.raises(ValueError, match="a part"):
            Part.from_json(written)


def test_a_page_is_found_by_its_part() -> None:
    parts = (Part(0, "p. 2"), Part(9, "p. 4"))
    assert [page_at(parts, offset) for offset in (0, 8, 9)] == [2, 2, 4]
    assert page_at((), 5) == 1


TEXT = "图书馆有2,35O册书。分馆有98册书。\n第二页有7册书。"
SCANNED = Document("a.pdf", "A", TEXT, "zh", parts=(Part(0, "p. 1", True, ((4, 9),)), Part(TEXT.index("第"), "p. 2")))


def _cited(quote: str) -> Citation:
    start = TEXT.index(quote)
    return Citation(SCANNED, 1, "a.pdf", "A", start, start + len(quote), quote)


def test_a_citation_says_that_it_was_read_by_ocr_and_which_figures_are_unsure() -> None:
    assert _cited("图书馆有2,35O册书。").to_json()["unsure"] == ("2,35O",)
    sure = _cited("分馆有98册书。").to_json()
    assert sure["ocr"] is True
    assert "unsure" not in sure
    assert not {"ocr", "unsure"} & _cited("第二页有7册书。").to_json().keys()


class _Cell(Cell):
    """A cell whose first reply has scans, and whose second is what it was told."""

    def __init__(self, first: Extracted, second: Extracted | Exception) -> None:
        super().__init__(Limits(seconds=5))
        self._replies = [first, second]
        self.allowed = 0.0

    def extract(self, kind: Format, data: bytes, name: str, *, more_seconds: float = 0.0) -> Extracted:
        self.allowed = more_seconds
        reply = self._replies.pop(0)
        if isinstance(reply, Exception):
            raise reply
        return reply


@pytest.fixture
def with_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr_engine, "find_spec", lambda name: object())


@pytest.mark.usefixtures("with_the_extra")
def test_scans_have_time_by_their_number_and_their_failure_costs_only_them() -> None:
    typed = Extracted("Typed.", scans=3, notes=("3 of 4 pages are scans",))
    cell = _Cell(typed, Extracted("Typed and read."))
    assert extract_with_scans(cell, PDF, b"", "a.pdf").text == "Typed and read."
    assert cell.allowed == 3 * SECONDS_A_SCAN
    for failure in (CellDied("it took too long"), DocumentUnreadable("it took too long")):
        found = extract_with_scans(_Cell(typed, failure), PDF, b"", "a.pdf")
        assert (found.text, found.notes[1]) == ("Typed.", "the scans could not be read: it took too long")
        with pytest.raises(type(failure)):
            extract_with_scans(_Cell(Extracted("", scans=1), failure), PDF, b"", "a.pdf")


def test_without_the_extra_scans_are_told_with_the_command_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr_engine, "find_spec", lambda name: None)
    assert not ocr_engine.is_installed()
    found = extract_with_scans(_Cell(Extracted("Typed.", scans=1), CellDied("")), PDF, b"", "a.pdf")
    assert found.notes == ("scans are read with the extra ocr: pip install 'wenju[ocr]'",)
