"""What answers say, and which of them say the same."""

import pytest

from qa.language.mentions import Kind
from qa.language.values import comparable, is_exact, meaning, same


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("38万", "380,000", "figure"),
        ("四百八十四人", "484 people", "figure"),
        ("484", "484人", "figure"),
        ("1.6万吨", "16,000 tonnes", "figure"),
        ("2公里", "2,000 metres", "figure"),
        ("$5 million", "500万美元", "figure"),
        ("百分之十二", "12 per cent", "figure"),
        ("2021年7月29日", "July 29, 2021", "date"),
        ("7月29日", "29 July 2021", "date"),
        ("1997", "1997年", "date"),
        ("张忠", "Zhang Zhong", "person"),
        ("省监委主任张忠", "张忠", "person"),
        ("Director Zhang Zhong", "Zhang Zhong", "person"),
        ("《工作提示函》", "工作提示函", "name"),
        ("about 484", "484", "other"),
        ("2021年7月29日", "July 29, 2021", "other"),
    ],
)
def test_answers_that_say_the_same_are_the_same_in_either_order(one: str, other: str, kind: Kind) -> None:
    first, second = meaning(one, kind=kind), meaning(other, kind=kind)
    assert same(first, second)
    assert same(second, first)
    assert comparable(first, second)


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("484", "479", "figure"),
        ("12%", "12", "figure"),
        ("5人", "5起", "figure"),
        ("5人", "5人次", "figure"),
        ("500万元", "$5 million", "figure"),
        ("7月29日", "7月30日", "date"),
        ("2021年7月", "2022年7月", "date"),
        ("2021年", "7月29日", "date"),
        ("吉林", "吉林市", "place"),
        ("张忠", "Zhang Zhen", "person"),
        ("忠", "张忠", "person"),
        ("Yong", "Zhang Guyong", "person"),
        ("第3次会议讨论了预算报告", "第3次会议讨论了人事任免", "other"),
    ],
)
def test_answers_that_differ_are_not_the_same(one: str, other: str, kind: Kind) -> None:
    first, second = meaning(one, kind=kind), meaning(other, kind=kind)
    assert not same(first, second)
    assert not same(second, first)


def test_a_unit_may_stand_after_the_answer() -> None:
    assert not same(meaning("5", kind="figure", after="人被免职"), meaning("5", kind="figure", after="起案件"))


def test_only_what_counts_the_same_can_be_compared() -> None:
    people, share, day = (meaning(text, kind="date") for text in ("484人", "12%", "7月29日"))
    assert comparable(people, meaning("479", kind="figure"))
    assert not comparable(people, share)
    assert not comparable(people, day)


def test_figures_and_dates_are_exact_and_names_are_not() -> None:
    assert [is_exact(meaning(text, kind="other")) for text in ("484", "7月29日", "张忠")] == [True, True, False]
