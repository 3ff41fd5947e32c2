"""Yes or no, by what the sentence says; nothing where it does not tell of all that is asked."""

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from qa.answering.answers.yes_or_no import yes_or_no
from qa.language import detect, stem
from qa.language.words import content_words
from qa.question.subject import subjects
from qa.types import Answer, Document, Form, Hit, Language, Passage, Question, Term


def _alike(asked: str, texts: Sequence[str]) -> NDArray[np.float32]:
    return np.zeros(len(texts), np.float32)


def _asked(text: str) -> Question:
    language: Language = detect(text)
    terms = tuple(
        Term(word, {language: (Form(word if language == "zh" else stem(word)),)}, weights={language: 2.0})
        for word in content_words(text)
    )
    return Question(text, language, terms, subjects(text, terms))


def _answer(text: str, question: str) -> Answer | None:
    document = Document("d.txt", "", text, detect(text))
    hit = Hit(Passage("d#0", "d.txt", "", text, 0, len(text)), 1.0, {})
    return yes_or_no(_asked(question), [hit], document=lambda _: document, likeness=_alike)


@pytest.mark.parametrize(
    ("text", "question", "said"),
    [
        ("The hall is open on Sundays. It rained.", "Is the hall open on Sundays?", "Yes"),
        ("The hall is not open on Sundays.", "Is the hall open on Sundays?", "No"),
        ("Sales increased, and profit fell in March.", "Did profit increase in March?", "No"),
        ("The board rejected the plan for the roof.", "Did the board approve the plan for the roof?", "No"),
        ("The proposal to cut the old birch was rejected.", "Will the old birch be cut?", "No"),
        ("住宿标准已经废止。", "住宿标准还有效吗？", "不是"),
        ("房屋不得转租。房租每月付。", "房屋可以转租吗？", "不是"),
        ("公司营业收入增长18%；净利润3亿元，同比下降4%。", "公司净利润增长了吗？", "没有"),
        ("张家界市出台纪律要求。", "张家界有没有出台纪律要求？", "有"),
    ],
)
def test_the_sentence_says_yes_or_no(text: str, question: str, said: str) -> None:
    answer = _answer(text, question)
    assert answer is not None
    assert answer.text.startswith((f"{said}: ", f"{said}："))
    assert len(answer.citations) == 1


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("The hall is open on Mondays.", "Is the garage heated in winter?"),
        ("The Oak depot is open on Sundays.", "Is the Ash depot open on Sundays?"),
        ("The pairs were won by Vale.", "Did Larkmere win the pairs?"),
        ("In 2022 the hall was closed.", "Was the hall closed in 2023?"),
        ("It took 41 days to inspect the quay.", "Did it take 50 days to inspect the quay?"),
    ],
)
def test_what_no_sentence_tells_is_unknown(text: str, question: str) -> None:
    assert _answer(text, question) is None
