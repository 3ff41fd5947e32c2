"""Talk: a few words in the asker's language, nothing cited, and questions to try."""

from dataclasses import replace

import pytest

from qa.answering.answers.talk import is_talk, questions_to_try, talk
from qa.types import Document, Language, Question

ENGLISH = Document("a", "A", "It rained.\nAcross Jilin, 484 people were held accountable.", "en")


@pytest.mark.parametrize(
    ("said", "language", "begins"),
    [
        ("greeting", "en", "Hello!"),
        ("greeting", "zh", "你好！"),
        ("help", "en", "I answer"),
        ("thanks", "zh", "不客气"),
    ],
)
def test_talk_is_answered_in_kind_and_is_no_answer_of_the_documents(said: str, language: Language, begins: str) -> None:
    answer = talk(Question("?", language, ()), said, [ENGLISH])
    assert answer.text.startswith(begins)
    assert (answer.status, answer.citations) == ("not_found", ())
    assert answer.reason
    assert is_talk(answer)
    assert not is_talk(replace(answer, reason="Nowhere."))


def test_questions_to_try_are_of_the_documents_at_hand() -> None:
    expected = ("Across Jilin, how many people were held accountable?", "Summarise “A”")
    assert questions_to_try([ENGLISH], "en") == expected
    assert questions_to_try([ENGLISH], "zh") == ("概括一下《A》",)
    assert questions_to_try([], "en") == ()
    assert "Summarise “A”" in talk(Question("Hello", "en", ()), "greeting", [ENGLISH]).text
