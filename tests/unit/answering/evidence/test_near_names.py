"""A misspelt name is asked back."""

import pytest

from qa.answering.evidence.near_names import near_names
from qa.language import detect
from qa.types import Form, Hit, Passage, Question, Subject, Term

TEXT = "The Birch depot has 44 buses. 王小明担任组长，张家界市派出督查组。 Anna Holm drives. The Elm depot is shut."


def _near(name: str, *, weight: float = 0.0) -> dict[str, str]:
    language = detect(name)
    part = Term(name, {language: (Form(name.lower()),)}, weights={language: weight})
    hit = Hit(Passage("d#0", "d", "", TEXT, 0, len(TEXT)), 1.0, {})
    return near_names(Question(name, language, (), (Subject(name, (part,)),)), [hit])


@pytest.mark.parametrize(
    ("name", "meant"),
    [("Brich", "Birch"), ("Birh", "Birch"), ("Birchs", "Birch"), ("Bitch", "Birch"), ("Anna Halm", "Anna Holm")],
)
def test_a_name_one_edit_away_is_meant(name: str, meant: str) -> None:
    assert _near(name) == {name: meant}


@pytest.mark.parametrize("name", ["Oak", "Alm", "Willow", "Birthdays"])
def test_a_name_farther_away_or_too_short_is_not(name: str) -> None:
    assert _near(name) == {}


def test_a_name_that_the_documents_hold_is_no_misspelling() -> None:
    assert _near("Brich", weight=2.0) == {}
