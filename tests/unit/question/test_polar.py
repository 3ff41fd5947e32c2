"""Which questions want yes or no."""

import pytest

from qa.question.polar import asks_if_there_is, is_polar, without_frame


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Is study leave paid?", True),
        ("Didn't the board approve it?", True),
        ("可以转租吗？", True),
        ("是否允许养宠物？", True),
        ("张家界有没有出台纪律要求？", True),
        ("Which leave is paid?", False),
        ("Is it the Oak or the Ash depot?", False),
        ("有没有人知道去了多少人？", False),
        ("谁是组长？", False),
        ("点了名的方案叫什么？", False),
        ("这样可以么？", True),
        ("How many are there?", False),
    ],
)
def test_a_question_is_polar_by_its_form(question: str, expected: bool) -> None:
    assert is_polar(question) == expected


def test_what_a_chinese_question_asks_stands_without_its_frame() -> None:
    assert without_frame("是否允许养宠物？") == "允许养宠物"
    assert asks_if_there_is("张家界有没有出台纪律要求？")
    assert not asks_if_there_is("可以转租吗？")
