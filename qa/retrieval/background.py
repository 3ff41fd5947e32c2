"""How like a question the passages of a language usually are, so that likeness can be compared between languages.

A vector of a question is nearer to any text in its own language. Taken as standard scores within each language, in
deviations from what is usual there, the passages of all languages stand in one order (Lee, "Analyses of multiple
evidence combination", SIGIR 1997, on why scores are normalised before they are combined).
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from qa.types import Language

# Passages of a language that stand for all of them.
SAMPLE = 1_000
# A language of few passages is taken to be half like the others when it has as many as this.
_PRIOR = 50


class Background:
    """Samples of the passages' vectors, (n, dimension) for each language."""

    def __init__(self, samples: Mapping[Language, NDArray[np.float32]]) -> None:
        self._samples = samples

    def standard_scores(
        self, question: NDArray[np.float32], scores: Mapping[Language, NDArray[np.float32]]
    ) -> dict[Language, NDArray[np.float64]]:
        """Cosines with a question, by language, as deviations from the usual cosine of that language."""
        usual = {language: (sample @ question).astype(float) for language, sample in self._samples.items()}
        mean = float(np.mean([one.mean() for one in usual.values()]))
        variance = max(one.var() for one in usual.values()) or 1.0
        found = {}
        for language, cosines in usual.items():
            share = len(cosines) / (len(cosines) + _PRIOR)
            expected = share * cosines.mean() + (1 - share) * mean
            spread = np.sqrt(share * cosines.var() + (1 - share) * variance)
            found[language] = (scores[language] - expected) / max(float(spread), 1e-9)
        return found
