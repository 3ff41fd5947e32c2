"""Scores for tests: the programs that have all of some features are likely, and no others."""

import math

import numpy as np

from qa.answering.tables.program_features import FEATURES
from qa.answering.tables.program_scores import Net, ProgramScores


def wanting(*features: str, likely: float = 0.9, bar: float = 0.5, sure: float = 0.8) -> ProgramScores:
    """Scores under which one program with all these features, each of which is 0 or 1, is so likely."""
    count = len(FEATURES)
    inner = np.zeros((count, 1), dtype=np.float32)
    for name in features:
        inner[FEATURES.index(name), 0] = 1
    # The hidden unit is 1 with all features and 0 with one less; a score of 50 more parts the one from the others.
    outer = np.array([50 + math.log(likely / (1 - likely))], dtype=np.float32)
    net = Net(inner, np.array([1 - len(features)], dtype=np.float32), outer, -50.0)
    return ProgramScores((net,), np.zeros(count, np.float32), np.ones(count, np.float32), bar, sure)
