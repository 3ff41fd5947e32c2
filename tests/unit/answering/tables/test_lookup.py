"""A question in a table: which row, which column, and nothing where that is not clear."""

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from qa.answering.tables.grid import grids
from qa.answering.tables.lookup import looked_up
from qa.language import detect
from qa.types import Question

CLINICS = (
    "| Town | Clinics inspected | Faults found | Fines (USD) | Opened |\n|---|---|---|---|---|\n"
    "| Alderton | 42 | 118 | 9,500 | 1998 |\n| Benfield | 37 | 64 | 3,200 | 2004 |\n"
    "| Cresswell | 55 | 203 | 17,850 | 2011 |\n| Dunmore | 12 | 9 |  | 2019 |\n| **Total** | 146 | 394 | 30,550 | |\n"
)
YIELDS = (
    "| 县名 | 面积（万亩） | 总产量（万吨） | 比上年 |\n|---|---|---|---|\n"
    "| 白石县 | 41.7 | 21.3 | +2.1% |\n| 青山县 | 36.2 | 17.8 | -0.6% |\n"
)
STOCK = (
    "编号,名称,年份,单价（元）,存放地点\nS-1,显微镜,2017,26500,二楼\n"
    "S-2,离心机,2020,15800,三楼\nS-3,冷藏柜,2019,9800,一楼\n"
)
MINUTES = "1. Shed: approved, 7 votes to 2. Paul asks for offers.\n2. Lift: no decision.\n3. Next meeting: 16 June\n"
INVOICE = "**Invoice:** 20931\n**Customer:** Harlow Bakery\n**Due date:** 13 June 2024\n**Amount:** 1,284.50 euros\n"


def _alike(asked: str, texts: Sequence[str]) -> NDArray[np.float32]:
    return np.zeros(len(texts), np.float32)


def _found(text: str, question: str) -> str | None:
    (grid,) = grids(text)
    looked = looked_up(Question(question, detect(question), ()), grid, _alike)
    return None if looked is None else looked.cell.text


@pytest.mark.parametrize(
    ("text", "question", "expected"),
    [
        (CLINICS, "How many faults were found in Cresswell?", "203"),
        (CLINICS, "How many clinics were inspected in Benfield?", "37"),
        (CLINICS, "What were the fines in Alderton?", "9,500"),
        (CLINICS, "How many faults were found in total?", "394"),
        (CLINICS, "How much were the fines in Dunmore?", ""),
        (CLINICS, "Which town had the most faults?", "Cresswell"),
        (CLINICS, "Which town had the fewest clinics inspected?", "Dunmore"),
        (CLINICS, "Which town came after Alderton?", "Benfield"),
        (YIELDS, "白石县的总产量是多少万吨？", "21.3"),
        (YIELDS, "青山县总产量比上年变化多少？", "-0.6%"),
        (YIELDS, "哪个县的总产量最高？", "白石县"),
        (STOCK, "离心机存放在哪里？", "三楼"),
        (STOCK, "显微镜的单价是多少？", "26500"),
        (INVOICE, "Who is the customer?", "Harlow Bakery"),
        (INVOICE, "When is the invoice due?", "13 June 2024"),
        (INVOICE, "What is the amount of the invoice?", "1,284.50 euros"),
    ],
)
def test_the_cell_of_the_row_named_and_the_column_asked_answers(text: str, question: str, expected: str) -> None:
    assert _found(text, question) == expected


@pytest.mark.parametrize(
    ("text", "question"),
    [
        (CLINICS, "How many faults were found in Easton?"),
        (CLINICS, "How many nurses work in Cresswell?"),
        (CLINICS, "Which towns had more than 40 clinics?"),
        (CLINICS, "Which was the second town to be inspected?"),
        (CLINICS, "What is the weather like?"),
        (STOCK, "冰箱存放在哪里？"),
        (INVOICE, "Who wrote it?"),
        (
            MINUTES,
            "What will the lift cost?",
        ),
        (
            MINUTES,
            "Was the shed approved?",
        ),
    ],
)
def test_what_the_table_does_not_tell_for_sure_is_not_looked_up(text: str, question: str) -> None:
    assert _found(text, question) is None


def test_of_two_heads_in_a_chinese_question_the_last_one_is_asked_for() -> None:
    shops = "| 门店 | 城市 | 员工数 |\n|---|---|---|\n| 江边店 | 武汉 | 14 |\n| 车站店 | 长沙 | 22 |\n"
    assert _found(shops, "员工数最多的门店在哪个城市？") == "长沙"
    assert _found(shops, "员工数最多的是哪个门店？") == "车站店"


def test_of_two_rows_with_the_most_none_is_named() -> None:
    assert _found("| Town | Faults |\n|---|---|\n| A | 9 |\n| Bern | 9 |\n", "Which town had the most faults?") is None
