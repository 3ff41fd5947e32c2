"""Which page of which source is shown, and to whom."""

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from qa import Document, Event, PagePictures, WenjuError
from qa.documents.document_text import extracted_document
from qa.documents.formats.pdf import extract
from tests.small_pdf import Page, lines_of, pdf
from ui.assistants import History
from ui.chat.page_state import Session
from ui.chat.source_pages import SourcePages
from ui.chat.turns import Cited, Turn

DATA = pdf([Page(lines_of(72, 100, ["Nothing is known."])), Page(lines_of(72, 100, ["It <opened> in 1913."]))])
DOCUMENT = extracted_document(extract(DATA, "a.pdf"), DATA, "a.pdf")
QUOTE = "It <opened> in 1913."
START = DOCUMENT.text.index(QUOTE)
CITED = Cited(1, "a.pdf", "A <b>", START, START + 20, QUOTE, START + 15, START + 19, "", "", "en", part="p. 2")
TURN = Turn("When?", id="t", collection="wenju", cited=(CITED,))
SESSION = Session(turns=(TURN,))


@dataclass
class Keeping:
    """An assistant over one document, whose file is kept or not."""

    data: bytes | None = DATA
    shown: Document = DOCUMENT

    def stream(self, question: str, history: History = ()) -> Iterator[Event]:
        yield from ()

    def document(self, document_id: str) -> Document:
        if document_id != self.shown.id:
            raise WenjuError(f"No document {document_id}")
        return self.shown

    def documents(self) -> tuple[Document, ...]:
        return (self.shown,)

    def original(self, document_id: str) -> bytes | None:
        return self.data


@dataclass
class Shelf:
    only: Keeping

    def names(self) -> tuple[str, ...]:
        return ("wenju",)

    def known(self, name: object) -> str:
        return "wenju"

    def assistant(self, name: str) -> Keeping:
        return self.only


@pytest.fixture(scope="module")
def pictures() -> Iterator[PagePictures]:
    with PagePictures() as drawing:
        yield drawing


def test_the_page_of_the_answer_is_shown_with_both_marks(pictures: PagePictures) -> None:
    html = SourcePages(Shelf(Keeping()), pictures).show(SESSION, "t", 1)
    picture = re.search(r'src="data:image/png;base64,([^"]+)"', html)
    assert picture is not None
    assert base64.b64decode(picture[1]).startswith(b"\x89PNG")
    assert re.findall(r'<rect class="(\w+)"', html) == ["quote", "answer"]
    assert "Page 2 of “A &lt;b&gt;” as it was printed. Marked on it: It &lt;opened&gt; in 1913." in html
    assert "Page 2 of 2" in html
    # Letters of Courier are 6 points wide at 10 points: the answer begins after 15 of them, on a page of 595 points.
    answer = re.search(r'class="answer" x="([\d.]+)"[^>]* width="([\d.]+)"', html)
    assert answer is not None
    assert float(answer[1]) == pytest.approx((72 + 15 * 6) / 595, abs=0.002)
    assert float(answer[2]) == pytest.approx(4 * 6 / 595, abs=0.002)


def test_another_page_has_no_marks_and_a_way_back(pictures: PagePictures) -> None:
    html = SourcePages(Shelf(Keeping()), pictures).show(SESSION, "t", 1, "1")
    assert "<rect" not in html
    assert 'data-page="2">' in html
    assert "To the marked page" in html


def test_two_answers_are_never_alike(pictures: PagePictures) -> None:
    pages = SourcePages(Shelf(Keeping()), pictures)
    assert pages.show(SESSION, "t", 1) != pages.show(SESSION, "t", 1)


@pytest.mark.parametrize("asked", [("x", 1, None), ("t", 2, None), (None, None, None)])
def test_only_what_the_conversation_of_this_page_cites_is_shown(
    pictures: PagePictures, asked: tuple[object, object, object]
) -> None:
    html = SourcePages(Shelf(Keeping()), pictures).show(SESSION, *asked)
    assert re.fullmatch(r'<div class="page-answer" data-drawn="0"></div>', html)


def test_without_a_kept_file_nothing_is_shown_and_a_damaged_one_is_told(pictures: PagePictures) -> None:
    assert "page-view" not in SourcePages(Shelf(Keeping(data=None)), pictures).show(SESSION, "t", 1)
    changed = Document("a.pdf", "A", DOCUMENT.text, "en", parts=DOCUMENT.parts, file_sha256="0" * 64)
    damaged = SourcePages(Shelf(Keeping(b"%PDF-1.4 cut", changed)), pictures).show(SESSION, "t", 1)
    assert "The page cannot be shown" in damaged
    for page in ("3", "99999999999", "-1", "<b>"):
        assert "<b>" not in SourcePages(Shelf(Keeping()), pictures).show(SESSION, "t", 1, page)


def test_nothing_is_marked_where_the_file_gives_another_text_than_was_indexed(pictures: PagePictures) -> None:
    moved = Document("a.pdf", "A", " " + DOCUMENT.text, "en", parts=DOCUMENT.parts, file_sha256="1" * 64)
    cited = Cited(1, "a.pdf", "A", START + 1, START + 21, QUOTE, None, None, "", "", "en", part="p. 2")
    session = Session(turns=(Turn("When?", id="t", collection="wenju", cited=(cited,)),))
    html = SourcePages(Shelf(Keeping(shown=moved)), pictures).show(session, "t", 1, "2")
    assert "<rect" not in html
    assert "Index it again." in html
