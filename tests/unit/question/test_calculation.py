"""What a question wants worked out, row by row of the table, and the figures that it takes."""

import pytest

from qa.language import fold
from qa.language.tables import Row, table
from qa.question.calculation import _DATA, Calculation, Wanted, calculation_of, pattern_of

_ROWS = table("calculations", _DATA)


@pytest.mark.parametrize("row", _ROWS, ids=lambda row: f"{row['kind']} {row['examples'][:24]}")
def test_every_example_of_a_row_matches_and_no_counterexample_does(row: Row) -> None:
    pattern = pattern_of(row)
    for example in row.parts("examples"):
        assert pattern.fullmatch(fold(example)), example
        found = calculation_of(f"{example}?")
        assert found is not None
        assert found.kind == row["kind"], example
    for other in row.parts("counterexamples"):
        found = calculation_of(other)
        assert found is None or found.kind != row["kind"] or not pattern.fullmatch(fold(other)), other


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            "What share of the teachers are women?",
            Calculation("share", (Wanted("teachers women"), Wanted("teachers", "women"))),
        ),
        ("How many pupils are there per teacher?", Calculation("per", (Wanted("pupils"), Wanted("teacher")))),
        (
            "How much did the blue and the green crew raise together?",
            Calculation("sum", (Wanted("blue crew raise"), Wanted("green crew raise"))),
        ),
        (
            "2023年的收入比2022年增加了多少？",
            Calculation("difference", (Wanted("2023年的收入"), Wanted("2022年的收入"))),
        ),
        ("三班比一班多多少人？", Calculation("difference", (Wanted("三班"), Wanted("一班")))),
        ("How many buses came?", None),
        ("Who leads the project?", None),
    ],
)
def test_a_question_names_the_figures_that_it_takes(question: str, expected: Calculation | None) -> None:
    assert calculation_of(question) == expected
