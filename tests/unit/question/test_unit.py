"""The unit of the figure that a question asks for."""

import pytest

from qa.question.place_level import place_counted
from qa.question.unit import asks_price, counts_otherwise, unit_asked


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("多少吨化肥运到了？", "mass"),
        ("How many tonnes were moved?", "mass"),
        ("多少人被问责？", "person"),
        ("What percentage of pupils was tested?", "percent"),
        ("检测率占比多少？", "percent"),
        ("多少个督查组？", ""),
        ("检查了多少次？", "time"),
        ("谁是组长？", ""),
    ],
)
def test_the_unit_that_is_asked_for(question: str, expected: str) -> None:
    assert unit_asked(question) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How much did the suits cost?", True),
        ("What is the price of bread?", True),
        ("个人所得税的起征点是多少？", True),
        ("一套多少钱？", True),
        ("How much did output rise?", False),
        ("How many suits did they make?", False),
        ("价格上涨了百分之几？", False),
    ],
)
def test_a_price_is_asked_for(question: str, expected: bool) -> None:
    assert asks_price(question) is expected


@pytest.mark.parametrize(
    ("question", "counted", "other"),
    [
        ("In how many cities were officials removed?", "13 cities", "four were removed"),
        ("几个市有人被免职？", "13个市", "4人被免职"),
        ("How many provinces are covered?", "三个省", "6,690 problems"),
        ("How many townships were checked?", "全县18个乡镇", "150余人次"),
    ],
)
def test_places_that_are_counted_have_their_names_in_both_languages(question: str, counted: str, other: str) -> None:
    wanted = place_counted(question)
    assert wanted is not None
    assert wanted.search(counted)
    assert not wanted.search(other)


@pytest.mark.parametrize("question", ["多少个市级单位？", "How many people live in the city?", "区里有多少人？"])
def test_what_belongs_to_a_place_is_no_place_that_is_counted(question: str) -> None:
    assert place_counted(question) is None


@pytest.mark.parametrize(
    ("question", "figure", "expected"),
    [
        ("接种了多少剂？", "65项，", True),
        ("有多少名员工？", "1500件", True),
        ("有多少名员工？", "1500人", False),
        ("查处多少起案件？", "八个", False),
        ("有多少个问题？", "65项", False),
        ("派出了多少个督查组？", "400余万居民", True),
        ("派出了多少个干部？", "65人", False),
        ("how many people were admonished", "65项", True),
        ("how many medical staff were sent", "2970处", True),
        ("how many groups of officials were sent", "65项", False),
        ("how many member states has it", "65项", False),
        ("how many hospitals are there", "120 emergency centre", True),
        ("how many hospitals are there", "120 hospitals, one emergency centre", False),
        ("有多少家医院？", "120急救中心", True),
        ("举报电话是多少？", "12345热线", False),
        ("Which numbers could people ring?", "12345 hotline", False),
    ],
)
def test_a_measure_word_tells_what_is_counted(question: str, figure: str, expected: bool) -> None:
    assert counts_otherwise(question, figure) is expected


@pytest.mark.parametrize(
    ("figure", "after", "expected"),
    [
        ("600余", "个。", True),
        ("8586个", "问题", True),
        ("3", "个工人受伤", False),
        ("3个", "人", False),
        ("484", "，查出3个问题", False),
    ],
)
def test_things_counted_in_pieces_are_no_persons(figure: str, after: str, expected: bool) -> None:
    assert counts_otherwise("how many people were held accountable", figure, after) is expected
    assert counts_otherwise("多少人被问责？", figure, after) is expected
    assert not counts_otherwise("多少个问题？", figure, after)
