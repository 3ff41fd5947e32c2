"""Shares, rests, rates, changes and multiples, worked out of figures that sentences or cells tell."""

import pytest

from qa.answering.tables.calculation_answer import calculation_answer
from tests.unit.answering.tables.asking import asked

SCHOOL = (
    "Elmfield School has 640 pupils and 40 teachers. Of the teachers, 26 are women. 480 pupils come by bus."
    " The library holds 9,600 books.\n\n"
    "The school spent 96,000 euros on meals in 2022 and 108,000 euros on meals in 2023."
)
CLUB = (
    "The club has 350 members. 12% of the members are juniors. The boathouse keeps 18 sculls.\n\n"
    "The blue crew raised 340 pounds for the new pontoon, and the red crew raised twice as much as the blue crew."
    " The green crew raised about 200 pounds."
)
LAB = "28 samples, 35 % of all samples, were contaminated. The lab used 6 kg of agar and 40 metres of tube."
SHOP = (
    "本店有员工24人，其中女员工15人。八月卖出大米3200公斤，收入19200元；九月卖出大米4000公斤，收入22000元。\n\n"
    "店里有常客500人，其中老年人占36%。今年第一季度营业额为12万元，第二季度营业额是第一季度的1.5倍。"
)
BRANCHES = """| Branch | City | Opened | Staff | Sales 2022 (USD thousand) | Sales 2023 (USD thousand) |
|---|---|---|---|---|---|
| North | Aven | 2004 | 12 | 420 | 504 |
| Quay | Brill | 1998 | 8 | 310 | 279 |
| Mill | Aven | 2011 | 20 | 760 | 798 |
"""
CLASSES = """| 班级 | 人数 | 女生 | 平均分 | 班费（元） |
|---|---|---|---|---|
| 一班 | 40 | 18 | 86 | 800 |
| 二班 | 45 | 27 | 91 | 900 |
| 三班 | 50 | 20 | 88 | 1200 |
"""


@pytest.mark.parametrize(
    ("question", "text", "said"),
    [
        ("What share of the teachers are women?", SCHOOL, "65%: 26 ÷ 40 = 65% [1][2]"),
        ("What percentage of the pupils come by bus?", SCHOOL, "75%: 480 ÷ 640 = 75% [1][2]"),
        ("How many pupils do not come by bus?", SCHOOL, "160 remain: 640 − 480 = 160 [1][2]"),
        ("How many of the teachers are men?", SCHOOL, "14: 40 − 26 = 14 [1][2]"),
        ("How many pupils are there per teacher?", SCHOOL, "16: 640 ÷ 40 = 16 [1][2]"),
        (
            "By how much did spending on meals rise from 2022 to 2023?",
            SCHOOL,
            "The difference is 12,000 euros: 108,000 − 96,000 = 12,000 [1][2]",
        ),
        (
            "By what percentage did spending on meals rise from 2022 to 2023?",
            SCHOOL,
            "12.5%: (108,000 − 96,000) ÷ 96,000 = 12.5% [1][2]",
        ),
        (
            "What was the average spending on meals in 2022 and 2023?",
            SCHOOL,
            "The average is 102,000 euros: (96,000 + 108,000) ÷ 2 = 102,000 [1][2]",
        ),
        ("How many members are juniors?", CLUB, "42: 350 × 12% = 42 [1][2]"),
        ("What percentage of the members are not juniors?", CLUB, "88%: 100% − 12% [1]"),
        ("How much did the red crew raise?", CLUB, "680 pounds: 340 × 2 = 680 [1][2]"),
        ("How many samples were there in all?", LAB, "80: 28 ÷ 35% = 80 [1][2]"),
        ("How many samples were not contaminated?", LAB, "52 remain: 28 ÷ 35% − 28 = 52 [1][2]"),
        ("女员工占员工总数的百分之几？", SHOP, "62.5%：15 ÷ 24 = 62.5% [1][2]"),
        ("男员工有多少人？", SHOP, "9人：24 − 15 = 9 [1][2]"),
        ("老年常客有多少人？", SHOP, "180人：500 × 36% = 180 [1][2]"),
        ("第二季度营业额是多少？", SHOP, "18万元：12万 × 1.5 = 18万 [1][2]"),
        ("九月比八月多卖出大米多少公斤？", SHOP, "相差800公斤：4,000 − 3,200 = 800 [1][2]"),
        ("八月平均每公斤大米收入多少元？", SHOP, "6元：19,200 ÷ 3,200 = 6 [1][2]"),
        ("八月和九月平均卖出大米多少公斤？", SHOP, "平均3,600公斤：(3,200 + 4,000) ÷ 2 = 3,600 [1][2]"),
        ("What share of the staff work at the Mill branch?", BRANCHES, "50%: 20 ÷ (12 + 8 + 20) = 50% [1][2][3]"),
        (
            "By what percentage did the sales of Quay fall from 2022 to 2023?",
            BRANCHES,
            "-10%: (279 − 310) ÷ 310 = -10% [1][2]",
        ),
        ("How many more staff does Mill have than Quay?", BRANCHES, "The difference is 12: 20 − 8 = 12 [1][2]"),
        (
            "What were the sales per member of staff at North in 2023?",
            BRANCHES,
            "42 USD thousand: 504 ÷ 12 = 42 [1][2]",
        ),
        ("二班女生占全班人数的百分之几？", CLASSES, "60%：27 ÷ 45 = 60% [1][2]"),
        ("一班有多少男生？", CLASSES, "22：40 − 18 = 22 [1][2]"),
        ("三班平均每人班费多少元？", CLASSES, "24元：1,200 ÷ 50 = 24 [1][2]"),
        ("In which year were the sales of Quay the largest?", BRANCHES, "2022: 310 > 279 [1][2]"),
        ("What was the change in the sales of Quay in 2023 from 2022?", BRANCHES, "-31 USD thousand: 279 − 310 = -31"),
        ("三个班一共有多少人？", CLASSES, "合计135：40 + 45 + 50 = 135 [1][2][3]"),
        ("What is the average staff of the branches?", BRANCHES, "The average is 13.33: (12 + 8 + 20) ÷ 3 ≈ 13.33"),
        ("How many branches are there?", BRANCHES, "3: North, Quay, Mill [1][2][3]"),
    ],
)
def test_a_result_stands_before_the_quotes_of_its_operands(question: str, text: str, said: str) -> None:
    answer = asked(calculation_answer, question, text)
    assert answer is not None
    assert answer.text.startswith(said)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        # What is asked is not told, of this year or of this thing.
        ("What share of the teachers are vegetarians?", SCHOOL),
        ("By how much did spending on meals rise from 2021 to 2023?", SCHOOL),
        ("How many books are there per classroom?", SCHOOL),
        ("How much did the yellow crew raise?", CLUB),
        ("女员工占常客的百分之几？", SHOP),
        ("老年常客占多少？", SHOP),
        ("四班女生占全班人数的百分之几？", CLASSES),
        ("What share of the staff work at the Ridge branch?", BRANCHES),
        ("四个班一共有多少人？", CLASSES),
        ("How many shops are there?", BRANCHES),
        ("In which year were the sales of Ridge the largest?", BRANCHES),
        # It is told itself.
        ("What percentage of the members are juniors?", CLUB),
        ("How many pupils come by bus?", SCHOOL),
        ("How much did the blue crew raise?", CLUB),
        # Two units, and two figures of one thing.
        ("How many kg did agar and tube weigh together?", LAB),
        ("What share of the pupils sing?", "The school has 640 pupils. In May it has 655 pupils. 64 pupils sing."),
        # Nothing is parted by nought.
        ("What share of the boats are hired?", "The club has 0 boats. Of the boats, 0 are hired."),
        ("How many members are there per boat?", "The club has 90 members. The club has 0 boats."),
    ],
)
def test_nothing_is_worked_out_where_a_figure_is_not_told_of_what_is_asked(question: str, text: str) -> None:
    assert asked(calculation_answer, question, text) is None


def test_a_figure_told_as_about_so_much_is_never_added_silently() -> None:
    answer = asked(calculation_answer, "How much did the blue and the green crew raise together?", CLUB)
    assert answer is not None
    assert answer.text.startswith("Together 540 pounds: 340 + 200 ≈ 540")
    assert answer.text.endswith("At least one of these figures is rounded in its source.")
