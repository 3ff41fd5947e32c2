"""A list behind a label is told whole where the label is asked for."""

import pytest

from qa.answering.answers.names_listed import with_all_names
from qa.language import detect
from qa.types import Evidence, Form, Hit, Passage, Question, Term

PRESENT = "Present: Mina Okafor, Paul Stein, Greta Holm (chair)."
出席 = "出席人员：陈立、王芳、赵明。"


def _span(sentence: str, said: str, asked: str, *terms: str) -> str:
    start = sentence.index(said)
    passage = Passage("d#0", "d.txt", "", sentence, 0, len(sentence))
    evidence = Evidence(Hit(passage, 1.0, {}), (0, len(sentence)), (start, start + len(said)), 0.5)
    found = [Term(term, {detect(term): (Form(term),)}) for term in terms]
    return with_all_names(Question(asked, detect(asked), tuple(found)), evidence).span_text


@pytest.mark.parametrize(
    ("sentence", "said", "asked", "terms", "span"),
    [
        (PRESENT, "Mina Okafor", "Who took part in the meeting?", ("meeting",), PRESENT[9:-1]),
        (PRESENT, "Mina Okafor", "Who was present?", ("present",), PRESENT[9:-1]),
        (出席, "陈立", "谁参加了会议？", ("会议",), "陈立、王芳、赵明"),
        # The chair is one of them.
        (PRESENT, "Greta Holm", "Who was the chair of those present?", ("chair", "present"), "Greta Holm"),
        (PRESENT, "Mina Okafor", "Who wrote the report?", ("report",), "Mina Okafor"),
        ("Present: 12 members, Mina Okafor.", "12", "How many were present?", ("present",), "12"),
        ("Mina Okafor and Paul Stein were present.", "Mina Okafor", "Who was present?", ("present",), "Mina Okafor"),
    ],
)
def test_a_list_is_told_whole_where_its_label_is_asked_for(
    sentence: str, said: str, asked: str, terms: tuple[str, ...], span: str
) -> None:
    assert _span(sentence, said, asked, *terms) == span
