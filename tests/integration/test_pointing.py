"""Whatever a network points at in whatever text, the answer quotes the document character for character.

The network's scores are drawn by chance; everything behind them is the program's own. 10,000 cases.
"""

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from qa.answering.answers.findings import choose
from qa.answering.answers.quoted import answered
from qa.answering.evidence.candidates import span_candidates
from qa.answering.evidence.support import read_support
from qa.answering.reading.span_model import NOTHING, WEIGHTS, Reading, best_spans
from qa.question.kind import kind_of
from qa.types import Document, Evidence, Form, Hit, Passage, Question, Range, Term

SUPPORT = read_support(WEIGHTS.with_suffix(".sha256").read_text("utf-8").split()[0])
QUESTIONS = (
    "how many people were held accountable in Jilin",
    "吉林追责问责了多少人？",
    "谁任组长？",
    "When did it begin?",
    "Where was it held?",
    "🙂?",
    "長春市のどこ？",
)
_WORDS = st.sampled_from(
    [
        "吉林",
        "484人",
        "1.6万吨",
        "張忠",
        "Zhang Zhong",
        " 3,000 ",
        "七月二十九日",
        "July 29",
        "。",
        "\n",
        "！",
        "🙂",
        "é",
        "[1]",
    ]
)
TEXTS = st.lists(st.one_of(_WORDS, st.text(max_size=8)), min_size=1, max_size=30).map("".join)


@st.composite
def _reading(draw: st.DrawFn, text: str) -> Reading:
    """Tokens that lie anywhere in the text, in order, with scores drawn by chance."""
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=16)))
    places: list[Range] = list(zip(cuts, cuts[1:], strict=False))
    scores = draw(st.lists(st.floats(-20, 20), min_size=2 * len(places), max_size=2 * len(places)))
    found = best_spans(np.array(scores, np.float32).reshape(2, -1), places)
    return Reading(tuple(found), draw(st.floats(-10, 10)) if found else NOTHING)


@st.composite
def _cases(draw: st.DrawFn) -> tuple[str, list[str], list[Reading]]:
    texts = draw(st.lists(TEXTS, min_size=1, max_size=3))
    return draw(st.sampled_from(QUESTIONS)), texts, [draw(_reading(text)) for text in texts]


def _likeness(_: str, texts: object) -> NDArray[np.float32]:
    return np.full(len(texts), 0.8, np.float32)  # type: ignore[arg-type]


@settings(max_examples=10_000, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(_cases())
def test_every_quote_and_every_mark_is_the_documents_own_text(case: tuple[str, list[str], list[Reading]]) -> None:
    asked, texts, readings = case
    documents = {f"d{at}": Document(f"d{at}", "", text, "zh") for at, text in enumerate(texts)}
    hits = [Hit(Passage(f"{key}#0", key, "", one.text, 0, len(one.text)), 1.0, {}) for key, one in documents.items()]
    terms = (Term("吉林", {"zh": (Form("吉林"),), "en": (Form("jilin"),)}, is_place=True),)
    question = Question(asked, "zh" if asked[0] > "z" else "en", terms)
    found = span_candidates(question, hits, readings, document=documents.__getitem__, likeness=_likeness)
    evidence = [Evidence(one.hit, one.sentence, one.span, SUPPORT.of(one.features)) for one in found]
    if not evidence:
        # Only of figures and persons can all that is pointed at be impossible: tonnes are no people.
        assert kind_of(asked) in ("figure", "person") or not any(reading.spans for reading in readings)
        return
    answer = answered(question, choose(question, evidence, documents.__getitem__), hits, documents.__getitem__)
    for citation in answer.citations:
        text = documents[citation.document_id].text
        assert text[citation.start : citation.end] == citation.quote != ""
        assert citation.answer_start is not None
        assert text[citation.answer_start : citation.answer_end] == citation.answer != ""
