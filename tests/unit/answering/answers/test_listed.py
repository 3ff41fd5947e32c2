"""Lists, explanations and summaries: several quotes, in the right order."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qa.answering.answers.listed import choose_list, explained, in_order, quoted
from qa.answering.answers.summary import document_about, summary
from qa.types import Document, Evidence, Form, Hit, Passage, Question, Term

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


def _marked(evidence: Evidence) -> str:
    assert evidence.span is not None
    return TEXT[slice(*evidence.span)]


def test_a_list_names_the_place_of_each_sentence_best_first() -> None:
    choice = choose_list(Question("Which cities had people removed?", "en", ()), [SECOND, THIRD, FIRST])
    assert choice is not None
    assert [_marked(part.answer.best) for part in choice.parts if part.answer] == ["Chenzhou", "Siping"]


def test_what_is_much_weaker_than_the_best_is_not_listed() -> None:
    choice = choose_list(Question("Which cities had people removed?", "en", ()), [FIRST, WEAK])
    assert choice is not None
    assert len(choice.parts) == 1


def test_a_list_without_a_name_is_none() -> None:
    assert choose_list(Question("Which cities were dry?", "en", ()), [THIRD]) is None


def test_an_explanation_stands_in_the_order_of_its_document() -> None:
    def likeness(asked: str, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.array([{"Then": 0.9, "In C": 0.89, "In S": 0.5}[text[:4]] for text in texts], np.float32)

    found = in_order("Why?", THIRD, likeness)
    answer = quoted(Question("Why?", "en", ()), found, (), lambda _: DOCUMENT)
    assert answer.text == "“In Chenzhou four were removed.”[1]\n\n“Then it rained all day.”[2]"
    assert [one.answer for one in answer.citations] == ["In Chenzhou four were removed.", "all day"]


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


def test_a_summary_takes_what_is_nearest_to_the_whole_in_the_order_of_the_document() -> None:
    sentences = [f"This is the sentence number {word} of a long report on the matter." for word in "abcdefg"]
    text = " ".join(sentences)

    def embed(texts: Sequence[str]) -> NDArray[np.float32]:
        # All alike but the second one, which stands apart.
        rows = [[0.0, 1.0] if "number b" in one else [1.0, 0.01 * at] for at, one in enumerate(texts)]
        return np.array(rows, np.float32)

    found = summary([Passage("d#0", "d", "", text, 0, len(text))], embed)
    starts = [one.sentence[0] for one in found]
    assert len(found) == 4
    assert starts == sorted(starts)


def test_a_document_without_a_sentence_has_no_summary() -> None:
    assert summary([Passage("d#0", "d", "", "# Head", 0, 6)], lambda texts: np.zeros((0, 2), np.float32)) == []


def test_the_document_summarised_is_the_one_whose_title_names_the_place() -> None:
    titles = {"a": "Jilin, Jiangsu and Yuexiu in three reports", "b": "The year in Jilin", "c": "Weather"}
    documents = {key: Document(key, title, "Text.", "en") for key, title in titles.items()}
    hits = [Hit(Passage(f"{key}#0", key, "", "Text.", 0, 5), 1.0, {}) for key in "cab"]
    jilin = Term("Jilin", {"en": (Form("jilin"),)}, is_place=True)
    paris = Term("Paris", {"en": (Form("pari"),)}, is_place=True)
    assert document_about(Question("Jilin", "en", (jilin,)), hits, documents.__getitem__) == "b"
    assert document_about(Question("Paris", "en", (paris,)), hits, documents.__getitem__) == ""
