"""What the support of a sentence is worked out from, and the probability that comes of it."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import astuple, dataclass, replace

import numpy as np
from numpy.typing import NDArray

from qa.types import Language, Question, Range, Term


@dataclass(frozen=True, slots=True)
class Features:
    """Properties of a sentence in view of a question, each about 0 to 1."""

    coverage: float
    """How much of the question's weight stands in the sentence."""
    around: float
    """How much more stands in its passage, its heading or its document's title."""
    likeness: float
    """The cosine of the two vectors; those of this encoder lie between about 0.7 and 1."""
    stands_out: float
    """That cosine less the mean over the sentences of its language judged with it."""
    rank: float
    """The reciprocal rank of its passage among those of its language."""
    has_kind: float
    """Whether the kind of thing asked for stands in it."""
    lacks_figure: float
    """Whether a figure is asked for and none stands in it."""
    missed: float
    """The weightiest term that stands nowhere around."""
    cross_lingual: float
    """Whether it is in another language than the question."""

    def vector(self) -> NDArray[np.float64]:
        """The features as one row, with a leading 1 for the constant."""
        return np.array([1.0, *astuple(self)])


# Logistic regression on development questions, made by benchmarks/calibrate_reader.py, which prints these numbers.
WEIGHTS = np.array([-10.03, 3.7, 1.11, 5.63, 1.21, 2.39, 0.82, -1.3, -0.43, 1.6])


def support_of(features: Features) -> float:
    """The probability that the sentence answers the question."""
    return 1 / (1 + math.exp(-float(WEIGHTS @ features.vector())))


def weight(term: Term, language: Language) -> float:
    """How much a term tells: nothing in a language in which it has no form.

    One that stands nowhere in the documents of this language may be worded otherwise: it counts as a common word.
    """
    return (term.weights.get(language, 0.0) or 1.0) if language in term.forms else 0.0


def by_words(
    question: Question,
    language: Language,
    *,
    inside: Mapping[str, Sequence[Range]],
    nearby: Collection[str],
    rank: int,
    has_kind: bool,
    lacks_figure: bool,
) -> Features:
    """All but the likeness, from where the terms stand: `inside` the sentence, or only `nearby` (by their text)."""
    weights = {term.text: weight(term, language) for term in question.terms}
    total = sum(weights.values()) or 1.0
    missed = [one for text, one in weights.items() if not inside[text] and text not in nearby]
    return Features(
        coverage=sum(one for text, one in weights.items() if inside[text]) / total,
        around=sum(one for text, one in weights.items() if not inside[text] and text in nearby) / total,
        likeness=0.0,
        stands_out=0.0,
        rank=1 / rank,
        has_kind=float(has_kind),
        lacks_figure=float(lacks_figure),
        missed=max(missed, default=0.0) / total,
        cross_lingual=float(language != question.language),
    )


def with_likeness(features: Features, cosine: float, usual: float) -> Features:
    """The features with the likeness filled in; `usual` is the mean cosine of those judged with it."""
    return replace(features, likeness=(cosine - 0.7) / 0.3, stands_out=(cosine - usual) / 0.1)
