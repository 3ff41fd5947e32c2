"""Attributes that rule each other out, by the rows of their table."""

import re

import pytest

from qa.language import fold
from qa.language.rival_attributes import names_rival
from qa.language.tables import Row, table


@pytest.mark.parametrize("row", table("rival_attributes"), ids=lambda row: row["examples"])
def test_an_attribute_is_found_in_its_examples(row: Row) -> None:
    for example in row.parts("examples"):
        assert re.search(row.pattern(), fold(example)), example


@pytest.mark.parametrize(
    ("asked", "told", "is_rival"),
    [
        ("What was net profit?", "Revenue was 34 million.", True),
        ("What was net profit?", "Revenue was 34 million, net profit 2 million.", False),
        ("What was net profit?", "The manager is Lena Fisk.", False),
        ("谁是首席运营官？", "Chief executive officer: Carla Jensen.", True),
        ("How wide is the bridge?", "The bridge is 300 metres long.", True),
        ("森林覆盖率是多少？", "城镇化率达到66%。", True),
    ],
)
def test_a_rival_is_another_of_its_family_alone(asked: str, told: str, is_rival: bool) -> None:
    assert names_rival(asked, told) == is_rival
