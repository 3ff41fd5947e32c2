"""Answers in quotes and in words, side by side on the same questions: `python benchmarks/wording.py [--limit N]`.

Run it where nothing else runs: the seconds count. Sets that are not there are skipped with their name.
"""

import argparse
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.held_out import article_of, in_half
from embeddings import Embedder
from qa.answering.wording.sentence_check import unsupported
from qa.assistant import Assistant
from qa.evaluation.metrics import METRICS, Result, is_accurate, is_grounded
from qa.evaluation.question_set import GoldQuestion, read_questions
from qa.index_builder import build_index
from qa.settings import Settings
from qa.types import CITATION_MARK, Answer, Document

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
QUESTIONS = SHARED / "data" / "questions"
SETS = (
    ("corpus", ROOT / "corpus" / "questions.jsonl", ROOT / "corpus"),
    ("five reports", SHARED / "eval" / "seeds_dev.jsonl", SHARED / "seeds"),
    ("XQuAD en-zh", QUESTIONS / "xquad_en-zh.jsonl", QUESTIONS / "xquad_en-zh.docs.jsonl"),
)
MOST = 200
_SHOWN = (
    "answer_accuracy",
    "grounded_accuracy",
    "citation_precision",
    "citation_recall",
    "refusal_recall",
    "false_refusal_rate",
)


@dataclass(frozen=True, slots=True)
class Timed:
    """An answer, and the seconds to its first evidence, first checked sentence (None: none came) and end."""

    answer: Answer
    first_evidence: float
    first_sentence: float | None
    end: float


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=int, default=MOST, help="questions of each set (default: %(default)s)")
    parser.add_argument("--part", default="1/1", help="only this part of them: 2/4 is the second quarter")
    parser.add_argument("--set", default="", help="only the sets with this in their name")
    parser.add_argument("--language-model", default="local", help="compared with none (default: %(default)s)")
    parser.add_argument("--once", action="store_true", help="do not ask again to see whether the answer is the same")
    wanted = parser.parse_args()
    settings = Settings.from_environment()
    embedder = Embedder(settings.embedding_model, cache_folder=settings.cache_folder, precision=settings.precision)
    for name, questions, documents in SETS:
        if wanted.set.lower() not in name.lower():
            continue
        if not questions.exists() or not documents.exists():
            print(f"\n{name}: skipped, {questions} is not there", flush=True)
            continue
        folder = ROOT / "data" / "evaluation" / name.replace(" ", "-")
        build_index([documents], folder, embedder=embedder)
        part, parts = map(int, wanted.part.split("/"))
        chosen = _spread(_never_learnt(read_questions(questions), questions), wanted.limit)[part - 1 :: parts]
        for model in ("none", wanted.language_model):
            assistant = Assistant.open(folder, language_model=model, embedder=embedder)
            timed = [_told(model, one, ask(assistant, one.question)) for one in chosen]
            _print(f"{name}, language model {model}", chosen, timed, assistant)
            if not wanted.once:
                again = [ask(assistant, one.question).answer.text for one in chosen]
                same = sum(one.answer.text == text for one, text in zip(timed, again, strict=True))
                print(f"the same answer in two runs: {same} of {len(timed)}", flush=True)
    return 0


def ask(assistant: Assistant, question: str) -> Timed:
    """The last answer of a stream with the times of its steps."""
    began = time.perf_counter()
    first_evidence = first_sentence = None
    answer = None
    for event in assistant.stream(question):
        now = time.perf_counter() - began
        if event.answer is not None:
            answer = event.answer
            first_evidence = first_evidence or now
        if event.name == "written" and event.answer is not None and not event.answer.reason:
            first_sentence = first_sentence or now
    assert answer is not None
    assert first_evidence is not None
    return Timed(answer, first_evidence, first_sentence, time.perf_counter() - began)


def _told(model: str, gold: GoldQuestion, timed: Timed) -> Timed:
    """Print what became of one question; so a run that is cut off has told something."""
    result = Result(gold, timed.answer)
    sentence = "–" if timed.first_sentence is None else f"{timed.first_sentence:.1f}"
    print(
        f"{model} {gold.id}: {timed.answer.status}, accurate {is_accurate(result)}, grounded {is_grounded(result)},"
        f" seconds {timed.first_evidence:.1f} {sentence} {timed.end:.1f}",
        flush=True,
    )
    return timed


def figures_without_quote(answer: Answer, document: Callable[[str], Document]) -> list[str]:
    """The figures of an answer that stand in none of its cited quotes, nor in a cited document's title or date.

    A lone 一 is no figure but part of a word, as in 另一来源.
    """
    sources = [document(one.document_id) for one in answer.citations]
    quotes = [one.quote for one in answer.citations] + [f"{one.title}\n{one.source}\n{one.date}" for one in sources]
    loose = unsupported(CITATION_MARK.sub(" ", answer.text), "\n".join(quotes)) if quotes else ()
    return [figure for figure in loose if figure != "一"]


def _print(name: str, questions: Sequence[GoldQuestion], timed: Sequence[Timed], assistant: Assistant) -> None:
    results = [Result(gold, one.answer) for gold, one in zip(questions, timed, strict=True)]
    shares = {metric: METRICS[metric](results) for metric in _SHOWN}
    written = [one.first_sentence for one in timed if one.first_sentence is not None]
    answered = sum(one.answer.status == "answered" for one in timed)
    loose = [figure for one in timed for figure in figures_without_quote(one.answer, assistant.document)]
    failed = sum(bool(one.answer.reason) for one in timed if one.answer.status == "answered")
    print(f"\n{name}: {len(timed)} questions, {answered} answered, {len(written)} in words, {failed} wordings failed")
    print("; ".join(f"{metric} {'–' if share is None else f'{share:.3f}'}" for metric, share in shares.items()))
    print(
        f"seconds (medians): first evidence {median(one.first_evidence for one in timed):.2f},"
        f" first checked sentence {f'{median(written):.2f}' if written else '–'},"
        f" end {median(one.end for one in timed):.2f}"
    )
    print(f"figures shown that stand in no cited quote: {len(loose)} {loose[:10]}", flush=True)


def _spread(questions: Sequence[GoldQuestion], limit: int) -> list[GoldQuestion]:
    if limit >= len(questions):
        return list(questions)
    return [questions[at * len(questions) // limit] for at in range(limit)]


def _never_learnt(questions: Sequence[GoldQuestion], file: Path) -> list[GoldQuestion]:
    """The questions of articles that the reader did not learn from, where a set was trained on in part."""
    if not file.name.startswith("xquad"):
        return list(questions)
    return [one for one in questions if one.document_id and in_half(article_of(one.document_id), "both")]


if __name__ == "__main__":
    raise SystemExit(main())
