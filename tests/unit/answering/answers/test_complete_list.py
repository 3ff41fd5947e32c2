"""A list: every name of the kind, once, in order, each with the sentence that makes it belong."""

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from qa.answering.answers.complete_list import complete_list
from qa.language import detect
from qa.types import Document, Form, Hit, Passage, Question, Term

CHINESE = (
    "长沙市派出多路督查组。株洲市派出督查组两个。督促有关街道落实责任，东山街、洪桥街是重点街道。"
    "长沙的天气很好。顺达机械租赁公司和恒信建筑公司签了合同。"
)
ENGLISH = (
    "Anna Holm and Peter Vance spoke at the meeting. Later Maria Lopez left. Three offers came from Dachwerk GmbH,"
    " Huber Roofing and Alton School."
)
OFFICES = "省纪委监委驻省国信集团纪检监察组帮企业渡过难关。检查组赴华信公司调研。"


class _Shelf:
    """A library of one document, in which everything is as near as anything else."""

    def __init__(self, text: str, terms: Sequence[Term] = ()) -> None:
        self._document = Document("d.txt", "", text, detect(text))
        self._passage = Passage("d#0", "d.txt", "", text, 0, len(text))

    def understand(self, text: str) -> Question:
        return Question(text, detect(text), ())

    def search(self, question: Question, *, limit: int) -> tuple[Hit, ...]:
        return (Hit(self._passage, 1.0, {}),)

    def document(self, document_id: str) -> Document:
        return self._document

    def documents(self) -> tuple[Document, ...]:
        return (self._document,)

    def passages_of(self, document_id: str) -> list[Passage]:
        return [self._passage]

    def likeness(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.zeros(len(texts), np.float32)

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.zeros((len(texts), 2), np.float32)


def _names(text: str, asked: str, *terms: Term) -> list[str]:
    found = complete_list(Question(asked, detect(asked), terms), _Shelf(text))
    assert all(text[slice(*evidence.span)] == name for name, evidence in found if evidence.span)
    return [name for name, _ in found]


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        (CHINESE, "文中提到哪些城市？", ["长沙市", "株洲市"]),
        (CHINESE, "文中提到哪些街道？", ["东山街", "洪桥街"]),
        (CHINESE, "列出所有公司", ["顺达机械租赁公司", "恒信建筑公司"]),
        (OFFICES, "列出所有企业", ["国信集团", "华信公司"]),
        (ENGLISH, "Which people are named?", ["Anna Holm", "Peter Vance", "Maria Lopez"]),
        (ENGLISH, "List all companies", ["Dachwerk GmbH", "Huber Roofing"]),
        (ENGLISH, "Which schools are named?", ["Alton School"]),
        (ENGLISH, "How many buses are there?", []),
    ],
)
def test_every_name_of_the_kind_is_listed_once_in_order(text: str, asked: str, expected: list[str]) -> None:
    found = _names(text, asked)
    assert found == (expected if len(expected) > 1 else [])


def test_only_sentences_that_say_what_is_asked_make_a_name_belong() -> None:
    spoke = Term("spoke", {"en": (Form("speak"),)}, weights={"en": 2.0})
    assert _names(ENGLISH, "Which people spoke at the meeting?", spoke) == ["Anna Holm", "Peter Vance"]
