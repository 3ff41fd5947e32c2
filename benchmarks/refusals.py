"""Refusals over the whole path, plain against trained: python benchmarks/refusals.py [--limit N] [--weights PATH].

The sets that judge, none of which was trained or calibrated on; of SQuAD 2.0 only the half of the held-out articles
that the bars were not set with. Sets that are not there are skipped by name. Where answers are accepted forms, the
share of right ones shows what a refusal costs.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.held_out import QUESTIONS, SHARED, english_squad2, spread, write_rows
from benchmarks.readers import (
    add_weights_option,
    assistant_with,
    index_opener,
    load_embedder,
    load_span_model,
    make_plain,
    make_trained,
)
from qa.answering.evidence.reader import MakeReader
from qa.evaluation.metrics import (
    Result,
    Share,
    answer_accuracy,
    false_refusal_rate,
    grounded_accuracy,
    refusal_precision,
    refusal_recall,
)
from qa.evaluation.question_set import read_questions
from qa.evaluation.refusal_curve import curve_table, refusal_curve, to_json
from qa.evaluation.report import run
from qa.settings import Settings

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
COLUMNS = (refusal_precision, refusal_recall, false_refusal_rate, answer_accuracy, grounded_accuracy)


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """A set of questions and the documents that they are asked of."""

    name: str
    questions: Path
    documents: Path


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=int, default=0, help="at most so many questions of each set, spread over it")
    parser.add_argument("--sets", nargs="*", default=[], help="only sets whose name holds one of these")
    parser.add_argument("--readers", nargs="*", default=["plain", "trained"], choices=["plain", "trained"])
    parser.add_argument("--curve", action="store_true", help="also print what other bars would refuse")
    parser.add_argument("--folder", type=Path, default=Path("data/benchmark/refusals"), help="keeps the indexes")
    add_weights_option(parser)
    arguments = parser.parse_args()
    settings = Settings.from_environment()
    embedder = load_embedder(settings)
    readers = {name: _maker(name, arguments, settings) for name in arguments.readers}
    open_index = index_opener(embedder, settings)
    print("| set | questions | without answer | reader | precision | recall | false refusals | right | grounded |")
    print("|---|---|---|---|---|---|---|---|---|")
    results: dict[str, list[Result]] = {}
    for one in _sets(arguments.folder):
        if arguments.sets and not any(part in one.name for part in arguments.sets):
            continue
        if not one.questions.exists() or not one.documents.exists():
            print(f"{one.name}: skipped, {one.questions.name} or its documents are not there", file=sys.stderr)
            continue
        index = open_index(one.documents, arguments.folder / one.name.replace(" ", "-"))
        questions = spread(read_questions(one.questions), arguments.limit)
        for reader, make_reader in readers.items():
            found = run(questions, assistant_with(make_reader, index, settings).ask)
            results.setdefault(reader, []).extend(found)
            _print_row(one.name, reader, found)
    for reader, found in results.items():
        _print_row("all", reader, found)
    for reader, found in results.items() if arguments.curve else ():
        print(f"\n{reader}\n\n{curve_table(to_json(refusal_curve(found)))}")
    return 0


def _sets(folder: Path) -> list[QuestionSet]:
    sets = [
        QuestionSet("corpus", CORPUS / "questions.jsonl", CORPUS),
        QuestionSet("five reports", SHARED / "eval" / "seeds_dev.jsonl", SHARED / "seeds"),
        *(
            QuestionSet(name, QUESTIONS / f"{stem}.jsonl", QUESTIONS / f"{stem}.docs.jsonl")
            for name, stem in (("work reports absent", "govwr2008_22_absent_en-zh"), ("MTRAG-UN", "mtrag_un"))
        ),
    ]
    if QUESTIONS.is_dir():
        questions, documents = english_squad2("report")
        sets.append(
            QuestionSet(
                "SQuAD 2.0 held out",
                write_rows(folder / "squad2.jsonl", questions),
                write_rows(folder / "squad2.docs.jsonl", documents),
            )
        )
    return sets


def _maker(name: str, arguments: argparse.Namespace, settings: Settings) -> MakeReader:
    if name == "plain":
        return make_plain()
    return make_trained(load_span_model(arguments.weights, settings), arguments.support)


def _print_row(name: str, reader: str, results: Sequence[Result]) -> None:
    unanswerable = sum(not one.gold.answerable for one in results)
    figures = " | ".join(_cell(metric(results)) for metric in COLUMNS)
    print(f"| {name} | {len(results)} | {unanswerable} | {reader} | {figures} |", flush=True)


def _cell(share: Share) -> str:
    return "–" if share is None else f"{share:.2f}"


if __name__ == "__main__":
    raise SystemExit(main())
