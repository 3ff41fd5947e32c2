"""How what OCR reads is compared with what was printed."""

from benchmarks.scans import Condition, figures_read, scanned, turned
from qa.documents.extracted import Extracted
from qa.documents.formats.pdf import extract
from qa.documents.formats.pdf_pages import Box, PageSize
from qa.part import Part
from tests.small_pdf import Page, lines_of, pdf


def test_a_wrong_figure_is_counted_and_whether_it_was_told() -> None:
    text = "In 1913 were 2,35O books and 98 maps in 7 rooms."
    unsure = tuple((text.index(figure), text.index(figure) + len(figure)) for figure in ("2,35O", "7"))
    found = Extracted(text, parts=(Part(0, "p. 1", True, unsure),))
    counts = figures_read("In 1913 were 2,350 books and 98 maps in 7 rooms.", found)
    assert counts == {"wanted": 4, "right": 3, "right told": 1, "wrong": 1, "wrong told": 1}


def test_a_box_is_turned_around_the_middle_of_its_page() -> None:
    assert [round(side) for side in turned(Box(10, 20, 30, 40), PageSize(100, 100), 90)] == [20, 70, 40, 90]


def test_a_scan_has_the_pages_of_its_pdf_and_no_text() -> None:
    printed = pdf([Page(lines_of(72, 100, ["The library opened in 1913."])), Page(lines_of(72, 100, ["It is open."]))])
    found = extract(scanned(printed, Condition("poor", dots=50, noise=20.0)), "a.pdf")
    assert (found.text, found.scans) == ("", 2)
