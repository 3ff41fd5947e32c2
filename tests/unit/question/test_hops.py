"""Questions in two steps, row by row of the table."""

import pytest

from qa.language.tables import Row, table
from qa.question.hops import _DATA, hop_of, pattern_of

_ROWS = table("hops", _DATA)


@pytest.mark.parametrize("row", _ROWS, ids=lambda row: row["examples"][:30])
def test_every_example_of_a_row_matches_and_no_counterexample_does(row: Row) -> None:
    pattern = pattern_of(row)
    assert all(pattern.search(example) and hop_of(example) for example in row.parts("examples"))
    assert not any(pattern.search(other) for other in row.parts("counterexamples"))


@pytest.mark.parametrize(
    ("question", "first", "second"),
    [
        (
            "How many problems did the city that formed 284 groups find?",
            "Which city formed 284 groups?",
            "How many problems did Marrick find?",
        ),
        (
            "In which room does the leader of the Tern project work?",
            "Who is the leader of the Tern project?",
            "In which room does Marrick work?",
        ),
        (
            "What is the population of the town that won the cup?",
            "Which town won the cup?",
            "What is the population of Marrick?",
        ),
        ("成立了284个小组的市发现了多少个问题？", "哪个市成立了284个小组？", "Marrick发现了多少个问题？"),
        ("燕鸥项目的负责人在哪个房间办公？", "燕鸥项目的负责人是谁？", "Marrick在哪个房间办公？"),
    ],
)
def test_the_first_step_asks_for_a_thing_and_the_second_of_it(question: str, first: str, second: str) -> None:
    hop = hop_of(question)
    assert hop is not None
    assert (hop.first, hop.about("Marrick")) == (first, second)


@pytest.mark.parametrize(
    "question", ["Who is the leader of the Tern project?", "How many problems did Marrick find?", "哪个市成立了小组？"]
)
def test_most_questions_have_one_step(question: str) -> None:
    assert hop_of(question) is None
