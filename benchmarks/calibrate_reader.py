"""Fit a reader's support and its bars: python -m benchmarks.calibrate_reader [--reader plain] [--limit N] [--write].

Fits weights and bars to one half of the held-out articles and prints them, with the curve of refusals on the other
half; `--write` writes those of the trained reader to the file that is loaded with it. Without the development questions
it says so and stops.
"""

import argparse
import hashlib
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

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

# The share of answerable questions that a bar may refuse: below the 8 % that are allowed on other questions.
FALSE_REFUSALS = 0.05
BARS_SHOWN = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
Vector = NDArray[np.float64]
# Within a language and across two the same things tell different amounts.
GROUPS = {"within": ("zh-zh", "en-en"), "across": ("en-zh", "zh-en")}
# Weights for each pair; the same ones where they are shared.
Weights = dict[str, Vector]


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
    weights = _fitted_by_group(fitting, GROUPS if arguments.reader == "trained" else {"all pairs": PAIRS})
    bars = {pair: _bar(fitting, weights, pair) for pair in PAIRS}
    print("BARS =", {pair: round(bar, 3) for pair, bar in bars.items()})
    if arguments.write:
        write_support(_support(arguments.weights, weights, bars), arguments.support)
        print(f"written to {arguments.support}")
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


def _support(reader: Path, weights: Weights, bars: Mapping[str, float]) -> Support:
    """What is written, rounded as it is printed."""
    within, across = (np.round(weights[pairs[0]], 2) for pairs in GROUPS.values())
    return Support(
        within=within,
        across=across,
        bars={pair: round(bars["-".join(pair)], 3) for pair in LANGUAGE_PAIRS},
        reader_sha256=hashlib.sha256(reader.read_bytes()).hexdigest(),
    )


def _fitted_by_group(judged: Sequence[Judged], groups: Mapping[str, Sequence[str]]) -> Weights:
    found: Weights = {}
    for name, pairs in groups.items():
        weights = _fitted(judged, pairs)
        print(
            f"{name}:", np.array2string(weights, precision=2, separator=", ", max_line_width=110, suppress_small=True)
        )
        found |= dict.fromkeys(pairs, weights)
    return found


def _fitted(judged: Sequence[Judged], pairs: Sequence[str]) -> Vector:
    rows = [
        (candidate.vector, candidate.right)
        for each in judged
        for candidate in each.candidates
        if candidate.pair in pairs
    ]
    return logistic_regression(np.array([vector for vector, _ in rows]), np.array([float(right) for _, right in rows]))


def logistic_regression(features: Vector, labels: Vector, ridge: float = 1.0) -> Vector:
    """Weights by Newton's method with a small ridge penalty (not on the constant)."""
    weights = np.zeros(features.shape[1])
    penalty = np.diag([1e-6, *[ridge] * (features.shape[1] - 1)])
    for _ in range(30):
        chance = _probability(features @ weights)
        gradient = features.T @ (labels - chance) - penalty @ weights
        hessian = (features * (chance * (1 - chance))[:, None]).T @ features + penalty
        weights = weights + np.linalg.solve(hessian, gradient)
    return weights


def _probability(logits: Vector) -> Vector:
    chance: Vector = 1 / (1 + np.exp(-np.clip(logits, -500, 500)))
    return chance


def _supports(question: Judged, weights: Weights) -> list[tuple[str, float]]:
    """The pair and the support of each candidate."""
    return [
        (candidate.pair, float(_probability(np.array(candidate.vector @ weights[candidate.pair]))))
        for candidate in question.candidates
    ]


def _bar(judged: Sequence[Judged], weights: Weights, pair: str) -> float:
    """The support below which the allowed share of the answerable questions of a pair stay."""
    best = [
        max((support for at, support in _supports(question, weights) if at == pair), default=0.0)
        for question in judged
        if question.answerable and question.pair == pair and any(each.pair == pair for each in question.candidates)
    ]
    return float(np.quantile(best, FALSE_REFUSALS)) if best else 0.5


def _log_loss(judged: Sequence[Judged], weights: Weights) -> float:
    losses = [
        -np.log(max(1e-12, support if candidate.right else 1 - support))
        for each in judged
        for candidate, (_, support) in zip(each.candidates, _supports(each, weights), strict=True)
    ]
    return float(np.mean(losses)) if losses else float("nan")


def _print_curves(judged: Sequence[Judged], weights: Weights, bars: dict[str, float]) -> None:
    """Refusals at several bars for each pair, and at the bars that were chosen."""
    print("\n| pair | bar | precision | recall | false refusals |\n|---|---|---|---|---|")
    for pair in PAIRS:
        part = [question for question in judged if question.pair == pair]
        for bar in sorted({*BARS_SHOWN, round(bars[pair], 3)}):
            refused = [all(support < bar for _, support in _supports(question, weights)) for question in part]
            _print_row(f"{pair} | {bar:.3f}{' ←' if bar == round(bars[pair], 3) else ''}", part, refused)
    refused = [all(support < bars[at] for at, support in _supports(question, weights)) for question in judged]
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
