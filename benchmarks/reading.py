"""Reading with the right passage given, plain and trained: python benchmarks/reading.py [--limit N] [--weights PATH].

Only questions that the reader never learnt from. Exact match and F1 are those of `reading_scores.py`; AUC says how well
the score tells an answerable question from a near miss. Without the development sets it says so and stops.
"""

import argparse
import sys
import time
from collections.abc import Iterator, Mapping, Sequence

from benchmarks.held_out import (
    PAIRS,
    READING,
    ReadingQuestion,
    chinese_squad2,
    cmrc_development,
    cmrc_trial,
    spread,
    xquad,
)
from benchmarks.readers import (
    Prediction,
    Reader,
    add_weights_option,
    load_embedder,
    load_span_model,
    plain_spans,
    trained_spans,
)
from benchmarks.reading_scores import area_under_curve, cmrc_f1, exact_match, f1
from qa.language import detect
from qa.retrieval.dictionary import Dictionary
from qa.settings import Settings


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=int, default=0, help="at most so many questions of each set, spread over it")
    parser.add_argument("--sets", nargs="*", default=[], help="only sets whose name holds one of these")
    parser.add_argument("--readers", nargs="*", default=["plain", "trained"], choices=["plain", "trained"])
    add_weights_option(parser)
    arguments = parser.parse_args()
    if not READING.is_dir():
        print("skipped: the development sets are not there", file=sys.stderr)
        return 0
    readers = dict(_readers(arguments))
    print(
        "| set | questions | reader | EM | F1 | F1 as CMRC | AUC | ms a question |\n|---|---|---|---|---|---|---|---|"
    )
    for name, questions in _sets().items():
        if arguments.sets and not any(part in name for part in arguments.sets):
            continue
        chosen = spread(questions, arguments.limit)
        for reader_name, reader in readers.items():
            print(f"| {name} | {len(chosen)} | {reader_name} | {_measure(reader, chosen)} |", flush=True)
    return 0


def _readers(arguments: argparse.Namespace) -> Iterator[tuple[str, Reader]]:
    settings = Settings.from_environment()
    dictionary = Dictionary(settings.cache_folder)
    if "plain" in arguments.readers:
        yield "plain", plain_spans(load_embedder(settings), dictionary)
    if "trained" in arguments.readers:
        yield "trained", trained_spans(load_span_model(arguments.weights, settings), dictionary)


def _sets() -> Mapping[str, list[ReadingQuestion]]:
    near_misses = list(chinese_squad2())
    return {
        "CMRC 2018 development, held out": list(cmrc_development()),
        "CMRC 2018 trial": list(cmrc_trial()),
        **{f"XQuAD {pair}": list(xquad(pair)) for pair in PAIRS},
        **{
            f"SQuAD 2.0 {pair}": [question for question in near_misses if question.pair == pair]
            for pair in ("zh-zh", "en-zh")
        },
    }


def _measure(reader: Reader, questions: Sequence[ReadingQuestion]) -> str:
    """The figures of one row: EM and F1 over the answerable questions, AUC over all."""
    began = time.perf_counter()
    predictions = [reader(question) for question in questions]
    each = (time.perf_counter() - began) / max(1, len(questions)) * 1000
    pairs = [
        (question, prediction) for question, prediction in zip(questions, predictions, strict=True) if question.answers
    ]
    shares = [
        sum(score(prediction.text, question.answers, detect(question.passage)) for question, prediction in pairs)
        / max(1, len(pairs))
        for score in (exact_match, f1, cmrc_f1)
    ]
    return " | ".join([*(f"{share:.3f}" for share in shares), _auc(questions, predictions), f"{each:.0f}"])


def _auc(questions: Sequence[ReadingQuestion], predictions: Sequence[Prediction]) -> str:
    scores: dict[bool, list[float]] = {True: [], False: []}
    for question, prediction in zip(questions, predictions, strict=True):
        scores[bool(question.answers)].append(prediction.score)
    return f"{area_under_curve(scores[True], scores[False]):.3f}" if scores[True] and scores[False] else "–"


if __name__ == "__main__":
    raise SystemExit(main())
