"""How well documents are answered from before they are embedded: python -m benchmarks.preview [--limit N].

The same questions over a preview, in which everything is found by its words alone, and over the whole index. Sets that
are not there are skipped with their name.
"""

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.held_out import PAIRS, QUESTIONS, SHARED, article_of, in_half, spread
from embeddings import Embedder
from qa.assistant import Assistant
from qa.evaluation.question_set import GoldQuestion, read_questions
from qa.evaluation.report import Report, evaluate
from qa.index_builder import build_index
from qa.retrieval.passage_vectors import Preview
from qa.settings import Settings

_SHOWN = ("recall_at_1", "recall_at_5", "answer_accuracy", "grounded_accuracy", "false_refusal_rate", "refusal_recall")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=int, default=60, help="questions of each set (default: %(default)s)")
    limit = parser.parse_args().limit
    settings = Settings.from_environment()
    embedder = Embedder(settings.embedding_model, cache_folder=settings.cache_folder, precision=settings.precision)
    print(
        "| set | questions | documents are | " + " | ".join(_SHOWN) + " |", "|---" * (len(_SHOWN) + 3) + "|", sep="\n"
    )
    for name, file, documents in _sets():
        if not file.exists() or not documents.exists():
            print(f"{name}: skipped, {file} is not there", flush=True)
            continue
        _compare(name, spread(_never_learnt(file), limit), documents, embedder)
    return 0


def _sets() -> Iterator[tuple[str, Path, Path]]:
    for pair in PAIRS:
        yield f"XQuAD {pair}", QUESTIONS / f"xquad_{pair}.jsonl", QUESTIONS / f"xquad_{pair}.docs.jsonl"
    yield "five reports", SHARED / "eval" / "seeds_dev.jsonl", SHARED / "seeds"


def _never_learnt(file: Path) -> Sequence[GoldQuestion]:
    questions = read_questions(file)
    if not file.name.startswith("xquad"):
        return questions
    return [one for one in questions if one.document_id and in_half(article_of(one.document_id), "both")]


def _compare(name: str, questions: Sequence[GoldQuestion], documents: Path, embedder: Embedder) -> None:
    def ask(preview: Preview) -> None:
        _print(name, "previewed", evaluate(questions, Assistant.open(preview).ask).report)

    with tempfile.TemporaryDirectory() as folder:
        build_index([documents], folder, embedder=embedder, preview=ask)
        _print(name, "embedded", evaluate(questions, Assistant.open(folder, embedder=embedder).ask).report)


def _print(name: str, state: str, report: Report) -> None:
    values = ("–" if report[key] is None else f"{report[key]:.2f}" for key in _SHOWN)
    print(f"| {name} | {report['questions']} | {state} | " + " | ".join(values) + " |", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
