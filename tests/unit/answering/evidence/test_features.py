"""What a sentence is judged by, worked out by hand."""

import pytest

from qa.answering.evidence.features import Features, by_words, with_likeness
from qa.types import Form, Question, Range, Term


def test_words_inside_and_nearby_share_the_questions_weight() -> None:
    form = (Form("x"),)
    terms = (
        Term("a", {"zh": form}, weights={"zh": 3.0}),
        Term("b", {"zh": form}, weights={"zh": 1.0}),
        Term("c", {"zh": form}, weights={"zh": 4.0}),
        Term("d", {"en": form}, weights={"en": 9.0}),
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
        lacks_asked=0.5,
        unheard=0.25,
        lacks_phrase=0.75,
    )
    assert (found.coverage, found.around, found.missed) == (3 / 8, 1 / 8, 4 / 8)
    assert (found.rank, found.has_kind, found.cross_lingual, found.elsewhere) == (0.5, 1.0, 1.0, 1.0)
    assert (found.lacks_asked, found.unheard) == (0.5, 0.25)


def test_likeness_is_measured_from_where_this_encoders_cosines_begin() -> None:
    features = with_likeness(Features(*[0.0] * 13), 0.85, 0.83)
    assert features.likeness == pytest.approx(0.5)
    assert features.stands_out == pytest.approx(0.2)
