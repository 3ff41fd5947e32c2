"""An answer in two steps: both are shown, each with its own quotes, or what was not found is told."""

from qa.answering.answers.two_steps import in_two_steps, tells_all, thing_found
from qa.question.hops import hop_of
from qa.types import Answer, Citation, Document, Question

TEXT = "Marrick formed 284 groups. Marrick found 5,120 problems. Holt found 90 problems."
DOCUMENT = Document("a.txt", "Hotline", TEXT, "en")
ASKED = Question("How many problems did the city that formed 284 groups find?", "en", ())


def _answer(quote: str, *marked: str) -> Answer:
    start = TEXT.index(quote)
    citations = tuple(
        Citation(
            DOCUMENT,
            number=number,
            document_id="a.txt",
            title="Hotline",
            start=start,
            end=start + len(quote),
            quote=quote,
            answer_start=TEXT.index(mark),
            answer_end=TEXT.index(mark) + len(mark),
        )
        for number, mark in enumerate(marked, start=1)
    )
    return Answer("?", "en", "answered", f"{marked[0]}: “{quote}”[1]", citations, (), 0.8)


def test_the_second_answer_leads_and_the_first_step_keeps_its_quote() -> None:
    hop = hop_of(ASKED.text)
    assert hop is not None
    first = _answer("Marrick formed 284 groups.", "Marrick")
    second = _answer("Marrick found 5,120 problems.", "5,120 problems")
    answer = in_two_steps(ASKED, hop, first, second, lambda _: DOCUMENT)
    assert answer.text == (
        "5,120 problems: “Marrick found 5,120 problems.”[1]\n\n"
        "First step. Which city formed 284 groups? Marrick: “Marrick formed 284 groups.”[2]"
    )
    assert [one.answer for one in answer.citations] == ["5,120 problems", "Marrick"]
    assert answer.question == ASKED.text


def test_a_refusal_names_what_the_first_step_found() -> None:
    hop = hop_of(ASKED.text)
    assert hop is not None
    missing = Answer("?", "en", "not_found", "-", (), (), 0.0, "Nothing.")
    first = _answer("Marrick formed 284 groups.", "Marrick")
    answer = in_two_steps(ASKED, hop, first, missing, lambda _: DOCUMENT)
    assert answer.status == "not_found"
    assert "Marrick" in answer.reason


def test_a_first_step_with_two_names_found_nothing_to_go_on_with() -> None:
    assert thing_found(_answer("Marrick formed 284 groups.", "Marrick")) == "Marrick"
    assert thing_found(_answer("Marrick formed 284 groups.", "Marrick", "284")) == ""


def test_a_quote_tells_a_clause_with_all_its_words_and_figures() -> None:
    answer = _answer("Marrick formed 284 groups.", "Marrick")
    assert tells_all(answer, "formed 284 groups")
    assert not tells_all(answer, "formed 300 groups")
