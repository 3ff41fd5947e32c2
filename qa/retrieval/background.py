"""How like a question the passages of a language usually are, so that likeness can be compared between languages.

A vector of a question is nearer to any text in its own language. Taken as standard scores within each language, in
deviations from what is usual there, the passages of all languages stand in one order (Lee, "Analyses of multiple
evidence combination", SIGIR 1997, on why scores are normalised before they are combined).
"""

import math
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from qa.types import Language

# Passages of a language that stand for all of them.
SAMPLE = 1_000
# A language of few passages is taken to be half like the others when it has as many as this.
_PRIOR = 50


class Usual(NamedTuple):
    """The mean of the cosines of a language's passages with a question, and their deviation."""

    expected: float
    spread: float

    def standard(self, cosines: NDArray[np.float32]) -> NDArray[np.float64]:
        """Cosines as deviations from what is usual."""
        return (cosines.astype(float) - self.expected) / self.spread


class Background:
    """Samples of the passages' vectors, (n, dimension) for each language."""

    def __init__(self, samples: Mapping[Language, NDArray[np.float32]]) -> None:
        self._samples = samples

    def usual(self, question: NDArray[np.float32]) -> dict[Language, Usual]:
        """What the cosine of a passage with a question usually is, by language."""
        found = {language: (sample @ question).astype(float) for language, sample in self._samples.items()}
        mean = float(np.mean([cosines.mean() for cosines in found.values() if len(cosines)] or [0.0]))
        variance = max((float(cosines.var()) for cosines in found.values() if len(cosines)), default=0.0) or 1.0
        return {language: _shrunk(cosines, mean, variance) for language, cosines in found.items()}


def _shrunk(cosines: NDArray[np.float64], mean: float, variance: float) -> Usual:
    """The usual cosine of a language, the nearer to that of all languages the fewer passages it has."""
    if not len(cosines):
        return Usual(mean, math.sqrt(variance))
    share = len(cosines) / (len(cosines) + _PRIOR)
    expected = share * float(cosines.mean()) + (1 - share) * mean
    spread = math.sqrt(share * float(cosines.var()) + (1 - share) * variance)
    return Usual(expected, max(spread, 1e-9))
