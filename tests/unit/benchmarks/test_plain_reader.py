"""The baseline that reads without a trained model: its spans and its support."""

import numpy as np

from benchmarks.plain_reader import BARS, Anchor, find_span, support_of
from qa.answering.evidence.features import Features
from qa.answering.evidence.support import PAIRS

REPORT = "截至目前,全省追责问责484人,已经处理479人。张忠担任组长。"


def _anchor(sentence: str, term: str, weight: float = 1.0) -> Anchor:
    at = sentence.index(term)
    return Anchor(term, (at, at + len(term)), weight)


def test_the_figure_nearest_to_the_questions_words_is_the_answer() -> None:
    for term, expected in (("追责问责", "484"), ("处理", "479")):
        span = find_span(REPORT, kind="figure", question="", language="zh", anchors=[_anchor(REPORT, term)])
        assert span is not None
        assert REPORT[slice(*span)] == expected


def test_a_figure_of_the_question_is_not_its_answer() -> None:
    question = "484人中处理了多少?"
    anchors = [_anchor(REPORT, "追责问责")]
    span = find_span(REPORT, kind="figure", question=question, language="zh", anchors=anchors)
    assert span is not None
    assert REPORT[slice(*span)] == "479"


def test_where_the_clause_ends_nearness_fades() -> None:
    sentence = "甲乙5,丙7"
    anchors = [_anchor(sentence, "丙")]
    span = find_span(sentence, kind="figure", question="", language="zh", anchors=anchors)
    assert span == (5, 6)


def test_without_a_candidate_there_is_no_span() -> None:
    assert find_span("没有数字。", kind="figure", question="", language="zh", anchors=[]) is None


def test_support_grows_with_coverage_and_likeness() -> None:
    weak = Features(0.1, 0, 0.3, 0, 0.1, 1, 0, 0.3, 0, 0, 0, 0, 0)
    strong = Features(0.9, 0, 0.6, 0.2, 1, 1, 0, 0, 0, 0, 0, 0, 0)
    assert 0 < support_of(weak) < support_of(strong) < 1


def test_there_is_a_weight_for_each_feature() -> None:
    assert np.isfinite(support_of(Features(*[1.0] * 13)))


def test_each_pair_of_languages_has_a_bar_of_its_own() -> None:
    assert set(BARS) == set(PAIRS)
