"""Which words of a question say what is asked."""

import pytest

from qa.question.attribute import asked_terms
from qa.types import Question, Term


@pytest.mark.parametrize(
    ("text", "terms", "expected"),
    [
        ("What was Northwind's net profit in 2022?", ["Northwind", "net profit", "2022"], ["net profit"]),
        ("Who is the deputy manager of the Oak depot?", ["deputy", "manager", "oak", "depot"], ["deputy", "manager"]),
        ("How many meals did Holt hand out?", ["meals", "holt", "hand"], ["meals"]),
        ("What percentage of the checks found a fault?", ["checks", "fault"], ["checks", "fault"]),
        ("By what percentage did Jilin's foreign trade grow in 2025?", ["jilin", "foreign trade"], ["foreign trade"]),
        ("长春2025年外贸总额增长了多少？", ["长春", "外贸", "总额", "增长"], ["总额", "增长"]),
        ("When did it open?", ["open"], []),
        ("远山股份的市值是多少？", ["远山", "股份", "市值"], ["市值"]),
        ("学校有多少间教室？", ["学校", "教室"], ["学校", "教室"]),
        ("董事会秘书是谁？", ["董事会", "秘书"], ["秘书"]),
    ],
)
def test_the_words_beside_the_question_word_say_what_is_asked(text: str, terms: list[str], expected: list[str]) -> None:
    question = Question(text, "en", tuple(Term(term, {}) for term in terms))
    assert [term.text for term in asked_terms(question)] == expected
