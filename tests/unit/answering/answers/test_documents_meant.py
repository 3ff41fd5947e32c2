"""Which documents a topic means, and whether only one."""

from typing import Any

from qa.answering.answers.documents_meant import documents_meant, is_one
from qa.language import stem
from qa.types import Document, Form, Question, Term


def _document(key: str, title: str, text: str = "Text.", **more: Any) -> Document:
    return Document(key, title, text, "en", **more)


def _topic(word: str, *, is_place: bool = True) -> Question:
    return Question(word, "en", (Term(word, {"en": (Form(stem(word.lower())),)}, is_place=is_place),))


def test_a_title_with_fewer_other_names_is_meant_before_one_with_more() -> None:
    documents = [_document("a", "Oslo, Bergen and Turku in three reports"), _document("b", "The year in Oslo")]
    meant = documents_meant(_topic("Oslo"), [*documents, _document("c", "Weather")])
    assert [document.id for document in meant] == ["b", "a"]


def test_a_place_that_no_document_holds_means_none() -> None:
    assert documents_meant(_topic("Paris"), [_document("a", "The year in Oslo")]) == []


def test_what_a_document_is_called_counts_before_what_it_mentions() -> None:
    called = _document("a", "Fees")
    mentions = _document("b", "Notice", "The hall opens. " * 30 + "Fees are due.")
    meant = documents_meant(_topic("fees", is_place=False), [mentions, called])
    assert [document.id for document in meant] == ["a"]


def test_of_two_that_fit_alike_neither_is_the_one() -> None:
    documents = [_document("a", "Report Oslo", date="2021"), _document("b", "Report Oslo", date="2022")]
    meant = documents_meant(_topic("Oslo"), documents)
    assert len(meant) == 2
    assert not is_one(_topic("Oslo"), meant)
    assert is_one(_topic("Oslo"), meant[:1])
