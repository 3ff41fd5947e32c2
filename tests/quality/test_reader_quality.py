"""The trained reader itself, given the right passage, against floors a little below what was measured."""

from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from benchmarks.held_out import READING, ReadingQuestion, cmrc_trial, spread, xquad
from benchmarks.readers import load_span_model
from benchmarks.reading_scores import exact_match
from qa.answering.reading.span_edges import refine
from qa.answering.reading.span_model import WEIGHTS, SpanModel
from qa.language import detect, figures
from qa.question.kind import kind_of
from qa.settings import Settings
from tests.quality.swapped_figures import Swapped, swapped_figures

pytestmark = pytest.mark.quality

# Of 60 fixed questions, 15 of each set; the floor is a little below the share measured with the weights, 0.417.
QUESTIONS_OF_EACH_SET = 15
EXACT_MATCH_FLOOR = 0.38
# A figure that is swapped in the text must be swapped in the answer, every time.
SWAPPED_CASES = 40
# What the reader pointed at when its weights were recorded.
JILIN = "7月29日，云溪县纪委通报了一起典型问题。县水务局局长李青松因工作不力被免职，全县共问责36人，其中诫勉谈话12人。"
MILL = "The Harrow Mill was built by Ann Lister in 1871 on the river Wend. It ground 40 tonnes of wheat a week."
RECORDED = (
    ("全县共问责多少人？", JILIN, "36"),
    ("诫勉谈话的有几人？", JILIN, "12"),
    ("县水务局局长是谁？", JILIN, "李青松"),
    ("通报是在哪一天发布的？", JILIN, "7月29日"),
    ("Who was removed from the water bureau?", JILIN, "李青松"),
    ("How many people were held accountable in the county?", JILIN, "36"),
    ("Who built the Harrow Mill?", MILL, "Ann Lister"),
    ("When was the Harrow Mill built?", MILL, "1871"),
    ("哈罗磨坊建在哪条河上？", MILL, "Wend"),
    ("How much wheat did the mill grind a week?", MILL, "40 tonnes"),
)


@pytest.fixture(scope="module")
def model() -> SpanModel:
    if not Path(WEIGHTS).exists():
        pytest.skip(f"the reader's weights {WEIGHTS.name} are not there yet; make them with: python -m training")
    return load_span_model(WEIGHTS, Settings.from_environment())


def _said(model: SpanModel, question: str, passage: str) -> str:
    (reading,) = model.read(question, [passage])
    if not reading.spans:
        return ""
    return passage[slice(*refine(passage, reading.spans[0].range, kind_of(question), detect(passage)))]


def _sample() -> list[ReadingQuestion]:
    sets = (list(cmrc_trial()), *(list(xquad(pair)) for pair in ("zh-zh", "en-zh", "en-en")))
    return [one for questions in sets for one in spread(questions, QUESTIONS_OF_EACH_SET)]


def test_sixty_held_out_questions_are_read_as_well_as_before(model: SpanModel) -> None:
    if not READING.is_dir():
        pytest.skip(f"the development sets in {READING.name} are not beside the project")
    sample = _sample()
    assert len(sample) == 60
    right = [exact_match(_said(model, one.question, one.passage), one.answers, detect(one.passage)) for one in sample]
    assert sum(right) / len(right) >= EXACT_MATCH_FLOOR


def test_there_are_enough_swapped_figures_and_each_stands_once_in_its_text() -> None:
    cases = list(swapped_figures())
    assert len(cases) >= SWAPPED_CASES
    assert all(one.passage.count(one.figure) == 1 for one in cases)


# Read wrongly by the present weights: the growth of containers in place of that of cargo. Better ones must unmark it.
KNOWN_MISS = ("12.4%", "By how much did cargo throughput at Dongwan port grow?")


def _swapped_cases() -> list[ParameterSet]:
    return [
        pytest.param(
            one,
            id=f"{one.figure} {one.question}",
            marks=[pytest.mark.xfail(strict=True)] if (one.figure, one.question) == KNOWN_MISS else [],
        )
        for one in swapped_figures()
    ]


@pytest.mark.parametrize("case", _swapped_cases())
def test_a_figure_that_is_swapped_in_the_text_is_swapped_in_the_answer(model: SpanModel, case: Swapped) -> None:
    said = _said(model, case.question, case.passage)
    (expected,) = figures(case.figure)
    assert [one.value for one in figures(said)] == [expected.value], said


@pytest.mark.parametrize(("question", "passage", "answer"), RECORDED)
def test_a_recorded_answer_is_given_again(model: SpanModel, question: str, passage: str, answer: str) -> None:
    assert exact_match(_said(model, question, passage), [answer], detect(passage)), _said(model, question, passage)
