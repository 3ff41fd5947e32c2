"""From what the trained reader points at to support, with a scripted model in its place."""

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from qa.answering.evidence.candidates import SpanCandidate, span_candidates
from qa.answering.reading.span_model import Reading, ScoredSpan
from qa.language import detect
from qa.types import Document, Form, Hit, Passage, Question, Term

TEXT = "张忠担任组长。全省追责问责484人。"
OTHER = "另有三人。"
DOCUMENTS = {"a": Document("a", "吉林", TEXT, "zh"), "b": Document("b", "", OTHER, "zh")}
HITS = [Hit(Passage(f"{key}#0", key, "", one.text, 0, len(one.text)), 1.0, {}) for key, one in DOCUMENTS.items()]
QUESTION = Question(
    "what number of people in Jilin", "en", (Term("Jilin", {"zh": (Form("吉林"),)}, weights={"zh": 1.0}),)
)


def _likeness(_: str, texts: Sequence[str]) -> NDArray[np.float32]:
    return np.full(len(texts), 0.85, np.float32)


def _span(text: str, said: str, score: float) -> ScoredSpan:
    return ScoredSpan(text.index(said), text.index(said) + len(said), score)


def _candidates(*readings: Reading) -> list[SpanCandidate]:
    hits = HITS[: len(readings)]
    return span_candidates(QUESTION, hits, readings, document=DOCUMENTS.__getitem__, likeness=_likeness)


def test_a_span_comes_with_its_sentence_best_score_first() -> None:
    spans = (_span(TEXT, "484", 6.0), _span(TEXT, "张忠", 1.0))
    found = _candidates(Reading(spans, 3.0), Reading((_span(OTHER, "三", 2.0),), -1.0))
    assert [TEXT[slice(*found[0].span)], OTHER[slice(*found[1].span)], TEXT[slice(*found[2].span)]] == [
        "484",
        "三",
        "张忠",
    ]
    assert found[0].text == TEXT[slice(*found[0].sentence)] == "全省追责问责484人。"


def test_the_margin_is_over_the_best_span_of_another_passage() -> None:
    spans = (_span(TEXT, "484", 6.0), _span(TEXT, "张忠", 1.0))
    found = _candidates(Reading(spans, 3.0), Reading((_span(OTHER, "三", 2.0),), -1.0))
    # In tens: 6 − 2, 2 − 6, 1 − 2.
    assert [one.features.margin for one in found] == pytest.approx([0.4, -0.4, -0.1])
    assert [one.features.margin for one in _candidates(Reading(spans, 3.0))] == [0.0, 0.0]


def test_the_kind_asked_for_must_stand_in_the_span_itself() -> None:
    found = _candidates(Reading((_span(TEXT, "484", 6.0), _span(TEXT, "张忠", 1.0)), 3.0))
    assert [one.features.words.has_kind for one in found] == [1.0, 0.0]
    assert [one.features.words.lacks_figure for one in found] == [0.0, 1.0]


def test_words_of_the_title_count_as_nearby() -> None:
    words = _candidates(Reading((_span(TEXT, "484", 6.0),), 3.0))[0].features.words
    assert (words.coverage, words.around, words.missed, words.cross_lingual) == (0.0, 1.0, 0.0, 1.0)


def test_a_span_over_two_sentences_is_quoted_with_both_where_no_one_thing_is_asked_for() -> None:
    reading = Reading((_span(TEXT, "组长。全省", 6.0),), 3.0)
    told = Question("what happened in Jilin", "en", QUESTION.terms)
    (found,) = span_candidates(told, HITS[:1], [reading], document=DOCUMENTS.__getitem__, likeness=_likeness)
    assert found.text == TEXT
    assert _candidates(reading)[0].text == "张忠担任组长。"


def test_without_a_span_there_is_no_candidate() -> None:
    assert _candidates(Reading((), -10_000.0), Reading((), -10_000.0)) == []


def test_spans_of_a_language_with_low_scores_are_judged_too() -> None:
    text = "Zhang led a team of 484 people."
    document = Document("c", "", text, "en")
    hit = Hit(Passage("c#0", "c", "", text, 0, len(text)), 1.0, {})
    chinese = [Hit(Passage(f"a#{at}", "a", "", TEXT, 0, len(TEXT)), 1.0, {}) for at in range(12)]
    readings = [Reading((_span(TEXT, "484", 9.0),), 3.0)] * 12 + [Reading((_span(text, "484", -3.0),), -1.0)]
    found = span_candidates(
        QUESTION, [*chinese, hit], readings, document=(DOCUMENTS | {"c": document}).__getitem__, likeness=_likeness
    )
    assert [one.language for one in found] == ["zh"] * 8 + ["en"]


def _only(text: str, said: str, question: str) -> SpanCandidate:
    """The candidate of one English question over one passage, where the model points at `said`."""
    document = Document("a", "", text, detect(text))
    hit = Hit(Passage("a#0", "a", "", text, 0, len(text)), 1.0, {})
    reading = Reading((_span(text, said, 6.0),), 3.0)
    asked = Question(question, "en", ())
    (found,) = span_candidates(asked, [hit], [reading], document=lambda _: document, likeness=_likeness)
    return found


def test_words_of_a_heading_and_a_sentence_are_those_of_the_sentence() -> None:
    text = "Prefectures of Jilin\n\nChangchun had the largest effort."
    found = _only(text, "Jilin\n\nChangchun", "Which city had the largest effort?")
    assert text[slice(*found.span)] == "Changchun"
    assert found.text == "Changchun had the largest effort."


def test_of_words_in_two_sentences_those_with_the_date_asked_for_are_taken() -> None:
    text = "会议于4月6日召开。由热线24小时受理和处置返岗人员的出行需要。"
    found = _only(text, "4月6日召开。由热线24小时受理和处置返岗人员", "On what date was the meeting?")
    assert text[slice(*found.span)] == "4月6日召开"


def test_what_stands_in_the_clause_of_a_figure_counts_apart() -> None:
    text = "长春市印发文件44份，解决问题8586个。"
    hit = Hit(Passage("c#0", "c", "", text, 0, len(text)), 1.0, {})
    terms = tuple(
        Term(asked, {"zh": (Form(told),)}, weights={"zh": 1.0})
        for asked, told in (("problems", "问题"), ("Changchun", "长春"), ("solve", "解决"))
    )
    question = Question("How many problems did Changchun solve?", "en", terms)
    reading = Reading((_span(text, "8586", 2.0), _span(text, "44", 1.0)), 1.0)
    found = span_candidates(question, [hit], [reading], document=lambda _: DOCUMENTS["a"], likeness=_likeness)
    assert [round(one.features.beside, 2) for one in found] == [0.67, 0.33]
