"""The weights of the support, and its bars, fitted to questions whose candidates are known to be right or wrong."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from benchmarks.calibration_sets import Judged
from benchmarks.held_out import PAIRS
from qa.answering.evidence.support import FEATURES

# A right answer is worth as much as so many right refusals: two of three questions that people ask have an answer. Of
# bars that are worth nearly the same the lowest is taken: paraphrases have little support, and what speaks of another
# has a bar of its own.
RIGHT_ANSWER, NEARLY = 2.0, 0.997
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
            across.append(float(is_across(candidate.pair)))
    features = np.array(rows)
    both = np.hstack([features, features * np.array(across)[:, None]])
    size = features.shape[1]
    ridge = np.repeat([_RIDGE, _RIDGE_ACROSS], size)
    ridge[[0, size]] = 1e-6, 0.1
    signs = np.array([_SIGNS.get(name, 0) for name in FEATURES] if size == len(FEATURES) else [0] * size)
    found = logistic_regression(both, np.array(labels), np.array(counts), ridge, np.concatenate([signs, 0 * signs]))
    weights = {pair: found[:size] + found[size:] * is_across(pair) for pair in PAIRS}
    return {pair: _made_true(judged, weights, pair) for pair in PAIRS}


def _made_true(judged: Sequence[Judged], weights: Weights, pair: str) -> Vector:
    """The weights of a pair, scaled and moved so that the support of what is shown is the share of it that is right.

    What speaks of another is moved apart, since the best of it is a trap more often than all of it.
    """
    alike = [other for other in PAIRS if is_across(other) == is_across(pair)]
    shown = [one for other in alike for one in best_of_each(judged, weights, other)]
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


def is_across(pair: str) -> bool:
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


def supports_of(question: Judged, weights: Weights) -> list[tuple[str, float]]:
    """The pair and the support of each candidate."""
    return [
        (candidate.pair, float(_probability(np.array(candidate.vector @ weights[candidate.pair]))))
        for candidate in question.candidates
    ]


@dataclass(frozen=True, slots=True)
class Shown:
    """The best candidate of a question; `count` makes every set count as much as any other."""

    support: float
    is_right: bool
    is_answerable: bool
    of_another: float
    name: str
    count: float = 1.0


def best_of_each(judged: Sequence[Judged], weights: Weights, pair: str) -> list[Shown]:
    """Of each question whose best candidate is of a pair, that candidate."""
    found = []
    for question in judged:
        supports = supports_of(question, weights)
        at = max(range(len(supports)), key=lambda place: supports[place][1], default=None)
        if at is not None and supports[at][0] == pair:
            best = question.candidates[at]
            another = float(best.vector[_ANOTHER]) if len(best.vector) == len(FEATURES) else 0.0
            found.append(Shown(supports[at][1], best.right, question.answerable, another, question.name))
    sizes = Counter((one.name, one.is_answerable) for one in found)
    return [replace(one, count=1 / sizes[one.name, one.is_answerable]) for one in found]


def lowest_bar(judged: Sequence[Judged], weights: Weights, pair: str) -> float:
    """The support at which right answers shown and questions rightly refused are the most, as shares of each set."""
    shown = best_of_each(judged, weights, pair)

    def worth(bar: float) -> float:
        right = sum(one.count for one in shown if one.support >= bar and one.is_right)
        refused = sum(one.count for one in shown if one.support < bar and not one.is_answerable)
        return RIGHT_ANSWER * right + refused

    bars = [round(float(bar), 2) for bar in np.arange(0.02, 0.8, 0.01)]
    most = max(map(worth, bars))
    best = min(bar for bar in bars if worth(bar) >= NEARLY * most)
    if not is_across(pair):
        return best
    right = sorted((one.support, one.count) for one in shown if one.is_right)
    counts = np.array([count for _, count in right])
    kept = [
        support for (support, _), lost in zip(right, np.cumsum(counts), strict=True) if lost <= MOST_LOST * counts.sum()
    ]
    return min(best, max(LEAST, round(float(max(kept, default=LEAST)), 2)))


def sure_bar(judged: Sequence[Judged], weights: Weights, pair: str) -> float:
    """The least support from which on enough of what is shown is right."""
    shown = sorted(best_of_each(judged, weights, pair), key=lambda one: -one.support)
    best, right, total = 0.99, 0.0, 0.0
    for one in shown:
        share = one.count * (RIGHT_ANSWER if one.is_answerable else 1.0)
        right, total = right + share * one.is_right, total + share
        if right >= SURE * total:
            best = one.support
    return round(best, 2)
