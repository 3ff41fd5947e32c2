"""The whole path over five real reports, against floors a little below what was measured (docs/measurements.md)."""

import pytest

from embeddings import Embedder
from qa.evaluation.metrics import Result, grounded_accuracy, refusal_recall
from tests.quality.measured import SHARED, at_least, results_over

pytestmark = pytest.mark.quality


@pytest.fixture(scope="module")
def report_results(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> list[Result]:
    folder = tmp_path_factory.mktemp("reports")
    return results_over(SHARED / "seeds", SHARED / "eval/seeds_dev.jsonl", index=folder, embedder=embedder)


def test_the_people_held_accountable_in_jilin_are_484_and_the_quote_says_so(report_results: list[Result]) -> None:
    answer = report_results[0].answer
    assert answer.question == "how many people were held accountable in Jilin"
    assert "484" in answer.text
    assert "追责问责484人" in answer.citations[0].quote
    assert answer.citations[0].answer == "484"


def test_eleven_of_thirteen_questions_on_five_real_reports_are_grounded(report_results: list[Result]) -> None:
    at_least(grounded_accuracy(report_results), 11 / 13)


def test_each_of_the_three_questions_that_the_reports_do_not_answer_is_refused(report_results: list[Result]) -> None:
    assert refusal_recall(report_results) == 1.0
