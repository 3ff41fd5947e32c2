"""Fit the plain reader's weights and its bar for refusal: python benchmarks/calibrate_reader.py.

The questions are XQuAD's, half of them over documents in their own language and half over the other, in one index; a
third of the articles is left out, so that their questions have no answer. SQuAD 2.0's near misses join them. Neither
`corpus/` nor the five sample reports take part: they judge. Without the development questions the script says so.
"""

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa.answering.reader import PASSAGES_READ, Candidate
from qa.answering.refusal import Scope
from qa.assistant import PASSAGES_SEARCHED, Assistant
from qa.evaluation.normalising import normalise
from qa.indexing import build_index

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "questions"
FALSE_REFUSALS = 0.05
Row = dict[str, Any]


def main() -> int:
    if not DATA.is_dir():
        print("skipped: the development questions are not there", file=sys.stderr)
        return 0
    limit = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    with tempfile.TemporaryDirectory() as folder:
        judged = [*_mixed(Path(folder) / "mixed", limit), *_near_misses(Path(folder) / "squad2", limit)]
    features = np.array([vector for rows, _ in judged for vector, _ in rows])
    labels = np.array([label for rows, _ in judged for _, label in rows], dtype=float)
    weights = _logistic_regression(features, labels)
    print(
        "WEIGHTS =",
        np.array2string(weights, precision=2, separator=", "),
        f"from {len(labels)} sentences, {labels.mean():.1%} of them right",
    )
    _print_curve(judged, weights)
    return 0


Judged = tuple[list[tuple[NDArray[np.float64], bool]], bool]


def _mixed(folder: Path, limit: int) -> list[Judged]:
    """Articles 0, 3, 6 … in Chinese only, 1, 4, 7 … in English only, the others left out; questions in both."""
    documents: list[Row] = []
    for at, language in enumerate(("zh", "en")):
        rows = _rows(DATA / f"xquad_{language}-{language}.docs.jsonl")
        documents += [row for row in rows if _article(row["doc_id"]) % 3 == at]
    present = {row["doc_id"] for row in documents}
    questions = [row for pair in ("zh-zh", "en-zh", "en-en", "zh-en") for row in _rows(DATA / f"xquad_{pair}.jsonl")]
    kept = [row for row in questions if row["doc_id"] in present or _article(row["doc_id"]) % 3 == 2]
    return _judge(folder, documents, _spread(kept, limit * 2), present)


def _near_misses(folder: Path, limit: int) -> list[Judged]:
    documents = _rows(DATA / "squad2_dev500.docs.jsonl")
    return _judge(
        folder, documents, _spread(_rows(DATA / "squad2_dev500.jsonl"), limit), {row["doc_id"] for row in documents}
    )


def _judge(folder: Path, documents: list[Row], questions: list[Row], present: set[str]) -> list[Judged]:
    folder.mkdir()
    file = folder / "set.docs.jsonl"
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in documents), "utf-8")
    build_index([file], folder / "index")
    assistant = Assistant.open(folder / "index")
    return [_candidates(assistant, row, present) for row in questions]


def _candidates(assistant: Assistant, row: Row, present: set[str]) -> Judged:
    question = assistant._retriever.understand(row["question"])
    scope = Scope(question, assistant.document)
    hits = [hit for hit in assistant._retriever.search(question, limit=PASSAGES_SEARCHED) if scope.holds(hit.passage)]
    found = assistant._reader.candidates(question, hits[:PASSAGES_READ])
    answerable = bool(row["answerable"]) and row["doc_id"] in present
    return [(one.features.vector(), answerable and _is_right(one, row)) for one in found], answerable


def _is_right(candidate: Candidate, row: Row) -> bool:
    text = normalise(candidate.text)
    return candidate.hit.passage.document_id == row["doc_id"] and any(
        normalise(form) in text for form in row["answers"] if normalise(form)
    )


def _logistic_regression(
    features: NDArray[np.float64], labels: NDArray[np.float64], ridge: float = 1.0
) -> NDArray[np.float64]:
    """Weights by Newton's method with a small ridge penalty (not on the constant)."""
    weights = np.zeros(features.shape[1])
    penalty = np.diag([0.0, *[ridge] * (features.shape[1] - 1)])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-features @ weights))
        gradient = features.T @ (labels - chance) - penalty @ weights
        hessian = (features * (chance * (1 - chance))[:, None]).T @ features + penalty
        weights = weights + np.linalg.solve(hessian, gradient)
    return weights


def _print_curve(judged: list[Judged], weights: NDArray[np.float64]) -> None:
    """Refusals at several bars, within a language and across, and the bar for the allowed share of false ones."""
    best = [max(rows, key=lambda row: float(row[0] @ weights)) for rows, _ in judged if rows]
    answerable = np.array([one for rows, one in judged if rows])
    support = np.array([1 / (1 + np.exp(-vector @ weights)) for vector, _ in best])
    right = np.array([label for _, label in best])
    crosses = np.array([vector[-1] > 0 for vector, _ in best])
    print(f"first sentence right: {right[answerable].mean():.3f} of {answerable.sum()} answerable questions")
    for name, part in (("within a language", ~crosses), ("across languages", crosses)):
        chosen = round(float(np.quantile(support[part & answerable], FALSE_REFUSALS)), 3)
        for bar in sorted({0.05, 0.1, 0.2, 0.3, 0.4, 0.5, chosen}):
            refused = support[part] < bar
            precision = (refused & ~answerable[part]).sum() / max(1, refused.sum())
            recall, false = refused[~answerable[part]].mean(), refused[answerable[part]].mean()
            mark = "  ← BAR" if bar == chosen else ""
            shares = f"precision {precision:.2f}, recall {recall:.2f}, false refusals {false:.2f}"
            print(f"{name}, bar {bar:.3f}: {shares}{mark}")


def _article(document_id: str) -> int:
    return int(document_id.split("-")[2])


def _spread(rows: list[Row], limit: int) -> list[Row]:
    return rows[:: max(1, len(rows) // limit)][:limit]


def _rows(file: Path) -> list[Row]:
    return [json.loads(line) for line in file.open(encoding="utf-8")]


if __name__ == "__main__":
    raise SystemExit(main())
