"""The whole path with the real model, against floors a little below what was measured (see docs/measurements.md)."""

from pathlib import Path

import pytest

from embeddings import Embedder
from qa import Assistant, Settings, build_index
from qa.evaluation.metrics import Result, grounded_accuracy, recall_at, refusal_recall
from qa.evaluation.question_set import read_questions
from qa.evaluation.report import run

pytestmark = pytest.mark.quality

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    settings = Settings.from_environment()
    return Embedder(settings.embedding_model, cache_folder=settings.cache_folder, precision=settings.precision)


def _results(questions: Path, documents: Path, folder: Path, embedder: Embedder, step: int = 1) -> list[Result]:
    if not questions.exists() or not documents.exists():
        pytest.skip(f"{questions.name} or its documents are not beside the project")
    build_index([documents], folder, embedder=embedder)
    assistant = Assistant.open(folder, embedder=embedder)
    results = run(read_questions(questions)[::step], assistant.ask)
    for one in results:
        for citation in one.answer.citations:
            text = assistant.document(citation.document_id).text
            assert text[citation.start : citation.end] == citation.quote
    return results


def _at_least(value: float | None, floor: float) -> None:
    assert value is not None
    assert value >= floor


@pytest.fixture(scope="module")
def corpus_results(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> list[Result]:
    folder = tmp_path_factory.mktemp("corpus")
    return _results(ROOT / "corpus" / "questions.jsonl", ROOT / "corpus", folder, embedder)


def test_the_sample_questions_are_answered_from_the_right_document(corpus_results: list[Result]) -> None:
    _at_least(recall_at(5)(corpus_results), 0.95)
    _at_least(grounded_accuracy(corpus_results), 0.78)


def test_questions_across_languages_are_answered_too(corpus_results: list[Result]) -> None:
    _at_least(grounded_accuracy([one for one in corpus_results if one.gold.pair == "en-zh"]), 0.78)


def test_some_questions_without_an_answer_are_refused(corpus_results: list[Result]) -> None:
    _at_least(refusal_recall(corpus_results), 0.62)


@pytest.fixture(scope="module")
def report_results(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> list[Result]:
    folder = tmp_path_factory.mktemp("reports")
    return _results(SHARED / "eval" / "seeds_dev.jsonl", SHARED / "seeds", folder, embedder)


def test_the_people_held_accountable_in_jilin_are_484_and_the_quote_says_so(report_results: list[Result]) -> None:
    answer = report_results[0].answer
    assert answer.question == "how many people were held accountable in Jilin"
    assert "484" in answer.text
    assert "追责问责484人" in answer.citations[0].quote
    assert answer.citations[0].answer == "484"


def test_eleven_of_thirteen_questions_on_five_real_reports_are_grounded(report_results: list[Result]) -> None:
    _at_least(grounded_accuracy(report_results), 11 / 13)


def test_each_of_the_three_questions_that_the_reports_do_not_answer_is_refused(report_results: list[Result]) -> None:
    assert refusal_recall(report_results) == 1.0


@pytest.mark.parametrize(("pair", "floor"), [("zh-zh", 0.97), ("en-zh", 0.93), ("en-en", 0.97)])
def test_the_right_paragraph_is_among_the_first_five(
    tmp_path: Path, embedder: Embedder, pair: str, floor: float
) -> None:
    data = SHARED / "data" / "questions"
    questions, documents = data / f"xquad_{pair}.jsonl", data / f"xquad_{pair}.docs.jsonl"
    _at_least(recall_at(5)(_results(questions, documents, tmp_path, embedder, step=15)), floor)
