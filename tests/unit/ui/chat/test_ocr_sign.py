"""That a quote was read from a picture is told beside it, on the page, in exports, and beside the document."""

import re

from qa import Document
from qa.part import Part
from ui.chat.export import quote_as_text
from ui.chat.quote_html import origin_of
from ui.chat.turns import Cited, Turn, turn_from_json
from ui.documents.documents_html import text_of

READ = Cited(1, "a", "A", 0, 4, "2,35O", None, None, "", "", "en", part="p. 3", ocr=True, unsure=("2,35O", "<7>"))
TYPED = Cited(1, "a", "A", 0, 4, "2,350", None, None, "", "", "en", part="p. 3")


def _words(html: str) -> str:
    return re.sub(r"<[^>]+>", " ", html)


def test_the_sign_stands_beside_the_place_in_both_languages() -> None:
    shown = _words(origin_of(READ))
    assert "read by OCR, unsure: 2,35O, &lt;7&gt;" in shown
    assert "由 OCR 识别，不确定：2,35O" in shown
    assert "OCR" not in origin_of(TYPED)


def test_the_sign_is_copied_and_exported_with_the_quote() -> None:
    assert "A, p. 3, read by OCR, unsure: 2,35O, <7> (a, characters 0 to 4)" in quote_as_text(READ)
    assert "OCR" not in quote_as_text(TYPED)


def test_the_sign_is_kept_with_the_conversation() -> None:
    turn = Turn("?", stage="answered", cited=(READ,))
    assert turn_from_json(turn.to_json()).cited == (READ,)
    old = turn.to_json()
    for cited in old["cited"]:
        del cited["ocr"], cited["unsure"]
    assert not turn_from_json(old).cited[0].ocr


def test_the_text_of_a_document_says_which_pages_were_read_so() -> None:
    document = Document("a", "A", "One. Two. Six.", "en", parts=(Part(0, "p. 1"), Part(5, "p. 2", True)))
    assert "read by OCR: p. 2" in _words(text_of(document))
    assert "由 OCR 识别：第 2 页" in _words(text_of(document))
    assert "OCR" not in text_of(Document("a", "A", "One.", "en"))
