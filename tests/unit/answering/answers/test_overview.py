"""An overview: what tells most of a topic, from first to last, and nothing where nothing does."""

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from qa.answering.answers.concreteness import concreteness
from qa.answering.answers.overview import overview
from qa.types import Document, Form, Hit, Passage, Question, Subject, Term

TEXT = (
    "We went on resolutely with all of our work. The ferry carried 240 passengers in 2019. Is the ferry safe?"
    " The ferry carried 240 passengers in the year 2019. The ferry was painted in Alton harbour. It rained for days."
)
DOCUMENT = Document("f.txt", "Harbour notes", TEXT, "en")
HIT = Hit(Passage("f#0", "f.txt", "", TEXT, 0, len(TEXT)), 1.0, {})
FERRY = Term("ferry", {"en": (Form("ferri"),)}, weights={"en": 2.0})


def _alike(asked: str, texts: Sequence[str]) -> NDArray[np.float32]:
    return np.full(len(texts), 0.8, np.float32)


def _told(question: Question, most: int = 5) -> list[str]:
    found = overview(question, [HIT], document=lambda _: DOCUMENT, likeness=_alike, most=most)
    return [one.sentence_text for one in found]


def test_what_can_be_checked_is_told_once_in_order_and_praise_and_questions_are_not() -> None:
    assert _told(Question("the ferry", "en", (FERRY,)), most=2) == [
        "The ferry carried 240 passengers in 2019.",
        "The ferry was painted in Alton harbour.",
    ]


def test_of_what_the_passages_do_not_tell_there_is_no_overview() -> None:
    plane = Term("plane", {"en": (Form("plane"),)}, weights={"en": 0.0})
    assert _told(Question("the plane", "en", (plane,))) == []


def test_every_subject_has_to_stand_in_the_passage_or_above_it() -> None:
    def asked(name: str) -> Question:
        part = Term(name, {"en": (Form(name.lower()),)})
        return Question(name, "en", (FERRY,), (Subject(name, (part,)),))

    assert _told(asked("Alton"))
    assert _told(asked("Harbour"))
    assert not _told(asked("Wexley"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We went on resolutely.", 0.0),
        ("It has 240 seats.", 0.5),
        ("坚决贯彻落实各项部署。", 0.0),
        ("长春市和四平市解决问题8586个、600个。", 2.0),
    ],
)
def test_figures_and_names_can_be_checked(text: str, expected: float) -> None:
    assert concreteness(text) == expected


def test_what_is_told_further_stands_behind_in_order_too() -> None:
    question = Question("the ferry", "en", (FERRY,))
    text = (
        "The ferry carried 240 passengers in 2019. Divers raised that ferry on 3 May 2018."
        " Of all 310 ferry hands 95 went on strike on 8 June."
    )
    document = Document("g.txt", "Notes", text, "en")
    hit = Hit(Passage("g#0", "g.txt", "", text, 0, len(text)), 1.0, {})
    every = overview(question, [hit], document=lambda _: document, likeness=_alike, most=3)
    first = overview(question, [hit], document=lambda _: document, likeness=_alike, most=1)
    told = overview(question, [hit], document=lambda _: document, likeness=_alike, most=1, further=2)
    assert len(every) == 3
    assert told == [*first, *(one for one in every if one not in first)]
