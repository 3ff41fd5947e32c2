"""A list: every different name that the evidence gives, best first."""

from qa.answering.answers.listed import choose_list
from qa.types import Document, Evidence, Hit, Passage, Question

TEXT = "In Chenzhou four were removed. In Siping two were removed. Then it rained all day."
DOCUMENT = Document("d", "D", TEXT, "en")
HIT = Hit(Passage("d#0", "d", "", TEXT, 0, len(TEXT)), 1.0, {})


def _evidence(sentence: str, marked: str, support: float) -> Evidence:
    start = TEXT.index(sentence)
    at = TEXT.index(marked, start)
    return Evidence(HIT, (start, start + len(sentence)), (at, at + len(marked)), support)


FIRST = _evidence("In Chenzhou four were removed.", "four", 0.9)
SECOND = _evidence("In Siping two were removed.", "Siping", 0.6)
THIRD = _evidence("Then it rained all day.", "all day", 0.8)
WEAK = _evidence("In Siping two were removed.", "Siping", 0.3)


def _marked(evidence: Evidence) -> str:
    assert evidence.span is not None
    return TEXT[slice(*evidence.span)]


def test_a_list_names_the_place_of_each_sentence_best_first() -> None:
    choice = choose_list(Question("Which cities had people removed?", "en", ()), [SECOND, THIRD, FIRST])
    assert choice is not None
    assert [_marked(part.answer.best) for part in choice.parts if part.answer] == ["Chenzhou", "Siping"]


def test_what_is_much_weaker_than_the_best_is_not_listed() -> None:
    choice = choose_list(Question("Which cities had people removed?", "en", ()), [FIRST, WEAK])
    assert choice is not None
    assert len(choice.parts) == 1


def test_a_list_without_a_name_is_none() -> None:
    assert choose_list(Question("Which cities were dry?", "en", ()), [THIRD]) is None
