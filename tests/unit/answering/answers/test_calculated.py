"""Comparisons, differences and sums: the formula, its quotes, and the refusals in words."""

import pytest

from qa.answering.answers.by_form import Read
from qa.answering.answers.calculated import calculated
from qa.answering.answers.operands import operand_of, same_unit, tells_of
from qa.question.operation import Operation, OperationKind, operation_of
from qa.types import Answer, Document, Evidence, Form, Hit, Passage, Question, Term

NORTH = "Changchun had 8,586 problems solved. Siping had 5,319 problems solved. Yanbian sent 98 teams."
SOUTH = "Mayang had 43 problems solved."
ROUGH = "长春解决问题600余个。四平解决问题50个。"
TOTAL = "Changchun is 3,267 above Siping, and both come to 13,905."
AVERAGE = "Changchun had 30 problems solved for every team. Siping had 9 problems solved."
CHINESE = "长春解决问题8586个。"
TOGETHER = "长春和四平解决问题135个。"
RESIDENTS = "Changchun has groups for 4 million residents."
WEIGHT = "Changchun moved 16,000 tonnes. Siping moved 500 kg."


def _document(name: str) -> Document:
    texts = {
        "north": (NORTH, "2022-05-01"),
        "south": (SOUTH, "2021-08-01"),
        "rough": (ROUGH, "2022"),
        "total": (TOTAL, "2022"),
        "weight": (WEIGHT, ""),
        "average": (AVERAGE, "2022"),
        "chinese": (CHINESE, "2022"),
        "together": (TOGETHER, "2022"),
        "residents": (RESIDENTS, "2022"),
    }
    text, date = texts[name]
    return Document(name, name, text, "en", date=date)


def _evidence(name: str, sentence: str, figure: str, support: float = 0.9) -> Evidence:
    text = _document(name).text
    hit = Hit(Passage(f"{name}#0", name, "", text, 0, len(text)), 1.0, {})
    start = text.index(sentence)
    at = text.index(figure, start)
    return Evidence(hit, (start, start + len(sentence)), (at, at + len(figure)), support)


def _read(question: str, *evidence: Evidence) -> Read:
    reason = "" if evidence else "nothing"
    return Read(Question(question, "en", ()), (), evidence, reason, 0.5)


CHANGCHUN = _evidence("north", "Changchun had 8,586 problems solved.", "8,586")
SIPING = _evidence("north", "Siping had 5,319 problems solved.", "5,319", support=0.7)
YANBIAN = _evidence("north", "Yanbian sent 98 teams.", "98")
MAYANG = _evidence("south", SOUTH, "43")


def _calculated(asked: str, *read: Evidence | None) -> Answer:
    operation = operation_of(asked)
    assert operation is not None
    reads = [_read(text, *([one] if one else [])) for text, one in zip(operation.questions, read, strict=True)]
    return calculated(operation, [_read(asked), *reads], (), _document)


def test_two_figures_are_quoted_and_compared() -> None:
    answer = _calculated("Did Changchun or Siping solve more problems?", CHANGCHUN, SIPING)
    assert answer.text.split("\n\n") == [
        "Changchun has more: 8,586 > 5,319 [1][2]",
        "Changchun, 8,586: “Changchun had 8,586 problems solved.”[1]",
        "Siping, 5,319: “Siping had 5,319 problems solved.”[2]",
    ]
    assert answer.confidence == 0.7


def test_the_one_that_has_fewer_is_named_where_fewer_are_asked_for() -> None:
    answer = _calculated("Did Changchun or Siping solve fewer problems?", CHANGCHUN, SIPING)
    assert answer.text.startswith("Siping has fewer: 8,586 > 5,319 ")


def test_the_difference_is_taken_from_the_larger_one() -> None:
    answer = _calculated("How many more problems did Siping solve than Changchun?", SIPING, CHANGCHUN)
    assert answer.text.startswith("The difference is 3,267: 8,586 − 5,319 = 3,267 [1][2]")


def test_a_sum_shows_its_formula() -> None:
    answer = _calculated("How many problems did Changchun and Siping solve in total?", CHANGCHUN, SIPING)
    assert answer.text.startswith("Together 13,905: 8,586 + 5,319 = 13,905 [1][2]")


def test_a_sentence_that_gives_the_result_itself_is_quoted_too() -> None:
    operation = operation_of("How many problems did Changchun and Siping solve in total?")
    assert operation is not None
    stated = _evidence("total", TOTAL, "13,905")
    other = _evidence("total", TOTAL, "3,267", support=0.99)
    reads = [_read("whole?", other, stated), _read("one?", CHANGCHUN), _read("other?", SIPING)]
    answer = calculated(operation, reads, (), _document)
    assert answer.text.split("\n\n")[-1] == f"The result itself is stated too: “{TOTAL}”[3]"
    assert answer.citations[2].answer == "13,905"


def test_a_rounded_figure_gives_a_rounded_result_and_says_so() -> None:
    operation = operation_of("长春和四平一共解决了多少个问题？")
    assert operation is not None
    found = [_evidence("rough", "长春解决问题600余个。", "600余"), _evidence("rough", "四平解决问题50个。", "50")]
    reads = [_read(text, one) for text, one in zip(operation.questions, found, strict=True)]
    whole = Read(Question("长春和四平一共解决了多少个问题？", "zh", ()), (), (), "nothing", 0.0)
    answer = calculated(operation, [whole, *reads], (), _document)
    assert answer.text.startswith("合计650：600 + 50 ≈ 650 ")
    assert answer.text.endswith("其中至少有一个数字在原文中是约数。")


def test_a_missing_figure_is_a_refusal_that_names_it() -> None:
    answer = _calculated("Did Changchun or Siping solve more problems?", CHANGCHUN, None)
    assert (answer.status, answer.citations) == ("not_found", ())
    assert answer.reason == "No figure was found for: how many problems did Siping solve."


def test_a_sentence_about_another_place_gives_no_figure() -> None:
    answer = _calculated("Did Changchun or Siping solve more problems?", CHANGCHUN, MAYANG)
    assert answer.reason == "No figure was found for: how many problems did Siping solve."


@pytest.mark.parametrize(
    ("question", "one", "other", "reason"),
    [
        (
            "How many problems did Changchun and Yanbian solve in total?",
            CHANGCHUN,
            YANBIAN,
            "It is not sure that the figures found count the same thing",
        ),
        (
            "How many problems did Changchun and Mayang solve in total?",
            CHANGCHUN,
            MAYANG,
            "not of one and the same year",
        ),
    ],
)
def test_figures_of_different_things_or_years_are_never_added(
    question: str, one: Evidence, other: Evidence, reason: str
) -> None:
    answer = _calculated(question, one, other)
    assert answer.status == "not_found"
    assert reason in answer.reason


def test_tonnes_and_kilograms_are_not_added() -> None:
    found = (
        _evidence("weight", "Changchun moved 16,000 tonnes.", "16,000"),
        _evidence("weight", "Siping moved 500 kg.", "500"),
    )
    answer = _calculated("How many tonnes did Changchun and Siping move in total?", *found)
    assert "It is not sure that the figures found count the same thing" in answer.reason


def test_an_average_is_no_figure_of_all_and_a_span_over_two_sentences_no_figure() -> None:
    average = _evidence("average", "Changchun had 30 problems solved for every team.", "30")
    siping = _evidence("average", "Siping had 9 problems solved.", "9")
    answer = _calculated("Did Changchun or Siping solve more problems?", average, siping)
    assert answer.reason == "No figure was found for: how many problems did Changchun solve."
    assert average.span is not None
    over = Evidence(average.hit, (0, len(AVERAGE)), (average.span[0], AVERAGE.index("Siping") + 6), 0.9)
    assert operand_of(over) is None


def test_figures_without_a_unit_in_two_languages_are_not_added() -> None:
    chinese, english = operand_of(_evidence("chinese", CHINESE, "8586")), operand_of(SIPING)
    assert chinese is not None
    assert english is not None
    assert not same_unit(chinese, english)
    assert same_unit(english, english)


def test_a_sentence_without_a_word_of_what_is_counted_gives_no_figure() -> None:
    problems = Term("problems", {"en": (Form("problem"),)})
    residents = _evidence("residents", RESIDENTS, "4 million")
    assert not tells_of(residents, [problems])
    assert tells_of(CHANGCHUN, [problems])
    # A word that Chinese has no form of cannot be missed there.
    assert tells_of(_evidence("chinese", CHINESE, "8586"), [problems])


def test_the_figure_of_two_together_is_that_of_neither() -> None:
    chinese = _evidence("chinese", CHINESE, "8586")
    answer = _calculated("长春和四平一共解决了多少个问题？", chinese, _evidence("together", TOGETHER, "135"))
    assert answer.reason.startswith("No figure was found for: 四平")


def test_a_sentence_without_a_marked_figure_is_no_operand() -> None:
    bare = Evidence(CHANGCHUN.hit, CHANGCHUN.sentence, None, 0.9)
    assert operand_of(bare) is None
    two = Evidence(CHANGCHUN.hit, (0, len(NORTH)), (CHANGCHUN.span[0], SIPING.span[1]), 0.9)  # type: ignore[index]
    assert operand_of(two) is None


@pytest.mark.parametrize("sign", ["difference", "sum"])
def test_one_figure_for_both_names_is_refused(sign: OperationKind) -> None:
    both = Operation(sign, ("Changchun", "Changchun"), ("how many in a?", "how many in b?"))
    reads = [_read(text, CHANGCHUN) for text in both.questions]
    answer = calculated(both, [_read("q"), *reads], (), _document)
    assert answer.reason == "Only one figure was found for both: “Changchun had 8,586 problems solved.”"
