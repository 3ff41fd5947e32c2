"""Search with and without the trained reader: python benchmarks/reranking.py [--pairs …] [--sizes …] [--limit N].

XQuAD's 240 paragraphs of a language alone, among 400 and among all 12,000 Chinese news passages: recall of the dense
list, of the fused lists, and of those reranked by the reader, at several weights; then the whole path with the plain
and the trained reader. Held-out articles stand apart from all. Indexes are kept; nothing is embedded twice.
"""

import argparse
import gzip
import json
import statistics
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from benchmarks.held_out import PAIRS, QUESTIONS, Row, article_of, in_half, rows, spread, write_rows
from benchmarks.readers import (
    add_weights_option,
    assistant_with,
    load_embedder,
    load_span_model,
    make_plain,
    make_trained,
)
from qa.answering.evidence.passage_order import WEIGHT, blend
from qa.answering.evidence.reader import MakeReader
from qa.answering.evidence.trained_reader import FIRST_READ, head_of, is_sure
from qa.answering.reading.code_switched_question import glossed
from qa.answering.reading.span_model import Reading, SpanModel
from qa.components import OpenIndex, open_index
from qa.evaluation.metrics import exact_match, grounded_accuracy, span_f1
from qa.evaluation.question_set import GoldQuestion
from qa.evaluation.report import run
from qa.index_builder import build_index
from qa.retrieval.retriever import List
from qa.settings import Settings
from qa.types import Hit, Language

DISTRACTORS = QUESTIONS / "news_distractors.docs.jsonl.gz"
DEPTHS = (1, 5, 10)
PASSAGES = 20
WEIGHTS = (0.01, 0.02, 0.05, 0.1, 0.25)
SURE_SHOWN = (1.0, 2.0, 3.0)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the documents that each method finds, best first, and how long reading them all took.

    `ends` is how many passages are read for each certainty that ends the reading.
    """

    row: Row
    found: Mapping[str, Sequence[str]]
    seconds: float
    ends: Mapping[str, int]

    @property
    def is_held_out(self) -> bool:
        return in_half(article_of(self.row["doc_id"]), "both")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", nargs="*", default=["en-zh"], choices=PAIRS)
    parser.add_argument(
        "--sizes", nargs="*", type=int, default=[400, 12_000], help="how many news passages are mixed in"
    )
    parser.add_argument("--limit", type=int, default=0, help="at most so many questions, spread over all articles")
    parser.add_argument("--half", choices=["calibration", "report"], help="only these held-out articles")
    parser.add_argument("--folder", type=Path, default=Path("data/benchmark"), help="where the indexes are kept")
    add_weights_option(parser)
    arguments = parser.parse_args()
    if not QUESTIONS.is_dir():
        print("skipped: the development questions are not there", file=sys.stderr)
        return 0
    settings = Settings.from_environment()
    embedder = load_embedder(settings)
    model = load_span_model(arguments.weights, settings)
    readers = {"plain": make_plain(), "trained": make_trained(model, arguments.support)}
    for pair in arguments.pairs:
        asked = [
            row
            for row in rows(QUESTIONS / f"xquad_{pair}.jsonl")
            if not arguments.half or in_half(article_of(row["doc_id"]), arguments.half)
        ]
        for size in arguments.sizes:
            folder = _index_folder(arguments.folder, pair.split("-")[1], size)
            build_index(_documents(pair.split("-")[1], size, folder), folder, settings=settings, embedder=embedder)
            index = open_index(folder, settings, embedder)
            print(f"\n{pair} among {size:,} news passages\n")
            _print_recalls([_ask(index, model, row) for row in spread(asked, arguments.limit)])
            _print_answers(index, readers, settings, spread(asked, arguments.limit))
    return 0


def _index_folder(folder: Path, language: str, size: int) -> Path:
    """The index of all 12,000 is the one of retrieval.py."""
    return folder / f"{language}{'-distractors' if size >= 12_000 else f'-{size}' if size else ''}"


def _documents(language: str, size: int, index: Path) -> list[Path]:
    own = QUESTIONS / f"xquad_{language}-{language}.docs.jsonl"
    if size >= 12_000:
        return [own, DISTRACTORS]
    return (
        [own, write_rows(index.with_suffix(".docs.jsonl"), list(islice(_odd_distractors(), size)))] if size else [own]
    )


def _odd_distractors() -> Iterator[Row]:
    """Every other news passage: those of an odd number, counted from 1."""
    with gzip.open(DISTRACTORS, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, islice(lines, 0, None, 2))


def _ask(index: OpenIndex, model: SpanModel, row: Row) -> Asked:
    question = index.understand(row["question"])
    hits = index.retriever.search(question, limit=PASSAGES)
    began = time.perf_counter()
    passages = [hit.passage.text for hit in hits]
    heads = [head_of(hit.passage, index.document(hit.passage.document_id)) for hit in hits]
    readings = model.read_each([glossed(question, one) for one in passages], passages, heads)
    seconds = time.perf_counter() - began
    language: Language = "zh" if row["lang_doc"] == "zh" else "en"
    dense = index.retriever.rankings(question)[List("dense", language)][:PASSAGES]
    found = {
        "dense": [passage.document_id for passage in index.knowledge_base.passages(dense)],
        "fused": _documents_of(hits),
    }
    scores = [reading.score for reading in readings]
    for weight in WEIGHTS:
        found[f"reranked, {weight}"] = _documents_of(_reranked(hits, scores, weight))
    ends = {f"{sure:g}": _read_until(readings, sure) for sure in SURE_SHOWN}
    for sure, count in ends.items():
        ordered = _reranked(hits[:count], scores[:count], WEIGHT)
        found[f"reranked, {WEIGHT}, sure at {sure}"] = _documents_of([*ordered, *hits[count:]])
    return Asked(row, {name: list(dict.fromkeys(ids)) for name, ids in found.items()}, seconds, ends)


def _read_until(readings: Sequence[Reading], sure: float) -> int:
    """How many passages are read where reading ends after the first ones if one of them is as sure as this."""
    is_found = any(is_sure(one, sure) for one in readings[:FIRST_READ])
    return FIRST_READ if is_found else len(readings)


def _reranked(hits: Sequence[Hit], scores: Sequence[float], weight: float) -> list[Hit]:
    order = sorted(range(len(hits)), key=lambda at: (-blend(at + 1, scores[at], weight), at))
    return [hits[at] for at in order]


def _documents_of(hits: Sequence[Hit]) -> list[str]:
    return [hit.passage.document_id for hit in hits]


def _print_recalls(asked: Sequence[Asked]) -> None:
    heads = " | ".join(f"recall@{depth}" for depth in DEPTHS)
    print(f"| articles | questions | list | {heads} |\n|---|---|---|" + "---|" * len(DEPTHS))
    for name, part in (("held out", [one for one in asked if one.is_held_out]), ("all", asked)):
        for made in part[0].found if part else ():
            recalls = [
                sum(one.row["doc_id"] in one.found[made][:depth] for one in part) / len(part) for depth in DEPTHS
            ]
            print(f"| {name} | {len(part)} | {made} | " + " | ".join(f"{one:.3f}" for one in recalls) + " |")
    median = statistics.median(one.seconds for one in asked) * 1000
    print(f"\nScoring {PASSAGES} passages took {median:.0f} ms at the median.")
    for sure in asked[0].ends:
        early = sum(one.ends[sure] < PASSAGES for one in asked) / len(asked)
        print(f"Sure at {sure}: {early:.0%} of the questions need only {FIRST_READ} passages read.")
    print(flush=True)


def _print_answers(
    index: OpenIndex, readers: Mapping[str, MakeReader], settings: Settings, asked: Sequence[Row]
) -> None:
    """The whole path over the same questions; reading includes what the reader does to rank and judge."""
    print("| articles | questions | reader | exact match | F1 | grounded | reading, median ms |\n" + "|---" * 7 + "|")
    gold = [GoldQuestion(row["id"], "", row["question"], tuple(row["answers"]), row["doc_id"], True) for row in asked]
    held_out = [in_half(article_of(row["doc_id"]), "both") for row in asked]
    for reader, make_reader in readers.items():
        results = run(gold, assistant_with(make_reader, index, settings).ask)
        for name, part in (
            ("held out", [one for one, held in zip(results, held_out, strict=True) if held]),
            ("all", results),
        ):
            if part:
                shares = [metric(part) or 0.0 for metric in (exact_match, span_f1, grounded_accuracy)]
                read = statistics.median(one.answer.seconds["read"] for one in part) * 1000
                figures = " | ".join(f"{share:.3f}" for share in shares)
                print(f"| {name} | {len(part)} | {reader} | {figures} | {read:.0f} |", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
