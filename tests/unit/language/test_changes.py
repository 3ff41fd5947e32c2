"""A change told from a level, in questions and beside figures."""

import pytest

from qa.language.changes import asks_change, is_change, names_change


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("By what percentage did sales grow?", True),
        ("How much did sales fall in 2022?", True),
        ("What was the growth rate of exports?", True),
        ("How many buses does the depot have?", False),
        ("地区生产总值增长了多少？", True),
        ("净利润同比变化多少？", True),
        ("城镇新增就业多少人？", False),
        ("地区生产总值是多少？", False),
    ],
)
def test_what_a_question_asks(question: str, asks: bool) -> None:
    assert asks_change(question) == asks


@pytest.mark.parametrize(
    ("text", "figure", "told"),
    [
        ("Sales rose by 5 percent.", "5", True),
        ("Sales rose to 41 million.", "41", False),
        ("Sales were 34 million, up about 8.6 percent.", "8.6", True),
        ("There was a 5 % increase.", "5 %", True),
        ("产值5.2万亿元、增长5.4%。", "5.4%", True),
        ("产值5.2万亿元、增长5.4%。", "5.2万亿元", False),
        ("产量增至31万吨。", "31", False),
    ],
)
def test_what_a_figure_tells(text: str, figure: str, told: bool) -> None:
    start = text.index(figure)
    assert is_change(text, (start, start + len(figure))) == told


def test_a_change_is_named_without_being_asked_for() -> None:
    assert names_change("城镇新增就业多少人？")
    assert not names_change("公司有多少人？")
