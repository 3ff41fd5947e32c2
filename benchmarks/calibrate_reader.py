"""Fit a reader's support and its bars: python -m benchmarks.calibrate_reader [--reader plain] [--limit N] [--write].

Fits weights and bars to one half of each set and prints them, with the curve of refusals on the other half, and how
far the support of a set can be trusted that was left out of the fit; `--write` writes those of the trained reader to
the file that is loaded with it. Without the development questions it says so and stops.
"""

import argparse
import hashlib
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from benchmarks.calibration import Vector, Weights, best_of_each, fitted, lowest_bar, supports_of, sure_bar
from benchmarks.calibration_sets import Judged, from_json, judged_questions, to_json
from benchmarks.held_out import PAIRS, QUESTIONS
from benchmarks.readers import (
    add_weights_option,
    index_opener,
    load_embedder,
    load_span_model,
    make_plain,
    make_unfitted,
)
from qa.answering.evidence.support import PAIRS as LANGUAGE_PAIRS
from qa.answering.evidence.support import Support, write_support
from qa.settings import Settings

BARS_SHOWN = (0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
# Bins of the expected calibration error.
_BINS = 10


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reader", choices=["plain", "trained"], default="trained")
    parser.add_argument("--limit", type=int, default=600, help="at most so many questions of each set and half")
    parser.add_argument("--folder", type=Path, default=Path("data/benchmark/calibration"), help="keeps the indexes")
    parser.add_argument("--judged", type=Path, help="a file that keeps what was read; read again where it is there")
    parser.add_argument("--write", action="store_true", help="write what was fitted to the file of --support")
    add_weights_option(parser)
    arguments = parser.parse_args()
    if arguments.write and arguments.reader != "trained":
        parser.error("--write is for the trained reader")
    if not QUESTIONS.is_dir():
        print("skipped: the development questions are not there", file=sys.stderr)
        return 0
    judged = _judged(arguments)
    fitting, reporting = (
        [question for question in judged if question.half == half] for half in ("calibration", "report")
    )
    print(f"{len(fitting)} questions to fit to, {len(reporting)} to report on")
    weights = fitted(fitting)
    for name, pair in (("within", "zh-zh"), ("across", "en-zh")):
        told = np.array2string(weights[pair], precision=2, separator=", ", max_line_width=110, suppress_small=True)
        print(f"{name}: {told}")
    bars = {pair: lowest_bar(fitting, weights, pair) for pair in PAIRS}
    print("BARS =", bars)
    if arguments.write:
        # What is reported below was fitted to one half; what is used, to both.
        used = fitted(judged)
        lowest = {pair: lowest_bar(judged, used, pair) for pair in PAIRS}
        sure = {pair: max(lowest[pair], sure_bar(judged, used, pair)) for pair in PAIRS}
        write_support(_support(arguments.weights, used, lowest, sure), arguments.support)
        print(f"written to {arguments.support}, fitted to both halves:", lowest, sure)
    _print_left_out(judged)
    for name in dict.fromkeys(question.name for question in reporting):
        part = [question for question in reporting if question.name == name]
        print(f"\n## {name}: log loss {_log_loss(part, weights):.4f} on the half reported")
        _print_curves(part, weights, bars)
    return 0


def _judged(arguments: argparse.Namespace) -> list[Judged]:
    kept: Path | None = arguments.judged
    if kept and kept.exists():
        return from_json(kept.read_text("utf-8"))
    settings = Settings.from_environment()
    is_plain = arguments.reader == "plain"
    make_reader = make_plain() if is_plain else make_unfitted(load_span_model(arguments.weights, settings))
    open_index = index_opener(load_embedder(settings), settings)
    judged = judged_questions(arguments.folder, arguments.limit, open_index, make_reader)
    if kept:
        kept.write_text(to_json(judged), "utf-8")
    return judged


def _support(reader: Path, weights: Weights, bars: Mapping[str, float], sure: Mapping[str, float]) -> Support:
    """What is written, rounded as it is printed."""
    return Support(
        within=np.round(weights["zh-zh"], 2),
        across=np.round(weights["en-zh"], 2),
        bars={pair: round(bars["-".join(pair)], 3) for pair in LANGUAGE_PAIRS},
        sure={pair: round(sure["-".join(pair)], 3) for pair in LANGUAGE_PAIRS},
        reader_sha256=hashlib.sha256(reader.read_bytes()).hexdigest(),
    )


def _print_left_out(judged: Sequence[Judged]) -> None:
    """For each set, fitted to the others: how well support tells what is right, and how true it is as a probability."""
    print("\n| left out | questions | AUC of right against wrong | expected calibration error |\n|---|---|---|---|")
    for name in dict.fromkeys(question.name for question in judged):
        weights = fitted([question for question in judged if question.name != name])
        found = [one for pair in PAIRS for one in best_of_each([q for q in judged if q.name == name], weights, pair)]
        supports = np.array([one.support for one in found])
        right = np.array([one.is_right for one in found], float)
        print(f"| {name} | {len(found)} | {_auc(supports, right):.3f} | {_calibration_error(supports, right):.3f} |")


def _auc(scores: Vector, labels: Vector) -> float:
    """How often a right one scores above a wrong one; ties count half."""
    right, wrong = scores[labels > 0][:, None], scores[labels == 0][None]
    return float(((right > wrong) + 0.5 * (right == wrong)).mean()) if right.size and wrong.size else float("nan")


def _calibration_error(scores: Vector, labels: Vector) -> float:
    """The expected calibration error over ten bins of equal width (Naeini et al. 2015)."""
    bins = np.minimum((scores * _BINS).astype(int), _BINS - 1)
    return float(
        sum(
            (bins == at).mean() * abs(scores[bins == at].mean() - labels[bins == at].mean())
            for at in range(_BINS)
            if (bins == at).any()
        )
    )


def _log_loss(judged: Sequence[Judged], weights: Weights) -> float:
    losses = [
        -np.log(max(1e-12, support if candidate.right else 1 - support))
        for each in judged
        for candidate, (_, support) in zip(each.candidates, supports_of(each, weights), strict=True)
    ]
    return float(np.mean(losses)) if losses else float("nan")


def _print_curves(judged: Sequence[Judged], weights: Weights, bars: dict[str, float]) -> None:
    """Refusals at several bars for each pair, and at the bars that were chosen."""
    print("\n| pair | bar | precision | recall | false refusals |\n|---|---|---|---|---|")
    for pair in PAIRS:
        part = [question for question in judged if question.pair == pair]
        for bar in sorted({*BARS_SHOWN, round(bars[pair], 3)}):
            refused = [all(support < bar for _, support in supports_of(question, weights)) for question in part]
            _print_row(f"{pair} | {bar:.3f}{' ←' if bar == round(bars[pair], 3) else ''}", part, refused)
    refused = [all(support < bars[at] for at, support in supports_of(question, weights)) for question in judged]
    _print_row("all | as chosen", judged, refused)


def _print_row(name: str, judged: Sequence[Judged], refused: Sequence[bool]) -> None:
    answerable = np.array([question.answerable for question in judged], bool)
    no = np.array(refused, bool)
    if answerable.all() or not answerable.any():
        print(f"| {name} | too few questions | | |")
        return
    precision = (no & ~answerable).sum() / max(1, no.sum())
    print(f"| {name} | {precision:.2f} | {no[~answerable].mean():.2f} | {no[answerable].mean():.2f} |", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
