"""Years, quarters, halves and months as they are named."""

import pytest

from qa.language.periods import periods


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("revenue in the second quarter of 2023", {("quarter", 2), ("year", 2023)}),
        ("２０２３年第三季度", {("quarter", 3), ("year", 2023)}),
        ("三季度营业收入", {("quarter", 3)}),
        ("前三季度累计", {("quarter", 0)}),
        ("the first nine months", {("quarter", 0)}),
        ("Q4 and H1", {("quarter", 4), ("half", 1)}),
        ("2022年上半年", {("half", 1), ("year", 2022)}),
        ("on 3 May 2021", {("month", 5), ("year", 2021)}),
        ("四季节目, a quarter of the first half-marathon", set()),
    ],
)
def test_a_period_has_its_kind_and_number(text: str, expected: set[tuple[str, int]]) -> None:
    assert periods(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("去年产量61万吨。", {("year", 2023)}),
        ("比上年增长5%。", set()),
        ("今年目标是5%左右。", {("year", 2024)}),
        ("Last year 61 were sold.", {("year", 2023)}),
        ("More than last year were sold.", set()),
        ("Next year it will open.", {("year", 2025)}),
    ],
)
def test_with_the_year_of_a_text_last_year_is_one(text: str, expected: set[tuple[str, int]]) -> None:
    assert periods(text, 2024) == expected
    assert periods(text) == set()
