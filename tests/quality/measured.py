"""Questions asked of the real model over real documents, and floors for what is measured."""

from pathlib import Path

import pytest

from embeddings import Embedder
from qa import Assistant, build_index
from qa.evaluation.metrics import Result
from qa.evaluation.question_set import read_questions
from qa.evaluation.report import run

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"


def results_over(documents: Path, questions: Path, *, index: Path, embedder: Embedder, step: int = 1) -> list[Result]:
    """The result of every `step`-th question, each citation checked; skipped where the files are not there."""
    if not questions.exists() or not documents.exists():
        pytest.skip(f"{questions.name} or its documents are not beside the project")
    build_index([documents], index, embedder=embedder)
    assistant = Assistant.open(index, embedder=embedder)
    results = run(read_questions(questions)[::step], assistant.ask)
    for result in results:
        for citation in result.answer.citations:
            text = assistant.document(citation.document_id).text
            assert text[citation.start : citation.end] == citation.quote
    return results


def at_least(value: float | None, floor: float) -> None:
    """Fail where the measure is below its floor, or where there is none."""
    assert value is not None
    assert value >= floor
