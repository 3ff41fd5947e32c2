"""Figures that sentences tell of several named things: as a table, and what is worked out from it."""

import pytest

from qa.answering.tables.told import same_head, told_grid
from qa.answering.tables.told_answer import told_answer
from qa.language import detect
from qa.types import Answer, Document, Hit, Passage, Question

TOWNS = "Marwick handed out 300 blankets and 1,200 meals; Penby handed out 450 blankets and 900 meals. It rained."
OFFERS = "Three offers were received: Dachwerk EUR 186,000, Huber Roofing EUR 171,500, and Northlight EUR 203,900."
CENTRES = "苏州中心投资2.6亿元，预计2026年6月投入使用；成都中心投资1.8亿元。"


def _cells(text: str) -> tuple[tuple[str, ...], list[list[str]]] | None:
    grid = told_grid(text)
    return (grid.heads[1:], [[cell.text for cell in row.cells] for row in grid.rows]) if grid else None


def _answer(question: str, text: str) -> Answer | None:
    document = Document("a.txt", "Aid", text, detect(text))
    hit = Hit(Passage("a#0", "a.txt", "", text, 0, len(text)), 1.0, {})
    return told_answer(Question(question, detect(question), ()), [hit], lambda _: document)


def test_each_name_has_the_figures_behind_it_under_what_they_count() -> None:
    assert _cells(TOWNS) == (("blankets", "meals"), [["Marwick", "300", "1,200"], ["Penby", "450", "900"]])
    assert _cells(CENTRES) == (("投资",), [["苏州", "2.6亿元"], ["成都", "1.8亿元"]])


def test_a_currency_before_the_figures_is_their_head() -> None:
    assert _cells(OFFERS) == (
        ("EUR",),
        [["Dachwerk", "186,000"], ["Huber Roofing", "171,500"], ["Northlight", "203,900"]],
    )


@pytest.mark.parametrize(
    "text", ["Marwick handed out 300 blankets.", "It rained for 3 days.", "Marwick has 3 buses and Penby 4 boats."]
)
def test_one_name_makes_no_table(text: str) -> None:
    assert told_grid(text) is None


def test_heads_are_the_same_in_any_number() -> None:
    assert same_head("meals", "meal")
    assert not same_head("meals", "blankets")
    assert same_head("投资", "投资")
    assert not same_head("投资", "收入")


@pytest.mark.parametrize(
    ("question", "text", "said"),
    [
        ("Which town handed out the most meals?", TOWNS, "Marwick: 1,200 > 900 [1][2]"),
        ("Which town handed out the fewest meals?", TOWNS, "Penby: 900 < 1,200 [1][2]"),
        ("Which offer was the cheapest?", OFFERS, "Huber Roofing: 171,500 < "),
        ("How many blankets were handed out in all?", TOWNS, "Together 750: 300 + 450 = 750 [1][2]"),
        ("What is the difference between the offers of Dachwerk and Northlight in EUR?", OFFERS, "17,900"),
        ("苏州和成都一共投资多少？", CENTRES, "合计4.4"),
        ("What is the average number of blankets?", TOWNS, "The average is 375: (300 + 450) ÷ 2 = 375 [1][2]"),
        ("How many times as many blankets did Penby hand out as Marwick?", TOWNS, "1.5 times as much: 450 ÷ 300 = 1.5"),
        ("Which town handed out more than 400 blankets?", TOWNS, "Penby: 450 > 400 [1]"),
        ("Which towns handed out at least 300 blankets?", TOWNS, "Penby, Marwick: 450 ≥ 300, 300 ≥ 300 [1][2]"),
        ("哪个中心的投资超过2亿元？", CENTRES, "苏州：2.6 > 2 [1]"),
    ],
)
def test_what_is_asked_is_worked_out_with_every_operand_quoted(question: str, text: str, said: str) -> None:
    answer = _answer(question, text)
    assert answer is not None
    assert said in answer.text
    assert all(citation.answer in citation.quote for citation in answer.citations)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How many blankets did Marwick hand out?", TOWNS),
        ("Which town sent the most lorries?", TOWNS),
        # Nobody says that these two are all.
        ("How many tents were sent in all?", "Marwick sent 3 tents. Penby sent 4 tents."),
        # The text says itself which is the most.
        ("Which town handed out the most meals?", f"{TOWNS} The most meals came from Holt."),
        ("Which town handed out more than 2 million blankets?", TOWNS),
        ("哪个中心的投资超过3亿元？", CENTRES),
        ("哪个中心的投资超过2万元？", CENTRES),
        ("Did any town that sent blankets send more than 400?", TOWNS),
        ("Which town handed out the most tents?", "Marwick sent 3 tents. Penby sent 3 tents."),
    ],
)
def test_what_is_not_told_is_not_worked_out(question: str, text: str) -> None:
    assert _answer(question, text) is None
