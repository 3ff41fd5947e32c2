"""The whole path over the sample documents, against floors a little below what was measured (docs/measurements.md)."""

import pytest

from embeddings import Embedder
from qa.evaluation.metrics import Result, grounded_accuracy, recall_at, refusal_recall
from tests.quality.measured import ROOT, at_least, results_over

pytestmark = pytest.mark.quality


@pytest.fixture(scope="module")
def corpus_results(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> list[Result]:
    folder = tmp_path_factory.mktemp("corpus")
    return results_over(ROOT / "corpus", ROOT / "corpus/questions.jsonl", index=folder, embedder=embedder)


def test_the_sample_questions_are_answered_from_the_right_document(corpus_results: list[Result]) -> None:
    at_least(recall_at(5)(corpus_results), 0.95)
    at_least(grounded_accuracy(corpus_results), 0.78)


def test_questions_across_languages_are_answered_too(corpus_results: list[Result]) -> None:
    at_least(grounded_accuracy([result for result in corpus_results if result.gold.pair == "en-zh"]), 0.78)


def test_some_questions_without_an_answer_are_refused(corpus_results: list[Result]) -> None:
    at_least(refusal_recall(corpus_results), 0.62)
