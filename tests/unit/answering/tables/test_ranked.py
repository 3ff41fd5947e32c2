"""The second longest, those over a number and how many these are, over sentences and over rows."""

import pytest

from qa.answering.tables.ranked import ranked_answer
from qa.types import Answer
from tests.unit.answering.tables.asking import asked

BOATS = (
    "Heron was built in 1998, Osprey in 2007, Kestrel in 1986 and Merlin in 2015. Heron is 8.2 metres long,"
    " Osprey 9.6 metres, Kestrel 7.4 metres and Merlin 10.1 metres."
)
BRANCHES = """| Branch | City | Opened | Staff |
|---|---|---|---|
| North | Aven | 2004 | 12 |
| Quay | Brill | 1998 | 8 |
| Mill | Aven | 2011 | 20 |
"""
ITEMS = "Item,Price (USD),Stock\nLamp,24.50,12\nDesk,180.00,3\nChair,62.00,\nShelf,95.00,7\n"
CLASSES = "| 班级 | 人数 | 平均分 |\n|---|---|---|\n| 一班 | 40 | 86 |\n| 二班 | 45 | 91 |\n| 三班 | 50 | 88 |\n"


def _answer(question: str, text: str) -> Answer | None:
    def way(*given: object) -> Answer | None:
        return ranked_answer(*given, by_measure=False)  # type: ignore[arg-type]

    return asked(way, question, text, "boats.txt")


@pytest.mark.parametrize(
    ("question", "text", "said"),
    [
        ("Which boat is the longest?", BOATS, "Merlin: 10.1 > 9.6 > 8.2 > 7.4 [1]"),
        ("Which boat is the second longest?", BOATS, "Osprey: 10.1 > "),
        ("Which boat is the oldest?", BOATS, "Kestrel: 1986 < 1998 < 2007 < 2015 [1]"),
        ("Which boats are longer than 9 metres?", BOATS, "Osprey, Merlin: 9.6 > 9, 10.1 > 9 [1][2]"),
        ("Which boats are between 8 and 10 metres long?", BOATS, "Heron, Osprey: 8 ≤ 8.2 ≤ 10, 8 ≤ 9.6 ≤ 10"),
        ("How many boats are longer than 8 metres?", BOATS, "3: Heron, Osprey, Merlin ("),
        ("Which boats were built before 2000?", BOATS, "Heron, Kestrel: 1998 < 2000, 1986 < 2000"),
        ("Which branch has the second most staff?", BRANCHES, "North: 20 > 12 > 8 [1][2][3]"),
        ("Which branch opened first?", BRANCHES, "Quay: 1998 < 2004 < 2011 [1][2][3]"),
        ("Which item is the most expensive?", ITEMS, "Desk: 180.00 > 95.00 > 62.00 > 24.50"),
        ("哪个班的人数第二多？", CLASSES, "二班：50 > 45 > 40"),
        ("有几个班的平均分超过87？", CLASSES, "2：二班，三班"),
    ],
)
def test_things_are_put_in_order_or_parted_with_their_figures_quoted(question: str, text: str, said: str) -> None:
    answer = _answer(question, text)
    assert answer is not None
    assert answer.text.startswith(said)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Which boat is the heaviest?", BOATS),
        ("Which ferry is the longest?", BOATS),
        ("Which boats are longer than 9 kg?", BOATS),
        ("Which boats are not longer than 9 metres?", BOATS),
        ("Is any boat longer than 9 metres?", BOATS),
        ("Which boat is the fifth longest?", "Heron is 8 metres long, Osprey 9 metres."),
        ("Which boat is the third longest?", "Heron is 8 metres long, Osprey 9 metres."),
        # Two are the longest.
        ("Which boat is the longest?", "Heron is 9 metres long, Osprey 9 metres."),
        # Two units are not compared.
        ("Which boat is the longest?", "Heron is 9 metres long, Osprey 2 kilometres."),
        # The text says itself which is the most.
        ("Which boat is the longest?", f"{BOATS} The longest boat is the Grebe."),
    ],
)
def test_what_is_not_surely_in_one_order_is_not_put_in_one(question: str, text: str) -> None:
    assert _answer(question, text) is None
