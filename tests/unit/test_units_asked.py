"""The unit of the figure that a question asks for."""

import pytest

from qa.answering.units_asked import unit_asked


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("多少吨化肥运到了？", "mass"),
        ("How many tonnes were moved?", "mass"),
        ("多少人被问责？", "person"),
        ("What percentage of pupils was tested?", "percent"),
        ("检测率占比多少？", "percent"),
        ("多少个督查组？", ""),
        ("谁是组长？", ""),
    ],
)
def test_the_unit_that_is_asked_for(question: str, expected: str) -> None:
    assert unit_asked(question) == expected
