"""An explanation: the best sentence and those beside it that are as near to the question, in their order."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qa.answering.answers.explained import explained, in_order
from qa.answering.answers.quoted import whole_sentences
from qa.types import Document, Evidence, Form, Hit, Passage, Question, Subject, Term

TEXT = "In Chenzhou four were removed. In Siping two were removed. Then it rained all day."
DOCUMENT = Document("d", "D", TEXT, "en")
HIT = Hit(Passage("d#0", "d", "", TEXT, 0, len(TEXT)), 1.0, {})


def _evidence(sentence: str, marked: str, support: float) -> Evidence:
    start = TEXT.index(sentence)
    at = TEXT.index(marked, start)
    return Evidence(HIT, (start, start + len(sentence)), (at, at + len(marked)), support)


FIRST = _evidence("In Chenzhou four were removed.", "four", 0.9)
SECOND = _evidence("In Siping two were removed.", "Siping", 0.6)
THIRD = _evidence("Then it rained all day.", "all day", 0.8)
WEAK = _evidence("In Siping two were removed.", "Siping", 0.3)


def test_an_explanation_stands_in_the_order_of_its_document() -> None:
    def likeness(asked: str, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.array([{"Then": 0.9, "In C": 0.89, "In S": 0.5}[text[:4]] for text in texts], np.float32)

    asked = Question("Why?", "en", ())
    found = in_order(asked, THIRD, DOCUMENT, likeness)
    answer = whole_sentences(asked, found, (), lambda _: DOCUMENT)
    assert answer.text == "“In Chenzhou four were removed.”[1]\n\n“Then it rained all day.”[2]"
    assert [one.answer for one in answer.citations] == ["In Chenzhou four were removed.", "all day"]


def test_a_sentence_on_another_subject_explains_nothing_however_near() -> None:
    text = f"{'Rules and notes. ' * 20}\nIn Chenzhou four were removed. Then it rained. In Siping two were removed."
    document = Document("d", "D", text, "en")
    start = text.index("In Chenzhou")
    hit = Hit(Passage("d#0", "d", "", text[start:], start, len(text)), 1.0, {})
    chenzhou = Subject("Chenzhou", (Term("Chenzhou", {"en": (Form("chenzhou"),)}),))
    asked = Question("Why was Chenzhou in the news?", "en", (), (chenzhou,))
    best = Evidence(hit, (start, start + len("In Chenzhou four were removed.")), None, 0.9)

    def likeness(asked: str, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.full(len(texts), 0.8, np.float32)

    found = [one.sentence_text for one in in_order(asked, best, document, likeness)]
    assert found == ["In Chenzhou four were removed.", "Then it rained."]


def test_a_heading_explains_nothing_where_a_sentence_does() -> None:
    text = "Sparing the people\n\nForms were merged. Visits were cut."
    document = Document("h", "H", text, "en")
    hit = Hit(Passage("h#0", "h", "", text, 0, len(text)), 1.0, {})
    heading = Evidence(hit, (0, 18), None, 0.9)
    sentence = Evidence(hit, (20, 38), None, 0.4)

    def likeness(asked: str, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.full(len(texts), 0.8, np.float32)

    asked = Question("How were people spared?", "en", ())
    answer = explained(asked, [heading, sentence], (), document=lambda _: document, likeness=likeness)
    assert answer.text == "“Forms were merged.”[1]\n\n“Visits were cut.”[2]"
    answer = explained(asked, [heading], (), document=lambda _: document, likeness=likeness)
    assert answer.citations[0].quote == "Sparing the people"
