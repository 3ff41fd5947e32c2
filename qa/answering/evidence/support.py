"""How likely it is that a span answers, and from which likelihood it is given as an answer.

The numbers are fitted to the reader's weights by benchmarks/calibrate_reader.py, which writes them to
`weights/support.json`; they fit no other weights.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import numpy as np
from numpy.typing import NDArray

from qa.answering.evidence.features import SpanFeatures
from qa.errors import SupportMismatch
from qa.types import Language

SUPPORT = Path(__file__).parent / "weights" / "support.json"
FEATURES = SpanFeatures.names()

# The language of a question and that of a passage.
LanguagePair = tuple[Language, Language]
PAIRS: tuple[LanguagePair, ...] = tuple((asked, told) for asked in get_args(Language) for told in get_args(Language))


@dataclass(frozen=True, slots=True)
class Support:
    """A weight for each name in `FEATURES`, within a language and across two, and two bars for each pair of languages.

    Evidence whose support is below the bar of its pair is no answer; from the sure bar on nine in ten are right.
    """

    within: NDArray[np.float64]
    across: NDArray[np.float64]
    bars: Mapping[LanguagePair, float]
    sure: Mapping[LanguagePair, float]
    reader_sha256: str

    def of(self, features: SpanFeatures) -> float:
        """The probability that the span answers the question."""
        weights = self.across if features.words.cross_lingual else self.within
        return probability(float(weights @ features.vector()))


def probability(logit: float) -> float:
    """The probability of a logit; beyond ±500 the exponential would leave the range of a float."""
    return 1 / (1 + math.exp(-min(500.0, max(-500.0, logit))))


def read_support(reader_sha256: str, file: Path = SUPPORT) -> Support:
    """The numbers in `file`. Raises `SupportMismatch` if they are unreadable, incomplete, or fit another reader."""
    try:
        support = _from_json(json.loads(file.read_text("utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise SupportMismatch(f"The support in {file} cannot be used: {error!r}. Install Wenju again.") from error
    if support.reader_sha256 != reader_sha256:
        raise SupportMismatch(
            f"The support in {file} was fitted to the reader {support.reader_sha256[:12]}, not to {reader_sha256[:12]}."
            " Fit it again with: python -m benchmarks.calibrate_reader --write"
        )
    return support


def write_support(support: Support, file: Path = SUPPORT) -> None:
    """The numbers as JSON, as `read_support` reads them."""
    file.parent.mkdir(parents=True, exist_ok=True)
    content = {
        "reader_sha256": support.reader_sha256,
        "weights": {"within": _named(support.within), "across": _named(support.across)},
        "bars": {"-".join(pair): bar for pair, bar in support.bars.items()},
        "sure": {"-".join(pair): bar for pair, bar in support.sure.items()},
    }
    file.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def _from_json(content: Any) -> Support:
    bars, sure = ({pair: float(content[kind]["-".join(pair)]) for pair in PAIRS} for kind in ("bars", "sure"))
    within, across = (_weights(content["weights"][group]) for group in ("within", "across"))
    return Support(within, across, bars, sure, str(content["reader_sha256"]))


def _weights(named: Mapping[str, float]) -> NDArray[np.float64]:
    if set(named) != set(FEATURES):
        raise ValueError(f"its features differ in: {', '.join(sorted(set(named) ^ set(FEATURES)))}")
    return np.array([float(named[name]) for name in FEATURES])


def _named(weights: Sequence[float] | NDArray[np.float64]) -> dict[str, float]:
    return {name: float(weight) for name, weight in zip(FEATURES, weights, strict=True)}
