"""How likely it is that evidence answers, worked out from its features, and from which likelihood it is enough."""

import math
from collections.abc import Mapping

import numpy as np

from qa.answering.evidence.features import Features, SpanFeatures
from qa.types import Language

# The language of a question and that of a passage.
LanguagePair = tuple[Language, Language]

# Logistic regressions on development questions, made by benchmarks/calibrate_reader.py, which prints these numbers.
WEIGHTS = np.array([-10.03, 3.7, 1.11, 5.63, 1.21, 2.39, 0.82, -1.3, -0.43, 1.6, 0.0])
SPAN_WEIGHTS_WITHIN = np.array(
    [-5.79, 1.84, -0.5, -0.01, 0.83, 0.71, 0.62, 1.31, 1.85, -0.06, 1.51, 0.1, -0.17, -1.2, 0.0, -0.46]
)
SPAN_WEIGHTS_ACROSS = np.array(
    [-4.98, 1.91, -0.18, 0.28, 1.28, -0.28, 0.79, 0.26, 0.76, 1.15, 0.28, 0.15, 0.8, -0.34, 0.0, -0.64]
)
# Evidence of less support is not an answer: a bar for each pair of the question's and the passage's language. Set with
# the readers' weights by benchmarks/calibrate_reader.py, so that 5 % of the answerable questions are refused there.
PLAIN_BARS: Mapping[LanguagePair, float] = {
    ("zh", "zh"): 0.095,
    ("en", "zh"): 0.054,
    ("en", "en"): 0.095,
    ("zh", "en"): 0.054,
}
SPAN_BARS: Mapping[LanguagePair, float] = {
    ("zh", "zh"): 0.119,
    ("en", "zh"): 0.049,
    ("en", "en"): 0.085,
    ("zh", "en"): 0.018,
}


def support_of(features: Features | SpanFeatures) -> float:
    """The probability that the sentence, or the span, answers the question."""
    # Beyond ±500 the exponential leaves the range of a float.
    return 1 / (1 + math.exp(-min(500.0, max(-500.0, _logit(features)))))


def _logit(features: Features | SpanFeatures) -> float:
    if isinstance(features, Features):
        return float(WEIGHTS @ features.vector())
    weights = SPAN_WEIGHTS_ACROSS if features.words.cross_lingual else SPAN_WEIGHTS_WITHIN
    return float(weights @ features.vector())
