"""What a sentence is judged by, worked out by hand."""

import pytest

from qa.answering.evidence.features import Features, by_words, with_likeness
from qa.types import Question, Range, Term


def test_words_inside_and_nearby_share_the_questions_weight() -> None:
    terms = (
        Term("a", {"zh": ()}, weights={"zh": 3.0}),
        Term("b", {"zh": ()}, weights={"zh": 1.0}),
        Term("c", {"zh": ()}, weights={"zh": 4.0}),
        Term("d", {"en": ()}, weights={"en": 9.0}),
    )
    question = Question("?", "en", terms)
    inside: dict[str, list[Range]] = {"a": [(0, 1)], "b": [], "c": [], "d": []}
    found = by_words(
        question,
        "zh",
        inside=inside,
        nearby={"a", "b"},
        rank=2,
        has_kind=True,
        lacks_figure=False,
        elsewhere=True,
    )
    assert (found.coverage, found.around, found.missed) == (3 / 8, 1 / 8, 4 / 8)
    assert (found.rank, found.has_kind, found.cross_lingual, found.elsewhere) == (0.5, 1.0, 1.0, 1.0)


def test_likeness_is_measured_from_where_this_encoders_cosines_begin() -> None:
    features = with_likeness(Features(*[0.0] * 10), 0.85, 0.83)
    assert features.likeness == pytest.approx(0.5)
    assert features.stands_out == pytest.approx(0.2)
