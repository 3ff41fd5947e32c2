"""The right paragraph of held-out questions is found, against floors a little below what was measured."""

from pathlib import Path

import pytest

from embeddings import Embedder
from qa.evaluation.metrics import recall_at
from tests.quality.measured import SHARED, at_least, results_over

pytestmark = pytest.mark.quality


@pytest.mark.parametrize(("pair", "floor"), [("zh-zh", 0.97), ("en-zh", 0.93), ("en-en", 0.97)])
def test_the_right_paragraph_is_among_the_first_five(
    tmp_path: Path, embedder: Embedder, pair: str, floor: float
) -> None:
    data = SHARED / "data" / "questions"
    questions, documents = data / f"xquad_{pair}.jsonl", data / f"xquad_{pair}.docs.jsonl"
    results = results_over(documents, questions, index=tmp_path, embedder=embedder, step=15)
    at_least(recall_at(5)(results), floor)
