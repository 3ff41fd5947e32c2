"""Requests and answers in OpenAI's format."""

from qa import Answer
from ui.programs.openai_format import ChatRequest, content_of


def test_what_follows_the_last_question_is_no_history() -> None:
    messages = [("user", "a"), ("assistant", "1[1]"), ("user", "b"), ("assistant", "2[1]")]
    chat = ChatRequest.model_validate(
        {"model": "wenju", "messages": [{"role": role, "content": text} for role, text in messages]}
    )
    assert chat.question == "b"
    assert chat.history == (("a", "1[1]"),)


def test_a_refusal_says_what_was_looked_for() -> None:
    assert content_of(Answer("q", "en", "not_found", "No.", (), (), 0.1, reason="Sought x.")) == "No. Sought x."
