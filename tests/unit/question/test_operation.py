"""What is compared, subtracted or added, and the question that each figure answers."""

import pytest

from qa.question.operation import operation_of


@pytest.mark.parametrize(
    ("question", "sign", "questions"),
    [
        (
            "Did Changchun or Jilin City solve more problems?",
            "compare",
            ("how many problems did Changchun solve?", "how many problems did Jilin City solve?"),
        ),
        (
            "How much heavier is the XT-700 than the XT-500?",
            "difference",
            ("what is the weight of XT-700?", "what is the weight of XT-500?"),
        ),
        (
            "Which drill is heavier, the XT-500 or the XT-700?",
            "compare",
            ("what is the weight of XT-500?", "what is the weight of XT-700?"),
        ),
        (
            "How many more kilometres did the fleet cover in 2024 than in 2023?",
            "difference",
            ("how many kilometres did the fleet cover in 2024?", "how many kilometres did the fleet cover in 2023?"),
        ),
        (
            "海澜精工和东辰电气哪家公司的营业收入更高？",
            "compare",
            ("海澜精工营业收入是多少？", "东辰电气营业收入是多少？"),
        ),
        ("甲型和乙型哪个更重？", "compare", ("甲型的重量是多少？", "乙型的重量是多少？")),
        (
            "海澜精工和东辰电气一共有多少员工？",
            "sum",
            ("海澜精工有多少员工？", "东辰电气有多少员工？"),
        ),
        (
            "长春和吉林市两个城市的问题加起来是多少？",
            "sum",
            ("长春的问题是多少？", "吉林市的问题是多少？"),
        ),
        (
            "Did Siping find fewer problems than Yanbian?",
            "compare",
            ("how many problems did Siping find?", "how many problems did Yanbian find?"),
        ),
        (
            "How many more problems were solved in Changchun than in Siping?",
            "difference",
            ("how many problems were solved in Changchun?", "how many problems were solved in Siping?"),
        ),
        (
            "How many teams did Changchun and Yanbian form in total?",
            "sum",
            ("How many teams did Changchun form?", "How many teams did Yanbian form?"),
        ),
        (
            "Which had the higher growth rate in 2025, Changchun or Siping?",
            "compare",
            ("what was the growth rate of Changchun in 2025?", "what was the growth rate of Siping in 2025?"),
        ),
        (
            "What is the difference between the budgets of Changchun and Siping?",
            "difference",
            ("what was the budgets of Changchun?", "what was the budgets of Siping?"),
        ),
        ("2025年长春和四平，哪个的增速更高？", "compare", ("2025年长春的增速是多少？", "2025年四平的增速是多少？")),
        ("长春和吉林市哪个解决的问题更多？", "compare", ("长春解决的问题有多少？", "吉林市解决的问题有多少？")),
        ("长春比四平多解决多少个问题？", "difference", ("长春解决多少个问题？", "四平解决多少个问题？")),
        ("长春的问题数比吉林市多出多少？", "difference", ("长春的问题有多少？", "吉林市的问题有多少？")),
        ("四平和延边州一共整改了多少个问题？", "sum", ("四平整改了多少个问题？", "延边州整改了多少个问题？")),
    ],
)
def test_a_calculation_is_parted_into_the_questions_of_its_figures(
    question: str, sign: str, questions: tuple[str, str]
) -> None:
    operation = operation_of(question)
    assert operation is not None
    assert (operation.kind, operation.questions) == (sign, questions)


def test_which_of_two_has_fewer_asks_for_the_smaller() -> None:
    fewer = operation_of("Did Siping find fewer problems than Yanbian?")
    more = operation_of("长春和吉林市哪个解决的问题更多？")
    assert fewer is not None
    assert more is not None
    assert (fewer.wants_less, more.wants_less) == (True, False)


@pytest.mark.parametrize(
    "question",
    [
        "How many problems did Changchun and Siping solve?",
        "How many people were hurt in 2019 and 2020?",
        "How many problems did Jilin City send in total?",
        "How many days did the teams stay in Jilin City and Jiutai?",
        "长春和四平分别发现多少问题？",
        "越秀提出的建议比薄弱环节少几条？",
        "吉林全省一共问责了多少人？",
        "",
    ],
)
def test_any_other_question_is_no_calculation(question: str) -> None:
    assert operation_of(question) is None
