"""A turn of the conversation: failures become sentences, clicks that mean nothing open nothing."""

import pytest

from qa import Answer, Citation, Document, WenjuError
from ui import chat, messages
from ui.chat import AskingFailed, SourceLost, Turn

TEXT = "Across Jilin, 484 people were held accountable."
DOCUMENT = Document("jilin", "Jilin", TEXT, "en", "A publisher", "2022-05-26")
CITATION = Citation(DOCUMENT, 1, "jilin", "Jilin", 0, len(TEXT), TEXT, 14, 17)


class OneAnswer:
    """Knows one document and one answer; `failure` is raised instead, if there is one."""

    def __init__(self, failure: Exception | None = None, document: Document = DOCUMENT) -> None:
        self.failure = failure
        self.held = document

    def ask(self, question: str) -> Answer:
        if self.failure:
            raise self.failure
        return Answer(question, "en", "answered", "484 [1]", (CITATION,), (), 0.9)

    def document(self, document_id: str) -> Document:
        if document_id != self.held.id:
            raise WenjuError(f"No document {document_id} in /srv/index")
        return self.held


def test_an_answer_comes_with_publisher_and_date_of_each_source() -> None:
    turn = chat.take_turn(OneAnswer(), "how many?")
    assert turn.answer is not None
    assert turn.notes == (chat.SourceNote("A publisher", "2022-05-26", "en"),)


@pytest.mark.parametrize("failure", [ZeroDivisionError("/srv/index"), WenjuError("No index in /srv/index")])
def test_a_failure_is_told_in_the_questions_language_without_its_details(failure: Exception) -> None:
    for question, language in (("how many?", "en"), ("多少人？", "zh")):
        turn = chat.take_turn(OneAnswer(failure), question)
        assert turn.answer is None
        assert turn.problem == messages.problem(type(failure), language)
        assert "srv" not in turn.problem


def test_an_error_is_named_by_its_nearest_known_ancestor() -> None:
    class IndexProblem(WenjuError):
        pass

    class IndexMissing(IndexProblem):
        pass

    assert messages.problem(IndexMissing, "en").startswith("The index of the documents cannot be read.")


def test_an_empty_and_a_far_too_long_question_never_reach_the_assistant() -> None:
    assistant = OneAnswer(AssertionError("it was asked"))
    with pytest.raises(AskingFailed, match="The question is empty"):
        chat.ask(assistant, " \n ")
    with pytest.raises(AskingFailed, match="不要超过 4000 个字符"):
        chat.ask(assistant, "问" * 5_000_000)


@pytest.mark.parametrize(
    ("turn", "number"), [(1, 1), (-1, 1), (0, 2), (None, 1), ("0", 1), (True, 1), (0, None), ({}, [])]
)
def test_a_click_on_a_mark_that_is_not_there_opens_nothing(turn: object, number: object) -> None:
    turns = (chat.take_turn(OneAnswer(), "how many?"),)
    assert chat.open_source(OneAnswer(), turns, 0, 1).document == DOCUMENT
    with pytest.raises(SourceLost, match="source_gone"):
        chat.open_source(OneAnswer(), turns, turn, number)


def test_a_source_that_changed_or_went_is_said_to_have_done_so() -> None:
    turns = (chat.take_turn(OneAnswer(), "how many?"), Turn("refused", problem="no"))
    with pytest.raises(SourceLost, match="source_changed"):
        chat.open_source(OneAnswer(document=Document("jilin", "Jilin", "new " + TEXT, "en")), turns, 0, 1)
    with pytest.raises(SourceLost, match="source_gone"):
        chat.open_source(OneAnswer(document=Document("other", "Other", TEXT, "en")), turns, 0, 1)
    with pytest.raises(SourceLost, match="source_gone"):
        chat.open_source(OneAnswer(), turns, 1, 1)


def test_both_languages_have_every_string() -> None:
    for table in (messages.MESSAGES, messages.PROBLEMS):
        assert set(table["zh"]) == set(table["en"])
