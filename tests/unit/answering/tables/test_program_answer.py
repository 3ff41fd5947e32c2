"""The answer of a program: its cell or its result, the rows it rests on, its formula, and how sure it is."""

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from qa.answering.tables.answer import table_answer
from qa.language import detect
from qa.types import Answer, Document, Hit, Passage, Question
from tests.unit.answering.tables.wanting import wanting

MEDALS = (
    "Medals\n\n| Nation | Gold | Prize |\n|---|---|---|\n"
    "| Italy | 12 | 5 kg |\n| Spain | 5 | 9 EUR |\n| Norway | 3 | |\n| Total | 20 | |\n"
)


def _alike(asked: str, texts: Sequence[str]) -> NDArray[np.float32]:
    return np.zeros(len(texts), np.float32)


def _answer(question: str, *features: str, text: str = MEDALS, likely: float = 0.9, bar: float = 0.5) -> Answer | None:
    document = Document("m.md", "Medals", text, "en")
    hit = Hit(Passage("m#0", "m.md", "", text, 0, len(text)), 1.0, {})
    asked = Question(question, detect(question), ())
    scores = wanting(*features, likely=likely, bar=bar)
    return table_answer(asked, [hit], document=lambda _: document, likeness=_alike, scores=scores)


def test_the_most_is_told_with_the_worths_it_was_found_among() -> None:
    answer = _answer("Which nation won the most gold?", "step most", "chosen by all", "by is best share", "read first")
    assert answer is not None
    assert answer.text.split("\n\n")[:2] == ["Italy (Nation): “| Italy | 12 | 5 kg |”[1]", "Gold: 12 > 5 > 3"]
    assert [citation.answer for citation in answer.citations] == ["Italy", "5", "3"]


def test_rows_are_counted_and_quoted() -> None:
    answer = _answer("How many nations won at least 5 gold?", "step count", "chosen by compared")
    assert answer is not None
    assert answer.text.split("\n\n") == [
        "2, counted in the table [1][2]",
        "“| Italy | 12 | 5 kg |”[1]",
        "“| Spain | 5 | 9 EUR |”[2]",
    ]


def test_of_many_rows_the_first_are_quoted_and_the_rest_counted() -> None:
    rows = "".join(f"| Town {number} | {number} |\n" for number in range(1, 12))
    answer = _answer(
        "How many towns are there?", "step count", "chosen by all", text=f"| Town | Size |\n|---|---|\n{rows}"
    )
    assert answer is not None
    assert answer.text.startswith("11, counted in the table [1]")
    assert len(answer.citations) == 8
    assert answer.text.endswith("… and 3 more.")


@pytest.mark.parametrize(
    ("question", "step", "said"),
    [
        ("How many gold did Italy and Spain win together?", "sum", "Together 17: 12 + 5 = 17 [1][2]"),
        ("What is the difference in gold of Spain and Italy?", "difference", "The difference is 7: 12 − 5 = 7 [1][2]"),
    ],
)
def test_a_result_shows_its_formula_and_quotes_its_operands(question: str, step: str, said: str) -> None:
    answer = _answer(question, f"step {step}", "chosen by either", "by is best at all")
    assert answer is not None
    assert answer.text.split("\n\n")[0] == said
    assert [citation.answer for citation in answer.citations] == ["12", "5"]


def test_figures_of_two_units_are_not_added() -> None:
    answer = _answer(
        "What prize did Italy and Spain win in total?", "step sum", "chosen by either", "by is best at all"
    )
    assert answer is not None
    assert answer.status == "not_found"
    assert "5 kg" in answer.reason


def test_the_row_that_a_row_follows_is_quoted_too() -> None:
    answer = _answer("Who came after Spain?", "step next", "read first")
    assert answer is not None
    assert answer.text == "Norway (Nation): “| Norway | 3 | |”[1]\n\n“| Spain | 5 | 9 EUR |”[2]"


def test_an_empty_cell_is_told_as_not_given() -> None:
    answer = _answer("What prize did Norway win?", "step read", "chosen by named", "read is best at all")
    assert answer is not None
    assert (answer.status, answer.reason) == ("not_found", "The table gives no Prize for Norway.")


def test_what_is_less_than_sure_is_probable_and_what_is_unlikely_is_not_said() -> None:
    features = ("step read", "chosen by named", "read is best at all")
    probable = _answer("How many gold did Norway win?", *features, likely=0.6)
    assert probable is not None
    assert probable.text == "Probably 3 (Gold): “| Norway | 3 | |”[1]"
    assert _answer("How many gold did the winner of Oslo win?", *features, likely=0.4) is None


def test_a_question_for_yes_or_no_is_not_looked_up() -> None:
    assert _answer("Did Norway win more than 2 gold?", "step read", "chosen by named") is None


def test_all_rows_that_satisfy_a_condition_are_listed_and_quoted() -> None:
    answer = _answer("Which nations won at least 5 gold?", "step count", "chosen by compared")
    assert answer is not None
    assert answer.text.split("\n\n") == [
        "2: Italy, Spain",
        "“| Italy | 12 | 5 kg |”[1]",
        "“| Spain | 5 | 9 EUR |”[2]",
    ]
    assert [citation.answer for citation in answer.citations] == ["Italy", "Spain"]


def test_a_list_that_is_not_likely_is_not_given() -> None:
    assert _answer("Which nations won at least 5 gold?", "step count", "chosen by compared", likely=0.3) is None


def test_half_a_name_beside_an_unknown_word_names_no_row() -> None:
    leave = "| Kind | Days |\n|---|---|\n| Study leave | 8 |\n| Jury service | 5 |\n"
    features = ("step read", "chosen by named", "read is best at all")
    known = _answer("How many days of study leave are there?", *features, text=leave)
    assert known is not None
    assert known.text == "8 (Days): “| Study leave | 8 |”[1]"
    assert _answer("How many days of leave do interns get?", *features, text=leave) is None


def test_the_sum_of_two_names_is_not_the_cell_of_one() -> None:
    features = ("step read", "chosen by named", "read is best at all")
    either = _answer("What is the gold of Italy and Spain?", *features, bar=0.3)
    assert either is not None
    assert either.text.startswith("Probably 12 (Gold)")
    assert _answer("What is the total gold of Italy and Spain?", *features, bar=0.3) is None
