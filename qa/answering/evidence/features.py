"""What is known of a sentence, or of a span in it, that tells whether it answers a question."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import astuple, dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from qa.answering.evidence.subject_scope import Standing
from qa.types import Language, Question, Range


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
    """Whether it holds the kind of thing asked for."""
    lacks_figure: float
    """Whether a figure is asked for and it holds none."""
    missed: float
    """The share of the heaviest term that neither the sentence nor what is around it holds."""
    cross_lingual: float
    """Whether it is in another language than the question."""
    elsewhere: float
    """Whether it names a place, but none that the question names."""
    lacks_asked: float
    """The share of the words for what is asked (net profit, 市值) that neither the sentence nor its heading holds."""
    unheard: float
    """The share of these words that no document in the language of the sentence holds."""
    lacks_phrase: float
    """The share of its phrases that documents hold, as forest coverage, but neither the sentence nor its heading."""

    def vector(self) -> NDArray[np.float64]:
        """The features as one row, with a leading 1 for the constant."""
        return np.array([1.0, *astuple(self)])


@dataclass(frozen=True, slots=True)
class SpanFeatures:
    """Properties of a span: what the trained reader says of it, and the words of its sentence."""

    span_score: float
    """The logit of the span less that of no answer, in tens."""
    answerable: float
    """The logit that the passage answers at all, in tens."""
    least: float
    """The smaller one of these two."""
    margin: float
    """By how much the span's score is above the best one in another passage, in tens; negative if it is below."""
    fused: float
    """The reciprocal rank of its passage among all that were found."""
    beside: float
    """How much of the question's weight stands in the clause of the span, or in its item of a list."""
    astray: float
    """The span's score where it speaks of another subject, period or status: there it tells nothing."""
    another: float
    """Whether it speaks of another subject, number, period, status or attribute than is asked for."""
    standing: Standing
    """Where the subjects and years of the question stand."""
    words: Features
    """Those of its sentence."""

    def vector(self) -> NDArray[np.float64]:
        """The features as one row, with a leading 1 for the constant."""
        own = [self.span_score, self.answerable, self.least, self.margin, self.fused, self.beside]
        own += [self.astray, self.another]
        return np.concatenate([[1.0], own, astuple(self.standing), self.words.vector()[1:]])

    @staticmethod
    def names() -> tuple[str, ...]:
        """What the numbers of `vector` are, in their order."""
        own = [field.name for field in fields(SpanFeatures) if field.name not in ("standing", "words")]
        return ("constant", *own, *(field.name for part in (Standing, Features) for field in fields(part)))


# Logits count within this range: one wild value must not decide alone.
_MOST_LOGIT = 20.0


def by_span(
    words: Features,
    standing: Standing,
    *,
    score: float,
    answerable: float,
    margin: float,
    rank: int,
    beside: float,
) -> SpanFeatures:
    """The features of a span from the reader's logits and its place in the search, `rank` from 1."""
    least = min(_tens(score), _tens(answerable))
    of_another = (
        standing.twin,
        standing.other_number,
        standing.period_rival,
        standing.lost,
        standing.other_attribute,
    )
    another = max(of_another)
    astray = max(0.0, _tens(score)) * another
    return SpanFeatures(
        _tens(score), _tens(answerable), least, _tens(margin), 1 / rank, beside, astray, another, standing, words
    )


def _tens(logit: float) -> float:
    return min(_MOST_LOGIT, max(-_MOST_LOGIT, logit)) / 10


def by_words(
    question: Question,
    language: Language,
    *,
    inside: Mapping[str, Sequence[Range]],
    nearby: Collection[str],
    rank: int,
    has_kind: bool,
    lacks_figure: bool,
    elsewhere: bool,
    lacks_asked: float,
    unheard: float,
    lacks_phrase: float,
) -> Features:
    """All but the likeness: from where each term stands `inside` the sentence, and the texts of those `nearby`."""
    weights = {term.text: term.weight_in(language) for term in question.terms}
    total = sum(weights.values()) or 1.0
    missed = [weight for text, weight in weights.items() if not inside[text] and text not in nearby]
    return Features(
        coverage=sum(weight for text, weight in weights.items() if inside[text]) / total,
        around=sum(weight for text, weight in weights.items() if not inside[text] and text in nearby) / total,
        likeness=0.0,
        stands_out=0.0,
        rank=1 / rank,
        has_kind=float(has_kind),
        lacks_figure=float(lacks_figure),
        missed=max(missed, default=0.0) / total,
        cross_lingual=float(language != question.language),
        elsewhere=float(elsewhere),
        lacks_asked=lacks_asked,
        unheard=unheard,
        lacks_phrase=lacks_phrase,
    )


def with_likeness(features: Features, cosine: float, usual: float) -> Features:
    """The features with the likeness filled in; `usual` is the mean cosine of the sentences judged with this one."""
    return replace(features, likeness=(cosine - 0.7) / 0.3, stands_out=(cosine - usual) / 0.1)
