"""Fit a reader's support and its bars: python -m benchmarks.calibrate_reader [--reader plain] [--limit N] [--write].

Fits weights and bars to one half of each set and prints them, with the curve of refusals on the other half, and how
far the support of a set can be trusted that was left out of the fit; `--write` writes those of the trained reader to
the file that is loaded with it. Without the development questions it says so and stops.
"""

import argparse
import hashlib
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

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
from qa.answering.evidence.support import FEATURES, Support, write_support
from qa.answering.evidence.support import PAIRS as LANGUAGE_PAIRS
from qa.settings import Settings

BARS_SHOWN = (0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
# A right answer is worth as much as so many right refusals: two of three questions that people ask have an answer. Of
# bars that are worth nearly the same the highest is taken, since a wrong answer does more harm than a refusal.
RIGHT_ANSWER, NEARLY = 2.0, 0.999
# Across two languages support ranks less well; there a bar costs at most this share of the right answers.
MOST_LOST = 0.02
# What is right less often than this is never shown.
LEAST = 0.1
# From the sure bar on at least this share of the answers shown are right.
SURE = 0.9
# A weight across two languages may differ from the one within a language, but that costs this much more.
_RIDGE, _RIDGE_ACROSS = 0.3, 10.0
# The best candidate of a question is what is shown: it counts as much as all others together.
_BEST = 0.5
_BINS = 10
# What speaks for an answer never counts against it, and the other way round, whatever a few questions seem to say.
_SIGNS = dict.fromkeys(
    ("span_score", "answerable", "least", "margin", "fused", "beside", "coverage", "around", "likeness", "rank"), 1
) | (
    dict.fromkeys(
        ("before", "missing", "nowhere", "rival", "twin", "other_number", "nearer", "period_missing", "period_rival")
        + ("another", "lost", "gained", "level_for_change", "change_for_level", "other_attribute")
        + ("lacks_figure", "missed", "elsewhere", "lacks_asked", "unheard", "lacks_phrase"),
        -1,
    )
)
_ANOTHER = FEATURES.index("another")
Vector = NDArray[np.float64]
# Weights for each pair.
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
    weights = fitted(fitting)
    for name, pair in (("within", "zh-zh"), ("across", "en-zh")):
        told = np.array2string(weights[pair], precision=2, separator=", ", max_line_width=110, suppress_small=True)
        print(f"{name}: {told}")
    bars = {pair: _bar(fitting, weights, pair) for pair in PAIRS}
    print("BARS =", bars)
    if arguments.write:
        # What is reported below was fitted to one half; what is used, to both.
        used = fitted(judged)
        lowest = {pair: _bar(judged, used, pair) for pair in PAIRS}
        sure = {pair: max(lowest[pair], _sure_bar(judged, used, pair)) for pair in PAIRS}
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


def fitted(judged: Sequence[Judged]) -> Weights:
    """The weights within a language and across two, which differ from those as little as the questions allow.

    Every set counts as much as any other, and every question of a set as much as any other. Last, what is shown of each
    question, its best candidate, is made as probable as it is right (Platt 1999).
    """
    sizes = Counter(question.name for question in judged)
    rows, labels, counts, across = [], [], [], []
    for question in judged:
        share = len(judged) / len(sizes) / sizes[question.name]
        best = max(question.candidates, key=lambda one: float(one.vector[1]), default=None)
        for candidate in question.candidates:
            rows.append(candidate.vector)
            labels.append(float(candidate.right))
            counts.append(share * (_BEST * (candidate is best) + (1 - _BEST) / len(question.candidates)))
            across.append(float(_is_across(candidate.pair)))
    features = np.array(rows)
    both = np.hstack([features, features * np.array(across)[:, None]])
    size = features.shape[1]
    ridge = np.repeat([_RIDGE, _RIDGE_ACROSS], size)
    ridge[[0, size]] = 1e-6, 0.1
    signs = np.array([_SIGNS.get(name, 0) for name in FEATURES] if size == len(FEATURES) else [0] * size)
    found = logistic_regression(both, np.array(labels), np.array(counts), ridge, np.concatenate([signs, 0 * signs]))
    weights = {pair: found[:size] + found[size:] * _is_across(pair) for pair in PAIRS}
    return {pair: _made_true(judged, weights, pair) for pair in PAIRS}


def _made_true(judged: Sequence[Judged], weights: Weights, pair: str) -> Vector:
    """The weights of a pair, scaled and moved so that the support of what is shown is the share of it that is right.

    What speaks of another is moved apart, since the best of it is a trap more often than all of it.
    """
    alike = [other for other in PAIRS if _is_across(other) == _is_across(pair)]
    shown = [one for other in alike for one in _shown(judged, weights, other)]
    supports = np.clip(np.array([one.support for one in shown]), 1e-6, 1 - 1e-6)
    logits = np.log(supports / (1 - supports))
    another = np.array([one.of_another for one in shown])
    features = np.column_stack([np.ones(len(shown)), logits, another])
    labels = np.array([float(one.is_right) for one in shown])
    counts = np.array([one.count for one in shown])
    scale = logistic_regression(features, labels, counts * len(shown) / counts.sum(), np.full(3, 1e-3), np.zeros(3))
    true: Vector = scale[1] * weights[pair]
    true[0] += scale[0]
    if len(true) > _ANOTHER:
        true[_ANOTHER] += scale[2]
    return true


def _is_across(pair: str) -> bool:
    asked, told = pair.split("-")
    return asked != told


def logistic_regression(features: Vector, labels: Vector, counts: Vector, ridge: Vector, signs: Vector) -> Vector:
    """Weights for n rows of features, each with its label (0 or 1) and how much it counts.

    A weight whose sign is 1 is never below 0, one whose sign is -1 never above it.
    """

    def loss(weights: Vector) -> tuple[float, Vector]:
        logits = np.clip(features @ weights, -500, 500)
        value = counts @ (np.logaddexp(0, logits) - labels * logits) + 0.5 * (ridge @ weights**2)
        return float(value), features.T @ (counts * (_probability(logits) - labels)) + ridge * weights

    bounds = [(0.0 if sign > 0 else None, 0.0 if sign < 0 else None) for sign in signs]
    found = minimize(
        loss, np.zeros(features.shape[1]), jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 2000}
    )
    weights: Vector = found.x
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


@dataclass(frozen=True, slots=True)
class _Shown:
    """The best candidate of a question; `count` makes every set count as much as any other."""

    support: float
    is_right: bool
    is_answerable: bool
    of_another: float
    name: str
    count: float = 1.0


def _shown(judged: Sequence[Judged], weights: Weights, pair: str) -> list[_Shown]:
    """Of each question whose best candidate is of a pair, that candidate."""
    found = []
    for question in judged:
        supports = _supports(question, weights)
        at = max(range(len(supports)), key=lambda place: supports[place][1], default=None)
        if at is not None and supports[at][0] == pair:
            best = question.candidates[at]
            another = float(best.vector[_ANOTHER]) if len(best.vector) == len(FEATURES) else 0.0
            found.append(_Shown(supports[at][1], best.right, question.answerable, another, question.name))
    sizes = Counter((one.name, one.is_answerable) for one in found)
    return [replace(one, count=1 / sizes[one.name, one.is_answerable]) for one in found]


def _bar(judged: Sequence[Judged], weights: Weights, pair: str) -> float:
    """The support at which right answers shown and questions rightly refused are the most, as shares of each set."""
    shown = _shown(judged, weights, pair)

    def worth(bar: float) -> float:
        right = sum(one.count for one in shown if one.support >= bar and one.is_right)
        refused = sum(one.count for one in shown if one.support < bar and not one.is_answerable)
        return RIGHT_ANSWER * right + refused

    bars = [round(float(bar), 2) for bar in np.arange(0.02, 0.8, 0.01)]
    most = max(map(worth, bars))
    highest = max(bar for bar in bars if worth(bar) >= NEARLY * most)
    if not _is_across(pair):
        return highest
    right = sorted((one.support, one.count) for one in shown if one.is_right)
    counts = np.array([count for _, count in right])
    kept = [
        support for (support, _), lost in zip(right, np.cumsum(counts), strict=True) if lost <= MOST_LOST * counts.sum()
    ]
    return min(highest, max(LEAST, round(float(max(kept, default=LEAST)), 2)))


def _sure_bar(judged: Sequence[Judged], weights: Weights, pair: str) -> float:
    """The least support from which on enough of what is shown is right."""
    shown = sorted(_shown(judged, weights, pair), key=lambda one: -one.support)
    best, right, total = 0.99, 0.0, 0.0
    for one in shown:
        share = one.count * (RIGHT_ANSWER if one.is_answerable else 1.0)
        right, total = right + share * one.is_right, total + share
        if right >= SURE * total:
            best = one.support
    return round(best, 2)


def _print_left_out(judged: Sequence[Judged]) -> None:
    """For each set, fitted to the others: how well support tells what is right, and how true it is as a probability."""
    print("\n| left out | questions | AUC of right against wrong | expected calibration error |\n|---|---|---|---|")
    for name in dict.fromkeys(question.name for question in judged):
        weights = fitted([question for question in judged if question.name != name])
        found = [one for pair in PAIRS for one in _shown([q for q in judged if q.name == name], weights, pair)]
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
