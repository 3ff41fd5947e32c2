"""The rest of a whole of which a text tells the other part."""

import re

import pytest

from qa.answering.tables.complement import complement
from qa.language import detect, fold
from qa.language.tables import Row, table
from qa.types import Answer, Document, Hit, Passage, Question

SCHOOL = "学校有学生1240人。教师86人，其中男教师31人。"
STAFF = "The works employ 86 people, 31 of them women. It rained."


def _answer(question: str, text: str) -> Answer | None:
    document = Document("a.txt", "Staff", text, detect(text))
    hit = Hit(Passage("a#0", "a.txt", "", text, 0, len(text)), 1.0, {})
    return complement(Question(question, detect(question), ()), [hit], lambda _: document)


@pytest.mark.parametrize(
    ("question", "text", "said"),
    [
        ("女教师有多少人？", SCHOOL, "其余55：86 − 31 = 55 [1][2]"),
        ("How many people are men?", STAFF, "55 remain: 86 − 31 = 55 [1][2]"),
    ],
)
def test_the_rest_is_worked_out_from_two_quoted_figures(question: str, text: str, said: str) -> None:
    answer = _answer(question, text)
    assert answer is not None
    assert answer.text.startswith(said)
    assert [re.sub(r"\D", "", citation.answer) for citation in answer.citations] == ["86", "31"]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("男教师有多少人？", SCHOOL),
        ("女学生有多少人？", SCHOOL),
        ("女教师有多少人？", "教师86人，其中男教师占48%。"),
        ("Who are the men?", STAFF),
    ],
)
def test_nothing_is_worked_out_where_the_part_or_the_whole_is_not_told(question: str, text: str) -> None:
    assert _answer(question, text) is None


@pytest.mark.parametrize("row", table("complements"), ids=lambda row: row["examples"])
def test_each_side_of_a_pair_is_found_in_its_example_alone(row: Row) -> None:
    one, other = row.parts("examples")
    assert re.search(row.pattern(), fold(one))
    assert re.search(row.pattern("_other"), fold(other))
