"""Scans and pictures read with the real models of the extra `ocr`: what comes back, and where it is marked."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from qa.documents.formats.pdf import boxes, lay_out
from qa.documents.formats.pdf_pages import opened
from qa.documents.loader import Loaded, load
from qa.documents.page_pictures import PagePictures
from qa.types import Document
from tests.requirements import needs
from tests.small_pdf import HEIGHT, WIDTH, Page, Words, lines_of, pdf

pytestmark = pytest.mark.integration
needs("rapidocr")

LINES = [
    "The library opened in 1913 with 2,350 books. It was closed",
    "for two years and has 98,204 books today, of which one half",
    "is lent to the schools of the county.",
]
PRINTED = Page([Words(72, 80, "The County Library", 20), *lines_of(72, 120, LINES, size=11, pitch=17)])
TYPED = Page(lines_of(72, 100, ["This page was typed by hand, and is no picture."]))


def _picture(degrees: float = 0.0) -> Image.Image:
    """The printed page as a scanner gives it."""
    with opened(pdf([PRINTED])) as document:
        picture: Image.Image = document[0].render(scale=200 / 72).to_pil().convert("L")
    return picture.rotate(degrees, fillcolor=255, resample=Image.Resampling.BICUBIC)


def _saved(picture: Image.Image, kind: str) -> bytes:
    stream = BytesIO()
    picture.save(stream, kind, **({"resolution": 200} if kind == "PDF" else {}))
    return stream.getvalue()


def _read(folder: Path, name: str, data: bytes) -> tuple[Document, list[str]]:
    (folder / name).write_bytes(data)
    found = list(load([folder / name], max_bytes=10_000_000))
    (document,) = [one.document for one in found if isinstance(one, Loaded)]
    return document, [one.reason for one in found if not isinstance(one, Loaded)]


@pytest.mark.parametrize(("name", "degrees"), [("a.pdf", 0.0), ("a.pdf", 1.0), ("a.tiff", 0.0), ("a.webp", 0.0)])
def test_what_is_on_the_picture_is_in_the_text(tmp_path: Path, name: str, degrees: float) -> None:
    kind = {"pdf": "PDF", "tiff": "TIFF", "webp": "WEBP"}[name[2:]]
    document, notes = _read(tmp_path, name, _saved(_picture(degrees), kind))
    assert "".join(document.text.split()) == "".join(("#TheCountyLibrary" + "".join(LINES)).split())
    assert document.title == "The County Library"
    assert [(part.name, part.ocr) for part in document.parts] == [("p. 1", True)]
    assert "read by OCR" in notes[0]


def test_an_upside_down_page_is_read_too(tmp_path: Path) -> None:
    document, _ = _read(tmp_path, "a.png", _saved(_picture().rotate(180), "PNG"))
    assert "2,350 books" in document.text


def test_the_marks_stand_where_the_words_were_printed(tmp_path: Path) -> None:
    printed = pdf([PRINTED])
    text = lay_out(printed).text
    data = _saved(_picture(), "PDF")
    document, _ = _read(tmp_path, "a.pdf", data)
    with PagePictures() as pictures:
        for words in ("2,350", "98,204", "schools"):
            (true,) = boxes(printed, 1, text.index(words), text.index(words) + len(words))
            start = document.text.index(words)
            shown = pictures.draw(document, data, [(start, start + len(words))])
            ((mark,),) = shown.marks
            assert mark.left == pytest.approx(true.left / WIDTH, abs=0.01)
            assert mark.right == pytest.approx(true.right / WIDTH, abs=0.01)
            assert mark.top == pytest.approx(true.top / HEIGHT, abs=0.008)


def test_a_typed_page_beside_a_scan_is_not_signed_and_is_marked_too(tmp_path: Path) -> None:
    printed = pdf([TYPED, Page(is_picture=True)])
    document, notes = _read(tmp_path, "a.pdf", printed)
    assert notes == ["1 of 2 pages is a scan (read by OCR): p. 2"]
    assert [(part.name, part.ocr) for part in document.parts] == [("p. 1", False)]
    with PagePictures() as pictures:
        assert len(pictures.draw(document, printed, [(0, 9)]).marks[0]) == 1


def test_a_picture_without_words_is_an_error_where_it_is_named_only(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(_saved(Image.new("RGB", (200, 200), "white"), "PNG"))
    for path, is_error in ((tmp_path / "logo.png", True), (tmp_path, False)):
        (skipped,) = load([path], max_bytes=10_000_000)
        assert not isinstance(skipped, Loaded)
        assert (skipped.reason, skipped.is_error) == ("there is no text in the picture", is_error)


def test_the_parts_can_be_kept_as_json(tmp_path: Path) -> None:
    document, _ = _read(tmp_path, "a.pdf", _saved(_picture(), "PDF"))
    kept = json.dumps([part.to_json() for part in document.parts])
    assert len(kept) < 30 * len(document.text)
