"""How far the trained reader reads, with a scripted model in its place."""

from collections.abc import Sequence

import numpy as np
import pytest

from qa.answering.evidence.support import FEATURES, PAIRS, Support
from qa.answering.evidence.trained_reader import FIRST_READ, SURE, TrainedReader
from qa.answering.reading.span_model import Reading, ScoredSpan
from qa.types import Document, Form, Hit, Passage, Question, Term

TEXT = "全省问责484人。"
DOCUMENT = Document("a", "", TEXT, "zh")
HITS = [Hit(Passage(f"a#{at}", "a", "", TEXT, 0, len(TEXT)), 1.0, {}) for at in range(20)]


class _Model:
    """Answers with the logits given for each passage, and remembers how many passages it was given."""

    def __init__(self, logits: Sequence[tuple[float, float]]) -> None:
        self.logits = list(logits)
        self.given: list[int] = []
        self.asked: list[str] = []
        self.heads: list[str] = []

    def read_each(self, questions: Sequence[str], passages: Sequence[str], heads: Sequence[str]) -> tuple[Reading, ...]:
        first = sum(self.given)
        self.asked += questions
        self.heads += heads
        self.given.append(len(passages))
        chosen = self.logits[first : first + len(passages)]
        return tuple(Reading((ScoredSpan(4, 7, score),), answerable) for score, answerable in chosen)


def _reader(model: _Model) -> TrainedReader:
    zeros = np.zeros(len(FEATURES))
    bars = dict.fromkeys(PAIRS, 0.5)
    support = Support(zeros, zeros, bars, bars, "")
    return TrainedReader(model, lambda _, texts: np.zeros(len(texts), np.float32), lambda _: DOCUMENT, support)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("sure_at", "logits", "expected"),
    [
        (FIRST_READ - 1, (SURE, SURE), [FIRST_READ]),
        (0, (SURE + 9, SURE - 0.1), [FIRST_READ, 20 - FIRST_READ]),
        (0, (SURE - 0.1, SURE + 9), [FIRST_READ, 20 - FIRST_READ]),
        (FIRST_READ, (SURE, SURE), [FIRST_READ, 20 - FIRST_READ]),
    ],
)
def test_the_rest_is_read_only_where_none_of_the_first_surely_answers(
    sure_at: int, logits: tuple[float, float], expected: list[int]
) -> None:
    model = _Model([logits if at == sure_at else (0.0, 0.0) for at in range(20)])
    readings = _reader(model).readings(Question("多少人", "zh", ()), HITS)
    assert model.given == expected
    assert list(readings) == [hit.passage.id for hit in HITS[: sum(expected)]]


def test_passages_that_were_not_read_give_no_candidate() -> None:
    reader = _reader(_Model([(SURE, SURE)] * 20))
    question = Question("多少人", "zh", ())
    readings = reader.readings(question, HITS)
    assert {one.hit.passage.id for one in reader.candidates(question, HITS, readings)} <= set(readings)


def test_where_nothing_in_the_first_can_be_an_answer_the_rest_is_read() -> None:
    model = _Model([(SURE, SURE)] * 20)
    reader = _reader(model)
    question = Question("In how many cities?", "en", ())  # 全省 counts none
    readings = reader.readings(question, HITS)
    assert model.given == [FIRST_READ]
    assert reader.candidates(question, HITS, readings) == []
    assert model.given == [FIRST_READ, 20 - FIRST_READ]


def test_the_model_is_asked_in_the_words_of_a_passage_in_the_other_language() -> None:
    model = _Model([(SURE, SURE)] * 20)
    accountable = Term("accountable", {"zh": (Form("问责"),)})
    _reader(model).readings(Question("How many were held accountable?", "en", (accountable,)), HITS[:1])
    assert model.asked == ["How many were held 问责 ?"]
